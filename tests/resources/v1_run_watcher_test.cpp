#include <polyaxon/resources/v1/run_watcher.hpp>

#include "resources/v1_watch_support.hpp"

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/detached.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace {

using namespace v1_test;

std::string uuid_of(int i) {
    char text[33];
    std::snprintf(text, sizeof text, "%032x", static_cast<unsigned>(i + 1));
    return text;
}

/// A server with runs, which answers lists as the real one: only what `query` asks for, a page of `limit`.
struct runs_desk {
    std::map<std::string, std::string> status;  ///< by uuid
    std::map<std::string, int> refuse;          ///< project to status code
    int failures = 0;                           ///< of the next lists, as 503
    desk d{[this](const received& r) { return answer(r); }};

    reply answer(const received& r) {
        if (failures > 0) return --failures, reply::json("{}", 503);
        const auto path = r.path();
        for (const auto& [project, code] : refuse)
            if (path == "/api/v1/acme/" + project + "/runs") return reply::json(R"({"detail":"no"})", code);
        auto query = r.query("query").value_or("");
        const std::string behind = ",created_at:_any_,live_state:_any_";
        if (!query.starts_with("uuid:") || !query.ends_with(behind))
            return reply::json("[\"bad query\"]", 400);
        query = query.substr(5, query.size() - 5 - behind.size());
        const auto limit = static_cast<std::size_t>(std::stoi(r.query("limit").value_or("20")));
        std::string list;
        std::size_t n = 0;
        for (std::size_t at = 0; at < query.size(); at += 33) {
            const auto found = status.find(query.substr(at, 32));
            if (found == status.end() || n++ >= limit) continue;
            list += (list.empty() ? "" : ",") + ("{\"uuid\":\"" + found->first) + "\",\"status\":\"" +
                    found->second + "\"}";
        }
        return reply::json("{\"results\":[" + list + "]}");
    }
    std::size_t asked() const { return d.fake.requests().size(); }
};

api::run_watcher_options paced(const timed& t) {
    api::run_watcher_options o;
    o.pace = t.pace();
    return o;
}

TEST(V1RunWatcher, TwoHundredRunsCostTwoRequestsAnInterval) {
    runs_desk s;
    for (int i = 0; i < 200; ++i) s.status[uuid_of(i)] = "running";
    timed t;
    t.run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, s.d.config);
        api::run_watcher watcher(client, paced(t));
        for (int i = 0; i < 200; ++i) watcher.add("acme", "vision", uuid_of(i));
        watcher.add("acme", "vision", uuid_of(7));
        EXPECT_EQ(watcher.size(), 200u);
        EXPECT_EQ(s.asked(), 0u);
        for (int i = 0; i < 200; ++i) {
            auto change = co_await watcher.next();
            EXPECT_TRUE(change);
            if (!change) break;
            EXPECT_EQ(change->status, "running");
            EXPECT_EQ(change->owner + "/" + change->project, "acme/vision");
            EXPECT_FALSE(change->ended);
        }
        EXPECT_EQ(s.asked(), 2u);
        EXPECT_TRUE(t.waited.empty()) << "the first poll is at once";
        for (int round = 1; round <= 5; ++round) {
            s.status[uuid_of(round * 30)] = "stopping";
            auto change = co_await watcher.next();
            EXPECT_TRUE(change && change->status == "stopping" && change->uuid == uuid_of(round * 30));
        }
        EXPECT_LE(s.asked(), 2u * 6u);
        EXPECT_GE(s.asked(), 6u);
        // All of them end, each is told once.
        for (auto& [uuid, status] : s.status) status = "succeeded";
        std::set<std::string> ended;
        while (auto change = co_await watcher.next()) {
            EXPECT_TRUE(change->ended);
            EXPECT_EQ(change->run.status, "succeeded");
            EXPECT_TRUE(ended.insert(change->uuid).second);
        }
        EXPECT_EQ(ended.size(), 200u);
        EXPECT_EQ(watcher.size(), 0u);
        const auto before = s.asked();
        EXPECT_FALSE(co_await watcher.next());
        EXPECT_EQ(s.asked(), before) << "nothing is left to ask for";
        client.close();
    });
    EXPECT_EQ(t.waited, std::vector<milliseconds>(t.waited.size(), 1s));
    EXPECT_LE(s.asked(), 2 * (t.waited.size() + 1));
    for (const auto& r : s.d.fake.requests()) EXPECT_EQ(r.query("no_page"), "true");
}

TEST(V1RunWatcher, RunsComeAndGoWhileItWatches) {
    runs_desk s;
    for (int i = 0; i < 4; ++i) s.status[uuid_of(i)] = "created";
    timed t;
    t.run([&]() -> awaitable<void> {
        auto executor = co_await asio::this_coro::executor;
        api::client client(executor, s.d.config);
        api::run_watcher watcher(client, paced(t));
        watcher.add("acme", "vision", uuid_of(0));
        watcher.add("acme", "speech", uuid_of(1));
        texts told;
        const auto pull = [&]() -> awaitable<void> {
            auto change = co_await watcher.next();
            told.push_back(change ? change->project + " " + change->uuid.substr(30) + " " + change->status
                                  : "none");
        };
        co_await pull();
        co_await pull();
        EXPECT_EQ(s.asked(), 2u) << "one for each project";
        // While another coroutine waits in next.
        auto add_later = [&]() -> awaitable<void> {
            co_await turn();
            watcher.add("acme", "vision", uuid_of(2));
            watcher.remove(uuid_of(1));
        };
        asio::co_spawn(executor, add_later(), asio::detached);
        co_await pull();
        s.status[uuid_of(1)] = "failed";  // nobody asks any more
        s.status[uuid_of(0)] = "failed";
        co_await pull();
        s.status[uuid_of(2)] = "stopped";
        co_await pull();
        co_await pull();
        std::ranges::sort(told.begin(), told.begin() + 2);
        EXPECT_EQ(told, (texts{"speech 02 created", "vision 01 created", "vision 03 created",
                               "vision 01 failed", "vision 03 stopped", "none"}));
        watcher.add("acme", "vision", uuid_of(3));
        auto more = co_await watcher.next();
        EXPECT_TRUE(more && more->uuid == uuid_of(3)) << "it goes on with new runs";
        client.close();
    });
}

