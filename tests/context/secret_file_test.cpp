#include <polyaxon/context/system.hpp>

#include <gtest/gtest.h>

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace {

namespace fs = std::filesystem;
using polyaxon::context::real_system;

/// A folder of its own that goes with it.
struct folder {
    folder() {
        std::string name = (fs::temp_directory_path() / "polyaxon-secret-XXXXXX").string();
        path = ::mkdtemp(name.data()) ? name : std::string();
        EXPECT_FALSE(path.empty());
    }
    ~folder() { fs::remove_all(path); }
    folder(const folder&) = delete;
    folder& operator=(const folder&) = delete;
    std::size_t entries() const {
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator(path), fs::directory_iterator()));
    }
    fs::path path;
};

std::string text_of(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}
unsigned mode_of(const fs::path& path) {
    struct stat about {};
    EXPECT_EQ(::lstat(path.c_str(), &about), 0) << path;
    return about.st_mode & 07777;
}

TEST(SecretFile, IsForThisUserAloneAndWhole) {
    const folder here;
    const auto path = here.path / ".authtoken";
    EXPECT_FALSE(real_system()->write_secret(path, "first and longer", false));
    EXPECT_EQ(text_of(path), "first and longer");
    EXPECT_EQ(mode_of(path), 0600u);

    ::chmod(path.c_str(), 0666);
    EXPECT_FALSE(real_system()->write_secret(path, "second", false));
    EXPECT_EQ(text_of(path), "second");
    EXPECT_EQ(mode_of(path), 0600u) << "the old mode must not stay";
    EXPECT_EQ(here.entries(), 1u) << "something was left beside the file";
}

TEST(SecretFile, ReplacesALinkInsteadOfFollowingIt) {
    const folder here;
    const auto path = here.path / ".authtoken", elsewhere = here.path / "elsewhere";
    std::ofstream(elsewhere) << "untouched";
    fs::create_symlink(elsewhere, path);
    EXPECT_FALSE(real_system()->write_secret(path, "secret", false));
    EXPECT_EQ(text_of(elsewhere), "untouched");
    EXPECT_FALSE(fs::is_symlink(path));
    EXPECT_EQ(text_of(path), "secret");
}

TEST(SecretFile, MakesItsFolderOnlyWhenAsked) {
    const folder here;
    const auto path = here.path / ".polyaxon" / ".authtoken";
    EXPECT_EQ(real_system()->write_secret(path, "secret", false), std::errc::no_such_file_or_directory);
    EXPECT_EQ(here.entries(), 0u);
    EXPECT_FALSE(real_system()->write_secret(path, "secret", true));
    EXPECT_EQ(mode_of(here.path / ".polyaxon"), 0700u);
    EXPECT_EQ(text_of(path), "secret");
    EXPECT_FALSE(real_system()->write_secret(path, "again", true)) << "a folder that is there is used";
}

TEST(SecretFile, RefusesAFolderThatIsALinkOrAFile) {
    const folder here;
    fs::create_directory(here.path / "real");
    fs::create_directory_symlink(here.path / "real", here.path / "link");
    EXPECT_EQ(real_system()->write_secret(here.path / "link" / "f", "secret", true),
              std::errc::not_a_directory);
    std::ofstream(here.path / "file") << "x";
    EXPECT_TRUE(real_system()->write_secret(here.path / "file" / "f", "secret", true));
    EXPECT_TRUE(fs::is_empty(here.path / "real"));
}

TEST(SecretFile, LeavesNothingBehindWhenItFails) {
    const folder here;
    const auto taken = here.path / "taken";
    fs::create_directories(taken / "full");
    EXPECT_TRUE(real_system()->write_secret(taken, "secret", false))
        << "a folder cannot be replaced by a file";
    EXPECT_EQ(here.entries(), 1u);
}

TEST(SecretFile, ASystemThatOnlyReadsSaysSo) {
    class reader final : public polyaxon::context::system {
     public:
        std::optional<std::string> variable(std::string_view) const override { return std::nullopt; }
        fs::path home() const override { return "/"; }
        fs::path working_directory() const override { return "/"; }
        bool writable(const fs::path&) const override { return false; }
        std::optional<file> read(const fs::path&, std::size_t, std::error_code&) const override {
            return std::nullopt;
        }
    };
    EXPECT_EQ(reader().write_secret("/nowhere/f", "secret", false), std::errc::operation_not_supported);
}

TEST(SecretFile, AVariableIsForgotten) {
    ASSERT_EQ(::setenv("POLYAXON_TEST_FORGOTTEN", "once", 1), 0);
    EXPECT_EQ(real_system()->variable("POLYAXON_TEST_FORGOTTEN"), "once");
    real_system()->forget("POLYAXON_TEST_FORGOTTEN");
    EXPECT_FALSE(real_system()->variable("POLYAXON_TEST_FORGOTTEN"));
}

}  // namespace
