#include "conformance/replay.hpp"
#include "conformance/v0_compare.hpp"
#include "conformance/v0_methods.hpp"

#include <asio/this_coro.hpp>

#include <atomic>
#include <memory>
#include <mutex>

namespace conformance {
namespace {

using polyaxon::testing::received;
using polyaxon::testing::reply;

constexpr std::string_view recorded_host = "localhost:8000";  // where every record was taken

std::string moved(std::string text, std::uint16_t port) {
    const auto here = "127.0.0.1:" + std::to_string(port);
    for (auto at = text.find(recorded_host); at != text.npos; at = text.find(recorded_host, at + here.size()))
        text.replace(at, recorded_host.size(), here);
    return text;
}

std::vector<json> list_of(const json& a_case, std::string_view many, std::string_view one) {
    if (const auto all = member(a_case, many); !all.is_null()) return all.elements();
    if (const auto single = member(a_case, one); !single.is_null()) return {single};
    return {};
}

/// Answers from the record, in order; the last one repeats.
polyaxon::testing::server::handler play(std::vector<json> answers, const std::atomic<std::uint16_t>& port) {
    return [answers = std::move(answers), &port, next = std::size_t{0}](const received&) mutable {
        if (answers.empty()) return reply::error(500, "the record has no answer for this request");
        auto r = reply_of(answers[std::min(next++, answers.size() - 1)]);
        for (auto& [name, value] : r.headers) value = moved(value, port);
        return r;
    };
}

/// Arguments of the recorded client, with what they view.
class setup {
 public:
    setup(const json& a_case, std::uint16_t port) : port_(port) {
        config.host = "127.0.0.1";
        config.http_port = config.ws_port = port;
        config.token = "token-abc";
        config.max_redirects = 5;
        config.retry.max_attempts = 1;
        config.proxy.from_environment = false;
        for (const auto& [name, value] : member(a_case, "client").items()) take(name, value);
        auto machine = std::make_shared<case_system>();
        for (const auto& [name, value] : member(a_case, "settings").items())
            machine->variables[name.starts_with("HEALTH_CHECK") ? name : "POLYAXON_" + name] =
                here(value.is_string() ? value.as<std::string>() : std::string(value.text()));
        system_ = machine;
        config.system = &system_;
    }
    setup(const setup&) = delete;
    setup& operator=(const setup&) = delete;

    polyaxon::v0::api_config config;

 private:
    void take(const std::string& name, const json& value) {
        if (name == "host")
            text(config.host, name, value);
        else if (name == "token")
            text(config.token, name, value);
        else if (name == "authentication_type")
            text(config.authentication_type, name, value);
        else if (name == "api_version")
            text(config.api_version, name, value);
        else if (name == "port")
            number(config.port, name, value);
        else if (name == "http_port")
            number(config.http_port, name, value);
        else if (name == "ws_port")
            number(config.ws_port, name, value);
        else if (name == "use_https")
            flag(config.use_https, name, value);
        else if (name == "verify_ssl")
            flag(config.verify_ssl, name, value);
        else if (name == "is_managed")
            flag(config.is_managed, name, value);
        else if (name == "is_local")
            flag(config.is_local, name, value);
        else if (name == "reraise")
            flag(config.reraise, name, value);
        else if (name == "schema_response")
            flag(config.schema_response, name, value);
        else if (name == "timeout")
            seconds(config.timeout, name, value);
        else if (name == "interval")
            seconds(config.interval, name, value);
        else
            throw inexpressible("unknown argument " + name + " of the client");
    }
    std::string here(const std::string& value) const {
        if (value == "localhost") return "127.0.0.1";
        if (value == "8000") return std::to_string(port_);
        return moved(value, port_);
    }
    void text(std::optional<std::string_view>& to, const std::string& name, const json& value) {
        if (value.is_null()) return to.reset();
        if (!value.is_string()) refuse(name, value);
        auto& kept = texts_.emplace_back(std::make_unique<std::string>(value.as<std::string>()));
        if (name == "host" && *kept == "localhost") *kept = "127.0.0.1";
        to = *kept;
    }
    void number(std::optional<int>& to, const std::string& name, const json& value) const {
        if (value.is_null()) return to.reset();
        if (!is_number(value)) refuse(name, value);
        to = value.as<int>() == 8000 ? port_ : value.as<int>();
    }
    static void flag(std::optional<bool>& to, const std::string& name, const json& value) {
        if (value.is_null()) return to.reset();
        if (!is_bool(value)) refuse(name, value);
        to = value.as<bool>();
    }
    static void seconds(std::optional<double>& to, const std::string& name, const json& value) {
        if (value.is_null()) return to.reset();
        if (!is_number(value)) refuse(name, value);
        to = value.as<double>();
    }
    [[noreturn]] static void refuse(const std::string& name, const json& value) {
        throw inexpressible("argument " + name + " of the client is " + shortened(value.text(), 40));
    }

