#include "resources/v1_operations.hpp"

namespace {

using namespace v1_test;
using batch_method = awaitable<void> (api::run_batch::*)(const api::uuid_list&,
                                                         const polyaxon::call_options&);

struct operation_of {
    std::string name;
    batch_method method;
};
const operation_of operations[] = {
    {"approve", &api::run_batch::approve_runs},
    {"archive", &api::run_batch::archive_runs},
    {"restore", &api::run_batch::restore_runs},
    {"delete", &api::run_batch::delete_runs},
    {"stop", &api::run_batch::stop_runs},
    {"skip", &api::run_batch::skip_runs},
    {"invalidate", &api::run_batch::invalidate_runs},
    {"bookmark", &api::run_batch::bookmark_runs},
};

std::vector<std::string> two_uuids() { return {"8aac02e3a62a4f0aaa257c59da5eab80", std::string(uuid)}; }
const json two = json::parse(R"(["8aac02e3a62a4f0aaa257c59da5eab80","0a1b2c3d4e5f60718293a4b5c6d7e8f9"])");

/// The requests of all ten operations, for a client of any scope.
template <class Client, class Ref>
texts lines_of(const Ref& ref, std::vector<json>* bodies = nullptr) {
    desk d([](const received&) { return reply::json("{}"); });
    const auto uuids = two_uuids();
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        Client of(client, ref);
        for (const auto& o : operations) co_await (of.*o.method)(uuids, polyaxon::call_options());
        co_await of.tag_runs(uuids, "nightly, best");
        co_await of.transfer_runs(uuids, "speech");
        client.close();
    });
    for (std::size_t i = 0; bodies && i < d.fake.requests().size(); ++i) bodies->push_back(d.body(i));
    return d.lines();
}

texts recorded_lines(const std::string& scope, const texts& path) {
    texts out;
    for (const auto& o : operations) out.push_back(operation(o.name + scope + "_runs", path));
    out.push_back(operation("tag" + scope + "_runs", path));
    out.push_back(operation("transfer" + scope + "_runs", path));
    return out;
}

TEST(V1RunBatch, OfAProjectIsTheRecordedOperations) {
    std::vector<json> bodies;
    api::project_ref ref;
    ref.owner = "acme", ref.project = "vision";
    EXPECT_EQ(lines_of<api::project_client>(ref, &bodies), recorded_lines("", {"acme", "vision"}));
    ASSERT_EQ(bodies.size(), 10u);
    for (std::size_t i = 0; i < 8; ++i) EXPECT_EQ(bodies[i], json::object().set("uuids", two)) << i;
    EXPECT_EQ(bodies[8], json::object().set("uuids", two).set("tags", json::parse(R"(["nightly","best"])")));
    EXPECT_EQ(bodies[9], json::object().set("uuids", two).set("project", "speech"));
}

TEST(V1RunBatch, OfAnOrganizationIsTheRecordedOperations) {
    api::organization_ref ref;
    ref.owner = "acme";
    EXPECT_EQ(lines_of<api::organization_client>(ref), recorded_lines("_organization", {"acme"}));
}

TEST(V1RunBatch, OfATeamIsTheRecordedOperations) {
    std::vector<json> bodies;
    api::organization_ref ref;
    ref.owner = "acme/research";
    EXPECT_EQ(lines_of<api::organization_client>(ref, &bodies),
              recorded_lines("_team", {"acme", "research"}));
    ASSERT_EQ(bodies.size(), 10u);
    EXPECT_EQ(bodies[3], json::object().set("uuids", two)) << "a DELETE has its body too";
}

