#include <polyaxon/codec/packer.hpp>

#include <gtest/gtest.h>

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace {

namespace fs = std::filesystem;
using polyaxon::codec::archive_errc;
using polyaxon::codec::packer;
using polyaxon::codec::unpacker;

class folder {
 public:
    folder() {
        char name[] = "/tmp/polyaxon-packer-XXXXXX";
        if (::mkdtemp(name) == nullptr) throw std::runtime_error("no temporary folder");
        path_ = name;
    }
    ~folder() { fs::remove_all(path_); }
    fs::path operator/(const std::string& name) const { return path_ / name; }
    const fs::path& path() const { return path_; }
    std::size_t count() const {
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator(path_), fs::directory_iterator()));
    }

 private:
    fs::path path_;
};

void write(const fs::path& path, const std::string& content) {
    std::ofstream(path, std::ios::binary) << content;
}
std::string read(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

std::error_code finish(packer& p) {
    std::error_code ec;
    while (p.step(ec)) {
    }
    return ec;
}

TEST(Packer, WhatIsPackedComesOutAgain) {
    folder in, out;
    std::string large(1'000'000, ' ');
    for (std::size_t i = 0; i < large.size(); ++i) large[i] = static_cast<char>(i * i >> 7);
    write(in / "large", large);
    write(in / "empty", "");
    write(in / "script", "#!/bin/sh\n");
    ::chmod((in / "script").c_str(), 04755);
    fs::create_symlink("script", in / "link");
    const std::string long_name(200, 'n'), utf8 = "\xC3\xBC/\xE4\xB8\xAD.txt", bytes = "not utf-8 \xFF";

    packer p(out.path(), 10'000'000);
    p.add({in / "large", "large", false});
    p.add({in / "empty", long_name + "/" + long_name, false});
    p.add({in / "script", utf8, false});
    p.add({in / "link", bytes, true});
    EXPECT_FALSE(finish(p)) << p.what();
    EXPECT_EQ(p.size(), fs::file_size(p.path()));
    EXPECT_LT(p.size(), large.size()) << "it is not packed";
    EXPECT_EQ(fs::status(p.path()).permissions(), fs::perms::owner_read | fs::perms::owner_write);

    unpacker u(p.path(), out / "u");
    std::error_code ec;
    while (u.step(ec)) {
    }
    EXPECT_FALSE(ec) << u.what();
    EXPECT_EQ(u.entries(), 4u);
    EXPECT_TRUE(read(out / "u/large") == large);
    EXPECT_EQ(read(out / "u" / long_name / long_name), "");
    EXPECT_EQ(read(out / ("u/" + utf8)), "#!/bin/sh\n");
    EXPECT_EQ(read(out / ("u/" + bytes)), "#!/bin/sh\n");
    EXPECT_EQ(fs::status(out / ("u/" + utf8)).permissions() & fs::perms::all,
              fs::perms::owner_all | fs::perms::group_read | fs::perms::group_exec | fs::perms::others_read |
                  fs::perms::others_exec);
    EXPECT_EQ(fs::last_write_time(out / "u/large") <= fs::last_write_time(in / "large"), true);
}

TEST(Packer, TheArchiveGoesWithIt) {
    folder in, out;
    write(in / "a", "a");
    {
        packer p(out.path(), 1000);
        p.add({in / "a", "a", false});
        EXPECT_EQ(out.count(), 0u);
        EXPECT_FALSE(finish(p)) << p.what();
        EXPECT_EQ(out.count(), 1u);
        packer moved(std::move(p));
        EXPECT_EQ(out.count(), 1u);
    }
    EXPECT_EQ(out.count(), 0u);
    {
        packer p(out.path(), 1000);
        p.add({in / "missing", "a", false});
        EXPECT_EQ(finish(p), std::errc::no_such_file_or_directory);
        EXPECT_NE(p.what().find("missing"), std::string::npos) << p.what();
    }
    EXPECT_EQ(out.count(), 0u);
}

TEST(Packer, NoMoreThanIsAllowed) {
    folder in, out;
    std::string noise(600'000, ' ');
    std::uint32_t x = 1;
    for (auto& c : noise) c = static_cast<char>((x = x * 1664525u + 1013904223u) >> 24);
    write(in / "noise", noise);
    packer p(out.path(), 100'000);
    p.add({in / "noise", "noise", false});
    EXPECT_EQ(finish(p), archive_errc::too_large);
    EXPECT_NE(p.what().find("limit"), std::string::npos) << p.what();
    EXPECT_LT(fs::file_size(p.path()), 450'000u) << "it should stop long before the end";
}

TEST(Packer, AFileThatChanges) {
    folder in, out;
    write(in / "a", std::string(400'000, 'a'));
    const auto pack = [&](std::size_t then) {
        fs::resize_file(in / "a", 400'000);
        packer p(out.path(), 1'000'000);
        p.add({in / "a", "a", false});
        std::error_code ec;
        EXPECT_TRUE(p.step(ec)) << "one step is not all";
        fs::resize_file(in / "a", then);
        if (!ec) ec = finish(p);
        if (ec) return ec;
        unpacker u(p.path(), out / "u");
        while (u.step(ec)) {
        }
        EXPECT_EQ(fs::file_size(out / "u/a"), 400'000u);
        return ec;
    };
    EXPECT_FALSE(pack(500'000)) << "what came later is left out";
    EXPECT_EQ(pack(1000), archive_errc::damaged);
}

TEST(Packer, OnlyRegularFiles) {
    folder in, out;
    write(in / "a", "a");
    fs::create_symlink("a", in / "link");
    ASSERT_EQ(::mkfifo((in / "pipe").c_str(), 0600), 0);
    for (const char* name : {"link", "pipe", "."}) {
        packer p(out.path(), 1000);
        p.add({in / name, "x", false});
        EXPECT_TRUE(finish(p)) << name;
        EXPECT_FALSE(p.what().empty());
    }
    packer nowhere(out / "missing", 1000);
    EXPECT_EQ(finish(nowhere), std::errc::no_such_file_or_directory);
}

}  // namespace
