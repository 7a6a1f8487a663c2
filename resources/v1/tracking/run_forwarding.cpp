// What track_logs does.
#include <polyaxon/resources/v1/tracking/run_maker.hpp>

#include <atomic>
#include <iostream>

namespace polyaxon::v1::tracking {

/// The program's own streams have one buffer each: they are forwarded to one run at a time, and given back in the order they were taken.
class run::forwarded_outputs {
 public:
    static std::unique_ptr<forwarded_outputs> claim(run& r) {
        if (taken_.exchange(true)) return nullptr;
        return std::unique_ptr<forwarded_outputs>(new forwarded_outputs(r));
    }
    ~forwarded_outputs() {
        out_.stop();
        err_.stop();
        log_.stop();
        taken_ = false;
    }

 private:
    explicit forwarded_outputs(run& r)
        : out_(r.forward_logs(std::cout)), err_(r.forward_logs(std::cerr)), log_(r.forward_logs(std::clog)) {}
    static inline std::atomic<bool> taken_{false};
    log_forwarder out_, err_, log_;
};

void run_maker::forward_outputs(run& r) { r.forwarders_ = run::forwarded_outputs::claim(r); }

}  // namespace polyaxon::v1::tracking
