#include <polyaxon/resources/v1/offline_files.hpp>

#include <polyaxon/codec/fields.hpp>
#include <polyaxon/codec/refusal.hpp>
#include <polyaxon/context/system.hpp>
#include <polyaxon/resources/v1/whole_file.hpp>

#include <system_error>

namespace polyaxon::v1 {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view run_file = "run.plx.json", lineage_file = "lineages.plx.json";
constexpr std::size_t largest_offline_file = std::size_t{256} << 20;

error cannot(std::string_view be, const fs::path& file, const std::string& why) {
    return refused("\"" + file.string() + "\" cannot be " + std::string(be) + ": " + why);
}

void write_whole(const fs::path& file, const std::string& text) {
    if (const auto ec = write_whole_file(file, text)) throw cannot("written", file, ec.message());
}

template <class T>
bool read_whole(const fs::path& file, T& out) {
    std::error_code ec;
    const auto there = context::read_small_file(file, largest_offline_file, ec);
    if (ec) throw cannot("read", file, ec.message());
    if (!there) return false;
    codec::json_parser parser;
    if (parser.parse_text(there->text, out)) throw cannot("read", file, parser.what());
    return true;
}

struct items {
    std::vector<run_artifact> all;
};
std::error_code read(codec::json_in& in, items& out) { return read(in, out.all); }

}  // namespace

void write_offline_run(const fs::path& folder, const offline_run& r) {
    std::error_code ec;
    fs::create_directories(folder, ec);
    if (ec) throw cannot("made", folder, ec.message());
    write_whole(folder / run_file, codec::to_json(r.data));
    if (!r.lineage.empty()) return write_whole(folder / lineage_file, codec::to_json(r.lineage));
    fs::remove(folder / lineage_file, ec);
    if (ec) throw cannot("removed", folder / lineage_file, ec.message());
}

std::optional<offline_run> read_offline_run(const fs::path& folder) {
    offline_run r;
    if (!read_whole(folder / run_file, r.data)) return std::nullopt;
    items lineage;
    if (read_whole(folder / lineage_file, lineage)) r.lineage = std::move(lineage.all);
    return r;
}

void check_run_folder(const fs::path& folder) {
    std::error_code ec;
    if (fs::exists(folder, ec) && !fs::exists(folder / run_file, ec) && !fs::is_empty(folder, ec))
        throw cannot("removed", folder, "it is no folder of a run, for it has no " + std::string(run_file));
}

void remove_offline_run(const fs::path& folder) {
    check_run_folder(folder);
    std::error_code ec;
    fs::remove_all(folder, ec);
    if (ec) throw cannot("removed", folder, ec.message());
}

}  // namespace polyaxon::v1
