#include "conformance/v0_compare.hpp"

#include "conformance/v0_shapes.hpp"

#include <polyaxon/codec/timestamp.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace conformance::v0 {

using polyaxon::errc;
using polyaxon::timestamp;

namespace {

[[noreturn]] void differ(const std::string& path, std::string_view expected, std::string_view actual) {
    throw mismatch(path + ": expected " + shortened(expected) + ", got " + shortened(actual));
}

std::optional<timestamp> moment(const json& v) {
    return v.is_string() ? timestamp::parse(v.as<std::string>()) : std::nullopt;
}

/// What total_run should be: the whole time, nothing for an end before the beginning; v0's own text says neither.
json true_total_run(const json& expected) {
    const auto started = moment(member(expected, "started_at")),
               finished = moment(member(expected, "finished_at"));
    const auto recorded = member(expected, "total_run");
    if (!started || !finished) return recorded;
    if (*finished < *started) return {};
    const auto seconds = std::chrono::floor<std::chrono::seconds>(finished->time() - started->time()).count();
    if (seconds < 86'400) return recorded;
    const auto minutes = seconds / 60 % 60;
    return json::from(std::to_string(seconds / 3600) + "h" +
                      (minutes ? " " + std::to_string(minutes) + "m" : ""));
}

bool same_scalar(const json& expected, const json& actual) {
    if (expected == actual) return true;
    if (is_number(expected) && actual.is_string())
        return actual.as<std::string>() == expected.text();  // references
    return false;
}

void compare_value(const std::string& path, const json& expected, const json& actual, const shape* inner);

void compare_object(const std::string& path, const json& expected, const json& actual, const shape& type) {
    if (!actual.is_object()) differ(path, expected.text(), actual.text());
    const auto defaults = type.defaults();
    for (auto [key, value] : expected.items()) {
        if (key == "$type") continue;
        const auto where = path.empty() ? key : path + "." + key;
        const auto ours = member(actual, key);
        if (key == "total_run") value = true_total_run(expected);
        if (value.is_null() && (ours.is_null() || ours == member(defaults, key))) continue;
        if (key == "total_run" && value.is_null() &&
            moment(member(expected, "finished_at")).has_value() == false)
            continue;  // the server's own is kept
        if (key.ends_with("_at"))
            if (const auto a = moment(value), b = moment(ours); a && b && *a == *b) continue;
        compare_value(where, value, ours, type.inner(key));
    }
    for (const auto& [key, value] : actual.items())
        if (!expected.contains(key) && !value.is_null() && value != member(defaults, key) &&
            !type.documents(key))
            throw mismatch((path.empty() ? key : path + "." + key) + ": " + shortened(value.text()) +
                           " is not in the record");
}

void compare_value(const std::string& path, const json& expected, const json& actual, const shape* inner) {
    if (expected.is_array() && inner) {
        const auto a = expected.elements(), b = actual.elements();
        if (a.size() != b.size())
            differ(path, std::to_string(a.size()) + " elements", std::to_string(b.size()) + " elements");
        for (std::size_t i = 0; i < a.size(); ++i)
            compare_value(path + "[" + std::to_string(i) + "]", a[i], b[i], inner);
        return;
    }
    if (expected.is_array() && expected.size() == 0 && (actual.is_null() || actual.size() == 0)) return;
    if (expected.is_object() && inner) return compare_object(path, expected, actual, *inner);
    if (expected.is_null() && actual.is_array() && actual.size() == 0) return;
    if (!same_scalar(expected, actual)) differ(path, expected.text(), actual.text());
}

bool is_page(const json& v) { return v.is_object() && v.contains("results") && v.contains("count"); }

void compare_flag(std::string_view name, const json& expected, const json& actual, int neighbour) {
    const bool set = actual.is_string() && actual.as<std::string>() != "";
    if (expected.is_null() != !set) differ(std::string(name), expected.text(), actual.text());
    if (set && expected.as<int>() != neighbour)
        differ(std::string(name), expected.text(), std::to_string(neighbour));
}

constexpr std::array<std::pair<std::string_view, errc>, 4> kinds{
    {{"AuthenticationError", errc::unauthenticated},
     {"AuthorizationError", errc::forbidden},
     {"NotFoundError", errc::not_found},
     {"OverLimitError", errc::rate_limited}}};
constexpr std::string_view http_errors[] = {
    "BadRequestError",     "AuthenticationError", "AuthorizationError", "NotFoundError",
    "OverLimitError",      "ServerError",         "BadGatewayError",    "ServiceUnavailableError",
    "GatewayTimeoutError", "SSLHandshakeError",   "PolyaxonHTTPError"};

bool refused(int status) { return status != 101 && (status < 200 || status > 299); }
int status_of(const json& response) {
    return is_number(member(response, "status")) ? response.at("status").as<int>() : 0;
}

std::string told(const polyaxon::error& e) {
    return std::string(name(e.kind())) + " with status " + std::to_string(e.status());
}

void expect_status(int status, const polyaxon::error& e) {
    if (e.status() != status || e.kind() != polyaxon::kind_of_status(status))
        differ("error",
               std::string(name(polyaxon::kind_of_status(status))) + " with status " + std::to_string(status),
               told(e) + " (" + e.what() + ")");
}
void expect_kind(std::initializer_list<errc> wanted, std::string_view type, const polyaxon::error& e) {
    if (std::ranges::find(wanted, e.kind()) == wanted.end())
        differ("error", type, told(e) + " (" + e.what() + ")");
}

}  // namespace

void compare_result(const json& expected, const json& actual, int page) {
    if (is_page(expected)) {
        const auto count = member(actual, "count");
        if (!same_scalar(expected.at("count"), count.is_null() ? json::from(0) : count))
            differ("count", expected.at("count").text(), count.text());
        compare_flag("next", expected.at("next"), member(actual, "next"), page + 1);
        compare_flag("previous", expected.at("previous"), member(actual, "previous"), page - 1);
        const auto a = expected.at("results").elements(), b = member(actual, "results").elements();
        if (a.size() != b.size())
            differ("results", std::to_string(a.size()) + " elements", std::to_string(b.size()));
        for (std::size_t i = 0; i < a.size(); ++i)
            compare_value("results[" + std::to_string(i) + "]", a[i], b[i], shape_of(a[i]));
        return;
    }
    compare_value("", expected, actual, shape_of(expected));
}

void compare_messages(const json& expected, const json& actual) {
    const auto a = expected.elements(), b = actual.elements();
    if (a.size() != b.size())
        differ("messages", std::to_string(a.size()) + " of them", std::to_string(b.size()));
    for (std::size_t i = 0; i < a.size(); ++i) {
        const auto path = "messages[" + std::to_string(i) + "]";
        if (a[i].is_array()) {
            compare_value(path, a[i], b[i], find_shape("ContainerResourcesConfig"));
            continue;
        }
        auto wanted = json::object();
        const auto lines = member(a[i], "log_lines");
        wanted.set("status", member(a[i], "status"));
        wanted.set("log_lines", lines.is_string() ? json::array().push(lines)
                                : lines.is_null() ? json::array()
                                                  : lines);
        if (wanted != b[i]) differ(path, wanted.text(), b[i].text());
    }
}

bool expects_error(const expectation& e) {
    if (!e.raises.is_null()) return true;
    const bool swallowed =
        e.returns.is_null() || e.returns.text() == "false" || (e.returns.is_array() && e.returns.size() == 0);
    if (!swallowed) return false;
    if (e.response.is_null()) return true;  // nothing answered
    return e.response.contains("connection") || refused(status_of(e.response));
}

void compare_error(const expectation& e, const polyaxon::error& got) {
    const auto status = status_of(e.response);
    if (e.raises.is_null()) {
        if (status)
            expect_status(status, got);
        else
            expect_kind({errc::network, errc::tls, errc::timeout, errc::protocol}, "no connection", got);
        return;
    }
    const auto type = e.raises.at("type").as<std::string>();
    if (std::ranges::find(http_errors, type) != std::end(http_errors)) {
        const auto said = member(e.raises, "status_code");
        if (said.is_null() && type == "AuthenticationError")
            return expect_kind({errc::unauthenticated}, type, got);
        if (said.is_null()) return expect_kind({errc::network, errc::tls, errc::timeout}, type, got);
        const int code = said.as<int>();
        if (!refused(code)) return expect_kind({errc::decode}, "decode, for " + type + " after a 2xx", got);
        for (const auto& [python, kind] : kinds)
            if (type == python) {
                expect_kind({kind}, type, got);
                // Logins: whatever the refusal was, it is one of the credentials.
                if (got.status() != code) differ("error", "status " + std::to_string(code), told(got));
                return;
            }
        return expect_status(code, got);
    }
    if (type == "PolyaxonShouldExitError")
        return expect_kind({errc::network, errc::tls, errc::timeout, errc::protocol, errc::too_large,
                            errc::client_error, errc::invalid_argument},
                           type, got);
    if (type == "PolyaxonClientException")
        return expect_kind({errc::invalid_argument, errc::context}, type, got);
    if (e.request_sent) return expect_kind({errc::decode}, type, got);
    return expect_kind({errc::invalid_argument}, type, got);
}

}  // namespace conformance::v0
