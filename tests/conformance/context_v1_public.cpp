#include <polyaxon/resources/v1/organization_client.hpp>
#include <polyaxon/resources/v1/tracking/init.hpp>
#include <polyaxon/testing/fake_transport.hpp>
#include <polyaxon/testing/run.hpp>
#include <polyaxon/v1.hpp>

#include <conformance/context_v1_public.hpp>

#include <asio/this_coro.hpp>

namespace polyaxon::tests {

namespace {

using testing::received;
using testing::reply;

/// What a client shows of what it found; empty texts are nulls.
struct shown {
    std::string owner, team, project, run_uuid;
    std::optional<bool> is_offline, no_op;
    std::optional<std::string> artifacts_path;
    std::optional<error> failed, failed_for_run;
};

struct job {
    std::string kind;
    json args;
    const v1::client_config* config;
    shown out;
};

struct words {
    explicit words(const json& args) : args_(args) {}
    std::optional<std::string_view> text(std::string_view name) {
        std::optional<std::string_view> out;
        if (args_.contains(name)) take_argument(name, args_.at(name), out, keep_);
        return out;
    }
    std::optional<bool> flag(std::string_view name) {
        std::optional<bool> out;
        if (args_.contains(name)) take_argument(name, args_.at(name), out, keep_);
        return out;
    }

