#include <polyaxon/resources/v1/artifact_files.hpp>
#include <polyaxon/resources/v1/polyaxonignore.hpp>

#include "resources/v1_artifact_support.hpp"

namespace {

using namespace v1_artifacts;
using polyaxon::v1::polyaxonignore;

struct expected {
    std::string_view pattern, path;
    bool is_folder, ignored;
};

TEST(V1Polyaxonignore, Patterns) {
    const expected rows[] = {
        {"*.ckpt", "last.ckpt", false, true},
        {"*.ckpt", "runs/deep/last.ckpt", false, true},
        {"*.ckpt", "LAST.CKPT", false, true},  // letters match in any case
        {"*.ckpt", "last.ckpt.txt", false, false},
        {"*.ckpt", "ckpt", false, false},
        {"data", "data", true, true},
        {"data", "a/data", false, true},
        {"data", "database", false, false},
        {"data/", "data", true, true},
        {"data/", "a/b/data", true, true},
        {"data/", "data", false, false},
        {"/data", "data", true, true},
        {"/data", "a/data", true, false},
        {"./data", "data", false, true},
        {"./data", "a/data", false, false},
        {"a/b", "a/b", false, true},
        {"a/b", "x/a/b", false, true},
        {"/a/b", "x/a/b", false, false},
        {"**/logs", "logs", true, true},
        {"**/logs", "a/b/logs", true, true},
        {"/**/logs", "a/b/logs", false, true},
        {"logs/**", "logs/a/b.txt", false, true},
        {"logs/**", "logs", true, true},
        {"a/**/b", "a/b", false, true},
        {"a/**/b", "a/x/y/b", false, true},
        {"a/**/b", "a/xb", false, false},
        {"**", "anything", false, true},
        {"*", "anything", true, true},
        {"a*c", "abbbc", false, true},
        {"a*c", "ab/bc", false, false},
        {"a?c", "abc", false, true},
        {"a?c", "a/c", false, false},
        {"a?c", "ac", false, false},
        {"*.py[cod]", "x.pyc", false, true},
        {"*.py[cod]", "x.pyx", false, false},
        {"[a-c]x", "bx", false, true},
        {"[a-c]x", "BX", false, true},
        {"[a-c]x", "dx", false, false},
        {"[!a-c]x", "dx", false, true},
        {"[!a-c]x", "bx", false, false},
        {"[!a]b", "/b", false, false},
        {"[]]x", "]x", false, true},
        {"[!]]x", "]x", false, false},
        {"[!]]x", "yx", false, true},
        {"a[b", "a[b", false, true},
        {"x.y", "xzy", false, false},
        {"a+(b)$", "a+(b)$", false, true},
        {"# comment", "# comment", false, false},
        {"\\#name", "#name", false, true},
        {"\\!name", "!name", false, true},
        {"name   ", "name", false, true},
        {"name\\ ", "name ", false, true},
        {"two\\ words", "two words", false, true},
        {"", "", true, false},
        {"/", "a", true, false},
        {"\xC3\xBC*", "\xC3\xBC.txt", false, true},
    };
    for (const auto& r : rows)
        EXPECT_EQ(polyaxonignore::parse(r.pattern).ignores(r.path, r.is_folder), r.ignored)
            << r.pattern << " on " << r.path << (r.is_folder ? "/" : "");
}

TEST(V1Polyaxonignore, TheLastMatchDecides) {
    const auto rules = polyaxonignore::parse("\xEF\xBB\xBF*.ckpt\r\n!best.ckpt\n\nold/best.ckpt\n");
    EXPECT_TRUE(rules.ignores("last.ckpt", false));
    EXPECT_FALSE(rules.ignores("best.ckpt", false));
    EXPECT_FALSE(rules.ignores("new/best.ckpt", false));
    EXPECT_TRUE(rules.ignores("old/best.ckpt", false));
    EXPECT_FALSE(polyaxonignore().ignores("last.ckpt", false));
}

TEST(V1Polyaxonignore, WhatStandsForAMissingFile) {
    const auto rules = polyaxonignore::defaults();
    for (const char* file :
         {"a.pyc", "x.pyo", "lib/a", ".git/config", "deep/.DS_Store", "a~", "m.so", "x.egg"}) {
        const std::string path = file;
        const auto slash = path.find('/');
        const bool left_out = rules.ignores(path, false) || rules.ignores(path.substr(0, slash), true);
        EXPECT_TRUE(left_out || rules.ignores(path.substr(path.rfind('/') + 1), false)) << file;
    }
    for (const char* folder : {".git", "__pycache__", "a/.venv", "dist", ".polyaxon", "x.egg-info"})
        EXPECT_TRUE(rules.ignores(folder, true)) << folder;
    for (const char* file : {"main.py", "outputs/model.bin", ".polyaxonignore", "requirements.txt", "dist"})
        EXPECT_FALSE(rules.ignores(file, false)) << file;
}

TEST(V1Polyaxonignore, APatternTakesNoLongerThanItIsLong) {
    std::string pattern, path(2000, 'a');
    for (int i = 0; i < 200; ++i) pattern += "*a";
    EXPECT_FALSE(polyaxonignore::parse(pattern + "b").ignores(path, false));
    EXPECT_TRUE(polyaxonignore::parse(pattern).ignores(path, false));
}

/// Every file that a walk of `folder` finds, one a line.
std::string found(const fs::path& folder, bool with_rules = true) {
    std::shared_ptr<const polyaxon::v1::upload_rules> rules;
    if (with_rules) rules = std::make_shared<polyaxon::v1::upload_rules>(polyaxon::v1::rules_for(folder));
    polyaxon::v1::file_walk walk(folder, rules);
    std::error_code ec;
    while (walk.step(ec)) {
    }
    EXPECT_FALSE(ec) << walk.what;
    std::string out;
    for (const auto& f : walk.files) out += f.lexically_normal().generic_string() + "\n";
    return out;
}

TEST(V1Polyaxonignore, AWalkLeavesOutFoldersAsAWhole) {
    work_folder here;
    for (const char* file : {"t/b.txt", "t/a.txt", "t/keep/x.bin", "t/gone/keep.txt", "t/gone/sub/y",
                             "t/.polyaxon/.auth", "t/run.plx.json", "t/z/run.plx.index", "t/z/z.txt"})
        put(file, file);
    put(".polyaxonignore", "gone/\n!keep.txt\n*.bin\n");
    EXPECT_EQ(found("t"), "t/a.txt\nt/b.txt\nt/z/z.txt\n");
    EXPECT_EQ(
        found("t", false),
        "t/a.txt\nt/b.txt\nt/run.plx.json\nt/.polyaxon/.auth\nt/gone/keep.txt\nt/gone/sub/y\nt/keep/x.bin\n"
        "t/z/run.plx.index\nt/z/z.txt\n");
}

TEST(V1Polyaxonignore, RulesStartWhereTheirFileLies) {
    work_folder here;
    for (const char* file : {"code/data/x", "code/sub/data/x", "code/main.py"}) put(file, "");
    put("code/.polyaxonignore", "/data\n");
    EXPECT_EQ(found("code"), "code/.polyaxonignore\ncode/main.py\ncode/sub/data/x\n");
    put(".polyaxonignore", "/code/sub\n");  // of the working directory: goes first
    EXPECT_EQ(found("code"), "code/.polyaxonignore\ncode/main.py\ncode/data/x\n");
    EXPECT_EQ(found(here / "code"), (here / "code/.polyaxonignore").string() + "\n" +
                                        (here / "code/main.py").string() + "\n" +
                                        (here / "code/data/x").string() + "\n");
    EXPECT_EQ(found("code/"), "code/.polyaxonignore\ncode/main.py\ncode/data/x\n");
    EXPECT_EQ(found("."), ".polyaxonignore\ncode/.polyaxonignore\ncode/main.py\ncode/data/x\n");
    fs::remove(".polyaxonignore");
    fs::create_directory(".polyaxonignore");
    EXPECT_THROW(polyaxon::v1::rules_for("code"), polyaxon::error) << "not to upload what it may leave out";
}

TEST(V1Polyaxonignore, LinksAndSpecialFilesAreNotWalked) {
    work_folder here;
    put("t/a", "a");
    fs::create_symlink("a", "t/link");
    fs::create_directory_symlink("/", "t/root");
    ASSERT_EQ(::mkfifo("t/pipe", 0600), 0);
    polyaxon::v1::file_walk walk("t");
    std::error_code ec;
    while (walk.step(ec)) {
    }
    EXPECT_FALSE(ec) << walk.what;
    ASSERT_EQ(walk.files.size(), 1u);
    EXPECT_EQ(walk.files[0], "t/a");
    EXPECT_EQ(walk.left_out.size(), 3u);

    polyaxon::v1::file_walk none("missing");
    EXPECT_FALSE(none.step(ec));
    EXPECT_EQ(ec, std::errc::no_such_file_or_directory);
    EXPECT_NE(none.what.find("missing"), std::string::npos);
}

TEST(V1Polyaxonignore, NamesInAnArchive) {
    work_folder here;
    const auto name = [](const std::string& relative_to, const fs::path& file) {
        return polyaxon::v1::archive_names(relative_to).of(file);
    };
    EXPECT_EQ(name("", "a.txt"), "a.txt");
    EXPECT_EQ(name("", "./t/../t/a.txt"), "t/a.txt");
    EXPECT_EQ(name("", "/etc/hosts"), "etc/hosts");
    EXPECT_EQ(name("t", "t/sub/a.txt"), "sub/a.txt");
    EXPECT_EQ(name("t/", here / "t/a.txt"), "a.txt");
    EXPECT_EQ(name(here.path().string(), "t/a.txt"), "t/a.txt");
    EXPECT_THROW(name("", "../a.txt"), polyaxon::error);
    EXPECT_THROW(name("t", "a.txt"), polyaxon::error);
    EXPECT_THROW(name("t", "t/../../a.txt"), polyaxon::error);
}

}  // namespace
