#include <polyaxon/resources/v1/lineage_calls.hpp>

#include <polyaxon/async/pass_turn.hpp>
#include <polyaxon/codec/refusal.hpp>
#include <polyaxon/resources/v1/content_hash.hpp>
#include <polyaxon/resources/v1/lineage_rows.hpp>
#include <polyaxon/resources/v1/names.hpp>
#include <polyaxon/resources/v1/run_paths.hpp>
#include <polyaxon/resources/v1/send.hpp>

#include <asio/this_coro.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace polyaxon::v1 {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_lineage = 100'000;

error too_much() {
    return failed(errc::too_large,
                  "the run has more than 100000 lineage items, too many to keep: ask for them in parts with "
                  "get_artifacts_lineage");
}

/// `path` below `folder`; empty when it is not there.
std::string below(const fs::path& folder, const fs::path& path) {
    const auto rest = path.lexically_relative(folder);
    return rest.empty() || *rest.begin() == ".." || rest == "." ? std::string() : rest.generic_string();
}

fs::path absolute(const std::string& path, const context::system& machine) {
    const fs::path p(path);
    return (p.is_absolute() ? p : machine.working_directory() / p).lexically_normal();
}

bool is_url(std::string_view path) { return path.find("://") != path.npos; }

/// Where the item lies: below the run's artifacts, or anywhere.
std::string place_of_item(run_state& s, const std::string& path) {
    const auto& t = s.where.found();
    const auto uuid = t.run_uuid.value_or("");
    if (uuid.empty()) return path;
    if (const auto at = path.find(uuid + "/"); at != path.npos && at + uuid.size() + 1 < path.size())
        return path.substr(at + uuid.size() + 1);
    if (is_url(path)) return path;
    const auto& machine = s.where.core()->machine();
    const auto full = absolute(path, machine);
    auto roots = s.artifact_roots;
    roots.push_back(t.is_offline ? offline_root(machine) : mounted_artifacts(machine));
    for (const auto& root : roots)
        if (auto rest = below(root, full); !rest.empty()) return rest;
    return full.generic_string();
}

std::string name_from(const reference_request& r) {
    auto path = r.path;
    while (path.size() > 1 && path.ends_with('/')) path.pop_back();
    const auto base = path.substr(path.rfind('/') + 1);
    if (r.kind == "dir") return base;
    const auto dot = base.find('.');
    return dot == 0 ? base : base.substr(0, dot);
}

/// Lets others have their turn. Asks for a cancellation itself, before the next co_await would tell it in other words.
awaitable<void> take_turns() {
    co_await async::pass_turn();
    const auto now = co_await asio::this_coro::cancellation_state;
    if (now.cancelled() == asio::cancellation_type::none) co_return;
    throw failed(errc::canceled, "cancelled while files were being hashed; nothing was sent");
}

/// Reads in pieces and lets others have their turn between them.
awaitable<void> add_file(content_hash& hash, fs::path file) {
    std::error_code ec;
    if (const auto kind = fs::status(file, ec).type(); !ec && kind != fs::file_type::regular)
        throw refused("\"" + file.string() +
                      "\" is no regular file and has no hash: give the hash, or skip its calculation");
    std::ifstream in(file, std::ios::binary);
    std::vector<char> piece(std::size_t{1} << 18);
    while (in) {
        in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        hash.add({piece.data(), static_cast<std::size_t>(in.gcount())});
        if (in) co_await take_turns();
    }
    if (!in.eof())
        throw refused("\"" + file.string() +
                      "\" cannot be read for its hash: give the hash, or skip its calculation");
}

/// The regular files below a folder in the order of their names.
awaitable<std::vector<fs::path>> files_below(fs::path folder) {
    std::vector<fs::path> files;
    std::error_code ec;
    std::size_t seen = 0;
    for (fs::recursive_directory_iterator at(folder, ec), end; !ec && at != end; at.increment(ec)) {
        if (std::error_code no; at->is_regular_file(no)) files.push_back(at->path());
        if (++seen % 256 == 0) co_await take_turns();
    }
    if (ec)
        throw refused("the folder \"" + folder.string() +
                      "\" cannot be read for its hash: give the hash, or skip its calculation");
    std::ranges::sort(files);
    co_return files;
}

