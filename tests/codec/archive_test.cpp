#include <polyaxon/codec/archive.hpp>

#include <polyaxon/codec/archive_paths.hpp>
#include <polyaxon/codec/gzip.hpp>

#include <codec/tar_bytes.hpp>

#include <gtest/gtest.h>

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
using polyaxon::codec::archive_errc;
using polyaxon::codec::unpack_limits;
using polyaxon::codec::unpacker;
using tar_test::entry;

/// A folder of the test with a target to unpack into and a place beside it that must stay as it is.
class Archive : public ::testing::Test {
 protected:
    void SetUp() override {
        char name[] = "/tmp/polyaxon-archive-XXXXXX";
        ASSERT_NE(::mkdtemp(name), nullptr);
        base = name;
        fs::create_directory(outside());
        write(outside() / "kept", "kept");
    }
    void TearDown() override {
        EXPECT_EQ(listing(outside()), "kept\n") << "something was written outside of the folder";
        EXPECT_EQ(text(outside() / "kept"), "kept");
        if (fs::exists(target())) {
            for (const auto& e : fs::recursive_directory_iterator(target()))
                EXPECT_EQ(e.path().filename().string().find(".polyaxon-"), std::string::npos) << e.path();
        }
        fs::remove_all(base);
    }

    fs::path outside() const { return base / "outside"; }
    fs::path target() const { return base / "target"; }
    static void write(const fs::path& path, const std::string& content) {
        std::ofstream(path, std::ios::binary) << content;
    }
    static std::string text(const fs::path& path) {
        std::ifstream in(path, std::ios::binary);
        std::ostringstream out;
        out << in.rdbuf();
        return out.str();
    }
    static std::string listing(const fs::path& folder) {
        std::vector<std::string> names;
        for (const auto& e : fs::recursive_directory_iterator(folder))
            names.push_back(e.path().lexically_relative(folder).string());
        std::sort(names.begin(), names.end());
        std::string out;
        for (const auto& n : names) out += n + "\n";
        return out;
    }

    std::error_code unpack(const std::string& archive, unpack_limits limits = {}) {
        write(base / "a.tar", archive);
        unpacker u(base / "a.tar", target(), limits);
        std::error_code ec;
        steps = 0;
        while (u.step(ec)) ++steps;
        what = u.what(), entries = u.entries(), bytes = u.bytes();
        EXPECT_EQ(ec ? what.empty() : false, false);
        std::error_code again;
        EXPECT_FALSE(u.step(again));
        return ec;
    }
    template <class... E>
    std::error_code unpack_entries(const E&... e) {
        return unpack(tar_test::archive(e...));
    }

    fs::path base;
    std::string what;
    std::uint64_t entries = 0, bytes = 0;
    int steps = 0;
};

