#include <polyaxon/resources/v1/run_offline.hpp>

#include <polyaxon/codec/random_bytes.hpp>
#include <polyaxon/codec/refusal.hpp>
#include <polyaxon/resources/v1/artifact_downloads.hpp>
#include <polyaxon/resources/v1/artifact_files.hpp>
#include <polyaxon/resources/v1/artifact_uploads.hpp>
#include <polyaxon/resources/v1/lineage_calls.hpp>
#include <polyaxon/resources/v1/lineage_rows.hpp>
#include <polyaxon/resources/v1/new_folder.hpp>
#include <polyaxon/resources/v1/offline_files.hpp>
#include <polyaxon/resources/v1/run_paths.hpp>
#include <polyaxon/resources/v1/send.hpp>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <utility>
#include <vector>

namespace polyaxon::v1 {

namespace {

namespace fs = std::filesystem;
using self = std::shared_ptr<run_state>;

/// Owned forms of the options.
class load_order {
 public:
    explicit load_order(const load_run_options& o)
        : name(o.name),
          reset_project(o.reset_project),
          reset_uuid(o.reset_uuid),
          raise(o.raise_if_not_found) {}
    std::string name;
    bool reset_project, reset_uuid, raise;
};
class pull_order {
 public:
    explicit pull_order(const pull_run_options& o)
        : path(o.path), download(o.download_artifacts), call(o.call) {}
    std::string path;
    bool download;
    resources::owned_call call;
};
class push_order {
 public:
    explicit push_order(const push_run_options& o)
        : agent(o.agent), upload(o.upload_artifacts), clean(o.clean), call(o.call) {}
    std::string agent;
    bool upload, clean;
    resources::owned_call call;
};

/// The data with what a run is known by, which a client that has asked nothing yet lacks.
run complete(run_state& s) {
    const auto& t = s.where.found();
    auto data = s.data;
    if (data.uuid.empty()) data.uuid = t.run_uuid.value_or("");
    if (!data.owner) data.owner = t.owner;
    if (!data.project) data.project = t.project;
    return data;
}

std::string fresh_uuid() {
    char bytes[16];
    if (!codec::fill_random(bytes)) throw refused("this machine has no random numbers to make a uuid of");
    std::string out;
    for (const unsigned char b : bytes) {
        constexpr char hex[] = "0123456789abcdef";
        out += hex[b >> 4];
        out += hex[b & 15];
    }
    return out;
}

upload_rules own_files() {
    upload_rules own;
    leave_out_own_files(own);
    return own;
}

void write_to(run_state& s, const fs::path& folder) {
    offline_run r;
    r.data = complete(s);
    if (r.data.uuid.empty()) throw refused("there is no run to keep: create one, or give its uuid");
    r.lineage = s.lineage.items();
    write_offline_run(folder, r);
}

awaitable<void> persist(self s, std::string path) {
    if (s->where.found().no_op) co_return;
    if (path.empty()) throw refused("path: say which folder to keep the run in");
    write_to(*s, path);
}

awaitable<bool> load(self s, std::string path, load_order o) {
    // Not found(): a client of a folder's run need not know a project of its own.
    auto r = read_offline_run(path);
    if (!r && o.raise) throw refused("\"" + path + "\" keeps no run: it has no run.plx.json");
    if (!r) co_return false;
    if (o.reset_uuid || r->data.uuid.empty()) r->data.uuid = fresh_uuid();
    if (!o.name.empty()) r->data.name = o.name;
    if (!o.reset_project) s->where.change(r->data.owner, r->data.project);
    s->where.adopt_run(r->data.uuid);
    if (s->where.found().no_op) co_return false;
    s->data = std::move(r->data);
    s->data.settings.reset();  // where files and the token go is for this server to say, not for the folder
    s->lineage = lineage_list(std::move(r->lineage));
    s->metrics.clear();
    co_return true;
}

awaitable<std::optional<run_client>> if_loaded(run_client fresh, awaitable<bool> loading) {
    const bool there = co_await std::move(loading);
    if (!there) co_return std::nullopt;
    co_return std::optional<run_client>(fresh);
}

awaitable<std::string> pull(self s, pull_order o) {
    const auto& t = s->where.found();
    if (t.no_op) co_return std::string();
    const auto root = o.path.empty() ? fs::path(offline_root(s->where.core()->machine())) : fs::path(o.path);
    const auto folder = root / "runs" / folder_name(s->where.run());
    if (t.is_offline) {
        write_to(*s, folder);
        co_return folder.string();
    }
    co_await run_state::refresh_all(s, true, true, false, o.call);
    check_run_folder(folder);  // before anything is downloaded
    new_folder fresh(folder);
    write_to(*s, fresh.at());
    if (o.download) {
        download_artifacts_options files;
        const auto to = fresh.at().string();
        files.path_to = to;
        files.force = true;
        files.call = o.call.view();
        download_order order(files);
        auto got = co_await as_result(download_folder(s, std::string(), std::move(order)));
        if (!got && got.error().kind() != errc::not_found) throw got.error();
        write_to(*s, fresh.at());  // whatever the run's files brought
    }
    if (const auto ec = fresh.take_place())
        throw refused("\"" + folder.string() + "\" cannot be made anew: " + ec.message());
    co_return folder.string();
}

/// Sends from here on, and no longer when it is gone. The local run is then as it was, but for settings that were asked for meanwhile: those it
/// had may be of another server.
class online_for_now {
 public:
    explicit online_for_now(self s)
        : state_(std::move(s)), target_(state_->where.found()), kept_(state_->data) {
        was_ = std::exchange(target_.is_offline, false);
        state_->data.settings.reset();
    }
    ~online_for_now() {
        target_.is_offline = was_;
        if (state_->data.settings) kept_.settings = std::move(state_->data.settings);
        state_->data = std::move(kept_);
    }
    online_for_now(const online_for_now&) = delete;
    online_for_now& operator=(const online_for_now&) = delete;

