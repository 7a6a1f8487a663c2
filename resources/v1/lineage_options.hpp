#pragma once
#include <polyaxon/async/options.hpp>

#include <optional>
#include <string_view>
#include <type_traits>

// What the lineage methods of a run client may be told. Views only: who takes one copies.

namespace polyaxon::v1 {

/// Which part of a lineage list.
struct lineage_list_options {
    std::string_view query = {};  ///< comma list of field:operation: "kind:model"
    std::string_view sort = {};   ///< "-created_at"
    std::optional<int> limit = 20;
    std::optional<int> offset = {};
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<lineage_list_options>);

/// A reference to a file, folder or any artifact.
struct reference_options {
    std::string_view name = {};  ///< else the last part of the path, of a file up to its first dot
    std::string_view hash =
        {};  ///< else that of `content`, or of the file or folder if it is on this machine
    std::optional<std::string_view> content = {};  ///< only hashed
    std::string_view summary = {};  ///< text of a JSON object; `path` and `hash` are added to it
    bool is_input = false;
    std::string_view rel_path = {};  ///< the path below the run's artifacts; else made from the path
    bool skip_hash_calculation = false;
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<reference_options>);

/// A reference to data, which may lie anywhere or nowhere.
struct data_reference_options {
    std::string_view hash = {};  ///< as of reference_options
    std::string_view path = {};  ///< "s3://bucket/raw"
    std::optional<std::string_view> content = {};
    std::string_view summary = {};
    bool is_input = true;
    bool skip_hash_calculation = false;
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<data_reference_options>);

/// A reference to a model.
struct model_reference_options {
    std::string_view name = {};
    std::string_view framework = {};  ///< "torch"
    std::string_view summary = {};
    bool is_input = false;
    std::string_view rel_path = {};
    bool skip_hash_calculation = false;
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<model_reference_options>);

/// A reference to a folder of TensorBoard's files.
struct tensorboard_reference_options {
    std::string_view name = "tensorboard";
    bool is_input = false;
    std::string_view rel_path = {};
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<tensorboard_reference_options>);

/// A reference to the code that ran.
struct code_reference_options {
    bool is_input = true;
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<code_reference_options>);

}  // namespace polyaxon::v1
