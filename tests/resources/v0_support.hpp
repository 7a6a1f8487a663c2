#pragma once
#include <polyaxon/context/system.hpp>
#include <polyaxon/testing.hpp>
#include <polyaxon/v0.hpp>

#include <asio/awaitable.hpp>
#include <asio/this_coro.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <exception>
#include <fstream>
#include <map>
#include <memory>
#include <mutex>
#include <sstream>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace v0_test {

using polyaxon::errc;
using polyaxon::json;
using polyaxon::result;
using polyaxon::testing::reply;

/// A machine with these variables and files and nothing else; counts what is asked of it. Thread-safe.
class machine final : public polyaxon::context::system {
 public:
    std::map<std::string, std::string, std::less<>> variables, files;

    std::optional<std::string> variable(std::string_view name) const override {
        count("variable");
        const auto found = variables.find(name);
        return found == variables.end() ? std::nullopt : std::optional(found->second);
    }
    std::filesystem::path home() const override { return "/home/ada"; }
    std::filesystem::path working_directory() const override { return "/home/ada/work"; }
    std::filesystem::path temporary() const override { return "/temporary"; }
    std::filesystem::path pod_context() const override { return "/pod"; }
    bool writable(const std::filesystem::path&) const override { return true; }
    std::optional<file> read(const std::filesystem::path& path, std::size_t,
                             std::error_code& ec) const override {
        ec.clear();
        count(path.string());
        const auto found = files.find(path.string());
        if (found == files.end()) return std::nullopt;
        file out;
        out.text = found->second;
        return out;
    }
    std::error_code write_error;  ///< what writing ends with, beside having tried
    std::error_code write_secret(const std::filesystem::path& path, std::string_view text,
                                 bool make_folder) const override {
        std::lock_guard lock(mutex_);
        if (!write_error) written_[path.string() + (make_folder ? " in its own folder" : "")] = text;
        return write_error;
    }
    void forget(std::string_view variable) const override {
        std::lock_guard lock(mutex_);
        forgotten_.emplace_back(variable);
    }
    /// Path to text.
    std::map<std::string, std::string> written() const {
        std::lock_guard lock(mutex_);
        return written_;
    }
    std::vector<std::string> forgotten() const {
        std::lock_guard lock(mutex_);
        return forgotten_;
    }
    std::map<std::string, int> counts() const {
        std::lock_guard lock(mutex_);
        return counts_;
    }

 private:
    void count(const std::string& what) const {
        std::lock_guard lock(mutex_);
        ++counts_[what];
    }
    mutable std::mutex mutex_;
    mutable std::map<std::string, int> counts_;
    mutable std::map<std::string, std::string> written_;
    mutable std::vector<std::string> forgotten_;
};

/// Runs a coroutine function to its end on an event loop of its own; what it throws is a failure of the test.
template <class F>
void run(F f) {
    try {
        polyaxon::testing::run(f());
    } catch (const std::exception& thrown) {
        ADD_FAILURE() << "the coroutine threw: " << thrown.what();
    }
}

/// A client of a made-up platform, with a token, and the machine it lives on.
struct desk {
    polyaxon::testing::fake_transport fake;
    std::shared_ptr<machine> here = std::make_shared<machine>();
    std::shared_ptr<const polyaxon::context::system> system = here;
    polyaxon::v0::api_config config;

    explicit desk(polyaxon::testing::server::handler handler) : fake(std::move(handler)) {
        config.host = "platform.example";
        config.token = "token-abc";
        config.retry.max_attempts = 1;
        config.connector = &fake.connector();
        config.system = &system;
    }
    desk(const desk&) = delete;
    desk& operator=(const desk&) = delete;
};

inline json data(const std::string& name) {
    const std::string path = std::string(POLYAXON_TEST_DATA) + "/polyaxon-v0/" + name;
    std::ifstream in(path, std::ios::binary);
    EXPECT_TRUE(in) << "cannot read " << path;
    std::ostringstream text;
    text << in.rdbuf();
    return json::parse(text.str());
}

}  // namespace v0_test
