#include <polyaxon/resources/v1/artifact_downloads.hpp>

#include <polyaxon/codec/archive_paths.hpp>
#include <polyaxon/resources/transfers.hpp>
#include <polyaxon/resources/v1/artifact_rows.hpp>
#include <polyaxon/resources/v1/artifact_sink.hpp>
#include <polyaxon/resources/v1/run_paths.hpp>
#include <polyaxon/resources/v1/run_state.hpp>
#include <polyaxon/resources/v1/streams_path.hpp>

#include <algorithm>
#include <filesystem>
#include <utility>

namespace polyaxon::v1 {

namespace {

namespace fs = std::filesystem;
using resources::trouble;

[[noreturn]] void refuse(std::string why, std::string_view request, std::error_code cause = {}) {
    throw error(trouble(errc::invalid_argument, std::move(why) + "; nothing was sent",
                        "GET " + std::string(request), cause));
}

/// Where {path_to}/{path} is. The path may come from the server (lineage), so it must not lead out.
fs::path target_of(run_state& s, const std::string& path, const download_order& order,
                   std::string_view request) {
    fs::path out = order.path_to;
    if (out.empty()) out = fs::path(s.where.core()->context().archives_root) / folder_name(s.where.run());
    for (const auto& part : fs::path(path).relative_path()) {
        if (part == "..")
            refuse("the path \"" + path + "\" has \"..\" in it: name a path below the run's artifacts",
                   request);
        if (!part.empty() && part != ".") out /= part;
    }
    if (!out.has_filename() && out.has_relative_path()) out = out.parent_path();  // "results/"
    return out;
}

/// Something that goes again unless it is told otherwise.
class remover {
 public:
    remover() = default;
    explicit remover(fs::path what) : what_(std::move(what)) {}
    remover(const remover&) = delete;
    remover& operator=(const remover&) = delete;
    ~remover() { now(); }
    void keep() noexcept { what_.clear(); }
    std::error_code now() noexcept {
        std::error_code ec;
        if (!what_.empty()) fs::remove_all(what_, ec);
        what_.clear();
        return ec;
    }

