#include "resources/v1_recorded.hpp"

#include <polyaxon/resources/v1/lineage_list.hpp>

// How much of a lineage is kept.

namespace {

using namespace v1_test;

/// A page of so many items of one name.
std::string page_of(std::size_t n, std::string_view name, bool more) {
    const auto item = R"({"name":")" + std::string(name) + R"("})";
    std::string out = more ? R"({"next":"http://x/?offset=1","results":[)" : R"({"next":null,"results":[)";
    out.reserve(out.size() + n * (item.size() + 1) + 2);
    for (std::size_t i = 0; i < n; ++i) out += (i == 0 ? "" : ",") + item;
    return out + "]}";
}

/// Loads a lineage of two pages; the error, if there was one.
std::optional<polyaxon::error> load(desk& d, std::size_t& kept) {
    std::optional<polyaxon::error> thrown;
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::run_client run(client, recorded_run());
        auto all = co_await as_result(run.refresh_data({.load_artifacts_lineage = true}));
        if (!all) thrown = all.error();
        kept = run.artifacts_lineage().size();
        client.close();
    });
    return thrown;
}

TEST(V1LineageBounds, AHundredThousandItemsAreReadAndNoMore) {
    for (const std::size_t second : {40'000u, 40'001u}) {
        desk d([&](const received& r) {
            if (r.target.find("lineage") == r.target.npos) return reply::json(R"({"uuid":"u"})");
            const bool first = r.target.find("offset") == r.target.npos;
            return reply::json(first ? page_of(60'000, "a", true) : page_of(second, "b", false));
        });
        std::size_t kept = 0;
        const auto thrown = load(d, kept);
        if (second == 40'000) {
            EXPECT_FALSE(thrown) << thrown->what();
            EXPECT_EQ(kept, 2u) << "one of each name";
            continue;
        }
        ASSERT_TRUE(thrown);
        EXPECT_EQ(thrown->kind(), errc::too_large);
        EXPECT_NE(thrown->detail().find("get_artifacts_lineage"), std::string::npos) << thrown->detail();
        EXPECT_EQ(kept, 0u) << "no part of it either";
    }
}

api::run_artifact item(std::string name, std::string kind) {
    api::run_artifact a;
    a.name = std::move(name);
    a.kind = std::move(kind);
    return a;
}

TEST(V1LineageBounds, AListHasOneOfEachNameInTheOrderInWhichTheyCame) {
    const auto told = [](const api::lineage_list& list) {
        std::string out;
        for (const auto& i : list.items()) out += i.name + "=" + i.kind.value_or("-") + " ";
        return out;
    };
    api::lineage_list list({item("a", "1"), item("b", "2"), item("a", "3")});
    EXPECT_EQ(told(list), "a=3 b=2 ");
    list.put(item("c", "4"));
    list.put(item("b", "5"));
    EXPECT_EQ(told(list), "a=3 b=5 c=4 ");
    auto copy = list;
    copy.put(item("d", "6"));
    copy.put(item("a", "7"));
    EXPECT_EQ(told(copy), "a=7 b=5 c=4 d=6 ");
    EXPECT_EQ(told(list), "a=3 b=5 c=4 ");
    list.clear();
    list.put(item("b", "8"));
    EXPECT_EQ(told(list), "b=8 ");
}

TEST(V1LineageBounds, OfflineItemsAreKeptOnceToo) {
    desk d({reply::json("{}")});
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::run_client run(client,
                            {.owner = "acme", .project = "vision", .run_uuid = uuid, .is_offline = true});
        const std::vector<api::run_artifact> first{item("a", "file"), item("b", "file")},
            again{item("a", "dir")};
        co_await run.log_artifact_lineage(first);
        co_await run.log_artifact_lineage(again);
        const auto& all = run.artifacts_lineage();
        EXPECT_EQ(all.size(), 2u);
        if (!all.empty()) {
            EXPECT_EQ(all.front().kind, "dir");
        }
        client.close();
    });
    EXPECT_TRUE(d.fake.requests().empty());
}

}  // namespace
