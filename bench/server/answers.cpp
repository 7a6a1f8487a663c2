#include "server/answers.hpp"

#include <charconv>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace bench {
namespace {

std::string text_of(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    auto body = text.str();
    while (!body.empty() && body.back() == '\n') body.pop_back();
    if (!in || body.empty())
        throw std::runtime_error(file + " cannot be read; give the folder of the bodies with --data");
    return body;
}

/// Where the text value of `key` begins in a JSON object without blanks.
std::size_t value_at(const std::string& body, const std::string& key) {
    const auto at = body.find('"' + key + "\":\"");
    if (at == std::string::npos) throw std::runtime_error("a recorded body has no " + key);
    return at + key.size() + 4;
}

std::size_t number_after(std::string_view text, std::string_view key, std::size_t otherwise) {
    const auto at = text.find(key);
    if (at == text.npos) return otherwise;
    std::size_t n = otherwise;
    std::from_chars(text.data() + at + key.size(), text.data() + text.size(), n);
    return n;
}

}  // namespace

answers::answers(const std::string& folder, bool short_head, bool once, const std::string& always)
    : short_head_(short_head), once_(once), row_(text_of(folder + "/row.json")) {
    run_ = whole(200, text_of(folder + "/run.json"));
    const auto uuid_at = value_at(run_, "uuid");
    uuid_ = run_.substr(uuid_at, 32);
    auto experiment = text_of(folder + "/experiment.json");
    experiment.replace(value_at(experiment, "uuid"), 32, uuid_);
    experiment_ = whole(200, experiment);
    std::string twenty = R"({"count":20,"next":null,"previous":null,"results":[)";
    for (int i = 0; i < 20; ++i) twenty += (i ? "," : "") + experiment;
    experiments_ = whole(200, twenty + "]}");
    unknown_ = whole(404, R"({"detail":"Not found."})");
    refused_ = whole(405, R"({"detail":"This server only answers GET."})");
    for (const std::size_t limit : {20, 100, 1'000}) list(limit);
    if (always == "run")
        always_ = run_;
    else if (always == "experiment")
        always_ = experiment_;
    else if (const auto limit = number_after(always, "list", 0))
        always_ = list(limit);
    else if (!always.empty())
        throw std::runtime_error("--answer is '" + always +
                                 "'; give run, experiment, list20 or another listN");
}

std::string answers::whole(int status, std::string_view body) const {
    std::string text = status == 200   ? "HTTP/1.1 200 OK\r\n"
                       : status == 404 ? "HTTP/1.1 404 Not Found\r\n"
                                       : "HTTP/1.1 405 Method Not Allowed\r\n";
    if (!short_head_) text += "date: Sun, 22 Nov 2026 00:00:38 GMT\r\nserver: uvicorn\r\n";
    text += "content-type: application/json\r\n";
    if (!short_head_) text += "allow: GET, PUT, PATCH, DELETE, HEAD, OPTIONS\r\nx-frame-options: DENY\r\n";
    text += "content-length: " + std::to_string(body.size()) + "\r\n";
    if (once_) text += "connection: close\r\n";
    if (!short_head_)
        text +=
            "vary: origin, Cookie\r\nx-content-type-options: nosniff\r\nreferrer-policy: same-origin\r\n"
            "cross-origin-opener-policy: same-origin\r\n";
    return text.append("\r\n").append(body);
}

std::string_view answers::list(std::size_t limit) {
    auto& text = lists_[limit];
    if (!text.empty()) return text;
    std::string body = "{\"count\":" + std::to_string(limit) + R"(,"next":null,"previous":null,"results":[)";
    const auto uuid = value_at(row_, "uuid"), name = value_at(row_, "name");
    const auto name_end = row_.find('"', name);
    for (std::size_t i = 0; i < limit; ++i) {
        char own[33];
        std::snprintf(own, sizeof own, "%032zx", i + 1);
        auto row = row_;
        row.replace(name, name_end - name, "training-" + std::to_string(i));
        row.replace(uuid, 32, own);  // stands before the name and keeps its length
        body += (i ? "," : "") + row;
    }
    return text = whole(200, body + "]}");
}

std::string_view answers::to(std::string_view verb, std::string_view target, std::string& made) {
    if (verb != "GET") return refused_;
    if (!always_.empty()) return always_;
    const auto path = target.substr(0, target.find('?'));
    if (const auto at = path.find("/runs/"); at != path.npos) return one(run_, path.substr(at + 6), made);
    if (path.ends_with("/runs")) {
        const auto limit = number_after(target.substr(path.size()), "limit=", 20);
        const bool known = lists_.contains(limit);
        return known || (limit >= 1 && limit <= 100'000 && lists_.size() < 64) ? list(limit) : unknown_;
    }
    if (path.ends_with("/experiments") || path.ends_with("/experiments/")) return experiments_;
    if (const auto at = path.find("/experiments/"); at != path.npos) {
        auto id = path.substr(at + 13);
        if (id.ends_with('/')) id.remove_suffix(1);
        return id.size() == 32 ? one(experiment_, id, made) : experiment_;
    }
    return unknown_;
}

std::string_view answers::one(const std::string& whole, std::string_view uuid, std::string& made) const {
    if (uuid == uuid_) return whole;
    if (uuid.size() != 32 || uuid.find_first_not_of("0123456789abcdef") != uuid.npos) return unknown_;
    made = whole;
    return made.replace(value_at(whole, "uuid"), 32, uuid);
}

}  // namespace bench
