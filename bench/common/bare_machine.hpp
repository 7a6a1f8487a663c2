#pragma once
#include <polyaxon/context/system.hpp>

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace bench {

/// A machine without files and variables.
class bare_machine final : public polyaxon::context::system {
 public:
    std::optional<std::string> variable(std::string_view) const override { return std::nullopt; }
    std::filesystem::path home() const override { return "/nowhere"; }
    std::filesystem::path working_directory() const override { return "/nowhere"; }
    bool writable(const std::filesystem::path&) const override { return true; }
    std::optional<file> read(const std::filesystem::path&, std::size_t, std::error_code& ec) const override {
        ec.clear();
        return std::nullopt;
    }
};

}  // namespace bench
