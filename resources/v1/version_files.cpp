#include <polyaxon/resources/v1/version_files.hpp>

#include <polyaxon/codec/fields.hpp>
#include <polyaxon/codec/refusal.hpp>
#include <polyaxon/resources/v1/run_paths.hpp>
#include <polyaxon/resources/v1/whole_file.hpp>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

namespace polyaxon::v1 {

namespace fs = std::filesystem;

namespace {

constexpr const char* version_file = "version.plx.json";
constexpr const char* component_file = "polyaxonfile.plx.json";
constexpr const char* content_file = "content.plx.json";

error cannot(std::string_view be, const fs::path& file, std::error_code cause) {
    return refused(file.string() + " cannot be " + std::string(be) + ": " + cause.message(), cause);
}

void write_file(const fs::path& file, std::string_view text) {
    if (const auto ec = write_whole_file(file, text)) throw cannot("written", file, ec);
}

void remove_file(const fs::path& file) {
    std::error_code ec;
    fs::remove(file, ec);
    if (ec) throw cannot("removed", file, ec);
}

std::string text_of(const fs::path& file) {
    errno = 0;
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    if (!in) throw cannot("read", file, {errno ? errno : EIO, std::generic_category()});
    return text.str();
}

bool says(const fs::path& file, const project_version& v) {
    std::error_code ec;
    if (!fs::is_regular_file(file, ec)) return false;
    project_version there;
    codec::json_parser parser;
    return !parser.parse_text(text_of(file), there) && codec::to_json(there) == codec::to_json(v);
}

}  // namespace

std::string version_folder(const context::system& machine, version_kind kind, std::string_view version,
                           std::string_view path) {
    if (!is_folder_name(version))
        throw refused("a version named \"" + std::string(version) +
                      "\" cannot be kept in a folder of that name");
    const auto root = path.empty() ? fs::path(offline_root(machine)) : fs::path(path);
    return (root / (std::string(name(kind)) + "s") / version).string();
}

void write_version(const project_version& v, const std::string& folder) {
    std::error_code ec;
    fs::create_directories(folder, ec);
    if (ec) throw cannot("made", folder, ec);
    const fs::path at = folder;
    const bool component = v.kind == name(version_kind::component);
    // What an earlier version left must not be taken for this one's content.
    for (const auto* file : {component_file, content_file}) remove_file(at / file);
    write_file(at / version_file, codec::to_json(v));
    if (v.content && !v.content->empty())
        write_file(at / (component ? component_file : content_file), *v.content);
}

std::optional<project_version> read_version(const std::string& folder) {
    const auto file = fs::path(folder) / version_file;
    std::error_code ec;
    const auto there = fs::status(file, ec);
    if (there.type() == fs::file_type::not_found) return std::nullopt;
    if (ec) throw cannot("read", file, ec);
    if (!fs::is_regular_file(there))
        throw refused(file.string() + " is no file: remove it, or give another path");
    project_version v;
    codec::json_parser parser;
    if (parser.parse_text(text_of(file), v))
        throw refused(file.string() + " is no version: " + parser.what());
    return v;
}

void check_version_folder(const std::string& folder) {
    std::error_code ec;
    const fs::path at = folder;
    if (fs::exists(at, ec) && !fs::exists(at / version_file, ec) && !fs::is_empty(at, ec))
        throw refused(folder + " cannot be removed: it is no folder of a version, for it has no " +
                      version_file + "; move it away, or give another path");
}

void remove_version(const project_version& sent, const std::string& folder) {
    const fs::path at = folder;
    if (!says(at / version_file, sent)) return;
    const auto content = at / (sent.kind == name(version_kind::component) ? component_file : content_file);
    std::error_code ec;
    if (fs::is_regular_file(content, ec) && sent.content == text_of(content)) remove_file(content);
    // What stays must be known as a version's, or the next pull would refuse to put it aside.
    if (std::distance(fs::directory_iterator(at), fs::directory_iterator()) > 1) return;
    remove_file(at / version_file);
    fs::remove(at, ec);
    if (ec && ec != std::errc::directory_not_empty && ec != std::errc::file_exists)
        throw cannot("removed", folder, ec);
}

}  // namespace polyaxon::v1
