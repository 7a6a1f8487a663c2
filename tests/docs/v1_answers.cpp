#include "snippets.hpp"

#include <map>
#include <string>

namespace docs {

namespace {

using polyaxon::testing::received;
using polyaxon::testing::reply;

const std::string model =
    R"({"uuid":"31313131313131313131313131313131","name":"v1","kind":"model","stage":"production",)"
    R"("owner":"acme","project":"vision","content":"{\"a\":1}"})";

reply file(std::string bytes) {
    auto r = reply::json(std::move(bytes));
    r.content_type = "application/octet-stream";
    return r;
}

/// What lies in the artifacts store of any run.
std::optional<reply> answer_streams(const received& r, const std::string& path) {
    if (r.method == "POST") return reply::json("{}");
    if (path.ends_with("/artifacts/tree"))
        return reply::json(R"({"files":{"model.bin":"7"},"dirs":[],"is_done":true})");
    if (path.ends_with("/artifact")) return file("weights");
    if (path.ends_with("/logs"))
        return reply::json(
            R"({"logs":[{"timestamp":"2026-01-01T00:00:00+00:00","value":"epoch 1"},{"timestamp":"2026-01-01T00:00:01+00:00","value":"epoch 2"}],)"
            R"("last_time":null,"last_file":null,"files":null})");
    return std::nullopt;
}

/// What run_watcher asks: the runs that it names, as having ended.
std::optional<reply> answer_watcher(const received& r, const std::string& path) {
    const auto query = r.query("query").value_or("");
    if (r.method != "GET" || path != "/api/v1/acme/vision/runs" || !query.starts_with("uuid:"))
        return std::nullopt;
    std::string results;
    for (std::size_t at = 5; at + 32 <= query.size() && query[at] != ','; at += 33) {
        if (!results.empty()) results += ',';
        results += R"({"status":"succeeded","uuid":")" + query.substr(at, 32) + "\"}";
        if (query[at + 32] != '|') break;
    }
    return reply::json(R"({"results":[)" + results + "]}");
}

/// Commands and changes of runs are taken and forgotten.
bool taken(const received& r, const std::string& path) {
    if (!path.starts_with("/api/v1/acme/")) return false;
    if (r.method == "PATCH") return true;
    return r.method == "POST" && (path.ends_with("/runs/tag") || path.ends_with("/lineage/artifacts"));
}

}  // namespace

std::optional<reply> answer_v1_page(const received& r) {
    static const std::map<std::string, reply> answers = {
        {"GET /api/v1/acme/vision/versions/model/v1", reply::json(model)},
        {"GET /api/v1/acme/vision/versions/model/v2", reply::error(404, "Not found.")},
        {"POST /api/v1/acme/vision/versions/model", reply::json(model, 201)},
        {"POST /api/v1/acme/vision/versions/model/v2/stages", reply::json("{}", 201)},
        {"GET /api/v1/acme/vision/versions/model", reply::json(R"({"count":1,"results":[)" + model + "]}")},
        {"GET /api/v1/orgs/acme/members", reply::error(404, "Not found.")},
        {"GET /api/v1/orgs/acme/tags", reply::error(404, "Not found.")},
    };
    const auto path = r.path();
    if (path.ends_with('/')) return std::nullopt;  // of v0
    if (const auto found = answers.find(r.method + " " + path); found != answers.end()) return found->second;
    if (r.method == "GET" && path.starts_with("/api/v1/orgs/acme/runs/"))
        return reply::json(R"({"uuid":")" + path.substr(path.rfind('/') + 1) +
                           R"(","owner":"acme","project":"vision","name":"train"})");
    if (path.starts_with("/streams/v1/")) return answer_streams(r, path);
    if (auto runs = answer_watcher(r, path)) return runs;
    if (taken(r, path)) return reply::json("{}", r.method == "POST" ? 201 : 200);
    return std::nullopt;
}

}  // namespace docs
