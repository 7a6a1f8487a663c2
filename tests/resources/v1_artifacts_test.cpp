#include "resources/v1_artifact_support.hpp"

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <asio/post.hpp>

// What comes from the server: downloads, contents, trees.

namespace {

using namespace v1_artifacts;
using polyaxon::codec::archive_errc;
using tar_test::entry;

std::string query(const received& r, std::string_view key) { return r.query(key).value_or("(none)"); }

const std::string tree = tar_gz(tar_test::archive(entry{.name = "one.txt", .content = "1"},
                                                  entry{.name = "sub/two.txt", .content = "22"}));

TEST(V1Artifacts, GetAContent) {
    run_desk d(a_file(std::string("line one\nline \0two", 17), "a.txt"));
    d.with([](api::run_client& run) -> awaitable<void> {
        EXPECT_EQ(co_await run.get_artifact("outputs/ü a.txt"), std::string("line one\nline \0two", 17));
        co_await run.get_artifact("b", {.stream = false, .force = true});
    });
    EXPECT_EQ(d.kind, std::nullopt) << d.text;
    // As the Python client asks: stream and force always; the run is fetched once.
    EXPECT_EQ(d.lines(),
              (texts{"GET /api/v1/acme/vision/runs/" + std::string(uuid),
                     "GET " + streams + "/artifact?path=outputs%2F%C3%BC%20a.txt&stream=true&force=false",
                     "GET " + streams + "/artifact?path=b&stream=false&force=true"}));
    EXPECT_EQ(d.fake.requests()[1].header("Authorization"), "Token token-abc");
}

TEST(V1Artifacts, TellWhatTheServerSaysOfAPath) {
    run_desk d([](const received& r) {
        reply out;
        out.content_type = "text/html; charset=utf-8";
        out.status = r.method == "DELETE" ? 400 : 404;
        out.body = r.method == "DELETE" ? "Artifact could not be deleted: filepath=x"
                                        : "Artifact not found: filepath=x";
        return out;
    });
    d.with([](api::run_client& run) -> awaitable<void> { co_await run.get_artifact("x"); });
    EXPECT_EQ(d.kind, errc::not_found);
    EXPECT_NE(d.text.find("Artifact not found"), std::string::npos) << d.text;
    d.with([](api::run_client& run) -> awaitable<void> { co_await run.delete_artifact("x"); });
    EXPECT_EQ(d.kind, errc::client_error);
    EXPECT_NE(d.text.find("could not be deleted"), std::string::npos) << d.text;
    for (const bool del : {false, true}) {
        d.with([del](api::run_client& run) -> awaitable<void> {
            if (del)
                co_await run.delete_artifact("");
            else
                co_await run.get_artifact("");
        });
        EXPECT_EQ(d.kind, errc::invalid_argument);
    }
    EXPECT_EQ(d.lines().back(), "DELETE " + streams + "/artifact?path=x");
}

TEST(V1Artifacts, DeleteAndList) {
    run_desk d([](const received& r) {
        if (r.method == "DELETE") return reply{.status = 204, .content_type = ""};
        if (r.query("path") == "nosuch")
            return reply::json(R"({"files":{},"dirs":[],"error":"Could not list"})");
        return reply::json(
            R"({"files":{"a.txt":18,"b":0,"big":5000000000},"dirs":["sub"],"is_done":true,"new":[1]})");
    });
    d.with([](api::run_client& run) -> awaitable<void> {
        co_await run.delete_artifact("a");
        co_await run.delete_artifacts("outputs/x");
        const auto all = co_await run.get_artifacts_tree();
        EXPECT_EQ(all.files,
                  (std::map<std::string, std::uint64_t>{{"a.txt", 18}, {"b", 0}, {"big", 5000000000}}));
        EXPECT_EQ(all.dirs, texts{"sub"});
        EXPECT_EQ(all.is_done, true);
        const auto none = co_await run.get_artifacts_tree("nosuch");
        EXPECT_TRUE(none.files.empty());
        EXPECT_EQ(none.error, "Could not list");
    });
    EXPECT_EQ(d.kind, std::nullopt) << d.text;
    auto lines = d.lines();
    lines.erase(lines.begin());
    EXPECT_EQ(
        lines,
        (texts{
            "DELETE " + streams + "/artifact?path=a", "DELETE " + streams + "/artifacts?path=outputs%2Fx",
            "GET " + streams + "/artifacts/tree?path=", "GET " + streams + "/artifacts/tree?path=nosuch"}));
}

TEST(V1Artifacts, DownloadAFile) {
    work_folder here;
    std::string large(300'000, 'x');
    for (std::size_t i = 0; i < large.size(); ++i) large[i] = static_cast<char>(i * 31 >> 3);
    run_desk d(a_file(large, "model.tar.gz"));
    told_progress told;
    std::string first, second;
    d.with([&](api::run_client& run) -> awaitable<void> {
        first =
            co_await run.download_artifact("outputs/model.tar.gz", {.path_to = "models", .progress = told});
        second = co_await run.download_artifact("/outputs/./b");
    });
    EXPECT_EQ(d.kind, std::nullopt) << d.text;
    EXPECT_EQ(first, "models/outputs/model.tar.gz") << "one file is one file, whatever its name";
    EXPECT_TRUE(read_file(first) == large);
    EXPECT_EQ(second, d.root + "/" + std::string(uuid) + "/outputs/b");
    EXPECT_TRUE(read_file(second) == large);
    EXPECT_TRUE(told.grew());
    EXPECT_EQ(told.last(), large.size());
    EXPECT_EQ(told.totals.at(0), large.size());
    EXPECT_EQ(d.lines()[1], "GET " + streams + "/artifact?path=outputs%2Fmodel.tar.gz");
    EXPECT_EQ(d.fake.requests().size(), 3u);
}

TEST(V1Artifacts, WhatIsThereStaysWhenItIsAsLong) {
    work_folder here;
    for (const std::size_t size : {5u, 200'000u}) {
        const std::string mine(size, 'm'), theirs(size, 't');
        run_desk d(a_file(theirs, "a"));
        put("to/a", mine);
        const auto get = [&](bool force) {
            d.with([&](api::run_client& run) -> awaitable<void> {
                EXPECT_EQ(co_await run.download_artifact("a", {.force = force, .path_to = "to"}), "to/a");
            });
            EXPECT_EQ(d.kind, std::nullopt) << d.text;
        };
        get(false);
        EXPECT_TRUE(read_file("to/a") == mine);
        get(true);
        EXPECT_TRUE(read_file("to/a") == theirs);
        EXPECT_EQ(query(d.fake.requests().back(), "force"), "true");
        put("to/a", mine.substr(1));  // another size: not what the server has
        get(false);
        EXPECT_TRUE(read_file("to/a") == theirs);
        EXPECT_EQ(here.listing(), "to\nto/a\n");
    }
}

TEST(V1Artifacts, ACutDownloadLeavesNothing) {
    work_folder here;
    const auto answers = [](std::string raw, reply::end then) {
        reply r;
        r.raw = std::move(raw);
        r.then = then;
        return r;
    };
    const std::string head =
        "HTTP/1.1 200 OK\r\nContent-Disposition: inline; filename=\"x.tar.gz\"\r\nContent-Length: "
        "100000\r\n\r\n";
    const std::pair<reply, errc> rows[] = {
        {answers(head + std::string(5000, 's'), reply::end::fin), errc::network},
        {answers(head + std::string(5000, 's'), reply::end::rst), errc::network},
        {answers(head, reply::end::fin), errc::network},
        {{.status = 500, .body = "", .content_type = "text/html"}, errc::server_error},
        {{.status = 404, .body = "Artifact not found", .content_type = "text/html"}, errc::not_found}};
    for (const auto& [r, kind] : rows)
        for (const bool folder : {false, true}) {
            run_desk d(r);
            d.with([&](api::run_client& run) -> awaitable<void> {
                if (folder)
                    co_await run.download_artifacts("deep/er/x", {.path_to = "new/to"});
                else
                    co_await run.download_artifact("deep/er/x", {.path_to = "new/to"});
            });
            EXPECT_EQ(d.kind, kind) << d.text;
            EXPECT_EQ(here.listing(), "") << "not even the folders";
        }
    // What was there is still there.
    put("to/a", "old");
    run_desk d(answers(head + "s", reply::end::fin));
    d.with([&](api::run_client& run) -> awaitable<void> {
        co_await run.download_artifact("a", {.force = true, .path_to = "to"});
    });
    EXPECT_EQ(d.kind, errc::network);
    EXPECT_EQ(here.listing(), "to\nto/a\n");
    EXPECT_EQ(read_file("to/a"), "old");
}

TEST(V1Artifacts, ADownloadThatIsTriedAgainIsWhole) {
    work_folder here;
    int tries = 0;
    run_desk d([&](const received&) {
        if (++tries > 1) return a_file(tree, "tree.tar.gz");
        reply r;
        r.raw = "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nno archive";
        r.then = reply::end::fin;
        return r;
    });
    d.config.retry.max_attempts = 3;
    d.config.retry.base_delay = std::chrono::milliseconds(1);
    d.with([&](api::run_client& run) -> awaitable<void> {
        EXPECT_EQ(co_await run.download_artifacts("tree", {.path_to = "to"}), "to/tree");
    });
    EXPECT_EQ(d.kind, std::nullopt) << d.text;
    EXPECT_EQ(tries, 2);
    EXPECT_EQ(here.listing(), "to\nto/tree\nto/tree/one.txt\nto/tree/sub\nto/tree/sub/two.txt\n");
}

TEST(V1Artifacts, NothingLeadsOutOfTheTarget) {
    work_folder here;
    run_desk d(a_file("x", "x"));
    for (const char* path : {"../x", "a/../../x", "..", "a/.."})
        for (const bool folder : {false, true}) {
            d.with([&](api::run_client& run) -> awaitable<void> {
                if (folder)
                    co_await run.download_artifacts(path, {.path_to = "to"});
                else
                    co_await run.download_artifact(path, {.path_to = "to"});
            });
            EXPECT_EQ(d.kind, errc::invalid_argument) << path;
            EXPECT_NE(d.text.find("nothing was sent"), std::string::npos) << d.text;
        }
    put("to/folder/x", "");
    d.with([&](api::run_client& run) -> awaitable<void> {
        co_await run.download_artifact("folder", {.path_to = "to"});
    });
    EXPECT_EQ(d.kind, errc::invalid_argument);
    EXPECT_NE(d.text.find("it is a folder"), std::string::npos) << d.text;
    d.with([&](api::run_client& run) -> awaitable<void> {
        co_await run.download_artifact("a", {.path_to = "to/folder/x"});
    });
    EXPECT_EQ(d.kind, errc::invalid_argument) << "below a file";
    EXPECT_TRUE(d.fake.requests().empty());
}

TEST(V1Artifacts, LeaveNothingWhenCancelled) {
    work_folder here;
    reply stalling;
    stalling.raw = "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + std::string(5000, 's');
    run_desk d(stalling);
    asio::io_context loop(1);
    api::client client(loop.get_executor(), d.config);
    api::run_client run(client, {.owner = "acme", .project = "vision", .run_uuid = uuid});
    asio::cancellation_signal stop;
    bool part_was_there = false, ended = false;
    auto first_bytes = [&](std::uint64_t, std::optional<std::uint64_t>) {
        part_was_there = fs::exists("to/x.part");
        asio::post(loop, [&] { stop.emit(asio::cancellation_type::terminal); });
    };
    asio::co_spawn(
        loop,
        [&]() -> awaitable<void> {
            co_await run.download_artifact("x", {.path_to = "to", .progress = first_bytes});
        },
        asio::bind_cancellation_slot(stop.slot(), [&](std::exception_ptr e) {
            ended = true;
            EXPECT_TRUE(e);
            client.close();
        }));
    loop.run_for(std::chrono::seconds(20));
    EXPECT_TRUE(ended);
    EXPECT_TRUE(part_was_there);
    EXPECT_EQ(here.listing(), "");
}

TEST(V1Artifacts, TimeOutOnlyWhenNothingMoves) {
    work_folder here;
    reply stalling;
    stalling.raw = "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + std::string(5000, 's');
    run_desk d(stalling);

    d.with([&](api::run_client& run) -> awaitable<void> {
        co_await run.download_artifact("x",
                                       {.path_to = "to", .stall_timeout = std::chrono::milliseconds(100)});
    });
    EXPECT_EQ(d.kind, errc::timeout);
    EXPECT_EQ(here.listing(), "");
}

TEST(V1Artifacts, OfLineageByItsKind) {
    work_folder here;
    run_desk d([](const received& r) {
        if (r.path().ends_with("/artifact")) return a_file("file", "f");
        return a_file(tree, "x.tar.gz");
    });
    struct row {
        const char *kind, *path, *summary;
        std::string request, result;
    };
    const std::string u(uuid);
    const row rows[] = {
        {"metric", "events/metric/loss.plx", R"({"is_event":true})",
         "/artifact?path=events%2Fmetric%2Floss.plx", "to/events/metric/loss.plx"},
        {"image", "assets/image/a.png", "{}", "/artifact?path=assets%2Fimage%2Fa.png",
         "to/assets/image/a.png"},
        {"image", "events/image/a.plx", R"({"is_event":true,"step":{"count":1}})",
         "/events/image?path=" + u + "&names=n%2Fm&pkg_assets=true", "to"},
        {"model", "outputs/model", R"({"path":"x"})", "/artifacts?path=outputs%2Fmodel&check_path=true",
         "to/outputs/model"},
        {"model", "events/model/m.plx", R"({"step":{"count":1}})",
         "/events/model?path=" + u + "&names=n%2Fm&pkg_assets=true", "to"},
        {"data", "outputs/data", "null", "/artifacts?path=outputs%2Fdata&check_path=true", "to/outputs/data"},
        {"dir", "outputs/d", "null", "/artifacts?path=outputs%2Fd", "to/outputs/d"},
        {"tensorboard", "outputs/tb", "null", "/artifacts?path=outputs%2Ftb", "to/outputs/tb"},
        {"env", "env.json", "null", "/artifact?path=env.json", "to/env.json"},
    };
    for (const auto& r : rows) {
        for (const bool with_uuid : {false, true}) {
            api::run_artifact item;
            item.name = "n/m";
            item.kind = r.kind;
            item.path = (with_uuid ? u + "/" : "") + r.path;
            item.summary = json::parse(r.summary);
            std::string path;
            d.with([&](api::run_client& run) -> awaitable<void> {
                path = co_await run.download_artifact_for_lineage(item, {.path_to = "to"});
            });
            EXPECT_EQ(d.kind, std::nullopt) << r.kind << ": " << d.text;
            EXPECT_EQ(path, r.result) << r.kind;
            EXPECT_EQ(d.lines().back(), "GET " + streams + r.request);
            fs::remove_all("to");
        }
    }
    const auto asked = d.fake.requests().size();
    for (const auto& [kind, path] :
         {std::pair("coderef", "x"), std::pair("docker_image", "x"), std::pair("file", "../x")}) {
        api::run_artifact item;
        item.kind = kind;
        item.path = path;
        d.with([&](api::run_client& run) -> awaitable<void> {
            co_await run.download_artifact_for_lineage(item, {.path_to = "to"});
        });
        EXPECT_EQ(d.kind, errc::invalid_argument) << kind;
    }
    EXPECT_EQ(d.fake.requests().size(), asked);
    EXPECT_EQ(here.listing(), "");
}

TEST(V1Artifacts, NothingIsSentOfflineOrWithNoOp) {
    work_folder here;
    put("f", "x");
    run_desk d(a_file("x", "x"));
    for (const bool no_op : {false, true}) {
        v1_test::run([&]() -> awaitable<void> {
            api::client client(co_await asio::this_coro::executor, d.config);
            api::run_client run(client, {.owner = "acme",
                                         .project = "vision",
                                         .run_uuid = uuid,
                                         .is_offline = !no_op,
                                         .no_op = no_op});
            EXPECT_EQ(co_await run.get_artifact("x"), "");
            EXPECT_EQ(co_await run.download_artifact("x"), "");
            EXPECT_EQ(co_await run.download_artifacts("x"), "");
            api::run_artifact item;
            EXPECT_EQ(co_await run.download_artifact_for_lineage(item), "");
            co_await run.upload_artifact("f");
            const std::string_view files[] = {"f"};
            co_await run.upload_artifacts(files);
            co_await run.upload_artifacts_dir(".");
            co_await run.delete_artifact("x");
            co_await run.delete_artifacts("x");
            EXPECT_TRUE((co_await run.get_artifacts_tree()).files.empty());
            client.close();
        });
    }
    EXPECT_TRUE(d.fake.requests().empty());
    EXPECT_EQ(here.listing(), "f\n");
}

}  // namespace
