// The first rule: an answer never reaches another call. Random schedules of calls, dials that fail or are late, requests that leave late,
// answers in pieces, cuts, cancellations and extra answers. POLYAXON_LONG=1: 100,000 schedules.
#include "async/support/bench_engine.hpp"
#include "support/fault_support.hpp"
#include "support/sanitizers.hpp"

#include <polyaxon/codec/gzip.hpp>

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <iostream>
#include <map>
#include <random>
#include <set>

using namespace polyaxon;
using namespace polyaxon::async;
using namespace polyaxon::async::test;
using codec::verb;

namespace {

struct schedule {
    struct peer {
        std::size_t seen = 0;           ///< bytes of what the client wrote
        std::deque<std::string> asked;  ///< targets that wait for their answer
        std::string rest;               ///< of an answer sent in two pieces
    };
    struct entry {
        explicit entry(verb v, const std::string& target) : c(place(), v, target) {}
        simple_call c;
        asio::cancellation_signal cancel;
    };

    unsigned seed;
    std::mt19937 dice;
    rig r;
    bool pipelined;
    std::deque<entry> calls;
    std::map<std::size_t, peer> peers;
    std::map<std::string, int> posts_seen;
    std::vector<std::shared_ptr<wire>> late;  ///< dials under way
    bool answer_all = false;

    static engine_options options(unsigned seed, bool pipelined) {
        auto o = rig::defaults();
        o.seed = seed;
        o.pool.max_connections = 1 + seed % 3;
        o.pool.pipeline_depth = pipelined ? 4 : 1;
        o.retry.max_attempts = 1 + static_cast<int>(seed / 3 % 3);
        o.retry.base_delay = o.retry.max_delay = std::chrono::milliseconds(0);
        o.thread_safe = seed % 5 == 0;
        return o;
    }
    schedule(unsigned s, bool p) : seed(s), dice(s), r(options(s, p)), pipelined(p) {
        r.net->on_write = [this](wire& w) {
            hear(w);
            if (answer_all) answer(w, true);
        };
        r.net->on_dial = [this](wire& w) {
            if (answer_all || roll(12) > 1) return w.accept();
            if (roll(2)) return w.accept(make_error_code(errc::network), "refused");
            late.push_back(w.shared_from_this());
        };
    }
    std::size_t roll(std::size_t n) { return dice() % n; }

