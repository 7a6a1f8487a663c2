#include "conformance/v0_results.hpp"

namespace conformance::v0 {

std::string text_of(const polyaxon::v0::log_message& m) {
    auto lines = json::array();
    for (const auto& line : m.log_lines) lines.push(line);
    auto out = json::object();
    out.set("status", m.status ? json::from(*m.status) : json());
    out.set("log_lines", lines);
    return std::string(out.text());
}

json response_as_json(const polyaxon::response& r) {
    auto inner = json::object();
    inner.set("status", json::from(r.status));
    json body;
    if (!r.body.empty()) {
        try {
            body = json::parse(r.body);
        } catch (const std::exception&) {
            body = json::from(r.body);
        }
    }
    inner.set("body", body);
    auto out = json::object();
    out.set("$response", inner);
    return out;
}

asio::awaitable<json> as_json(asio::awaitable<polyaxon::response> call) {
    const auto value = co_await std::move(call);
    co_return response_as_json(value);
}
asio::awaitable<json> as_json(asio::awaitable<void> call) {
    co_await std::move(call);
    co_return json();
}
asio::awaitable<json> at_once(json value) { co_return value; }

}  // namespace conformance::v0