awaitable<std::string> hash_of_path(fs::path path) {
    content_hash hash;
    std::error_code ec;
    std::vector<fs::path> files;
    if (fs::is_directory(path, ec))
        files = co_await files_below(path);
    else
        files.push_back(path);
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (i % 16 == 15) co_await take_turns();  // small ones end before they do it themselves
        co_await add_file(hash, files[i]);
    }
    co_return hash.text();
}

awaitable<json> summary_of(std::shared_ptr<run_state> s, const reference_request& r) {
    auto summary = r.summary.empty() ? json::object() : json::parse(r.summary);
    if (!summary.is_object()) throw refused("summary: give the text of a JSON object");
    if (!r.framework.empty()) summary.set("framework", r.framework);
    if (!r.hash.empty())
        summary.set("hash", r.hash);
    else if (r.content && !r.skip_hash)
        summary.set("hash", hash_of(*r.content));
    if (r.path.empty()) co_return summary;

    const auto& machine = s->where.core()->machine();
    const auto full = absolute(r.path, machine);
    std::error_code ec;
    summary.set("path", r.path);
    if (is_url(r.path) || !fs::exists(full, ec)) co_return summary;
    if (!r.skip_hash && !summary.contains("hash")) {
        summary.set("path", full.generic_string());
        const auto hash = co_await hash_of_path(full);
        summary.set("hash", hash);
    } else {
        const auto root = s->where.found().is_offline ? offline_root(machine) : mounted_artifacts(machine);
        if (const auto rest = below(root, full); !rest.empty()) summary.set("path", rest);
    }
    co_return summary;
}

}  // namespace

awaitable<void> log_lineage(std::shared_ptr<run_state> s, std::vector<run_artifact> items,
                            resources::owned_call call) {
    const auto& t = s->where.found();
    if (t.no_op || items.empty()) co_return;
    auto list = json::array();
    for (const auto& item : items) {
        if (item.name.empty() || item.kind.value_or("").empty())
            throw refused("a lineage item has no " + std::string(item.name.empty() ? "name" : "kind") +
                          ": the server refuses it, give one");
        if (!t.is_offline) list.push(as_json(item));
    }
    if (t.is_offline) {
        for (auto& item : items) s->lineage.put(std::move(item));
        co_return;
    }
    auto body = json::object();
    body.set("artifacts", list);
    auto sent = resources::send(s->where.core(), rows::create_run_artifacts_lineage,
                                {t.owner.value_or(""), s->where.project(), s->where.run()}, body_of(body),
                                call.view());
    co_await std::move(sent);
}

awaitable<void> load_lineage(std::shared_ptr<run_state> s, resources::owned_call call) {
    const auto& t = s->where.found();
    const auto owner = t.owner.value_or(""), project = s->where.project(), uuid = s->where.run();
    lineage_list all;
    list_options o;
    o.limit = 5000;
    for (int offset = 0;;) {
        if (offset > 0) o.offset = offset;
        o.call = call.view();
        auto asked = resources::send(s->where.core(), rows::get_run_artifacts_lineage, {owner, project, uuid},
                                     query_of(o), o.call);
        auto page = co_await std::move(asked);
        if (page.results.size() > most_lineage - static_cast<std::size_t>(offset)) throw too_much();
        offset += static_cast<int>(page.results.size());
        const auto known = all.size();
        for (auto& item : page.results) all.put(std::move(item));
        // A server that ignores the offset sends the same page for ever.
        if (!page.next || all.size() == known) break;
    }
    s->lineage = std::move(all);
}

awaitable<void> log_reference(std::shared_ptr<run_state> s, reference_request r, resources::owned_call call) {
    if (s->where.found().no_op) co_return;
    run_artifact item;
    const auto name = r.name.empty() ? name_from(r) : r.name;
    item.name = tidy_name(name);
    if (item.name.empty())
        throw refused("a reference has no name left of \"" + name +
                      "\": give one with ASCII letters or digits");
    item.kind = r.kind;
    item.is_input = r.is_input;
    item.summary = co_await summary_of(s, r);
    if (!r.rel_path.empty())
        item.path = r.rel_path;
    else if (!r.path.empty())
        item.path = place_of_item(*s, r.path);
    std::vector<run_artifact> items(1, item);
    co_await log_lineage(std::move(s), std::move(items), std::move(call));
}

}  // namespace polyaxon::v1
