#pragma once
#include <polyaxon/codec/result.hpp>
#include <polyaxon/context/file_reader.hpp>
#include <polyaxon/context/v1_arguments.hpp>
#include <polyaxon/context/values.hpp>

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

// Inside of the room: environment variables and files merged and typed, later places beating earlier ones.

namespace polyaxon::context {

/// An error of kind `context` whose text begins with a code of its own: bad_value, bad_file, no_owner, …
error_info coded(std::string_view code, const std::string& detail);

/// Where the files of one load lie.
struct v1_folders {
    std::filesystem::path home, temporary, moved, pod, work;  ///< `moved`: of .auth, .client and .cli
};
/// Without `with_home_file` (POLYAXON_NO_CONFIG) neither POLYAXON_HOME nor .home moves anything.
result<v1_folders> find_v1_folders(const system&, bool with_home_file, file_reader&, context_report&);

/// The loaded configuration, and the place that each field came from (by its name).
struct v1_loaded {
    v1_fields fields;
    std::map<std::string, std::string, std::less<>> sources;
};
result<v1_loaded> read_v1_client(const v1_folders&, file_reader&, context_report&);

struct v1_auth {
    std::optional<std::string> token, username;
    std::string token_source = "default", username_source = "default";
};
result<v1_auth> read_v1_auth(const v1_folders&, file_reader&, context_report&);

}  // namespace polyaxon::context
