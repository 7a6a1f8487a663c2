#pragma once
#include "live_python.hpp"

#include <asio/this_coro.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace polyaxon::live {

namespace fs = std::filesystem;

inline constexpr std::string_view component =
    R"({"version":1.1,"kind":"component","name":"c","run":{"kind":"job","container":{"image":"busybox"}}})";

/// A project of its own, and a folder that goes with it.
class live_project : public ::testing::Test {
 protected:
    explicit live_project(const std::string& name)
        : project(fresh(name)), folder(fs::temp_directory_path() / project) {
        fs::create_directories(folder);
        run([&]() -> awaitable<void> {
            auto c = client(co_await asio::this_coro::executor);
            v1::project_body body;
            body.name = project;
            co_await c.projects().create_project("default", body);
        });
    }
    ~live_project() override { fs::remove_all(folder); }

    static v1::client client(const asio::any_io_executor& on) {
        const auto url = haupt_url();
        return v1::client(on, {.host = url});
    }
    v1::run_client run_of(const v1::client& c, const std::string& uuid = {}) const {
        v1::run_ref ref;
        ref.owner = "default";
        ref.project = project;
        if (!uuid.empty()) ref.run_uuid = uuid;
        return v1::run_client(c, ref);
    }
    v1::project_client project_of(const v1::client& c) const {
        v1::project_ref ref;
        ref.owner = "default";
        ref.project = project;
        return v1::project_client(c, ref);
    }
    std::string write(const std::string& name, const std::string& text) const {
        const auto path = folder / name;
        fs::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << text;
        return path.string();
    }
    static std::string text_of(const fs::path& path) {
        std::ifstream in(path, std::ios::binary);
        return std::string(std::istreambuf_iterator<char>(in), {});
    }

    const std::string project;
    const fs::path folder;
};

}  // namespace polyaxon::live
