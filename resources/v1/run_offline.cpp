#include <polyaxon/resources/v1/run_offline.hpp>

#include <polyaxon/codec/random_bytes.hpp>
#include <polyaxon/resources/v1/artifact_downloads.hpp>
#include <polyaxon/resources/v1/artifact_uploads.hpp>
#include <polyaxon/resources/v1/lineage_calls.hpp>
#include <polyaxon/resources/v1/lineage_rows.hpp>
#include <polyaxon/resources/v1/offline_files.hpp>
#include <polyaxon/resources/v1/run_paths.hpp>
#include <polyaxon/resources/v1/send.hpp>

#include <filesystem>
#include <utility>

namespace polyaxon::v1 {

namespace {

namespace fs = std::filesystem;
using self = std::shared_ptr<run_state>;

error refused(std::string why) {
    error_info info;
    info.kind = errc::invalid_argument;
    info.detail = std::move(why);
    return error(std::move(info));
}

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

void write_to(run_state& s, const fs::path& folder) {
    offline_run r;
    r.data = complete(s);
    if (r.data.uuid.empty()) throw refused("there is no run to keep: create one, or give its uuid");
    r.lineage = s.lineage;
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
    s->lineage = std::move(r->lineage);
    s->metrics.clear();
    co_return true;
}

awaitable<std::string> pull(self s, pull_order o) {
    const auto& t = s->where.found();
    if (t.no_op) co_return std::string();
    const auto root = o.path.empty() ? fs::path(offline_root(s->where.core()->machine())) : fs::path(o.path);
    const auto folder = root / "runs" / s->where.run();
    if (!t.is_offline) {
        co_await run_state::refresh_all(s, true, true, false, o.call);
        remove_offline_run(folder);
        write_to(*s, folder);  // if the download breaks off, the folder is still known as one of a run
        if (o.download) {
            download_artifacts_options files;
            const auto to = folder.string();
            files.path_to = to;
            files.force = true;
            files.call = o.call.view();
            download_order order(files);
            auto got = co_await as_result(download_folder(s, std::string(), std::move(order)));
            if (!got && got.error().kind() != errc::not_found) throw got.error();
        }
    }
    write_to(*s, folder);
    co_return folder.string();
}

/// Sends from here on, and no longer when it is gone. The local run is then as it was, but for settings that were asked for meanwhile.
class online_for_now {
 public:
    explicit online_for_now(self s)
        : state_(std::move(s)), target_(state_->where.found()), kept_(state_->data) {
        was_ = std::exchange(target_.is_offline, false);
    }
    ~online_for_now() {
        target_.is_offline = was_;
        kept_.settings = std::move(state_->data.settings);
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

awaitable<void> push(self s, std::string path, push_order o) {
    if (s->where.found().no_op) co_return;
    auto data = complete(*s);
    if (data.uuid.empty()) throw refused("there is no run to push: load one, create one, or give its uuid");
    if (!data.created_at) data.created_at = timestamp::now();
    if (!data.is_managed) data.is_managed = false;
    data.merge.reset();
    s->data = data;
    {
        const online_for_now online(s);
        co_await bring_run(s, data, o.call);
        auto items = s->lineage;
        co_await log_lineage(s, std::move(items), o.call);
        if (!path.empty() && o.upload) {
            upload_order order(o.call);
            order.path = "/";
            order.relative_to = path;
            order.agent = o.agent;
            co_await upload_folder(s, path, std::move(order));
        }
    }
    if (o.clean && !path.empty()) remove_offline_run(path);
}

}  // namespace

awaitable<void> run_offline::persist_run(std::string_view path) { return persist(state_, std::string(path)); }
awaitable<bool> run_offline::load_offline_run(std::string_view path, const load_run_options& o) {
    return load(state_, std::string(path), load_order(o));
}
awaitable<std::string> run_offline::pull_remote_run(const pull_run_options& o) {
    return pull(state_, pull_order(o));
}
awaitable<void> run_offline::push_offline_run(std::string_view path, const push_run_options& o) {
    return push(state_, std::string(path), push_order(o));
}

}  // namespace polyaxon::v1
