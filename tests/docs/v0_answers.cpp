#include "snippets.hpp"

#include <map>
#include <string>

namespace docs {

namespace {

using polyaxon::testing::frame;
using polyaxon::testing::received;
using polyaxon::testing::reply;

std::string page_of(const std::string& element) {
    return R"({"count":1,"next":null,"previous":null,"results":[)" + element + "]}";
}

const std::string group =
    R"({"id":7,"unique_name":"acme.mnist.7","user":"acme","project":"acme.mnist","group_type":"study","tags":null})";
const std::string experiment =
    R"({"id":42,"unique_name":"acme.mnist.7.42","experiment_group":"acme.mnist.7","last_status":"succeeded","last_metric":{"loss":0.0123}})";
const std::string process =
    R"({"id":8,"unique_name":"acme.mnist.42.8.master","role":"master","experiment":42,"last_status":"running"})";
const std::string job =
    R"({"id":12,"unique_name":"acme.mnist.jobs.12","user":"acme","project":"acme.mnist","last_status":"succeeded"})";
// Creations answer less than a get.
const std::string new_job = R"({"id":12,"unique_name":"acme.mnist.jobs.12","build_job":3})";
const std::string cloned_job =
    R"({"id":13,"unique_name":"acme.mnist.jobs.13","original":"acme.mnist.jobs.12","cloning_strategy":"restart"})";
const std::string build =
    R"({"id":3,"unique_name":"acme.mnist.builds.3","last_status":"succeeded","dockerfile":"FROM python:3.6\n","num_jobs":1})";
const std::string metric =
    R"({"id":200,"experiment":42,"created_at":"2026-01-01T00:00:00Z","values":{"accuracy":0.75,"loss":0.5}})";
const std::string status =
    R"({"id":300,"uuid":"e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2","experiment":42,"job":8,"created_at":"2026-01-01T00:00:00Z","status":"running","message":null,"traceback":null})";
const std::string code = R"({"id":1,"commit":"","head":"","branch":"","git_url":"","is_dirty":false})";
const std::string node =
    R"({"uuid":"80ca31f002aec2b940e9875072780549","sequence":1,"name":"node-1","memory":31609393152,"cpu":7.91,"n_gpus":1,)"
    R"("gpus":[{"index":0,"name":"V100","uuid":"51515151515151515151515151515151","memory":16945512448,"serial":"1",)"
    R"("cluster_node":"80ca31f002aec2b940e9875072780549","created_at":"2026-01-01T00:00:00Z"}]})";
const std::string containers =
    R"([{"job_uuid":"b1","job_name":"acme.mnist.42.8.master","experiment_uuid":"a1","experiment_name":"acme.mnist.42",)"
    R"("container_id":"c1","n_cpus":2,"cpu_percentage":55.5,"percpu_percentage":[50,61],"memory_used":1048576,)"
    R"("memory_limit":4194304,"gpu_resources":null}])";

reply done(int code) {
    reply r;
    r.status = code;
    r.content_type.clear();
    return r;
}

reply file(std::string bytes) {
    auto r = reply::json(std::move(bytes));
    r.content_type = "application/octet-stream";
    return r;
}

/// What is told of any experiment: an example makes its own.
bool tells_of_experiment(const received& r, std::string_view kind) {
    const auto path = r.path();
    return r.method == "POST" && path.starts_with("/api/v1/acme/mnist/experiments/") && path.ends_with(kind);
}

}  // namespace

std::optional<reply> answer_v0_page(const received& r) {
    static const std::map<std::string, reply> answers = {
        {"POST /api/v1/users/token/", reply::json(R"({"token":"another-docs-token"})")},
        {"GET /api/v1/nodes/1/", reply::json(node)},
        {"POST /api/v1/users/activate/jane/", done(200)},
        {"POST /api/v1/superusers/grant/jim/", reply::error(404, "Not found.")},
        {"GET /api/v1/bookmarks/acme/experiments/",
         reply::json(page_of(R"({"content_object":)" + experiment + "}"))},
        {"PATCH /api/v1/acme/digits/",
         reply::json(
             R"({"id":99,"name":"digits","unique_name":"acme.digits","description":"handwritten digits","tags":["vision"]})")},
        {"PUT /api/v1/acme/digits/repo/upload/", done(200)},
        {"GET /api/v1/acme/mnist/repo/download/", file(std::string(100'000, 'x'))},
        {"POST /api/v1/acme/mnist/groups/", reply::json(group, 201)},
        {"POST /api/v1/acme/mnist/groups/7/stop/", done(200)},
        {"POST /api/v1/acme/mnist/jobs/", reply::json(new_job, 201)},
        {"GET /api/v1/acme/mnist/jobs/12/", reply::json(job)},
        {"POST /api/v1/acme/mnist/jobs/12/restart/", reply::json(cloned_job, 201)},
        {"GET /api/v1/acme/mnist/builds/", reply::json(page_of(build))},
        {"GET /api/v1/acme/mnist/builds/3/", reply::json(build)},
        {"POST /api/v1/acme/mnist/builds/3/invalidate/", done(200)},
        {"GET /api/v1/acme/mnist/experiments/42/jobs/", reply::json(page_of(process))},
        {"GET /api/v1/acme/mnist/experiments/42/jobs/8/statuses/", reply::json(page_of(status))},
        {"GET /api/v1/datasets/",
         reply::json(page_of(
             R"({"uuid":"21212121212121212121212121212121","name":"imagenet","description":null,"is_public":true})"))},
    };
    if (const auto found = answers.find(r.method + " " + r.path()); found != answers.end())
        return found->second;
    // A creation in a group: the platform keeps no groups.
    if (r.method == "GET" && r.path() == "/api/v1/acme/mnist/experiments/" && r.query("group") == "7")
        return reply::json(page_of(experiment));
    if (r.method == "PATCH" && r.path().starts_with("/api/v1/acme/mnist/experiments/"))
        return reply::json(experiment);
    if (tells_of_experiment(r, "/coderef/")) return reply::json(code, 201);
    if (tells_of_experiment(r, "/statuses/")) return reply::json(status, 201);
    if (tells_of_experiment(r, "/metrics/"))
        return r.body.starts_with('[') ? done(201) : reply::json(metric, 201);
    if (r.path() == "/api/v1/acme/mnist/experiments/42/logs/stream/") {
        return polyaxon::testing::upgraded(
            r, {frame::text(R"({"status":"running","log_lines":null})"),
                frame::text(R"({"log_lines":["epoch 1","epoch 2"]})"), frame::close()});
    }
    if (r.path() == "/api/v1/acme/mnist/experiments/42/resources/")
        return polyaxon::testing::upgraded(r, {frame::text(containers), frame::close()});
    return std::nullopt;
}

}  // namespace docs
