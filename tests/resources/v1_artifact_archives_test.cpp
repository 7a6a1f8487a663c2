#include "resources/v1_artifact_support.hpp"

// Folders and whole runs from the server: they come as archives.

namespace {

using namespace v1_artifacts;
using polyaxon::codec::archive_errc;
using tar_test::entry;

std::string query(const received& r, std::string_view key) { return r.query(key).value_or("(none)"); }

const std::string tree = tar_gz(tar_test::archive(entry{.name = "one.txt", .content = "1"},
                                                  entry{.name = "sub/two.txt", .content = "22"}));

TEST(V1ArtifactArchives, DownloadAFolder) {
    work_folder here;
    for (const bool x : {false, true}) {
        run_desk d(a_file(tree, "tree.tar.gz", x));
        std::string path;
        const auto get = [&](api::download_artifacts_options o) {
            d.with([&](api::run_client& run) -> awaitable<void> {
                path = co_await run.download_artifacts("outputs/tree", o);
            });
            EXPECT_EQ(d.kind, std::nullopt) << d.text;
        };
        get({.path_to = "to"});
        EXPECT_EQ(path, "to/outputs/tree");
        const std::string whole =
            "to\nto/outputs\nto/outputs/tree\nto/outputs/tree/one.txt\nto/outputs/tree/sub\nto/outputs/tree/"
            "sub/two.txt\n";
        EXPECT_EQ(here.listing(), whole);
        EXPECT_EQ(read_file("to/outputs/tree/sub/two.txt"), "22");
        EXPECT_EQ(d.lines()[1], "GET " + streams + "/artifacts?path=outputs%2Ftree");

        const auto asked = d.fake.requests().size();
        put("to/outputs/tree/one.txt", "mine");
        put("to/outputs/tree/more", "mine");
        get({.path_to = "to"});  // it is there
        EXPECT_EQ(d.fake.requests().size(), asked);
        EXPECT_EQ(read_file("to/outputs/tree/one.txt"), "mine");
        get({.path_to = "to", .force = true});
        EXPECT_EQ(read_file("to/outputs/tree/one.txt"), "1");
        EXPECT_EQ(read_file("to/outputs/tree/more"), "mine");
        fs::remove_all("to");

        get({.path_to = "to", .untar = false});
        EXPECT_EQ(path, "to/outputs/tree.tar.gz");
        EXPECT_EQ(here.listing(), "to\nto/outputs\nto/outputs/tree.tar.gz\n");
        EXPECT_TRUE(read_file(path) == tree);
        get({.path_to = "to", .delete_tar = false, .extract_path = "else/where"});
        EXPECT_EQ(path, "else/where");
        EXPECT_EQ(here.listing(),
                  "else\nelse/where\nelse/where/one.txt\nelse/where/sub\nelse/where/sub/two.txt\n"
                  "to\nto/outputs\nto/outputs/tree.tar.gz\n");
        fs::remove_all("to");
        fs::remove_all("else");
    }
}

TEST(V1ArtifactArchives, APassingArchiveLeavesTheFilesOfOthersAlone) {
    work_folder here;
    put("to/tree.tar.gz", "mine");
    run_desk d(a_file(tree, "tree.tar.gz"));
    d.with([](api::run_client& run) -> awaitable<void> {
        EXPECT_EQ(co_await run.download_artifacts("tree", {.path_to = "to"}), "to/tree");
    });
    EXPECT_EQ(d.kind, std::nullopt) << d.text;
    EXPECT_EQ(here.listing(),
              "to\nto/tree\nto/tree.tar.gz\nto/tree/one.txt\nto/tree/sub\nto/tree/sub/two.txt\n");
    EXPECT_EQ(read_file("to/tree.tar.gz"), "mine");
}

TEST(V1ArtifactArchives, DownloadTheWholeRun) {
    work_folder here;
    run_desk d(a_file(tree, std::string(uuid) + ".tar.gz"));
    fs::create_directory("empty");  // is no download
    for (const char* to : {"empty", "new/", "."}) {
        std::string path;
        d.with([&](api::run_client& run) -> awaitable<void> {
            path = co_await run.download_artifacts("", {.path_to = to, .force = true});
        });
        EXPECT_EQ(d.kind, std::nullopt) << d.text;
        EXPECT_EQ(read_file(fs::path(path) / "sub/two.txt"), "22") << path;
    }
    d.with([&](api::run_client& run) -> awaitable<void> {
        EXPECT_EQ(co_await run.download_artifacts(), d.root + "/" + std::string(uuid));
    });
    EXPECT_EQ(query(d.fake.requests().back(), "path"), "");
    EXPECT_EQ(here.listing(),
              "archives\narchives/" + std::string(uuid) + "\narchives/" + std::string(uuid) +
                  "/one.txt\narchives/" + std::string(uuid) + "/sub\narchives/" + std::string(uuid) +
                  "/sub/two.txt\nempty\nempty/one.txt\nempty/sub\nempty/sub/two.txt\nnew\nnew/one.txt\n"
                  "new/sub\nnew/sub/two.txt\none.txt\nsub\nsub/two.txt\n");
}

TEST(V1ArtifactArchives, CheckPathTakesAFileAsItIs) {
    work_folder here;
    run_desk d([](const received& r) {
        const auto path = r.query("path").value_or("");
        return a_file(path == "t" ? tree : path, path == "t" ? "t.tar.gz" : path.substr(path.rfind('/') + 1));
    });
    for (const char* file : {"outputs/a.txt", "outputs/packed.tar.gz"}) {
        d.with([&](api::run_client& run) -> awaitable<void> {
            EXPECT_EQ(co_await run.download_artifacts(file, {.path_to = "to", .check_path = true}),
                      std::string("to/") + file);
        });
        EXPECT_EQ(d.kind, std::nullopt) << d.text;
        EXPECT_EQ(read_file(std::string("to/") + file), file);
    }
    EXPECT_EQ(query(d.fake.requests().back(), "check_path"), "true");
    d.with([&](api::run_client& run) -> awaitable<void> {
        EXPECT_EQ(co_await run.download_artifacts("t", {.path_to = "to", .check_path = true}), "to/t");
    });
    EXPECT_EQ(read_file("to/t/one.txt"), "1");
}

TEST(V1ArtifactArchives, AHostileArchiveWritesNothingOutside) {
    work_folder here;
    const std::pair<std::string, archive_errc> rows[] = {
        {tar_test::archive(entry{.name = "ok", .content = "x"}, entry{.name = "../evil", .content = "x"}),
         archive_errc::parent_path},
        {tar_test::archive(entry{.name = "/tmp/polyaxon-evil", .content = "x"}), archive_errc::absolute_path},
        {tar_test::archive(entry{.name = "l", .type = '2', .link = "../.."}),
         archive_errc::link_leaves_folder},
        {tar_test::archive(entry{.name = "l", .type = '2', .link = "/etc"},
                           entry{.name = "l/x", .content = "x"}),
         archive_errc::link_leaves_folder},
        {tar_test::archive(entry{.name = "p", .type = '6'}), archive_errc::special_file},
        {std::string(3000, 'n'), archive_errc::not_an_archive},
        {tar_test::archive(entry{.name = "a", .content = "aaa"}).substr(0, 514), archive_errc::damaged}};
    for (const auto& [tar, why] : rows) {
        run_desk d(a_file(tar, "x.tar.gz"));
        d.with([&](api::run_client& run) -> awaitable<void> {
            co_await run.download_artifacts("x", {.path_to = "to"});
        });
        EXPECT_EQ(d.kind, errc::decode) << d.text;
        EXPECT_EQ(d.cause, why) << d.text;
        EXPECT_EQ(here.listing(), "") << d.text;
        EXPECT_FALSE(fs::exists("/tmp/polyaxon-evil"));
    }
    run_desk d(
        a_file(tar_test::archive(entry{.name = "big", .content = std::string(5000, 'b')}), "x.tar.gz"));
    d.with([&](api::run_client& run) -> awaitable<void> {
        co_await run.download_artifacts("x", {.path_to = "to", .max_unpacked = 4999});
    });
    EXPECT_EQ(d.kind, errc::too_large);
    EXPECT_EQ(here.listing(), "");
}

}  // namespace
