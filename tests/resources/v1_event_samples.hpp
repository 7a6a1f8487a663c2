#pragma once
#include <polyaxon/codec/json.hpp>
#include <polyaxon/codec/timestamp.hpp>

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace v1_events {

inline std::string file_text(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

inline const polyaxon::json& samples() {
    static const auto all =
        polyaxon::json::parse(file_text(POLYAXON_TEST_DATA "/polyaxon-v1/event_samples.json"));
    return all;
}

/// The sample file of that path.
inline std::string sample(std::string_view path) { return samples().at("files").at(path).as<std::string>(); }

/// The samples' clock: the second of 03:04.
inline polyaxon::timestamp at(int second, bool whole = false) {
    std::string text = "2024-01-02T03:04:0" + std::to_string(second);
    if (!whole) text += ".123456";
    return *polyaxon::timestamp::parse(text);
}

/// An empty folder, gone at the end.
class scratch_folder {
 public:
    scratch_folder() {
        std::string name = (std::filesystem::temp_directory_path() / "polyaxon-XXXXXX").string();
        if (!::mkdtemp(name.data())) throw std::runtime_error("no scratch folder");
        path_ = name;
    }
    ~scratch_folder() {
        std::error_code ec;
        std::filesystem::remove_all(path_, ec);
    }
    scratch_folder(const scratch_folder&) = delete;
    scratch_folder& operator=(const scratch_folder&) = delete;
    const std::filesystem::path& path() const { return path_; }

 private:
    std::filesystem::path path_;
};

}  // namespace v1_events
