#pragma once
#include "conformance/replay.hpp"
#include "conformance/scratch.hpp"

#include <polyaxon/testing/manual_time.hpp>
#include <polyaxon/v0.hpp>

#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

// The process of one tracking case: it makes the recorded steps and writes down what came out.

namespace conformance {

/// What the steps work with. One thread runs everything; the clock of the client's own work stands still but in `pass` and `run`.
class player {
 public:
    /// `root`: the scratch directory of the case. The variables are those of the process.
    explicit player(const std::filesystem::path& root);

    asio::any_io_executor executor() { return loop_.get_executor(); }
    /// For clients: machine and clock of the case, retries off.
    const polyaxon::v0::api_config& config() const { return config_; }

    /// Runs the call to its end. Where nothing but the clock can bring it on, the clock jumps: it waits for pauses and intervals without sleeping.
    json run(asio::awaitable<json> call);
    /// `$sleep`: lets `time` go by, with everything that falls due meanwhile done.
    void pass(std::chrono::milliseconds time);
    /// True while nothing is on its way to the server; set by who makes the clients.
    std::function<bool()> quiet = [] { return true; };

 private:
    void settle();

    asio::io_context loop_{1};
    asio::executor_work_guard<asio::io_context::executor_type> work_ = asio::make_work_guard(loop_);
    std::shared_ptr<polyaxon::testing::manual_time> clock_ =
        std::make_shared<polyaxon::testing::manual_time>();
    std::shared_ptr<polyaxon::async::time_source> time_ = clock_;
    std::shared_ptr<const polyaxon::context::system> machine_;
    polyaxon::v0::api_config config_;
};

/// The tracked objects of a case and what can be done with them: v0_tracking_steps.cpp, the one place that knows the tracking classes.
class tracked {
 public:
    virtual ~tracked() = default;
    /// Makes an object of that class ("Experiment"); it is the one that later steps speak to. Its public state comes back.
    virtual json construct(std::string_view type, const json& arguments) = 0;
    /// Calls a method of the current object, a static one ("$static:Experiment.get_params"), a free function ("$fn:get_log_level"), or reads
    /// an attribute ("$get", its name as a text). `{"$self": true}` and `{"$object": type}` stand for objects. Throws polyaxon::error;
    /// `inexpressible` for arguments that C++ cannot take, `mismatch` for a name that it does not have.
    virtual json call(std::string_view name, const json& arguments) = 0;
    /// State of the object that the last call made or changed, as of `construct`; compared after creations.
    virtual json state() = 0;
    /// `$log`: a record of the program's own log, which a run that tracks logs forwards.
    virtual void log(std::string_view level, std::string_view text) = 0;
    /// The program ends, by an exception or without: what ends by itself does, and all that waits is sent.
    virtual void end(std::exception_ptr why) = 0;
};
std::unique_ptr<tracked> make_tracked(player&);

/// The whole process: reads the case, makes its steps, writes one line of JSON a result into the file `results`. The exit code.
int play_tracking_case(const std::string& file, const std::filesystem::path& root,
                       const std::string& results);

}  // namespace conformance