 private:
    const json& args_;
    argument_texts keep_;
};

template <class Client>
void show_target(shown& out, const Client& c) {
    out.owner = c.owner();
    out.team = c.team();
    out.is_offline = c.is_offline();
    if constexpr (requires { c.project(); }) out.project = c.project();
    if constexpr (requires { c.run_uuid(); }) out.run_uuid = c.run_uuid();
}

/// Its first awaited call, which finds the target.
template <class Client>
asio::awaitable<void> first_call(Client of, shown* out) {
    auto call = of.list();
    auto asked = as_result(std::move(call));
    const auto r = co_await std::move(asked);
    if (r)
        show_target(*out, of);
    else
        out->failed = r.error();
}
/// The first that needs the run.
asio::awaitable<void> use_of_run(v1::run_client of, shown* out) {
    auto call = of.refresh_data();
    auto asked = as_result(std::move(call));
    const auto r = co_await std::move(asked);
    if (!r) out->failed_for_run = r.error();
}
asio::awaitable<void> track(v1::client client, v1::tracking::init_options o, shown* out) {
    auto call = v1::tracking::init(client, o);
    auto asked = as_result(std::move(call));
    auto r = co_await std::move(asked);
    if (!r) {
        out->failed = r.error();
        co_return;
    }
    show_target(*out, *r);
    out->no_op = r->no_op();
    out->artifacts_path = r->get_artifacts_path();
}

asio::awaitable<void> play(job* j) {
    v1::client client(co_await asio::this_coro::executor, *j->config);
    words a(j->args);
    const auto owner = a.text("owner"), project = a.text("project"), run_uuid = a.text("run_uuid");
    const auto is_offline = a.flag("is_offline"), no_op = a.flag("no_op");
    auto* out = &j->out;
    if (j->kind == "run_client") {
        v1::run_client run(client, {.owner = owner,
                                    .project = project,
                                    .run_uuid = run_uuid,
                                    .is_offline = is_offline,
                                    .no_op = no_op});
        auto first = first_call(run, out);
        co_await std::move(first);
        if (!out->failed) {
            auto second = use_of_run(run, out);
            co_await std::move(second);
        }
    } else if (j->kind == "project_client") {
        v1::project_client of(client,
                              {.owner = owner, .project = project, .is_offline = is_offline, .no_op = no_op});
        auto first = first_call(of, out);
        co_await std::move(first);
    } else if (j->kind == "organization_client") {
        v1::organization_client of(client, {.owner = owner, .is_offline = is_offline, .no_op = no_op});
        auto first = first_call(of, out);
        co_await std::move(first);
    } else {
        v1::tracking::init_options o;
        o.owner = owner;
        o.project = project;
        o.run_uuid = run_uuid;
        o.is_offline = is_offline;
        o.no_op = no_op;
        o.track_code = a.flag("track_code").value_or(o.track_code);
        o.track_env = a.flag("track_env").value_or(o.track_env);
        o.track_logs = a.flag("track_logs").value_or(o.track_logs);
        o.refresh_data = a.flag("refresh_data").value_or(o.refresh_data);
        o.collect_artifacts = a.flag("collect_artifacts");
        o.collect_resources = a.flag("collect_resources").value_or(false);
        o.is_new = a.flag("is_new").value_or(false);
        o.artifacts_path = a.text("artifacts_path").value_or("");
        o.name = a.text("name").value_or("");
        o.description = a.text("description").value_or("");
        std::string tags;
        if (j->args.contains("tags"))
            for (const auto& tag : j->args.at("tags").elements())
                tags += (tags.empty() ? "" : ",") + tag.as<std::string>();
        o.tags = tags;
        auto first = track(client, o, out);
        co_await std::move(first);
    }
    client.close();
}

json text_or_null(const std::string& text) { return text.empty() ? json() : json::from(text); }

json as_recorded(const received& r) {
    auto out = json::object().set("method", r.method).set("path", r.target.substr(0, r.target.find('?')));
    const auto authorization = r.header("Authorization");
    out.set("authorization", authorization ? json::from(*authorization) : json());
    if (r.body.empty()) return out;
    auto body = json::parse(r.body);
    if (body.contains("condition")) {
        auto condition = body.at("condition");
        for (const char* key : {"last_update_time", "last_transition_time"})
            if (condition.contains(key)) condition.set(key, "<time>");
        body.set("condition", condition);
    }
    return out.set("body", body);
}

bool begins_with_code(const error& e, const std::string& code) {
    return e.kind() == errc::context && e.detail().substr(0, e.detail().find(':')) == code;
}

}  // namespace

void compare_public(comparison& c, const json& one, const v1::client_config& given,
                    const context_machine& machine, const placeholders& where) {
    const auto call = one.at("call"), expect = one.at("expect");
    testing::fake_transport fake([](const received&) {
        return reply::json(
            R"({"uuid":"11111111111111111111111111111111","name":"stub","owner":"stub","project":"stub","status":"created"})");
    });
    const std::shared_ptr<const context::system> system(std::shared_ptr<void>(), &machine);
    auto config = given;
    config.connector = &fake.connector();
    config.system = &system;
    config.proxy.from_environment = false;
    const auto args = call.contains("args") ? call.at("args") : json::object();
    job j{call.at("kind").as<std::string>(),
          json::parse(filled_in(std::string(args.text()), where)),
          &config,
          {}};
    testing::run([&] { return play(&j); });
    const auto& got = j.out;

    const auto error_of = [&](const std::optional<error>& e, const std::string& code, const char* when) {
        if (!e)
            c.fault("public: expected the error " + code + " at " + when + ", got none");
        else if (!begins_with_code(*e, code))
            c.fault("public: expected the error " + code + ", got: " + e->detail());
    };
    if (expect.contains("error")) {
        const auto code = expect.at("error").at("code").as<std::string>();
        if (expect.at("error").value_or<std::string>("stage", "load") != "run_uuid")
            return error_of(got.failed, code, "the first call");
        error_of(got.failed_for_run, code, "the first use of the run");
    }
    if (got.failed) return c.fault("public: an error came: " + got.failed->detail());

    const auto member = [&](const char* name, const json& actual) {
        if (!expect.contains(name)) return;
        if (expect.at(name).text() == "\"<random 32 hex>\"") {
            const auto text = actual.is_string() ? actual.as<std::string>() : "";
            if (text.size() != 32 || text.find_first_not_of("0123456789abcdef") != text.npos)
                c.fault(std::string("public: ") + name + " is no fresh identifier: " + text);
            return;
        }
        c.member(name, expect.at(name), actual);
    };
    if (expect.value_or("no_op", false)) {
        if (!fake.requests().empty()) c.fault("public: no_op sent a request");
        return;
    }
    member("owner", text_or_null(got.owner));
    member("team", text_or_null(got.team));
    member("project", text_or_null(got.project));
    member("run_uuid", text_or_null(got.run_uuid));
    member("is_offline", json_of(got.is_offline));
    if (got.no_op) member("no_op", json_of(got.no_op));
    if (got.artifacts_path) {
        auto with_run = where;
        with_run["${RUN}"] = got.run_uuid;
        const auto want = filled_in(expect.at("artifacts_path").as<std::string>(), with_run);
        if (want != *got.artifacts_path)
            c.fault("public: artifacts_path is " + *got.artifacts_path + ", expected " + want);
    }
    const auto seen = fake.requests();
    if (j.kind == "tracking_init") {
        auto requests = json::array();
        for (const auto& r : seen) requests.push(as_recorded(r));
        c.member("requests", expect.at("requests"), requests);
    } else if (!seen.empty() && expect.contains("authorization")) {
        const auto sent = seen.front().header("Authorization");
        c.member("authorization", expect.at("authorization"), sent ? json::from(*sent) : json());
    }
}

}  // namespace polyaxon::tests
