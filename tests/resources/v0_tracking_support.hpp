#pragma once
#include "resources/v0_support.hpp"
#include "support/hand_driven.hpp"

#include <polyaxon/async/transport.hpp>

#include <asio/post.hpp>

#include <atomic>
#include <optional>
#include <utility>

namespace v0_test {

namespace api = polyaxon::v0;
namespace tracking = polyaxon::v0::tracking;
using polyaxon::awaitable;
using polyaxon::testing::manual_time;
using polyaxon::testing::received;
using std::chrono::milliseconds;
using std::chrono::seconds;
using texts = std::vector<std::string>;

/// What the platform answers to a program that tracks: user adam, experiment 42, group 7, job 12, build 3.
inline reply platform_answer(const received& r) {
    const auto path = r.path();
    if (path.ends_with("/users/")) return reply::json(R"({"username": "adam", "email": "adam@example.com"})");
    if (path.ends_with("/ephemeraltoken/")) return reply::json(R"({"token": "tok-from-eph"})");
    if (r.method == "POST")
        for (const auto& [end, id] : {std::pair<std::string_view, int>{"/experiments/", 42},
                                      {"/groups/", 7},
                                      {"/jobs/", 12},
                                      {"/builds/", 3}})
            if (path.ends_with(end)) return reply::json("{\"id\": " + std::to_string(id) + "}", 201);
    return reply::json("{}");
}

/// Connections of another connector, or refused ones while the platform is away.
class moody_connector final : public polyaxon::async::connector {
 public:
    explicit moody_connector(std::shared_ptr<connector> good) : good_(std::move(good)) {}
    std::unique_ptr<polyaxon::async::transport> make(const asio::any_io_executor& on,
                                                     const polyaxon::codec::origin& to) override {
        if (away) {
            ++refused;
            return std::make_unique<refusing>(on);
        }
        return good_->make(on, to);
    }
    std::atomic<bool> away{false};
    std::atomic<int> refused{0};

 private:
    class refusing final : public polyaxon::async::transport {
     public:
        explicit refusing(asio::any_io_executor on) : on_(std::move(on)) {}
        void open(polyaxon::async::transport_events& events) override {
            asio::post(on_, [&events, alive = std::weak_ptr<int>(alive_)] {
                if (!alive.expired()) events.on_open(make_error_code(errc::network), "connection refused");
            });
        }
        void read(std::span<char>) override {}
        bool write(std::string_view) override { return true; }
        bool idle_and_clean() override { return false; }
        void close(bool) override {}

     private:
        asio::any_io_executor on_;
        std::shared_ptr<int> alive_ = std::make_shared<int>(0);
    };
    std::shared_ptr<connector> good_;
};

/// Hears what a client could not send.
struct tracking_ear final : polyaxon::observer {
    struct line {
        std::string request, detail;
        errc failure;
        std::size_t items;
    };
    std::vector<line> failures;
    void on_background_failure(const polyaxon::background_event& e) override {
        failures.push_back({std::string(e.request), std::string(e.detail), e.failure, e.items});
    }
};

/// A program that tracks, on a clock that stands still, run by hand.
struct tracking_stage : desk, polyaxon::test::hand_driven {
    explicit tracking_stage(polyaxon::testing::server::handler h = platform_answer)
        : desk(std::move(h)), mood(std::make_shared<moody_connector>(fake.connector())), connector(mood) {
        config.time = &source;
        config.connector = &connector;
        config.thread_safe = false;
    }
    ~tracking_stage() {
        if (client_) client_->close();
        poll();
    }
    api::client& client() {
        if (!client_) {
            client_.emplace(io.get_executor(), config);
            client_->set_observer(heard);
        }
        return *client_;
    }
    /// For a run without files, git and environment of this machine.
    tracking::experiment experiment(std::string_view id = "") {
        return tracking::experiment(client(), {.project = "mnist",
                                               .experiment_id = id,
                                               .track_logs = true,
                                               .track_code = false,
                                               .track_env = false});
    }
    bool quiet() const override { return rests(client_); }
    texts lines() const {
        texts out;
        for (const auto& r : fake.requests()) out.push_back(r.method + ' ' + r.target);
        return out;
    }
    std::vector<json> bodies(std::string_view end) const {
        std::vector<json> out;
        for (const auto& r : fake.requests())
            if (r.method != "GET" && r.path().ends_with(end))
                out.push_back(r.body.empty() ? json() : json::parse(r.body));
        return out;
    }
    texts statuses() const {
        texts out;
        for (const auto& body : bodies("/statuses/")) out.push_back(body.at("status").as<std::string>());
        return out;
    }

    std::shared_ptr<moody_connector> mood;
    std::shared_ptr<polyaxon::async::connector> connector;
    std::shared_ptr<tracking_ear> heard = std::make_shared<tracking_ear>();

 private:
    std::optional<api::client> client_;
};

/// The kind and text of the polyaxon::error that `f` throws; fails the test when it throws none.
template <class F>
std::pair<errc, std::string> error_of(F f) {
    try {
        f();
    } catch (const polyaxon::error& e) {
        return {e.kind(), e.what()};
    }
    ADD_FAILURE() << "no error came";
    return {};
}

}  // namespace v0_test