 private:
    self state_;
    context::v1_target& target_;
    run kept_;
    bool was_ = false;
};

bool is_there_already(const error& e) {
    return e.kind() == errc::client_error && e.detail().find("already exists") != std::string::npos;
}

awaitable<void> bring_run(self s, run data, resources::owned_call call) {
    const auto& t = s->where.found();
    auto sent = resources::send(s->where.core(), rows::sync_run, {t.owner.value_or(""), s->where.project()},
                                body_of(data), call.view());
    auto brought = co_await as_result(std::move(sent));
    if (!brought && !is_there_already(brought.error())) throw brought.error();
}

using file_list = std::vector<fs::path>;

/// The files below that an upload by these rules would send, sorted; with `special` what no upload sends too: links, pipes, sockets.
awaitable<file_list> files_below(std::string folder, upload_rules rules, bool special) {
    const auto shared = std::make_shared<const upload_rules>(std::move(rules));
    const auto found = std::make_shared<file_walk>(std::move(folder), shared);
    auto walking = walk(found, std::string());
    co_await std::move(walking);
    auto all = std::move(found->files);
    if (special) all.insert(all.end(), found->left_out.begin(), found->left_out.end());
    std::ranges::sort(all);
    co_return all;
}

/// Removes the folder unless it has files, but for the client's own, that were not sent.
awaitable<void> clean_up(self s, std::string path, file_list sent) {
    std::error_code ec;
    if (!fs::exists(path, ec)) co_return;
    auto listing = files_below(path, own_files(), true);
    const auto listed = co_await as_result(std::move(listing));
    if (!listed && listed.error().kind() != errc::invalid_argument) throw listed.error();
    if (!listed) throw refused("all was sent, but \"" + path + "\" was not removed: it cannot be listed");
    const auto& there = *listed;
    file_list kept;
    std::ranges::set_difference(there, sent, std::back_inserter(kept));
    if (kept.empty()) {
        remove_offline_run(path);
        co_return;
    }
    const auto watcher = s->where.core()->watcher();
    if (!watcher) co_return;
    constexpr std::size_t shown = 20;
    auto text =
        "\"" + path + "\" was not removed: " + std::to_string(kept.size()) + " of its files were not sent:";
    for (std::size_t i = 0; i < kept.size() && i < shown; ++i) text += " " + kept[i].string();
    if (kept.size() > shown) text += " …";
    watcher->on_warning(text);
}

awaitable<void> push(self s, std::string path, push_order o) {
    if (s->where.found().no_op) co_return;
    auto data = complete(*s);
    if (data.uuid.empty()) throw refused("there is no run to push: load one, create one, or give its uuid");
    if (!data.created_at) data.created_at = timestamp::now();
    if (!data.is_managed) data.is_managed = false;
    data.merge.reset();
    s->data = data;
    file_list sent;
    {
        const online_for_now online(s);
        co_await bring_run(s, data, o.call);
        auto items = s->lineage.items();
        co_await log_lineage(s, std::move(items), o.call.part("lineage"));
        if (!path.empty() && o.upload) {
            if (o.clean) {  // listed first: what comes meanwhile counts as not sent
                auto listing = files_below(path, rules_for(path), false);
                sent = co_await std::move(listing);
            }
            upload_order order(o.call.part("artifacts"));
            order.path = "/";
            order.relative_to = path;
            order.agent = o.agent;
            co_await upload_folder(s, path, std::move(order));
        }
    }
    if (!o.clean || path.empty()) co_return;
    auto cleaning = clean_up(s, path, std::move(sent));
    co_await std::move(cleaning);
}

}  // namespace

awaitable<void> run_offline::persist_run(std::string_view path) { return persist(state_, std::string(path)); }
awaitable<bool> run_offline::load_offline_run(std::string_view path, const load_run_options& o) {
    return load(state_, std::string(path), load_order(o));
}
awaitable<std::optional<run_client>> run_client::load_offline_run(client c, std::string_view path,
                                                                  const load_run_options& o) {
    run_client fresh(std::move(c));
    auto loading = fresh.load_offline_run(path, o);
    return if_loaded(std::move(fresh), std::move(loading));
}
awaitable<std::string> run_offline::pull_remote_run(const pull_run_options& o) {
    return pull(state_, pull_order(o));
}
awaitable<void> run_offline::push_offline_run(std::string_view path, const push_run_options& o) {
    return push(state_, std::string(path), push_order(o));
}

}  // namespace polyaxon::v1
