#include "conformance/v0_stage.hpp"

#include <asio/async_result.hpp>
#include <asio/co_spawn.hpp>
#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>
#include <asio/steady_timer.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>

#include <algorithm>
#include <exception>

namespace conformance::v0 {

namespace {

using namespace std::chrono_literals;

struct stage {
    const std::vector<step>* steps = nullptr;
    const setup* with = nullptr;
    std::size_t requests = 0;
    std::optional<polyaxon::v0::client> who;

    /// Nothing is on its way: only the clock can bring anything on.
    bool quiet() const {
        if (!who) return false;
        const auto s = who->stats();
        return s.busy == 0 && s.connecting == 0 && s.waiting == 0;
    }
};

/// Until the clock has gone on by `time`.
asio::awaitable<void> pass(std::shared_ptr<polyaxon::testing::manual_time> clock,
                           std::chrono::milliseconds time) {
    const auto executor = co_await asio::this_coro::executor;
    asio::steady_timer gate(executor, asio::steady_timer::time_point::max());
    const auto alarm = clock->make_alarm(executor);
    alarm->set(clock->now() + time, [&gate] { gate.cancel(); });
    try {
        co_await gate.async_wait(asio::use_awaitable);
    } catch (const std::system_error&) {  // cancelled: opened
    }
}

asio::awaitable<void> take(const step* s, const polyaxon::v0::client* client) {
    auto call = s->what->start(*client, s->arguments);
    auto guarded = polyaxon::as_result(std::move(call));
    const auto outcome = co_await std::move(guarded);
    const bool fails = s->queued ? !s->expected.raises.is_null() : expects_error(s->expected);
    if (fails) {
        if (outcome)
            throw mismatch("a result came where the record has an error: " + shortened(outcome->text()));
        compare_error(s->expected, outcome.error());
        co_return;
    }
    if (!outcome) throw mismatch("an error came: " + std::string(outcome.error().what()));
    if (s->queued) co_return;
    if (!member(*outcome, "$messages").is_null())
        co_return compare_messages(s->expected.messages, outcome->at("$messages"));
    const auto page = member(s->arguments, "page");
    compare_result(s->expected.returns, *outcome, page.is_null() ? 1 : page.as<int>());
}

asio::awaitable<void> play(stage* on) {
    on->who.emplace(co_await asio::this_coro::executor, on->with->config);
    auto& client = *on->who;
    for (const auto& s : *on->steps) {
        auto one = take(&s, &client);
        co_await std::move(one);
    }
    if (std::ranges::any_of(*on->steps, &step::queued)) {
        auto drained = client.drain();
        co_await std::move(drained);
    }
    if (std::ranges::any_of(*on->steps, &step::heartbeat)) {
        const auto periods = on->requests == 0 ? 3 : static_cast<int>(on->requests);
        auto passed = pass(on->with->clock, periods * 1s + 500ms);
        co_await std::move(passed);
    }
    client.close();
}

}  // namespace

void perform(const std::vector<step>& steps, const setup& with, std::size_t requests) {
    constexpr auto limit = 20s;
    asio::io_context loop(1);
    const auto work = asio::make_work_guard(loop);
    stage on;
    on.steps = &steps;
    on.with = &with;
    on.requests = requests;
    bool ended = false;
    std::exception_ptr thrown;
    asio::co_spawn(loop, play(&on), [&](std::exception_ptr e) {
        ended = true;
        thrown = e;
    });
    const auto until = std::chrono::steady_clock::now() + limit;
    while (!ended) {
        if (loop.poll() != 0) continue;
        if (on.quiet() && with.clock->advance_to_next()) continue;
        loop.run_one_for(10ms);
        if (std::chrono::steady_clock::now() > until)
            throw mismatch("the case did not end within " + std::to_string(limit.count()) + " s");
    }
    if (thrown) std::rethrow_exception(thrown);
}

void expect_messages(std::vector<step>& steps, const json& messages) {
    if (messages.is_null()) return;
    for (auto& s : steps) {
        if (!s.what->name.ends_with(".logs") && !s.what->name.ends_with(".resources")) continue;
        if (s.what->name.ends_with(".resources"))
            for (const auto& one : messages.elements())
                if (!one.is_array()) throw inexpressible("a message of a stream of resources is no list");
        s.expected.messages = messages;
        return;
    }
    throw std::runtime_error("messages without a stream");
}

}  // namespace conformance::v0
