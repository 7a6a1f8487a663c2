#include "conformance/tracking_player.hpp"

#include "support/hand_driven.hpp"

#include <asio/co_spawn.hpp>

#include <stdlib.h>

#include <cmath>
#include <fstream>
#include <optional>

namespace conformance {

namespace {

using namespace std::chrono_literals;

/// Files below the scratch directory, variables of this process.
class process_system final : public scratch_system {
 public:
    using scratch_system::scratch_system;
    std::optional<std::string> variable(std::string_view name) const override {
        const char* value = ::getenv(std::string(name).c_str());
        return value ? std::optional<std::string>(value) : std::nullopt;
    }
    void forget(std::string_view name) const override { ::unsetenv(std::string(name).c_str()); }
};

json told(const polyaxon::error& e) {
    return json::object()
        .set("kind", static_cast<int>(e.kind()))
        .set("status", e.status())
        .set("text", std::string(e.what()));
}

/// The results of the case, one line each, there at once: the process may end at any step.
class results_file {
 public:
    explicit results_file(const std::string& name) : out_(name, std::ios::binary | std::ios::app) {}
    void add(const json& result) { out_ << result.text() << '\n' << std::flush; }

 private:
    std::ofstream out_;
};

json env(const json& name) {
    const char* value = ::getenv(name.as<std::string>().c_str());
    return value ? json::from(value) : json();
}

json take(tracked& objects, const std::string& name, const json& argument) {
    auto out = json::object();
    out.set("step", name);
    try {
        if (name == "$env") {
            out.set("returns", env(argument));
        } else if (name == "Experiment" || name == "Group" || name == "Job" || name == "BuildJob") {
            const auto state = objects.construct(name, argument);
            out.set("returns", state);
            out.set("state", state);
        } else {
            out.set("returns", objects.call(name, argument));
            out.set("state", objects.state());
        }
    } catch (const polyaxon::error& e) {
        out.set("raises", told(e));
    }
    return out;
}

void make_steps(const json& steps, player& with, tracked& objects, results_file& results) {
    for (const auto& step : steps.elements()) {
        const auto name = step.at(0).as<std::string>();
        const auto argument = step.size() > 1 ? step.at(1) : json::object();
        if (name == "$sleep")
            with.pass(std::chrono::milliseconds(std::llround(argument.as<double>() * 1000)));
        else if (name == "$log")
            objects.log(argument.at(0).as<std::string>(), argument.at(1).as<std::string>());
        else if (name == "$exit")
            std::exit(argument.as<int>());
        else if (name == "$raise") {
            results.add(json::object().set("step", name));
            throw std::runtime_error(argument.as<std::string>());
        } else
            results.add(take(objects, name, argument));
    }
}

}  // namespace

player::player(const std::filesystem::path& root) : machine_(std::make_shared<process_system>(root)) {
    config_.retry.max_attempts = 1;
    config_.proxy.from_environment = false;
    config_.system = &machine_;
    config_.time = &time_;
}

json player::run(asio::awaitable<json> call) {
    bool ended = false;
    std::exception_ptr thrown;
    json result;
    asio::co_spawn(loop_, std::move(call), [&](std::exception_ptr e, json value) {
        ended = true;
        thrown = e;
        result = std::move(value);
    });
    while (!ended) {
        settle();
        if (!ended && !clock_->advance_to_next()) loop_.run_one_for(10ms);
    }
    if (thrown) std::rethrow_exception(thrown);
    return result;
}

void player::pass(std::chrono::milliseconds time) {
    polyaxon::test::pass(*clock_, time, [this] { settle(); });
}

/// Until nothing but the clock can bring anything on.
void player::settle() {
    for (;;) {
        if (loop_.poll() != 0) continue;
        if (quiet()) return;
        loop_.run_one_for(10ms);
    }
}

int play_tracking_case(const std::string& file, const std::filesystem::path& root,
                       const std::string& results) {
    const auto a_case = load_cases(file).at(0);
    results_file out(results);
    player with(root);
    const auto objects = make_tracked(with);
    std::exception_ptr why;
    try {
        make_steps(a_case.at("steps"), with, *objects, out);
    } catch (const inexpressible& e) {
        out.add(json::object().set("skip", std::string(e.what())));
        return 0;
    } catch (const mismatch& e) {
        out.add(json::object().set("fail", std::string(e.what())));
        return 0;
    } catch (...) {
        why = std::current_exception();
    }
    objects->end(why);
    return why ? 1 : 0;
}

}  // namespace conformance
