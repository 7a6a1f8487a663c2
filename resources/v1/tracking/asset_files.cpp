#include <polyaxon/codec/ascii.hpp>
#include <polyaxon/codec/error.hpp>
#include <polyaxon/codec/file_handle.hpp>
#include <polyaxon/codec/last_error.hpp>
#include <polyaxon/codec/refusal.hpp>
#include <polyaxon/resources/v1/tracking/assets.hpp>

#include <algorithm>
#include <cstdio>
#include <system_error>

// The files of assets: how they are named, written and copied.

namespace polyaxon::v1::tracking {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void cannot_write(const fs::path& file, std::error_code ec) {
    throw refused(
        "cannot write " + file.string() + ": " + ec.message() + "; make room, or let this user write there",
        ec);
}

std::string file_name_of(const fs::path& file) {
    // "dir/" names the folder, too.
    return file.has_filename() ? file.filename().string() : file.parent_path().filename().string();
}

fs::path with_folders(const fs::path& run_directory, std::string_view below) {
    auto file = run_directory / below;
    std::error_code ec;
    fs::create_directories(file.parent_path(), ec);
    if (ec) cannot_write(file, ec);
    return file;
}

/// `inner` lies in `outer`, or is it.
bool lies_in(const fs::path& inner, const fs::path& outer) {
    std::error_code ec;
    const auto in = fs::weakly_canonical(inner, ec), out = fs::weakly_canonical(outer, ec);
    return std::mismatch(out.begin(), out.end(), in.begin(), in.end()).first == out.end();
}

}  // namespace

std::string asset_name_of(const fs::path& file) {
    const auto name = file_name_of(file);
    return name.substr(0, name.find('.'));
}

std::string asset_extension_of(const fs::path& file) {
    const auto name = file_name_of(file);
    const auto dot = name.find('.');
    if (dot == name.npos) return {};
    return codec::ascii::lower(std::string_view(name).substr(dot + 1));
}

void write_asset(const fs::path& run_directory, std::string_view below, std::string_view content) {
    const auto file = with_folders(run_directory, below);
    std::FILE* out = std::fopen(file.c_str(), "wbe");
    if (!out) cannot_write(file, codec::last_error());
    const bool all = std::fwrite(content.data(), 1, content.size(), out) == content.size();
    const auto why = codec::last_error();
    if (std::fclose(out) != 0) cannot_write(file, codec::last_error());
    if (!all) cannot_write(file, why);
}

void copy_asset(const fs::path& run_directory, std::string_view below, const fs::path& from) {
    std::error_code ec;
    const auto status = fs::status(from, ec);
    if (ec || !fs::exists(status))
        throw refused("there is no file " + from.string() + ": give the path of one", ec);
    const auto to = run_directory / below;
    if (fs::is_directory(status) && lies_in(to, from))
        throw refused("cannot copy the folder " + from.string() + " into itself, to " + to.string() +
                      ": give a folder in which the run's directory does not lie");
    with_folders(run_directory, below);
    if (fs::equivalent(from, to, ec)) return;  // it is there already
    ec.clear();
    if (fs::is_directory(status)) {
        constexpr auto how = fs::copy_options::recursive | fs::copy_options::overwrite_existing |
                             fs::copy_options::skip_symlinks;
        fs::copy(from, to, how, ec);
    } else if (fs::is_regular_file(status)) {
        fs::copy_file(from, to, fs::copy_options::overwrite_existing, ec);
    } else {
        throw refused(from.string() + " is neither a file nor a folder: give the path of one");
    }
    if (ec)
        throw refused("cannot copy " + from.string() + " to " + to.string() + ": " + ec.message() +
                          "; make room, or let this user read and write there",
                      ec);
}

}  // namespace polyaxon::v1::tracking
