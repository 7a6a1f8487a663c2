#pragma once
#include <polyaxon/context/system.hpp>

#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace polyaxon::tests {

/// A machine in memory: environment, folders and files as a test says; counts the reads of each file.
class context_machine : public context::system {
 public:
    std::map<std::string, std::string, std::less<>> environment;
    std::map<std::filesystem::path, file> files;
    std::map<std::filesystem::path, std::error_code> unreadable;
    std::filesystem::path home_folder = "/home/ada", work_folder = "/home/ada/project", tmp_folder = "/tmp",
                          pod_folder = "/plx-context";
    bool home_writable = true;

    context_machine& set(std::string_view name, std::string value) {
        environment.insert_or_assign(std::string(name), std::move(value));
        return *this;
    }
    context_machine& put(const std::filesystem::path& path, std::string text) {
        files[path] = file{std::move(text), false, false, false};
        return *this;
    }
    int reads(const std::filesystem::path& path) const {
        std::lock_guard lock(mutex_);
        const auto at = reads_.find(path);
        return at == reads_.end() ? 0 : at->second;
    }
    std::map<std::filesystem::path, int> all_reads() const {
        std::lock_guard lock(mutex_);
        return reads_;
    }

    std::optional<std::string> variable(std::string_view name) const override {
        const auto at = environment.find(name);
        return at == environment.end() ? std::nullopt : std::optional(at->second);
    }
    std::filesystem::path home() const override { return home_folder; }
    std::filesystem::path working_directory() const override { return work_folder; }
    std::filesystem::path temporary() const override { return tmp_folder; }
    std::filesystem::path pod_context() const override { return pod_folder; }
    bool writable(const std::filesystem::path& folder) const override {
        return folder != home_folder || home_writable;
    }
    std::optional<file> read(const std::filesystem::path& path, std::size_t cap,
                             std::error_code& ec) const override {
        std::lock_guard lock(mutex_);
        ++reads_[path];
        ec.clear();
        if (const auto bad = unreadable.find(path); bad != unreadable.end())
            return ec = bad->second, std::nullopt;
        const auto at = files.find(path);
        if (at == files.end()) return std::nullopt;
        if (at->second.text.size() > cap)
            return ec = make_error_code(std::errc::file_too_large), std::nullopt;
        return at->second;
    }

 private:
    mutable std::mutex mutex_;
    mutable std::map<std::filesystem::path, int> reads_;
};

}  // namespace polyaxon::tests
