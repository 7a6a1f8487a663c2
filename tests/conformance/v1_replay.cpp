#include "conformance/replay.hpp"
#include "conformance/v1_answers.hpp"
#include "conformance/v1_compare.hpp"
#include "conformance/v1_forms.hpp"
#include "conformance/v1_http.hpp"
#include "conformance/v1_methods.hpp"
#include "conformance/v1_tracking.hpp"

#include <polyaxon/testing/fake_transport.hpp>
#include <polyaxon/testing/run.hpp>

#include <asio/this_coro.hpp>

#include <algorithm>
#include <memory>

namespace conformance {
namespace {

using polyaxon::testing::received;
using polyaxon::testing::reply;

/// Owner, project and run of a target of one of the two prefixes.
void locate(v1::recorded_call& call, std::string_view target) {
    std::vector<std::string> at;
    target = target.substr(0, target.find('?'));
    while (!target.empty()) {
        const auto slash = target.find('/', 1);
        at.emplace_back(target.substr(1, slash == target.npos ? slash : slash - 1));
        target = slash == target.npos ? std::string_view() : target.substr(slash);
    }
    if (at.size() < 3) return;
    at.erase(at.begin(), at.begin() + (at[0] == "streams" ? 3 : 2));
    const bool of_organization = !at.empty() && at[0] == "orgs";
    if (of_organization) at.erase(at.begin());
    if (at.empty() || at[0] == "installation" || at[0] == "compatibility") return;
    call.owner = at[0];
    if (of_organization) {
        if (at.size() > 2 && at[1] == "teams") call.team = at[2];
        return;
    }
    const bool of_owner = at.size() > 2 && at[1] == "projects";
    if (at.size() > 1 && !of_owner && at[1] != "runs") call.project = at[1];
    const bool of_one = at.size() > 3 && at[2] == "runs" && at[3] != "lineage" && at[3] != "multi";
    if (of_one) call.run = at[3];
}

/// What a client that knows its run does not ask.
bool asks_for_run(const received& r, const v1::recorded_call& call) {
    return r.method == "GET" &&
           r.target == "/api/v1/" + call.owner + "/" + call.project + "/runs/" + call.run;
}

/// What that client knew: the kind and the status that it asked with.
reply known_run(const v1::recorded_call& call) {
    auto run =
        json::object().set("uuid", call.run).set("settings", json::object().set("namespace", "polyaxon"));
    const auto target = call.exchanges.front().at("request").at("target").as<std::string>();
    for (const std::string key : {"kind", "status"})
        for (const char* before : {"?", "&"}) {
            const auto at = target.find(before + key + "=");
            if (at == target.npos) continue;
            const auto begin = at + key.size() + 2;
            run.set(key, target.substr(begin, target.find('&', begin) - begin));
        }
    return reply::json(std::string(run.text()));
}

/// A run that no path names: in a query, or in a body.
void find_run(v1::recorded_call& call) {
    for (const auto& e : call.exchanges) {
        const auto request = e.at("request");
        const auto text = request.at("target").as<std::string>() + v1::body_of(request);
        for (const std::string before : {"pipeline%3A", "\"run\":\""})
            if (const auto at = text.find(before); at != text.npos && call.run.empty())
                call.run = text.substr(at + before.size(), 32);
    }
}

/// Each request is one of the record's, and each of the record's was made: a watch asks as often as it wants to.
void compare_as_sets(const std::vector<json>& recorded, const std::vector<received>& seen) {
    const auto same = [](const json& e, const received& r) {
        try {
            v1::compare_request(e.at("request"), r, r.body);
            return true;
        } catch (const mismatch&) {
            return false;
        }
    };
    for (const auto& r : seen)
        if (std::ranges::none_of(recorded, [&](const auto& e) { return same(e, r); }))
            throw mismatch("a request that is not in the record: " + r.method + " " + r.target);
    for (const auto& e : recorded)
        if (std::ranges::none_of(seen, [&](const auto& r) { return same(e, r); }))
            throw mismatch("expected " + e.at("request").at("target").as<std::string>());
}

struct outcome {
    json result;
    std::optional<polyaxon::error> failed;
};

asio::awaitable<void> play(const v1::method* method, const v1::recorded_call* call,
                           const polyaxon::v1::client_config* config, outcome* out) {
    polyaxon::v1::client client(co_await asio::this_coro::executor, *config);
    auto under_way = v1::play(method, client, *call);
    auto one = polyaxon::as_result(std::move(under_way));
    const auto r = co_await std::move(one);
    if (r)
        out->result = *r;
    else
        out->failed = r.error();
    client.close();
}

}  // namespace

void replay_v1(const json& a_case, const std::vector<json>& all) {
    if (a_case.at("client").as<std::string>() == "tracking") return v1::replay_tracking(all, a_case);
    const v1::work_folder folder;
    v1::recorded_call call;
    const bool by_hand = a_case.at("client").as<std::string>() == "http";
    const auto args = json::parse(folder.here(std::string(member(a_case, "args").text())));
    if (by_hand) {
        call = v1::as_operation(args);
    } else {
        call.method = a_case.at("client").as<std::string>() + "." + a_case.at("method").as<std::string>();
        call.arguments = args;
    }
    call.exchanges = a_case.at("exchanges").elements();
    const auto* method = v1::find_method(call.method);
    if (!method) throw mismatch("the client has no method " + call.method);
    const auto& exchanges = call.exchanges;
    if (exchanges.empty())
        call.project = "alpha", call.run = std::string(32, '0');
    else
        locate(call, exchanges.front().at("request").at("target").as<std::string>());
    find_run(call);
    folder.furnish(call.arguments, exchanges);
    const bool watches = call.method.find(".watch_") != std::string::npos;

    std::size_t next = 0;
    std::vector<received> seen;
    polyaxon::testing::fake_transport fake([&](const received& r) {
        if (method->knows_run && next == 0 && asks_for_run(r, call) &&
            exchanges.front().at("request").at("target").as<std::string>() != r.target)
            return known_run(call);
        seen.push_back(r);
        if (watches)
            for (const auto& e : exchanges)
                if (e.at("request").at("target").as<std::string>() == r.target)
                    return v1::answer_of(e.at("response"));
        if (next >= exchanges.size()) return reply::error(500, "the record has no answer for this request");
        return v1::answer_of(exchanges[next++].at("response"));
    });
    const std::shared_ptr<const polyaxon::context::system> machine = std::make_shared<case_system>();
    polyaxon::v1::client_config config;
    config.host = "http://127.0.0.1:8000";
    config.token = "recorded-token";
    config.retry.max_attempts = 1;
    config.max_redirects = 5;
    config.proxy.from_environment = false;
    config.connector = &fake.connector();
    config.system = &machine;
    outcome got;
    polyaxon::testing::run([&] { return play(method, &call, &config, &got); });

    if (watches)
        compare_as_sets(exchanges, seen);
    else if (seen.size() != exchanges.size())
        throw mismatch("expected " + std::to_string(exchanges.size()) + " requests, got " +
                       std::to_string(seen.size()) +
                       (got.failed ? std::string("; ") + got.failed->what() : std::string()));
    for (std::size_t i = 0; i < seen.size() && !watches; ++i)
        v1::compare_request(exchanges[i].at("request"), seen[i], folder.there(seen[i].body));

    auto want = a_case.at("outcome");
    // Requests by hand and uploads raise nothing, a download raises without a status: the answer says what a client does.
    const auto returned = want.contains("returned") ? want.at("returned").as<std::string>() : std::string();
    const bool silent = by_hand || returned == "Response";
    if (!exchanges.empty() && (silent || (want.contains("raised") && !want.contains("status"))))
        if (const auto status = exchanges.back().at("response").at("status").as<int>(); status >= 300)
            want = json::object().set("raised", "ApiException").set("status", status);
    if (want.contains("raised")) {
        if (!got.failed)
            throw mismatch("a result came where the record has an error: " + shortened(got.result.text()));
        return v1::compare_error(want, *got.failed);
    }
    if (got.failed) throw mismatch("an error came: " + std::string(got.failed->what()));
    if (exchanges.empty()) return;
    const auto expected = method->expected(call, v1::body_of(exchanges.back().at("response")));
    if (!(expected == got.result))
        throw mismatch("expected " + shortened(expected.text(), 2000) + ", got " +
                       shortened(got.result.text(), 2000));
}

}  // namespace conformance
