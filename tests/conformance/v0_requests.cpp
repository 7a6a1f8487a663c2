// compare_request: verb, target, headers and body of one recorded request.
#include "conformance/v0_compare.hpp"

#include <polyaxon/codec/timestamp.hpp>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <cstdlib>
#include <ctime>

namespace conformance::v0 {

namespace {

using polyaxon::testing::header_list;
using polyaxon::testing::received;

[[noreturn]] void differ(const std::string& what, std::string_view expected, std::string_view actual) {
    throw mismatch(what + ": expected " + shortened(expected) + ", got " + shortened(actual));
}

/// A moment of this minute, as v0 writes it: blank between date and time, "+00:00".
bool is_now(const json& v) {
    if (!v.is_string()) return false;
    const auto text = v.as<std::string>();
    const auto moment = polyaxon::timestamp::parse(text);
    const auto now = polyaxon::timestamp::now();
    return moment && text.size() > 24 && text[10] == ' ' && text.ends_with("+00:00") &&
           moment->time() <= now.time() && now.time() - moment->time() < std::chrono::minutes(1);
}

/// `expected` holds a marker, or the name of a type that Python alone has.
void compare_marked(const std::string& path, const std::string& expected, const json& actual) {
    const auto text = actual.is_string() ? actual.as<std::string>() : std::string(actual.text());
    if (expected == text) return;
    constexpr std::string_view now_utc = "<now UTC>", type = "Type: <class '";
    bool same = false;
    if (expected == "<now>") {
        same = is_now(actual);
    } else if (expected == "<unix time>") {
        const auto seconds = std::strtoll(text.c_str(), nullptr, 10);
        same = std::abs(seconds - static_cast<long long>(std::time(nullptr))) < 60;
    } else if (expected.starts_with(now_utc)) {  // "2019-11-25 10:00:00 UTC"
        const auto rest = expected.substr(now_utc.size());
        same = text.size() > 23 && text.substr(19, 4) == " UTC" && text.substr(23) == rest &&
               is_now(json::from(text.substr(0, 19) + "+00:00"));
    } else if (expected.starts_with(type)) {
        const auto value = expected.substr(std::min(expected.find(", Value: "), expected.size()));
        same = text.starts_with("Type: ") && text.ends_with(value);
    }
    if (!same) differ(path, expected, text);
}

struct part {
    header_list headers;
    std::string data;
};

std::vector<part> parts_of(const received& r) {
    const auto type = r.header("Content-Type").value_or("");
    const auto at = type.find("boundary=");
    if (!type.starts_with("multipart/form-data;") || at == type.npos)
        differ("Content-Type", "multipart/form-data with a boundary", type);
    auto mark = type.substr(at + 9);
    if (mark.size() > 1 && mark.front() == '"') mark = mark.substr(1, mark.size() - 2);
    mark = "--" + mark;
    if (!r.body.starts_with(mark + "\r\n") || !r.body.ends_with("\r\n" + mark + "--\r\n"))
        throw mismatch("body: no form with the boundary of its Content-Type");
    std::vector<part> out;
    std::string_view rest(r.body);
    rest.remove_prefix(mark.size() + 2);
    for (const auto next = "\r\n" + mark; !rest.empty();) {
        const auto end = rest.find(next);
        if (end == rest.npos) break;
        const auto text = rest.substr(0, end);
        const auto head = text.find("\r\n\r\n");
        if (head == text.npos) throw mismatch("body: a part without an end of its head");
        part p;
        p.data = text.substr(head + 4);
        for (auto lines = text.substr(0, head + 2); !lines.empty();) {
            const auto line = lines.substr(0, lines.find("\r\n"));
            lines.remove_prefix(line.size() + 2);
            const auto colon = line.find(": ");
            if (colon == line.npos) differ("body", "a header", line);
            p.headers.emplace_back(line.substr(0, colon), line.substr(colon + 2));
        }
        out.push_back(std::move(p));
        rest.remove_prefix(end + next.size() + 2);
    }
    return out;
}

void compare_parts(const json& expected, const received& actual) {
    const auto wanted = expected.elements();
    const auto sent = parts_of(actual);
    if (wanted.size() != sent.size())
        differ("body", std::to_string(wanted.size()) + " parts", std::to_string(sent.size()));
    for (std::size_t i = 0; i < sent.size(); ++i) {
        const auto where = "part " + std::to_string(i + 1);
        const auto headers = wanted[i].at("headers");
        if (headers.size() != sent[i].headers.size())
            differ(where, std::to_string(headers.size()) + " headers",
                   std::to_string(sent[i].headers.size()));
        received head;
        head.headers = sent[i].headers;
        for (const auto& [name, value] : headers.items())
            if (const auto ours = head.header(name); ours != value.as<std::string>())
                differ(where + ", " + name, value.as<std::string>(), ours.value_or("none"));
        const auto packed = member(wanted[i], "data_base64");
        const auto data = packed.is_null() ? as_bytes(wanted[i].at("data").as<std::string>())
                                           : base64_decoded(packed.as<std::string>());
        if (data == sent[i].data) continue;
        const bool is_field =
            headers.at("Content-Disposition").text().find("filename") == std::string_view::npos;
        if (!is_field || json::parse(data) != json::parse(sent[i].data)) differ(where, data, sent[i].data);
    }
}

bool same_header(std::string_view name, const std::string& expected, const std::string& actual) {
    constexpr std::string_view any = "<boundary>";
    if (name == "Content-Type" && expected.ends_with(any))
        return actual.starts_with(expected.substr(0, expected.size() - any.size()));
    return expected == actual;
}

void compare_upgrade(const received& actual) {
    if (actual.header("Sec-WebSocket-Version") != "13")
        throw mismatch("no opening of a WebSocket, version 13");
    if (actual.header("Sec-WebSocket-Protocol")) throw mismatch("a WebSocket subprotocol was offered");
    const auto origin = actual.header("Origin").value_or("none"), host = actual.header("Host").value_or("");
    if (origin != "http://" + host) differ("Origin", "http://" + host, origin);
}

}  // namespace

void compare_body(const std::string& path, const json& expected, const json& actual) {
    if (expected.is_object() && expected.contains("$now")) {
        if (!is_now(actual)) differ(path, expected.at("$now").as<std::string>() + " of now", actual.text());
        return;
    }
    if (expected.is_object() && expected.contains("$summary")) {
        const auto s = expected.at("$summary");
        const auto items = actual.elements();
        if (items.size() != s.at("items").as<std::size_t>())
            differ(path, std::string(s.at("items").text()) + " elements", std::to_string(items.size()));
        compare_body(path + "[0]", s.at("first"), items.front());
        return compare_body(path + "[last]", s.at("last"), items.back());
    }
    if (expected.is_object() && expected.contains("$run_env_keys")) {
        const auto keys = expected.at("$run_env_keys").elements();
        if (actual.size() == 0) throw mismatch(path + " is empty");
        for (const auto& key : actual.keys())
            if (std::ranges::find(keys, json::from(key)) == keys.end())
                throw mismatch(path + "." + key + " is not in the record");
        return;
    }
    if (expected.is_string())
        if (const auto text = expected.as<std::string>(); text.find('<') != text.npos)
            return compare_marked(path, text, actual);
    if (expected.is_object() && actual.is_object()) {
        for (const auto& [key, value] : expected.items()) {
            if (!actual.contains(key)) throw mismatch(path + "." + key + " was not sent");
            compare_body(path + "." + key, value, actual.at(key));
        }
        for (const auto& key : actual.keys())
            if (!expected.contains(key)) throw mismatch(path + "." + key + " is not in the record");
        return;
    }
    if (expected.is_array() && actual.is_array()) {
        const auto a = expected.elements(), b = actual.elements();
        if (a.size() != b.size())
            differ(path, std::to_string(a.size()) + " elements", std::to_string(b.size()));
        for (std::size_t i = 0; i < a.size(); ++i)
            compare_body(path + "[" + std::to_string(i) + "]", a[i], b[i]);
        return;
    }
    if (expected == actual) return;
    // A mapping as a text: JSON is free to be written otherwise.
    if (expected.is_string() && actual.is_string() && expected.as<std::string>().starts_with('{') &&
        actual.as<std::string>().starts_with('{') &&
        json::parse(expected.as<std::string>()) == json::parse(actual.as<std::string>()))
        return;
    differ(path, expected.text(), actual.text());
}

std::string as_bytes(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c < 0x80) {
            out += text[i];
        } else {
            if (c > 0xc3 || i + 1 == text.size()) return std::string(text);  // beyond one byte: it is text
            out += static_cast<char>((c & 0x03) << 6 | (static_cast<unsigned char>(text[++i]) & 0x3f));
        }
    }
    return out;
}

