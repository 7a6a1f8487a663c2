#pragma once
#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>

namespace polyaxon {

/// While it lives, whole lines that are written to a stream go to a sink too; the stream shows them as before. Its end gives the stream its buffer
/// back. Lines of this library itself ("polyaxon: …") are not passed on. The stream must outlive it, and nobody else may change its
/// buffer meanwhile. Writing is as safe for threads as the stream is; the sink is called by the thread that writes, one at a time,
/// and not any more once stop or the destructor is through. What a thread writes just then may go to the stream alone. Some 200 bytes of each
/// stay behind for such a thread, to the end of the process.
class log_forwarder {
 public:
    log_forwarder() noexcept;
    log_forwarder(std::ostream& from, std::function<void(std::string_view line)> sink);
    ~log_forwarder();
    log_forwarder(log_forwarder&&) noexcept;
    log_forwarder& operator=(log_forwarder&&) noexcept;

    /// Ends it early; the rest of an unfinished line is passed on.
    void stop();

 private:
    class tee;
    struct retirement {
        void operator()(tee*) const;
    };
    std::unique_ptr<tee, retirement> tee_;
};

}  // namespace polyaxon
