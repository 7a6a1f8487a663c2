#include "conformance/replay.hpp"

#include <polyaxon/testing/run.hpp>

#include <algorithm>
#include <cctype>
#include <exception>
#include <fstream>
#include <iostream>
#include <sstream>

namespace conformance {

std::vector<json> load_cases(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw std::runtime_error("cannot read " + file);
    std::ostringstream text;
    text << in.rdbuf();
    auto all = json::parse(text.str());
    if (all.is_object()) all = all.at("cases");
    if (!all.is_array())
        throw std::runtime_error(file + " is neither a list of cases nor an object with `cases`");
    return all.elements();
}

bool matches(std::string_view glob, std::string_view text) {
    while (!glob.empty()) {
        if (glob.front() == '*') {
            for (std::size_t at = 0; at <= text.size(); ++at)
                if (matches(glob.substr(1), text.substr(at))) return true;
            return false;
        }
        if (text.empty() || (glob.front() != '?' && glob.front() != text.front())) return false;
        glob.remove_prefix(1);
        text.remove_prefix(1);
    }
    return text.empty();
}

void add_globs(std::string_view list, std::vector<std::string>& to) {
    while (!list.empty()) {
        const auto comma = list.find(',');
        if (comma != 0) to.emplace_back(list.substr(0, comma));
        list = comma == list.npos ? std::string_view{} : list.substr(comma + 1);
    }
}

bool chosen(const options& o, std::string_view id) {
    for (const auto& glob : o.only)
        if (matches(glob, id)) return true;
    return o.only.empty();
}

void score::fail(std::string_view id, std::string_view why) {
    ++failed_;
    std::string line(why);
    std::ranges::replace_if(
        line, [](char c) { return c == '\n' || c == '\r'; }, ' ');
    std::cout << "FAIL " << id << ": " << line << '\n';
}
void score::skip(std::string_view id, std::string_view reason) {
    ++skipped_;
    std::cout << "skip " << id << ": " << reason << '\n';
}
int score::finish() const {
    std::cout << passed_ << " passed, " << failed_ << " failed, " << skipped_ << " skipped" << std::endl;
    return failed_ == 0 ? 0 : 1;
}

int run(const options& o, void (*replay)(const json&)) {
    return run(o, [replay](const json& a_case, const std::vector<json>&) { replay(a_case); });
}
int run(const options& o, const std::function<void(const json&, const std::vector<json>&)>& replay) {
    score total;
    const auto all = load_cases(o.cases);
    for (const auto& a_case : all) {
        const auto id = a_case.at("id").as<std::string>();
        if (!chosen(o, id)) continue;
        if (a_case.contains("quirk")) {
            total.skip_quirk();
            continue;
        }
        try {
            replay(a_case, all);
            total.pass();
        } catch (const inexpressible& e) {
            total.skip(id, e.what());
        } catch (const std::exception& e) {
            total.fail(id, e.what());
        }
    }
    return total.finish();
}

json member(const json& object, std::string_view key) {
    return object.is_object() && object.contains(key) ? object.at(key) : json();
}
bool is_number(const json& v) {
    const char first = v.text().front();
    return first == '-' || (first >= '0' && first <= '9');
}
bool is_bool(const json& v) { return v.text() == "true" || v.text() == "false"; }

std::string shortened(std::string_view text, std::size_t most) {
    return text.size() <= most ? std::string(text) : std::string(text.substr(0, most)) + "…";
}

std::optional<std::string> case_system::variable(std::string_view name) const {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
}
std::optional<polyaxon::context::system::file> case_system::read(const std::filesystem::path& path,
                                                                 std::size_t, std::error_code& ec) const {
    ec.clear();
    const auto found = files.find(path.string());
    if (found == files.end()) return std::nullopt;
    file out;
    out.text = found->second;
    return out;
}

namespace {

bool same_name(std::string_view a, std::string_view b) {
    const auto lower = [](char c) { return std::tolower(static_cast<unsigned char>(c)); };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [&](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

std::string base64_decoded(std::string_view text) {
    static constexpr std::string_view digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    unsigned bits = 0, have = 0;
    for (const char c : text) {
        const auto value = digits.find(c);
        if (value == digits.npos) continue;
        bits = bits << 6 | static_cast<unsigned>(value);
        if ((have += 6) >= 8) out += static_cast<char>(bits >> (have -= 8) & 0xff);
    }
    return out;
}

polyaxon::testing::reply reply_of(const json& recorded) {
    polyaxon::testing::reply r;
    if (recorded.contains("connection")) {  // closed without a response
        r.raw = "";
        r.then = polyaxon::testing::reply::end::fin;
        return r;
    }
    r.status = recorded.at("status").as<int>();
    r.content_type.clear();
    for (const auto& [name, value] : member(recorded, "headers").items()) {
        const auto text = value.as<std::string>();
        if (same_name(name, "Content-Type"))
            r.content_type = text;
        else if (same_name(name, "Content-Encoding"))
            r.gzip = text == "gzip";
        else if (!same_name(name, "Content-Length") && !same_name(name, "Transfer-Encoding") &&
                 !same_name(name, "Connection"))
            r.headers.emplace_back(name, text);
    }
    if (const auto text = member(recorded, "body_text"); !text.is_null())
        r.body = text.as<std::string>();
    else if (const auto packed = member(recorded, "body_base64"); !packed.is_null())
        r.body = base64_decoded(packed.as<std::string>());
    else if (const auto body = member(recorded, "body"); !body.is_null())
        r.body = body.text();
    return r;
}

void run_to_end(const std::function<asio::awaitable<void>()>& call, std::chrono::seconds limit) {
    polyaxon::testing::run(call(), limit);
}

}  // namespace conformance
