#include <polyaxon/resources/v1/artifact_tree.hpp>

#include <polyaxon/codec/fields.hpp>

namespace polyaxon::v1 {

namespace {

std::error_code read_file(std::string_view name, codec::json_in& in, void* files) {
    std::int64_t bytes = 0;
    if (!in.is_null())
        if (const auto ec = codec::read(in, bytes)) return ec;
    (*static_cast<std::map<std::string, std::uint64_t>*>(files))[std::string(name)] =
        bytes < 0 ? 0 : static_cast<std::uint64_t>(bytes);
    return {};
}

std::error_code read_files(codec::json_in& in, void* tree) {
    auto& files = static_cast<artifact_tree*>(tree)->files;
    files.clear();
    return in.each_member(&files, &read_file, codec::size_in_map<decltype(artifact_tree::files)>);
}

using codec::at;

constexpr codec::field tree_rows[] = {{"files", &read_files, nullptr, nullptr},
                                      at<&artifact_tree::dirs>("dirs"),
                                      at<&artifact_tree::is_done>("is_done"),
                                      at<&artifact_tree::error>("error")};

}  // namespace

std::error_code read(codec::json_in& in, artifact_tree& out) {
    return codec::read_object(in, tree_rows, &out);
}

}  // namespace polyaxon::v1