TEST(V1RunWatcher, ARunThatIsNotListedIsGone) {
    runs_desk s;
    s.status[uuid_of(0)] = "running";
    s.status[uuid_of(1)] = "running";
    timed t;
    t.run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, s.d.config);
        api::run_watcher watcher(client, paced(t));
        watcher.add("acme", "vision", uuid_of(0));
        watcher.add("acme", "vision", uuid_of(1));
        for (int i = 0; i < 2; ++i) co_await watcher.next();
        s.status.erase(uuid_of(1));
        auto gone = co_await watcher.next();
        EXPECT_TRUE(gone && gone->gone && gone->ended && gone->uuid == uuid_of(1) &&
                    gone->status == "running");
        EXPECT_EQ(s.asked(), 3u) << "two answers in a row without it";
        EXPECT_EQ(watcher.size(), 1u);
        client.close();
    });
}

TEST(V1RunWatcher, AProjectThatIsRefusedEndsItsRunsOnly) {
    runs_desk s;
    s.refuse = {{"nowhere", 404}, {"secret", 403}};
    s.status[uuid_of(2)] = "running";
    timed t;
    t.run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, s.d.config);
        api::run_watcher watcher(client, paced(t));
        watcher.add("acme", "nowhere", uuid_of(0));
        watcher.add("acme", "secret", uuid_of(1));
        watcher.add("acme", "vision", uuid_of(2));
        std::map<std::string, int> codes;
        for (int i = 0; i < 3; ++i) {
            auto change = co_await watcher.next();
            EXPECT_TRUE(change);
            if (change) codes[change->project] = change->failure ? change->failure->status() : 0;
        }
        EXPECT_EQ(codes, (std::map<std::string, int>{{"nowhere", 404}, {"secret", 403}, {"vision", 0}}));
        EXPECT_EQ(watcher.size(), 1u);
        client.close();
    });
}

TEST(V1RunWatcher, BearsFailuresAndLosesNothing) {
    runs_desk s;
    for (int i = 0; i < 150; ++i) s.status[uuid_of(i)] = "running";
    timed t;
    t.run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, s.d.config);
        api::run_watcher watcher(client, paced(t));
        for (int i = 0; i < 150; ++i) watcher.add("acme", "vision", uuid_of(i));
        for (int i = 0; i < 150; ++i) co_await watcher.next();
        EXPECT_EQ(s.asked(), 2u);
        s.failures = 4;
        s.status[uuid_of(149)] = "failed";
        auto change = co_await watcher.next();
        EXPECT_TRUE(change && change->uuid == uuid_of(149) && change->ended);
        EXPECT_EQ(s.asked(), 2u + 4u + 2u) << "only what failed is asked again";
        client.close();
    });
    ASSERT_EQ(t.waited.size(), 5u);
    EXPECT_GE(t.waited[4], 4s) << "the pauses grow";
}

TEST(V1RunWatcher, RefusesWhatIsNoUuid) {
    desk d({reply::json("{}")});
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::run_watcher watcher(client);
        for (const char* wrong : {"", "12", "zz", "0a1b2c3d4e5f60718293a4b5c6d7e8f9|x"}) {
            try {
                watcher.add("acme", "vision", wrong);
                ADD_FAILURE() << wrong << " was taken";
            } catch (const polyaxon::error& e) {
                EXPECT_EQ(e.kind(), errc::invalid_argument);
            }
        }
        watcher.add("acme", "vision", "0A1B2C3D-4e5f-6071-8293-a4b5c6d7e8f9");
        watcher.add("acme", "vision", uuid);
        EXPECT_EQ(watcher.size(), 1u) << "the same";
        client.close();
    });
}

TEST(V1RunWatcher, ACancelledWatchEndsAtOnce) {
    for (const int how : {0, 1, 2}) {
        runs_desk s;
        s.status[uuid_of(0)] = "running";
        run([&]() -> awaitable<void> {
            auto executor = co_await asio::this_coro::executor;
            api::client client(executor, s.d.config);
            auto watcher = std::make_unique<api::run_watcher>(client);
            watcher->add("acme", "vision", uuid_of(0));
            co_await watcher->next();
            bool ended = false;
            errc kind{};
            asio::cancellation_signal stop;
            auto waits = [&]() -> awaitable<void> {
                auto r = co_await as_result(watcher->next());
                if (!r) kind = r.error().kind();
                ended = true;
            };
            asio::co_spawn(executor, waits(), asio::bind_cancellation_slot(stop.slot(), asio::detached));
            co_await turn();
            EXPECT_FALSE(ended);
            const auto begun = worked();
            if (how == 0) stop.emit(asio::cancellation_type::terminal);
            if (how == 1) watcher->close();
            if (how == 2) watcher.reset();
            while (!ended && worked() - begun < 5s) co_await turn();
            EXPECT_LT(worked() - begun, 100ms);
            EXPECT_EQ(kind, how == 1 ? errc{} : errc::canceled);
            client.close();
        });
    }
}

}  // namespace
