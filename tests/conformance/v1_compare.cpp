#include "conformance/v1_compare.hpp"

#include "conformance/v1_forms.hpp"

#include <polyaxon/codec/error.hpp>
#include <polyaxon/codec/timestamp.hpp>
#include <polyaxon/codec/url.hpp>

#include <algorithm>

namespace conformance::v1 {
namespace {

struct parts {
    std::string path;
    std::vector<std::pair<std::string, std::string>> query;  // decoded and sorted
};

parts split(std::string_view target) {
    const auto plain = [](std::string_view text) {
        return polyaxon::codec::percent_decode(text).value_or(std::string(text));
    };
    parts out;
    const auto mark = target.find('?');
    out.path = target.substr(0, mark);
    auto query = mark == target.npos ? std::string_view() : target.substr(mark + 1);
    while (!query.empty()) {
        const auto end = query.find('&');
        const auto one = query.substr(0, end);
        query = end == query.npos ? std::string_view() : query.substr(end + 1);
        const auto equals = one.find('=');
        out.query.emplace_back(plain(one.substr(0, equals)),
                               equals == one.npos ? "" : plain(one.substr(equals + 1)));
    }
    std::ranges::sort(out.query);
    return out;
}

/// The body with the moments of "now" replaced, and JSON inside `content` as a value.
json comparable(json body) {
    if (!body.is_object()) return body;
    if (auto condition = member(body, "condition"); condition.is_object()) {
        for (const char* key : {"last_update_time", "last_transition_time"}) {
            const auto at = member(condition, key);
            if (at.is_null()) continue;
            if (!polyaxon::timestamp::parse(at.as<std::string>()))
                throw mismatch(std::string(key) + " is no time");
            condition.set(key, "<time>");
        }
        body.set("condition", condition);
    }
    if (const auto content = member(body, "content"); content.is_string()) {
        try {
            body.set("content", json::parse(content.as<std::string>()));
        } catch (const polyaxon::error&) {
            // YAML, or broken on purpose: compared as text
        }
    }
    return body;
}

}  // namespace

void compare_request(const json& recorded, const polyaxon::testing::received& seen, std::string_view sent) {
    const auto verb = recorded.at("verb").as<std::string>(), target = recorded.at("target").as<std::string>();
    const auto what = seen.method + " " + seen.target;
    if (seen.method != verb) throw mismatch("expected " + verb + " " + target + ", got " + what);
    const auto want = split(target), got = split(seen.target);
    if (want.path != got.path || want.query != got.query)
        throw mismatch("expected target " + target + ", got " + what);

    const auto body = body_of(recorded);
    if (body.empty() || sent.empty()) {
        if (body.empty() != sent.empty())
            throw mismatch("expected body " + shortened(body) + ", got " + shortened(sent));
        return;
    }
    const auto type = seen.header("Content-Type");
    if (body.starts_with("--")) {
        if (!type || !type->starts_with("multipart/form-data; boundary="))
            throw mismatch("the body of " + what + " is not said to be a form");
        return compare_forms(body, sent);
    }
    if (type != "application/json") throw mismatch("the body of " + what + " is not said to be JSON");
    if (!(comparable(json::parse(body)) == comparable(json::parse(sent))))
        throw mismatch("expected body " + shortened(body) + ", got " + shortened(sent));
}

void compare_error(const json& outcome, const polyaxon::error& e) {
    const auto status = member(outcome, "status");
    const int want = status.is_null() ? 0 : status.as<int>();
    if (e.status() != want)
        throw mismatch("expected " + outcome.at("raised").as<std::string>() + " with status " +
                       std::to_string(want) + ", got status " + std::to_string(e.status()) + ": " + e.what());
    const auto kind = want == 0 ? polyaxon::errc::invalid_argument : polyaxon::kind_of_status(want);
    if (e.kind() != kind)
        throw mismatch("expected an error of kind " + std::string(polyaxon::name(kind)) + ", got " +
                       std::string(polyaxon::name(e.kind())));
    if (e.detail().empty()) throw mismatch("the error has no detail");
}

}  // namespace conformance::v1