    void hear(wire& w) {
        auto& p = peers[w.number];
        for (;;) {
            const auto end = w.written.find("\r\n\r\n", p.seen);
            if (end == std::string::npos) return;
            const auto from = w.written.find('/', p.seen);
            const auto target = w.written.substr(from, w.written.find(' ', from) - from);
            const bool post = w.written.compare(p.seen, 4, "POST") == 0;
            p.seen = end + 4 + (post ? 2 : 0);
            if (post) ++posts_seen[target];
            p.asked.push_back(target);
        }
    }
    std::string answer_to(const std::string& target) {
        switch (roll(8)) {
            case 0:
                return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n" + target.substr(0, 2) +
                       "\r\n" + std::to_string(target.size() - 2) + "\r\n" + target.substr(2) +
                       "\r\n0\r\n\r\n";
            case 1: return http(200, codec::gzip(target), "Content-Encoding: gzip\r\n");
            case 2: return http(200, target, "Connection: close\r\n");
            case 3: return "HTTP/1.1 100 Continue\r\n\r\n" + http(200, target);
            case 4: return http(503, target);
            default: return http(200, target);
        }
    }
    void answer(wire& w, bool whole) {
        auto& p = peers[w.number];
        if (!p.rest.empty()) return w.send(std::exchange(p.rest, {}));
        if (p.asked.empty()) return;
        auto text = answer_to(p.asked.front());
        p.asked.pop_front();
        const auto cut = whole ? text.size() : roll(text.size() + 1);
        p.rest = text.substr(cut);
        w.send(text.substr(0, cut));
    }
    wire* any() {
        std::vector<wire*> open;
        for (auto& w : r.net->wires)
            if (!w->closed && w->open && !w->fin && !w->failure) open.push_back(w.get());
        return open.empty() ? nullptr : open[roll(open.size())];
    }
    void start() {
        auto& e = calls.emplace_back(roll(4) ? verb::get : verb::post,
                                     "/id" + std::to_string(seed) + "-" + std::to_string(calls.size()));
        async_perform(*r.on, e.c.node,
                      asio::bind_cancellation_slot(e.cancel.slot(), [&c = e.c] { ++c.done; }));
    }
    void step() {
        switch (roll(14)) {
            case 0:
            case 1:
            case 2:
                if (calls.size() < 14) start();
                break;
            case 3:
            case 4:
            case 5:
                if (auto* w = any()) answer(*w, roll(2));
                break;
            case 6:
                if (auto* w = any()) w->most_per_read = 1 + roll(40);
                break;
            case 7:
                if (auto* w = any(); w && !roll(3)) w->finish();
                break;
            case 8:
                if (auto* w = any(); w && !roll(3)) w->fail(make_error_code(errc::network));
                break;
            case 9:
                if (!calls.empty() && !roll(2))
                    calls[roll(calls.size())].cancel.emit(asio::cancellation_type::terminal);
                break;
            case 10:
                // An answer nobody asked for, as far as the server can know. (Behind an answer on a pipelined connection the
                // next request may cross it on the wire, and no client can tell: so only on quiet ones there.)
                if (auto* w = any(); w && peers[w->number].asked.empty() && peers[w->number].rest.empty() &&
                                     (!pipelined || w->incoming.empty()) && !roll(2))
                    w->send(http(200, "poison"));
                break;
            case 11:
                if (auto* w = any(); w && !roll(2)) {
                    w->hold_writes = !w->writing;
                    w->release(roll(6) ? std::error_code() : make_error_code(errc::network));
                }
                break;
            case 12:
                if (!late.empty()) late.back()->accept(), late.pop_back();
                break;
            default: break;
        }
        r.io.restart();
        for (auto n = roll(6); n > 0; --n) r.io.poll_one();
    }
    void run() {
        for (int i = 0; i < 60; ++i) step();
        answer_all = true;
        for (auto& w : std::exchange(late, {})) w->accept();
        for (auto& w : r.net->wires) w->hold_writes = false, w->release();
        for (int i = 0; i < 200 && !all_done(); ++i) {
            r.poll();
            for (auto& w : r.net->wires)
                while (!w->closed && (!peers[w->number].asked.empty() || !peers[w->number].rest.empty()))
                    answer(*w, true);
        }
        // What is left waits behind a pause between dials, or on a wire that the schedule silenced.
        if (!all_done()) r.on->close(), r.poll();
    }
    bool all_done() const {
        return std::all_of(calls.begin(), calls.end(), [](auto& e) { return e.c.done > 0; });
    }
};

void check(unsigned seed, bool pipelined, std::size_t& values, std::size_t& poisoned) {
    schedule s(seed, pipelined);
    s.run();
    for (auto& e : s.calls) {
        const auto& target = e.c.request.target;
        ASSERT_EQ(e.c.done, 1) << "seed " << seed << ' ' << target;
        if (e.c.node.failure) continue;
        ++values;
        poisoned += e.c.body == "poison";
        ASSERT_EQ(e.c.body, target) << "seed " << seed << " pipelined " << pipelined;
    }
    for (auto& [target, times] : s.posts_seen) {
        // A complete 503 answer to a POST is not repeated either.
        ASSERT_LE(times, 1) << "seed " << seed << ": POST " << target << " arrived twice";
    }
    s.r.on->close();
    s.r.poll();
    ASSERT_EQ(s.r.net->live, 0u) << "seed " << seed;
}

// The sanitizers make a schedule twenty times as dear.
constexpr unsigned usual_schedules = polyaxon::test::under_sanitizer ? 600 : 2'500;
constexpr unsigned many_schedules = polyaxon::test::under_sanitizer ? 10'000 : 50'000;

TEST(MixUp, NoAnswerReachesAnotherCall) {
    const unsigned schedules = polyaxon::test::long_run() ? many_schedules : usual_schedules;
    const unsigned first = polyaxon::test::seed_of_run();
    for (bool pipelined : {false, true}) {
        std::size_t values = 0, poisoned = 0;
        for (unsigned seed = first; seed < first + schedules; ++seed) {
            check(seed, pipelined, values, poisoned);
            if (HasFatalFailure()) return;
        }
        std::cout << schedules << " schedules, " << values << " values, none mixed up\n";
        EXPECT_EQ(poisoned, 0u);
        EXPECT_GT(values, schedules * 4) << "the schedules must leave most calls alive";
    }
}

}  // namespace
