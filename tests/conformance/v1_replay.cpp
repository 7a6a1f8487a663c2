#include "conformance/replay.hpp"
#include "conformance/v1_compare.hpp"
#include "conformance/v1_methods.hpp"

#include <polyaxon/testing/fake_transport.hpp>
#include <polyaxon/testing/run.hpp>

#include <asio/this_coro.hpp>

#include <memory>

namespace conformance {
namespace {

using polyaxon::testing::received;
using polyaxon::testing::reply;

std::string lower(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return text;
}

/// Headers of these records are lists of [name, value].
reply answer_of(const json& recorded) {
    reply r;
    r.status = recorded.at("status").as<int>();
    r.content_type.clear();
    for (const auto& pair : recorded.at("headers").elements()) {
        const auto name = pair.at(0).as<std::string>(), value = pair.at(1).as<std::string>();
        const auto key = lower(name);
        if (key == "content-type")
            r.content_type = value;
        else if (key == "content-encoding")
            r.gzip = value == "gzip";
        else if (key != "content-length" && key != "transfer-encoding" && key != "connection" &&
                 key != "keep-alive")
            r.headers.emplace_back(name, value);
    }
    if (const auto body = member(recorded, "body"); !body.is_null()) r.body = body.as<std::string>();
    return r;
}

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
    if (at[0] == "orgs") at.erase(at.begin());
    if (at.empty() || at[0] == "installation" || at[0] == "compatibility") return;
    call.owner = at[0];
    const bool of_owner = at.size() > 2 && at[1] == "projects";
    if (at.size() > 1 && !of_owner && at[1] != "runs") call.project = at[1];
    if (at.size() > 3 && at[2] == "runs") call.run = at[3];
}

struct outcome {
    json result;
    std::optional<polyaxon::error> failed;
};

asio::awaitable<void> play(const v1::method* method, const v1::recorded_call* call,
                           const polyaxon::v1::client_config* config, outcome* out) {
    polyaxon::v1::client client(co_await asio::this_coro::executor, *config);
    auto under_way = method->start(client, *call);
    auto one = polyaxon::as_result(std::move(under_way));
    const auto r = co_await std::move(one);
    if (r)
        out->result = *r;
    else
        out->failed = r.error();
    client.close();
}

}  // namespace

void replay_v1(const json& a_case) {
    v1::recorded_call call;
    call.method = a_case.at("client").as<std::string>() + "." + a_case.at("method").as<std::string>();
    call.arguments = member(a_case, "args");
    const auto* method = v1::find_method(call.method);
    if (!method) throw mismatch("the client has no method " + call.method);
    const auto exchanges = a_case.at("exchanges").elements();
    if (exchanges.empty())
        call.project = "alpha", call.run = std::string(32, '0');
    else
        locate(call, exchanges.front().at("request").at("target").as<std::string>());

    auto next = std::make_shared<std::size_t>(0);
    polyaxon::testing::fake_transport fake([&exchanges, next](const received&) {
        if (*next >= exchanges.size()) return reply::error(500, "the record has no answer for this request");
        return answer_of(exchanges[(*next)++].at("response"));
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

    const auto seen = fake.requests();
    if (seen.size() != exchanges.size())
        throw mismatch("expected " + std::to_string(exchanges.size()) + " requests, got " +
                       std::to_string(seen.size()) +
                       (got.failed ? std::string("; ") + got.failed->what() : std::string()));
    for (std::size_t i = 0; i < seen.size(); ++i) v1::compare_request(exchanges[i].at("request"), seen[i]);

    const auto want = a_case.at("outcome");
    if (want.contains("raised")) {
        if (!got.failed)
            throw mismatch("a result came where the record has an error: " + shortened(got.result.text()));
        return v1::compare_error(want, *got.failed);
    }
    if (got.failed) throw mismatch("an error came: " + std::string(got.failed->what()));
    if (exchanges.empty()) return;
    const auto last = member(exchanges.back().at("response"), "body");
    const auto expected = method->expected(call, last.is_null() ? std::string() : last.as<std::string>());
    if (!(expected == got.result))
        throw mismatch("expected " + shortened(expected.text(), 2000) + ", got " +
                       shortened(got.result.text(), 2000));
}

}  // namespace conformance