    std::uint16_t port_;
    std::vector<std::unique_ptr<std::string>> texts_;
    std::shared_ptr<const polyaxon::context::system> system_;
};

/// One call of a case with what the record says of it.
struct step {
    const v0::method* method = nullptr;
    json arguments;
    v0::expectation expected;
};

std::vector<step> steps_of(const json& a_case, const std::vector<json>& answers) {
    std::vector<step> out;
    const auto add = [&](const json& from, const json& arguments) {
        const auto name = from.at("api").as<std::string>() + "." + from.at("method").as<std::string>();
        const auto* found = v0::find_method(name);
        if (!found) throw mismatch("the client has no method " + name);
        const auto answer = answers.empty() ? json() : answers[std::min(out.size(), answers.size() - 1)];
        out.push_back({found, arguments, {member(from, "returns"), member(from, "raises"), answer, true}});
    };
    if (const auto repeated = member(a_case, "repeat_args"); !repeated.is_null())
        for (const auto& arguments : repeated.elements()) add(a_case, arguments);
    else
        add(a_case, member(a_case, "args"));
    for (const auto& later : member(a_case, "then").elements()) add(later, member(later, "args"));
    // One call may take several answers (redirects); its last one counts.
    if (out.size() == 1 && !answers.empty()) out.front().expected.response = answers.back();
    return out;
}

asio::awaitable<void> take(step s, polyaxon::v0::client client) {
    auto call = s.method->start(client, s.arguments);
    const auto outcome = co_await polyaxon::as_result(std::move(call));
    if (v0::expects_error(s.expected)) {
        if (outcome)
            throw mismatch("a result came where the record has an error: " + shortened(outcome->text()));
        v0::compare_error(s.expected, outcome.error());
        co_return;
    }
    if (!outcome) throw mismatch("an error came: " + std::string(outcome.error().what()));
    const auto page = member(s.arguments, "page");
    v0::compare_result(s.expected.returns, *outcome, page.is_null() ? 1 : page.as<int>());
}

asio::awaitable<void> play_steps(const std::vector<step>* steps, const polyaxon::v0::api_config* config) {
    polyaxon::v0::client client(co_await asio::this_coro::executor, *config);
    for (const auto& s : *steps) {
        auto one = take(s, client);
        co_await std::move(one);
    }
    client.close();
}

void replay(const json& a_case) {
    const auto answers = list_of(a_case, "responses", "response");
    const auto requests = list_of(a_case, "requests", "request");
    auto steps = steps_of(a_case, answers);
    for (auto& s : steps) s.expected.request_sent = !requests.empty();

    std::atomic<std::uint16_t> port{0};
    polyaxon::testing::server server(play(answers, port));
    port = server.port();
    const setup with(a_case, server.port());
    run_to_end([&] { return play_steps(&steps, &with.config); });

    const auto seen = server.requests();
    // The record followed up to 30 redirects, we follow five: then the sixth answer is the error.
    const bool gave_up = seen.size() == 6 && requests.size() > 6 && steps.size() == 1 &&
                         v0::expects_error(steps.front().expected);
    if (seen.size() != requests.size() && !gave_up)
        throw mismatch("expected " + std::to_string(requests.size()) + " requests, got " +
                       std::to_string(seen.size()));
    for (std::size_t i = 0; i < seen.size(); ++i) v0::compare_request(requests[i], seen[i]);
}

}  // namespace

int run_v0(const options& o) {
    score total;
    for (const auto& a_case : load_cases(o.cases)) {
        const auto id = a_case.at("id").as<std::string>();
        if (!chosen(o, id)) continue;
        if (a_case.contains("quirk")) {
            total.skip_quirk();
            continue;
        }
        try {
            replay(a_case);
            total.pass();
        } catch (const inexpressible& e) {
            total.skip(id, e.what());
        } catch (const std::exception& e) {
            total.fail(id, e.what());
        }
    }
    return total.finish();
}

}  // namespace conformance
