#include <polyaxon/context/system.hpp>

#include <context/loading.hpp>

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace polyaxon::tests {
namespace {

namespace fs = std::filesystem;

/// A folder of its own below the system's temporary one; gone at the end.
class Folder : public ::testing::Test {
 protected:
    void SetUp() override {
        std::string name = (fs::temp_directory_path() / "polyaxon-context-XXXXXX").string();
        ASSERT_NE(::mkdtemp(name.data()), nullptr);
        root_ = name;
    }
    void TearDown() override {
        std::error_code ec;
        fs::remove_all(root_, ec);
    }
    fs::path write(const fs::path& name, const std::string& text, mode_t mode = 0600) {
        const auto path = root_ / name;
        fs::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << text;
        EXPECT_EQ(::chmod(path.c_str(), mode), 0);
        return path;
    }
    fs::path root_;
};

/// Real files below a folder, nothing else of the real machine.
class disk_machine : public machine {
 public:
    explicit disk_machine(const fs::path& root) {
        home_folder = root / "home";
        work_folder = root / "work";
        tmp_folder = root / "tmp";
        pod_folder = root / "pod";
    }
    bool writable(const fs::path& folder) const override { return context::folder_writable(folder); }
    std::optional<file> read(const fs::path& path, std::size_t cap, std::error_code& ec) const override {
        return context::read_small_file(path, cap, ec);
    }
};

TEST_F(Folder, AnAbsentFileIsNoError) {
    auto ec = make_error_code(std::errc::io_error);
    EXPECT_FALSE(context::read_small_file(root_ / "absent", 10, ec));
    EXPECT_FALSE(ec);
    EXPECT_FALSE(context::read_small_file(write("file", "x") / "below", 10, ec));
    EXPECT_FALSE(ec);
}

TEST_F(Folder, TheCapIsExact) {
    std::error_code ec;
    const auto path = write("f", std::string(5000, 'x'));
    const auto whole = context::read_small_file(path, 5000, ec);
    ASSERT_TRUE(whole);
    EXPECT_EQ(whole->text, std::string(5000, 'x'));
    EXPECT_FALSE(context::read_small_file(path, 4999, ec));
    EXPECT_EQ(ec, std::errc::file_too_large);
}

TEST_F(Folder, ModesAndLinksAreSeen) {
    std::error_code ec;
    const auto safe = context::read_small_file(write("safe", "x", 0600), 10, ec);
    ASSERT_TRUE(safe);
    EXPECT_FALSE(safe->readable_by_others || safe->is_link || safe->owned_by_other);
    for (const mode_t mode : {0640, 0604, 0620, 0602, 0644, 0777}) {
        const auto wide = context::read_small_file(write("wide", "x", mode), 10, ec);
        ASSERT_TRUE(wide) << mode;
        EXPECT_TRUE(wide->readable_by_others) << mode;
    }
    fs::create_symlink(root_ / "safe", root_ / "link");
    const auto link = context::read_small_file(root_ / "link", 10, ec);
    ASSERT_TRUE(link);
    EXPECT_TRUE(link->is_link);
    EXPECT_FALSE(link->readable_by_others);
}

TEST_F(Folder, FoldersPipesAndLoopsAreErrorsThatDoNotBlock) {
    std::error_code ec;
    EXPECT_FALSE(context::read_small_file(root_, 10, ec));
    EXPECT_EQ(ec, std::errc::is_a_directory);
    ASSERT_EQ(::mkfifo((root_ / "pipe").c_str(), 0600), 0);
    EXPECT_FALSE(context::read_small_file(root_ / "pipe", 10, ec));
    EXPECT_TRUE(ec);
    fs::create_symlink(root_ / "b", root_ / "a");
    fs::create_symlink(root_ / "a", root_ / "b");
    EXPECT_FALSE(context::read_small_file(root_ / "a", 10, ec));
    EXPECT_TRUE(ec);
}

TEST_F(Folder, AFolderThatIsNotThereCannotBeWritten) {
    EXPECT_TRUE(context::folder_writable(root_));
    EXPECT_FALSE(context::folder_writable(root_ / "absent"));
    EXPECT_FALSE(context::folder_writable(write("file", "x")));
}

TEST_F(Folder, WideTokenFilesAndLinksAreWarnedAbout) {
    const auto auth = write("home/.polyaxon/.auth", R"({"POLYAXON_AUTH_TOKEN": "tok"})", 0644);
    const auto client = write("home/.polyaxon/.client", R"({"POLYAXON_HOST": "http://h"})", 0600);
    disk_machine m(root_);
    fs::create_directories(m.work_folder);
    auto c = load_v1(m);
    ASSERT_TRUE(c);
    EXPECT_EQ(c->token, "tok");
    ASSERT_EQ(c->report.warnings.size(), 1u);
    EXPECT_TRUE(holds(c->report.warnings[0], auth.string())) << c->report.warnings[0];
    EXPECT_TRUE(holds(c->report.warnings[0], "chmod 600"));

    ASSERT_EQ(::chmod(auth.c_str(), 0600), 0);
    fs::rename(client, root_ / "elsewhere");
    fs::create_symlink(root_ / "elsewhere", client);
    c = load_v1(m);
    ASSERT_TRUE(c);
    EXPECT_EQ(c->host, "http://h");
    ASSERT_EQ(c->report.warnings.size(), 1u);
    EXPECT_TRUE(holds(c->report.warnings[0], client.string() + " is a symbolic link"));
}

TEST_F(Folder, TheOldFilesAreWarnedAboutToo) {
    const auto config = write("home/.polyaxon/.polyaxonconfig", R"({"host": "h"})", 0640);
    const auto token = write("pod/.authtoken", R"({"POLYAXON_SECRET_USER_TOKEN": "tok"})", 0600);
    disk_machine m(root_);
    const auto c = load_v0(m);
    ASSERT_TRUE(c);
    EXPECT_EQ(c->host, "h");
    EXPECT_EQ(c->token, "tok");
    ASSERT_EQ(c->report.warnings.size(), 1u);
    EXPECT_TRUE(holds(c->report.warnings[0], "run `chmod 600 " + config.string() + "`"));
}

TEST_F(Folder, AHomeThatIsNotThereGivesWayToTheTemporaryFolder) {
    write("tmp/.polyaxon/.polyaxonconfig", R"({"host": "from-tmp"})");
    disk_machine m(root_);  // without a folder `home`
    const auto c = load_v0(m);
    ASSERT_TRUE(c);
    EXPECT_EQ(c->host, "from-tmp");
    EXPECT_TRUE(has(c->report.warnings, "cannot be written"));
}

TEST(RealSystem, ReadsTheEnvironmentAndTheHome) {
    const auto real = context::real_system();
    EXPECT_EQ(real, context::real_system());
    EXPECT_FALSE(real->variable("POLYAXON_NO_SUCH_VARIABLE"));
    ASSERT_EQ(::setenv("POLYAXON_TEST_VARIABLE", "v", 1), 0);
    EXPECT_EQ(real->variable("POLYAXON_TEST_VARIABLE"), "v");
    ::unsetenv("POLYAXON_TEST_VARIABLE");

    const auto before = real->variable("HOME");
    ::setenv("HOME", "/somewhere/else", 1);
    EXPECT_EQ(real->home(), "/somewhere/else");
    ::unsetenv("HOME");
    EXPECT_TRUE(real->home().is_absolute());  // of the account
    if (before) ::setenv("HOME", before->c_str(), 1);
    EXPECT_EQ(real->working_directory(), fs::current_path());
}

}  // namespace
}  // namespace polyaxon::tests