TEST(V1RunBatch, SendsWhatThePythonClientSent) {
    std::size_t compared = 0;
    for (const auto& call : calls_of("ProjectClient")) {
        const auto method = call.at("method").as<std::string>();
        const auto known =
            std::ranges::find_if(operations, [&](const auto& o) { return o.name + "_runs" == method; });
        if (known == std::end(operations) && method != "tag_runs" && method != "transfer_runs") continue;
        const auto exchange = call.at("exchanges").at(std::size_t{0});
        desk d([&](const received&) {
            return reply::json(exchange.at("response").value_or("body", ""),
                               exchange.at("response").at("status").as<int>());
        });
        std::vector<std::string> uuids;
        for (const auto& u : argument(call, 0, "uuids").elements()) uuids.push_back(u.as<std::string>());
        const auto tags = method == "tag_runs" ? commas(argument(call, 1, "tags")) : std::string();
        const auto target = text_or(argument(call, 1, "to_project"));
        run([&]() -> awaitable<void> {
            api::client client(co_await asio::this_coro::executor, d.config);
            api::project_client project(client, {.owner = "default", .project = "alpha"});
            if (method == "tag_runs")
                co_await project.tag_runs(uuids, tags);
            else if (method == "transfer_runs")
                co_await project.transfer_runs(uuids, target);
            else
                co_await (project.*known->method)(uuids, polyaxon::call_options());
            client.close();
        });
        const auto sent = exchange.at("request");
        EXPECT_EQ(d.lines(),
                  texts{sent.at("verb").as<std::string>() + " " + sent.at("target").as<std::string>()});
        EXPECT_EQ(d.body(0), json::parse(sent.at("body").as<std::string>())) << method;
        ++compared;
    }
    EXPECT_EQ(compared, 10u);
}

TEST(V1RunBatch, TakesListsOfManyKinds) {
    const std::vector<std::string> texts_ = two_uuids();
    const std::string_view views[] = {texts_[0], texts_[1]};
    EXPECT_EQ(api::uuid_list(texts_).copy(), texts_);
    EXPECT_EQ(api::uuid_list(views).copy(), texts_);
    EXPECT_EQ(api::uuid_list(std::span<const std::string>(texts_)).copy(), texts_);
    EXPECT_EQ(api::uuid_list(texts_[0] + ", " + texts_[1] + ",").copy(), texts_);
    EXPECT_EQ(api::uuid_list("a").copy(), texts{"a"});
    EXPECT_TRUE(api::uuid_list("").copy().empty());
    EXPECT_TRUE(api::uuid_list(std::vector<std::string>()).copy().empty());
}

TEST(V1RunBatch, ArgumentsAreCopied) {
    desk d([](const received&) { return reply::json("{}"); });
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::project_client project(client, {.owner = "acme", .project = "vision"});
        auto uuids = two_uuids();
        auto kept = project.stop_runs(uuids);
        for (auto& u : uuids) u.assign(u.size(), 'x');
        co_await std::move(kept);
        client.close();
    });
    EXPECT_EQ(d.body(0), json::object().set("uuids", two));
}

TEST(V1RunBatch, OfflineAndNoOpSendNothing) {
    for (const bool offline : {true, false}) {
        api::project_ref project;
        project.owner = "acme", project.project = "vision";
        project.is_offline = offline, project.no_op = !offline;
        EXPECT_EQ(lines_of<api::project_client>(project), texts{});
        api::organization_ref organization;
        organization.owner = "acme";
        organization.is_offline = offline, organization.no_op = !offline;
        EXPECT_EQ(lines_of<api::organization_client>(organization), texts{});
    }
}

TEST(V1RunBatch, FailuresAndMissingTargetsAreTold) {
    desk d({reply::error(403, "not yours")});
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::project_client project(client, {.owner = "acme", .project = "vision"});
        auto refused = co_await as_result(project.delete_runs(uuid));
        EXPECT_FALSE(refused);
        if (!refused) {
            EXPECT_EQ(refused.error().kind(), errc::forbidden);
        }
        api::project_client none(client, {.owner = "acme"});
        auto unknown = co_await as_result(none.delete_runs(uuid));
        EXPECT_FALSE(unknown);
        if (!unknown) {
            EXPECT_TRUE(unknown.error().detail().starts_with("no_project")) << unknown.error().detail();
        }
        client.close();
    });
    EXPECT_EQ(d.lines().size(), 1u);
}

}  // namespace
