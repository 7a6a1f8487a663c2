#pragma once
#include <polyaxon/codec/url.hpp>

#include <resources/v0_support.hpp>

#include <sys/stat.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace v0_test {

namespace fs = std::filesystem;

/// A temporary folder that is also the working directory while it lives.
class work_folder {
 public:
    work_folder() {
        char name[] = "/tmp/polyaxon-transfers-XXXXXX";
        if (::mkdtemp(name) == nullptr) throw std::runtime_error("no temporary folder");
        path_ = name;
        before_ = fs::current_path();
        fs::current_path(path_);
    }
    ~work_folder() {
        fs::current_path(before_);
        fs::remove_all(path_);
    }
    const fs::path& path() const { return path_; }
    fs::path operator/(const std::string& name) const { return path_ / name; }

    /// Every name in it, sorted, one a line.
    std::string listing() const {
        std::vector<std::string> names;
        for (const auto& e : fs::recursive_directory_iterator(path_))
            names.push_back(e.path().lexically_relative(path_).string());
        std::sort(names.begin(), names.end());
        std::string out;
        for (const auto& n : names) out += n + "\n";
        return out;
    }

 private:
    fs::path path_, before_;
};

inline void write_file(const fs::path& path, const std::string& content) {
    std::ofstream(path, std::ios::binary) << content;
}
inline std::string read_file(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

/// A client's configuration for a real socket on this machine.
struct socket_desk {
    std::shared_ptr<machine> here = std::make_shared<machine>();
    std::shared_ptr<const polyaxon::context::system> system = here;
    polyaxon::v0::api_config config;

    explicit socket_desk(std::uint16_t port) {
        config.host = "127.0.0.1";
        config.port = port;
        config.token = "token-abc";
        config.retry.max_attempts = 1;
        config.retry.base_delay = std::chrono::milliseconds(1);
        config.system = &system;
    }
    socket_desk(const socket_desk&) = delete;
    socket_desk& operator=(const socket_desk&) = delete;
};

/// Remembers what a transfer told.
struct told_progress {
    std::vector<std::uint64_t> done;
    std::vector<std::optional<std::uint64_t>> totals;
    void operator()(std::uint64_t n, std::optional<std::uint64_t> total) {
        done.push_back(n);
        totals.push_back(total);
    }
    bool grew() const {
        return std::adjacent_find(done.begin(), done.end(), std::greater_equal<>()) == done.end();
    }
    std::uint64_t last() const { return done.empty() ? 0 : done.back(); }
};

struct watching : polyaxon::observer {
    std::vector<std::string> warnings;
    void on_warning(std::string_view text) override { warnings.emplace_back(text); }
};

}  // namespace v0_test