TEST_F(Archive, UnpacksPlainAndGzipped) {
    const auto tar = tar_test::archive(
        entry{.name = "src/", .type = '5', .mode = 0755}, entry{.name = "src/README", .content = "r"},
        entry{.name = "./src/pkg//main.py", .content = "print(1)\n", .mode = 0755},
        entry{.name = "./", .type = '5'}, entry{.name = "src/link", .type = '2', .link = "../src/README"},
        entry{.name = "src/pkg/hard", .type = '1', .link = "src/README"}, entry{.name = "empty"});
    for (const auto& packed : {tar, polyaxon::codec::gzip(tar)}) {
        EXPECT_EQ(unpack(packed), std::error_code()) << what;
        EXPECT_EQ(listing(target()),
                  "empty\nsrc\nsrc/README\nsrc/link\nsrc/pkg\nsrc/pkg/hard\nsrc/pkg/main.py\n");
        EXPECT_EQ(text(target() / "src/README"), "r");
        EXPECT_EQ(text(target() / "src/pkg/main.py"), "print(1)\n");
        EXPECT_EQ(text(target() / "src/link"), "r");
        EXPECT_EQ(text(target() / "src/pkg/hard"), "r");
        EXPECT_TRUE(fs::is_symlink(target() / "src/link"));
        EXPECT_EQ(entries, 7u);
        EXPECT_EQ(bytes, 10u);
        struct stat s {};
        ASSERT_EQ(::stat((target() / "src/README").c_str(), &s), 0);
        EXPECT_EQ(s.st_mtim.tv_sec, 1'600'000'000);
    }
}

TEST_F(Archive, UnpacksAnArchiveOfNothing) {
    EXPECT_EQ(unpack(polyaxon::codec::gzip(tar_test::end())), std::error_code()) << what;
    EXPECT_EQ(listing(target()), "");
    EXPECT_EQ(entries, 0u);
}

TEST_F(Archive, UnpacksNamesThatAreNoAscii) {
    const std::string name =
        "m\xC3\xB6"
        "del/\xE2\x82\xAC \xF0\x9F\x90\x8D.txt";
    const std::string deep = std::string(120, 'd') + "/" + std::string(200, 'f') + "\xC3\xBC";
    EXPECT_EQ(unpack(tar_test::bytes({.name = name, .content = "1"}) + tar_test::pax("path", "pax/" + name) +
                     tar_test::bytes({.name = "short", .content = "2"}) + tar_test::pax("path", deep) +
                     tar_test::bytes({.name = "short", .content = "3"}) + tar_test::end()),
              std::error_code())
        << what;
    EXPECT_EQ(text(target() / name), "1");
    EXPECT_EQ(text(target() / "pax" / name), "2");
    EXPECT_EQ(text(target() / deep), "3");
}

TEST_F(Archive, WorksInSteps) {
    const std::string big(5 * 1024 * 1024 + 3, 'x');
    EXPECT_EQ(unpack_entries(entry{.name = "big", .content = big}), std::error_code()) << what;
    EXPECT_EQ(text(target() / "big"), big);
    EXPECT_GE(steps, 4);

    std::string many;
    for (int i = 0; i < 1000; ++i)
        many += tar_test::bytes({.name = "d/" + std::to_string(i), .content = "1"});
    EXPECT_EQ(unpack(many + tar_test::end()), std::error_code()) << what;
    EXPECT_GE(steps, 10);
    EXPECT_EQ(entries, 1000u);
}

TEST_F(Archive, CanBeGivenUpInTheMiddleOfAFile) {
    write(base / "a.tar",
          tar_test::archive(entry{.name = "big", .content = std::string(3 * 1024 * 1024, 'x')}));
    {
        unpacker u(base / "a.tar", target());
        std::error_code ec;
        ASSERT_TRUE(u.step(ec)) << u.what();
        EXPECT_GT(u.bytes(), 0u);
    }
    EXPECT_EQ(listing(target()), "");
}

TEST_F(Archive, TakesModesButNothingThatGivesRights) {
    const auto mask = ::umask(022);
    EXPECT_EQ(unpack_entries(entry{.name = "suid", .content = "x", .mode = 06755},
                             entry{.name = "none", .content = "x", .mode = 0},
                             entry{.name = "wide", .content = "x", .mode = 01777},
                             entry{.name = "folder", .type = '5', .mode = 02000},
                             entry{.name = "folder/in", .content = "x"}),
              std::error_code())
        << what;
    ::umask(mask);
    const auto mode = [&](const char* name) {
        struct stat s {};
        EXPECT_EQ(::stat((target() / name).c_str(), &s), 0) << name;
        return s.st_mode & 07777;
    };
    EXPECT_EQ(mode("suid"), 0755u);
    EXPECT_EQ(mode("none"), 0600u);
    EXPECT_EQ(mode("wide"), 0755u);
    EXPECT_EQ(mode("folder"), 0700u);
}

TEST_F(Archive, ReplacesWhatStoodThereWithoutWritingThroughIt) {
    fs::create_directory(target());
    write(target() / "file", "old and longer");
    fs::create_symlink(outside() / "kept", target() / "link");
    fs::create_hard_link(outside() / "kept", target() / "hard");
    ASSERT_EQ(::mkfifo((target() / "pipe").c_str(), 0600), 0);
    EXPECT_EQ(
        unpack_entries(entry{.name = "file", .content = "new"}, entry{.name = "link", .content = "new"},
                       entry{.name = "hard", .content = "new"}, entry{.name = "pipe", .content = "new"}),
        std::error_code())
        << what;
    for (const auto name : {"file", "link", "hard", "pipe"}) {
        EXPECT_EQ(text(target() / name), "new") << name;
        EXPECT_TRUE(fs::is_regular_file(fs::symlink_status(target() / name))) << name;
    }
}

TEST_F(Archive, TheLastEntryOfANameWins) {
    EXPECT_EQ(unpack_entries(entry{.name = "a", .content = "1"}, entry{.name = "a", .type = '2', .link = "b"},
                             entry{.name = "b", .content = "b"}, entry{.name = "a", .content = "2"},
                             entry{.name = "c", .type = '1', .link = "b"},
                             entry{.name = "c", .type = '1', .link = "b"}),
              std::error_code())
        << what;
    EXPECT_EQ(text(target() / "a"), "2");
    EXPECT_EQ(text(target() / "b"), "b");
    EXPECT_EQ(text(target() / "c"), "b");
}

struct refusal {
    const char* name;
    std::vector<entry> entries;
    archive_errc why;
    const char* named;  // the entry in the text
};
void PrintTo(const refusal& r, std::ostream* out) { *out << r.name; }

class Refused : public Archive, public ::testing::WithParamInterface<refusal> {};

TEST_P(Refused, WithAnErrorThatNamesTheEntry) {
    std::string tar = tar_test::bytes({.name = "first", .content = "1"});
    for (const auto& e : GetParam().entries) tar += tar_test::bytes(e);
    fs::create_directory(target());
    fs::create_directory_symlink(outside(), target() / "there");
    fs::create_directory(target() / "folder");
    write(target() / "folder/in", "in");
    const auto ec = unpack(tar + tar_test::bytes({.name = "after", .content = "2"}) + tar_test::end());
    EXPECT_EQ(ec, GetParam().why) << ec.message() << ": " << what;
    EXPECT_NE(what.find(GetParam().named), std::string::npos) << what;
    EXPECT_EQ(text(target() / "first"), "1");
    EXPECT_FALSE(fs::exists(target() / "after"));
    EXPECT_EQ(text(target() / "folder/in"), "in");
}

INSTANTIATE_TEST_SUITE_P(
    Archives, Refused,
    ::testing::Values(
        refusal{"AbsolutePath",
                {{.name = "/etc/polyaxon-evil", .content = "x"}},
                archive_errc::absolute_path,
                "/etc/polyaxon-evil"},
        refusal{"AbsoluteWithDots",
                {{.name = "//..//x", .content = "x"}},
                archive_errc::absolute_path,
                "//..//x"},
        refusal{"Parent",
                {{.name = "../outside/evil", .content = "x"}},
                archive_errc::parent_path,
                "../outside/evil"},
        refusal{"ParentInside", {{.name = "a/../b", .content = "x"}}, archive_errc::parent_path, "a/../b"},
        refusal{"ParentAtTheEnd", {{.name = "a/..", .type = '5'}}, archive_errc::parent_path, "a/.."},
        refusal{"FolderAbove", {{.name = "..", .type = '5'}}, archive_errc::parent_path, ".."},
        refusal{"FileThatIsTheFolder",
                {{.name = "./", .content = "", .type = '2', .link = "x"}},
                archive_errc::bad_name,
                "./"},
        refusal{"LinkToRoot",
                {{.name = "l", .type = '2', .link = "/etc"}},
                archive_errc::link_leaves_folder,
                "\"l\""},
        refusal{"LinkAbove",
                {{.name = "l", .type = '2', .link = "../outside"}},
                archive_errc::link_leaves_folder,
                "\"l\""},
        refusal{"LinkAboveFromBelow",
                {{.name = "a/b/l", .type = '2', .link = "../../../outside"}},
                archive_errc::link_leaves_folder,
                "a/b/l"},
        refusal{"LinkOverALink",  // l1 is the folder itself, so l1/.. is above it
                {{.name = "x/y/l1", .type = '2', .link = "../.."},
                 {.name = "x/y/l2", .type = '2', .link = "l1/.."}},
                archive_errc::link_leaves_folder,
                "x/y/l2"},
        refusal{"LinkToNothing", {{.name = "l", .type = '2'}}, archive_errc::link_leaves_folder, "\"l\""},
        refusal{"HardToRoot",
                {{.name = "h", .type = '1', .link = "/etc/passwd"}},
                archive_errc::link_leaves_folder,
                "/etc/passwd"},
        refusal{"HardAbove",
                {{.name = "h", .type = '1', .link = "../outside/kept"}},
                archive_errc::link_leaves_folder,
                "../outside/kept"},
        refusal{"HardThroughALink",
                {{.name = "h", .type = '1', .link = "there/kept"}},
                archive_errc::link_leaves_folder,
                "there/kept"},
        refusal{
            "HardToALink",  // which would lead elsewhere from another depth
            {{.name = "x/y/l", .type = '2', .link = "../.."}, {.name = "h", .type = '1', .link = "x/y/l"}},
            archive_errc::link_leaves_folder,
            "\"h\""},
        refusal{"HardToNothing",
                {{.name = "h", .type = '1', .link = "nowhere"}},
                archive_errc::link_leaves_folder,
                "nowhere"},
        refusal{"HardToAFolder",
                {{.name = "h", .type = '1', .link = "folder"}},
                archive_errc::link_leaves_folder,
                "\"h\""},
        refusal{"Device", {{.name = "dev", .type = '3'}}, archive_errc::special_file, "\"dev\""},
        refusal{"BlockDevice", {{.name = "dev", .type = '4'}}, archive_errc::special_file, "\"dev\""},
        refusal{"Pipe", {{.name = "pipe", .type = '6'}}, archive_errc::special_file, "\"pipe\""},
        refusal{"ThroughALinkThatStoodThere",
                {{.name = "there/evil", .content = "x"}},
                archive_errc::through_link,
                "there/evil"},
        refusal{"FolderThroughALink",
                {{.name = "there/evil/", .type = '5'}},
                archive_errc::through_link,
                "there/evil"},
        refusal{"ThroughALinkOfItsOwn",
                {{.name = "l", .type = '2', .link = "folder"}, {.name = "l/evil", .content = "x"}},
                archive_errc::through_link,
                "l/evil"},
        refusal{"ThroughAFile",
                {{.name = "f", .content = "x"}, {.name = "f/evil", .content = "x"}},
                archive_errc::through_link,
                "f/evil"},
        refusal{"FolderOverALink", {{.name = "there", .type = '5'}}, archive_errc::in_the_way, "there"},
        refusal{"FileOverAFolder", {{.name = "folder", .content = "x"}}, archive_errc::in_the_way, "folder"},
        refusal{"LinkOverAFolder",
                {{.name = "folder", .type = '2', .link = "first"}},
                archive_errc::in_the_way,
                "folder"}),
    [](const auto& row) { return std::string(row.param.name); });

TEST_F(Archive, RefusesNamesThatAreTooLong) {
    EXPECT_EQ(unpack(tar_test::pax("path", std::string(256, 'n')) + tar_test::archive(entry{.name = "n"})),
              archive_errc::bad_name);
    std::string deep;
    for (int i = 0; i < 2100; ++i) deep += "d/";
    EXPECT_EQ(unpack(tar_test::pax("path", deep + "f") + tar_test::archive(entry{.name = "n"})),
              archive_errc::bad_name);
    EXPECT_EQ(listing(target()), "");
}

TEST_F(Archive, CountsEntries) {
    const auto tar = tar_test::archive(entry{.name = "a", .content = "1"}, entry{.name = "b", .content = "2"},
                                       entry{.name = "c", .content = "3"});
    EXPECT_EQ(unpack(tar, {.entries = 3}), std::error_code()) << what;
    EXPECT_EQ(unpack(tar, {.entries = 2}), archive_errc::too_many_entries);
    EXPECT_NE(what.find("\"c\""), std::string::npos) << what;
    EXPECT_NE(what.find("limit of 2 entries"), std::string::npos) << what;
}

TEST_F(Archive, CountsBytes) {
    const auto tar = tar_test::archive(entry{.name = "a", .content = std::string(600, 'a')},
                                       entry{.name = "b", .content = std::string(400, 'b')});
    EXPECT_EQ(unpack(tar, {.bytes = 1000}), std::error_code()) << what;
    EXPECT_EQ(unpack(tar, {.bytes = 999}), archive_errc::too_large);
    EXPECT_NE(what.find("\"b\""), std::string::npos) << what;
    EXPECT_NE(what.find("limit of 999 bytes"), std::string::npos) << what;
}

TEST_F(Archive, BelievesNoAnnouncedSize) {
    EXPECT_EQ(unpack(tar_test::header({.name = "huge", .announced = 2u << 30}), {.bytes = 1 << 30}),
              archive_errc::too_large);
    EXPECT_NE(what.find("huge"), std::string::npos) << what;
    EXPECT_EQ(unpack(tar_test::header({.name = "some", .announced = 1 << 30}) + "xyz"),
              archive_errc::damaged);
    EXPECT_EQ(listing(target()), "");
}

TEST_F(Archive, DoesNotUnpackABombBetweenFiles) {
    // A link has no content of its own to be counted, but 64 MiB of zeros follow it.
    const auto behind_link = polyaxon::codec::gzip(
        tar_test::bytes({.name = "f"}) + tar_test::pax("comment", "so that the link's size counts") +
        tar_test::header({.name = "h", .type = '1', .link = "f", .announced = 64 << 20}) +
        std::string(64 << 20, '\0') + tar_test::archive(entry{.name = "g", .content = "x"}));
    EXPECT_EQ(unpack(behind_link, {.entries = 10, .bytes = 1 << 20}), archive_errc::too_large) << what;
    EXPECT_NE(what.find("\"h\""), std::string::npos) << what;

    std::string tar;
    for (int i = 0; i < 5; ++i)
        tar += tar_test::pax("comment", std::string(900'000, 'c')) +
               tar_test::bytes({.name = std::to_string(i), .content = "x"});
    const auto in_comments = polyaxon::codec::gzip(tar + tar_test::end());
    EXPECT_EQ(unpack(in_comments, {.entries = 10, .bytes = 1 << 20}), archive_errc::too_large) << what;
    EXPECT_FALSE(fs::exists(target() / "4"));
    EXPECT_EQ(unpack(in_comments, {.entries = 10, .bytes = 8 << 20}), std::error_code()) << what;
}

TEST_F(Archive, RefusesWhatIsNoArchive) {
    for (const auto& no_archive : {std::string("<html>page</html>"), std::string(4096, 'x'), std::string(),
                                   polyaxon::codec::gzip("no tar in it")}) {
        EXPECT_EQ(unpack(no_archive), archive_errc::not_an_archive) << what;
        EXPECT_NE(what.find("a.tar"), std::string::npos) << what;
    }
}

TEST_F(Archive, EveryCutIsFoundOrHarmless) {
    const auto tar = tar_test::archive(entry{.name = "a", .content = std::string(700, 'a')},
                                       entry{.name = "b", .content = std::string(300, 'b')});
    const auto packed = polyaxon::codec::gzip(tar);
    for (std::size_t cut = 0; cut < packed.size(); ++cut) {
        fs::remove_all(target());
        const auto ec = unpack(packed.substr(0, cut));
        const bool a = fs::exists(target() / "a"), b = fs::exists(target() / "b");
        EXPECT_TRUE(!a || fs::file_size(target() / "a") == 700u) << cut;
        EXPECT_TRUE(!b || fs::file_size(target() / "b") == 300u) << cut;
        EXPECT_TRUE(ec || b) << cut;
    }
}

TEST_F(Archive, SaysWhatTheDiskSays) {
    write(base / "target", "a file where the folder should be");
    EXPECT_TRUE(unpack_entries(entry{.name = "a", .content = "1"}));
    EXPECT_NE(what.find("target"), std::string::npos) << what;

    unpacker u(base / "missing.tar", base / "elsewhere");
    std::error_code ec;
    EXPECT_FALSE(u.step(ec));
    EXPECT_EQ(ec, std::errc::no_such_file_or_directory);
    EXPECT_NE(u.what().find("missing.tar"), std::string::npos) << u.what();
    EXPECT_FALSE(fs::exists(base / "elsewhere"));
    fs::remove(target());
}

TEST(ArchivePaths, LinksMayOnlyClimbFirst) {
    using polyaxon::codec::link_stays;
    EXPECT_TRUE(link_stays("a", 0));
    EXPECT_TRUE(link_stays("./a/b", 0));
    EXPECT_TRUE(link_stays("../a", 1));
    EXPECT_TRUE(link_stays("./.././../a//b/", 2));
    EXPECT_TRUE(link_stays("..", 1));
    EXPECT_FALSE(link_stays("..", 0));
    EXPECT_FALSE(link_stays("../..", 1));
    EXPECT_FALSE(link_stays("a/..", 3));
    EXPECT_FALSE(link_stays("../a/../b", 3));
    EXPECT_FALSE(link_stays("/a", 3));
    EXPECT_FALSE(link_stays("", 3));
}

}  // namespace