 private:
    fs::path what_;
};

using sink_pointer = std::shared_ptr<artifact_sink>;

/// Fills a sink; comes back when its file is complete, or stays.
awaitable<void> receive(streams_place at, resources::outgoing o, sink_pointer sink) {
    o.rarely().sink = sink;
    auto call = perform_at<resources::none>(at.core, at.agent, std::move(o));
    try {
        co_await std::move(call);
    } catch (const error&) {
        if (!sink->stays()) throw;  // it ended the call itself
    }
}

void check(artifact_sink& sink, std::string_view request) {
    if (const auto ec = sink.check())
        refuse(std::string(sink.what()), request, ec.category() == error_category() ? std::error_code() : ec);
}

resources::message query_of(const streams_place& at, const std::string& path, const download_order& order) {
    resources::message m;
    m.query_if("connection", at.connection.value_or(""));
    if (order.force) m.query("force", "true");
    m.query("path", path);
    return m;
}

bool has_something(const fs::path& folder) {
    std::error_code ec;
    return fs::is_directory(folder, ec) && !fs::is_empty(folder, ec) && !ec;
}

error_info cannot(std::string did, const fs::path& about, std::string request, std::error_code ec) {
    return trouble(errc::invalid_argument,
                   "cannot " + std::move(did) + " " + about.string() + ": " + ec.message(),
                   std::move(request), ec);
}

/// Unpacks into `folder`: under another name first where there is none yet, so that it is there only when it is complete.
awaitable<void> unpack_into(fs::path archive, fs::path folder, codec::unpack_limits limits,
                            std::string request) {
    if (!folder.has_filename() && folder.has_relative_path()) folder = folder.parent_path();  // "results/"
    std::error_code ec;
    const bool fresh = !fs::exists(fs::symlink_status(folder, ec));
    auto into = folder;
    if (fresh) into.replace_filename(codec::temporary_name());
    made_folders made;
    if (const auto wrong = made.make(into)) throw error(cannot("make", into, std::move(request), wrong));
    remover drop(fresh ? into : fs::path());
    auto work = resources::unpack(std::move(archive), into, limits, request);
    co_await std::move(work);
    if (fresh) fs::rename(into, folder, ec);
    if (fresh && ec) throw error(cannot("make", folder, std::move(request), ec));
    drop.keep();
    made.keep();
}

/// The answer of S/artifacts or of the assets of events, unpacked if it is an archive.
awaitable<std::string> take(streams_place at, resources::outgoing o, fs::path target,
                            artifact_sink::comes what, download_order order) {
    const auto request = resources::named(o.request, at.destination().base);
    const bool passing = order.untar && order.delete_tar;
    const artifact_sink::manner how{
        .what = what, .force = order.force, .force_archive = order.untar, .passing = passing};
    const auto sink = std::make_shared<artifact_sink>(target, how, order.told);
    remover drop(passing ? sink->archive() : fs::path());
    o.rarely().stall_timeout = order.stall_timeout;
    auto filling = receive(at, std::move(o), sink);
    co_await std::move(filling);
    if (!sink->is_archive() || !order.untar) {
        sink->keep();
        co_return sink->path().string();
    }
    const auto archive = sink->path();
    const auto folder = order.extract_path.empty() ? target : fs::path(order.extract_path);
    auto work = unpack_into(archive, folder, order.limits, request);
    co_await std::move(work);
    if (const auto ec = drop.now()) throw error(cannot("remove", archive, request, ec));
    sink->keep();
    co_return folder.string();
}

bool one_of(std::string_view kind, std::initializer_list<std::string_view> kinds) {
    return std::ranges::find(kinds, kind) != kinds.end();
}

/// What the events of one name and kind show.
awaitable<std::string> download_assets(std::shared_ptr<run_state> s, std::string kind, std::string name,
                                       download_order order) {
    const auto path = rows::get_run_event_assets.path;
    const auto target = target_of(*s, "", order, path);
    artifact_sink probe(target, {.what = artifact_sink::comes::file_or_archive}, {});
    check(probe, path);
    auto finding = place_of(s, order.call);
    const auto at = co_await std::move(finding);
    auto m = query_of(at, at.uuid, order);
    m.query("names", name).query("pkg_assets", "true");
    auto o = outgoing_at(at, rows::get_run_event_assets, {at.name_space, at.owner, at.project, at.uuid, kind},
                         std::move(m), order.call.view());
    auto work = take(at, std::move(o), target, artifact_sink::comes::archive, std::move(order));
    co_return co_await std::move(work);
}

}  // namespace

download_order::download_order(const download_artifact_options& o)
    : path_to(o.path_to), force(o.force), told(o.progress), stall_timeout(o.stall_timeout), call(o.call) {}

download_order::download_order(const download_artifacts_options& o)
    : path_to(o.path_to),
      extract_path(o.extract_path),
      untar(o.untar),
      delete_tar(o.delete_tar),
      check_path(o.check_path),
      force(o.force),
      told(o.progress),
      stall_timeout(o.stall_timeout),
      call(o.call) {
    limits.bytes = o.max_unpacked;
}

awaitable<std::string> download_file(std::shared_ptr<run_state> s, std::string path, download_order order) {
    if (!sends(*s)) co_return std::string();
    const auto row = rows::get_run_artifact.path;
    if (path.empty()) refuse("the path is empty: name a file of the run", row);
    const auto target = target_of(*s, path, order, row);
    const auto sink =
        std::make_shared<artifact_sink>(target, artifact_sink::manner{.force = order.force}, order.told);
    check(*sink, row);
    auto finding = place_of(s, order.call);
    const auto at = co_await std::move(finding);
    auto o = outgoing_at(at, rows::get_run_artifact, {at.name_space, at.owner, at.project, at.uuid},
                         query_of(at, path, order), order.call.view());
    o.rarely().stall_timeout = order.stall_timeout;
    auto filling = receive(at, std::move(o), sink);
    co_await std::move(filling);
    sink->keep();
    co_return target.string();
}

awaitable<std::string> download_folder(std::shared_ptr<run_state> s, std::string path, download_order order) {
    if (!sends(*s)) co_return std::string();
    const auto row = rows::get_run_artifacts.path;
    const auto target = target_of(*s, path, order, row);
    artifact_sink probe(target, {.what = artifact_sink::comes::file_or_archive}, {});
    check(probe, row);
    if (order.untar && !order.force && order.extract_path.empty() && has_something(target))
        co_return target.string();
    auto finding = place_of(s, order.call);
    const auto at = co_await std::move(finding);
    auto m = query_of(at, path, order);
    if (order.check_path) m.query("check_path", "true");
    auto o = outgoing_at(at, rows::get_run_artifacts, {at.name_space, at.owner, at.project, at.uuid},
                         std::move(m), order.call.view());
    auto work = take(at, std::move(o), target, artifact_sink::comes::file_or_archive, std::move(order));
    co_return co_await std::move(work);
}

awaitable<std::string> download_lineage(std::shared_ptr<run_state> s, run_artifact item,
                                        download_order order) {
    if (!sends(*s)) co_return std::string();
    const auto kind = item.kind.value_or("");
    auto path = item.path.value_or("");
    const auto& uuid = s->where.run();
    if (const auto at = path.find(uuid + "/"); at != path.npos) path.erase(0, at + uuid.size() + 1);

    const bool single_event = one_of(
        kind, {"html", "text", "histogram", "chart", "confusion", "curve", "metric", "system", "span"});
    const bool events =
        one_of(kind, {"model", "dataframe", "audio", "video", "image", "csv", "tsv", "psv", "ssv"});
    const bool has_events = item.summary.value_or("is_event", false) || item.summary.has("step");
    if (events && has_events) {
        auto work = download_assets(s, kind, item.name, std::move(order));
        co_return co_await std::move(work);
    }
    if (one_of(kind, {"model", "data", "dir", "tensorboard"})) {
        order.check_path = one_of(kind, {"model", "data"});
        auto work = download_folder(s, std::move(path), std::move(order));
        co_return co_await std::move(work);
    }
    if (single_event || events || one_of(kind, {"file", "env", "dockerfile"})) {
        auto work = download_file(s, std::move(path), std::move(order));
        co_return co_await std::move(work);
    }
    refuse("lineage of kind \"" + kind +
               "\" has no file to download: use get_artifact or download_artifacts with its path",
           rows::get_run_artifact.path);
}

}  // namespace polyaxon::v1