void compare_request(const json& expected, const received& actual) {
    const auto verb = expected.at("verb").as<std::string>(), target = expected.at("target").as<std::string>();
    if (verb != actual.method) differ("verb", verb, actual.method);
    if (target != actual.target) differ("target", target, actual.target);
    const auto headers = member(expected, "headers");
    for (const auto& [name, value] : headers.items()) {
        const auto ours = actual.header(name);
        if (!ours) throw mismatch("header " + name + " was not sent");
        if (!same_header(name, value.as<std::string>(), *ours))
            differ("header " + name, value.as<std::string>(), *ours);
    }
    for (const std::string_view secret : {"Authorization", "X-Polyaxon-Internal"})
        if (!headers.contains(secret) && actual.header(secret))
            throw mismatch("header " + std::string(secret) + " was sent and is not in the record");
    if (member(expected, "websocket").text() == "true") compare_upgrade(actual);
    const auto body = member(expected, "body");
    if (body.is_null()) {
        if (!actual.body.empty()) differ("body", "none", actual.body);
        return;
    }
    if (const auto parts = member(body, "$multipart"); !parts.is_null()) return compare_parts(parts, actual);
    for (const auto* kind : {"$form", "$raw"})
        if (body.is_object() && body.contains(kind)) {
            if (body.at(kind).as<std::string>() != actual.body)
                differ("body", body.at(kind).as<std::string>(), actual.body);
            return;
        }
    compare_body("body", body, json::parse(actual.body));
}

}  // namespace conformance::v0
