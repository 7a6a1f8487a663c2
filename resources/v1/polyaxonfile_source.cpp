#include <polyaxon/resources/v1/polyaxonfile_source.hpp>

#include <polyaxon/codec/refusal.hpp>
#include <polyaxon/resources/response.hpp>
#include <polyaxon/resources/v1/project_client.hpp>
#include <polyaxon/resources/v1/streams_path.hpp>
#include <polyaxon/resources/v1/version_rows.hpp>

#include <algorithm>
#include <filesystem>
#include <vector>

namespace polyaxon::v1 {

namespace {

namespace fs = std::filesystem;
using self = std::shared_ptr<run_state>;

constexpr std::size_t largest_polyaxonfile = std::size_t{1} << 20;
constexpr std::size_t longest_chain = 16;
constexpr std::size_t most_files = 256;
constexpr std::size_t most_bytes = std::size_t{16} << 20;
constexpr std::string_view cloud = "https://cloud.polyaxon.com";
constexpr std::string_view public_files = "https://raw.githubusercontent.com/polyaxon/polyaxon-hub/master";

/// Another server than the client's own: it gets no credentials.
std::shared_ptr<const codec::destination> stranger(client_core& core, const codec::origin& where) {
    auto to = std::make_shared<codec::destination>(core.ready().to);
    to->where = where;
    to->host = where.host_header();
    to->base.clear();
    to->authorization.clear();
    to->secret_headers.clear();
    return to;
}

codec::url checked_url(const std::string& text) {
    std::string why;
    auto url = codec::parse_url(text, why);
    if (!url) throw refused("\"" + text + "\" is no URL of a polyaxonfile: " + why);
    return std::move(*url);
}

awaitable<std::string> text_at(self s, std::string text, resources::owned_call call) {
    auto url = checked_url(text);
    auto& core = *s->where.core();
    resources::outgoing out(core.how(), codec::verb::get, "/", {}, resources::message(), call.view());
    out.request.target = url.target;
    auto asked = perform_at<response>(s->where.core(), stranger(core, url.where), std::move(out));
    auto answer = co_await std::move(asked);
    if (answer.body.size() > largest_polyaxonfile) throw refused(text + ": a polyaxonfile has at most 1 MiB");
    co_return std::move(answer.body);
}

std::string text_of(const context::system& machine, const std::string& path) {
    std::error_code ec;
    const auto file = machine.read(path, largest_polyaxonfile, ec);
    if (ec) throw refused("the polyaxonfile \"" + path + "\" cannot be read: " + ec.message());
    if (!file) throw refused("there is no polyaxonfile \"" + path + "\"");
    return file->text;
}

struct hub_name {
    std::string owner, component, version;
};
hub_name parse_hub(const std::string& reference) {
    const auto wrong = [&] {
        return refused("\"" + reference + "\" is no component: give one like owner/name:version");
    };
    hub_name out;
    const auto colon = reference.find(':');
    out.version = colon == reference.npos ? std::string() : reference.substr(colon + 1);
    if (out.version.empty()) out.version = "latest";
    auto name = reference.substr(0, colon);
    std::ranges::replace(name, '.', '/');
    const auto slash = name.find('/');
    if (slash != name.npos) out.owner = name.substr(0, slash);
    out.component = slash == name.npos ? name : name.substr(slash + 1);
    if (out.component.empty() || out.component.find('/') != name.npos || out.version.find(':') != name.npos ||
        (slash != name.npos && out.owner.empty()))
        throw wrong();
    return out;
}

awaitable<std::string> hub_content(self s, std::string reference, resources::owned_call call) {
    const auto name = parse_hub(reference);
    const auto& machine = s->where.core()->machine();
    auto& core = *s->where.core();
    if (const auto git = machine.variable("POLYAXON_USE_GIT_REGISTRY");
        git && !git->empty() && name.owner.empty()) {
        const auto files = machine.variable("POLYAXON_PUBLIC_REGISTRY").value_or(std::string(public_files));
        co_return co_await text_at(s, files + "/" + name.component + "/" + name.version + ".yaml", call);
    }
    std::shared_ptr<const codec::destination> to;
    const bool is_public = name.owner.empty() || name.owner == "polyaxon";
    if (is_public) to = stranger(core, checked_url(std::string(cloud)).where);
    const std::string owner = is_public ? "polyaxon" : name.owner;
    const resources::path_arguments<4> path(owner, name.component, "component", name.version);
    resources::outgoing out(core.how(), codec::verb::get, rows::get_version.path, path.view(),
                            resources::message(), call.view());
    auto asked = perform_at<project_version>(s->where.core(), to, std::move(out));
    const auto version = co_await std::move(asked);
    if (version.content.value_or("").empty())
        throw refused("the component " + reference + " has no content: register it again with one");
    co_return *version.content;
}

/// What one resolution may read in all, however its files refer to each other.
class allowance {
 public:
    void take_file() {
        if (++files_ > most_files)
            throw refused("the polyaxonfile leads to more than 256 others: put some of them into one");
    }
    void take_bytes(std::size_t n) {
        bytes_ += n;
        if (bytes_ > most_bytes)
            throw refused("the polyaxonfile and those it leads to have more than 16 MiB: make them smaller");
    }

 private:
    std::size_t files_ = 0, bytes_ = 0;
};

/// From where the paths of a file start, and what led to it.
class origin {
 public:
    explicit origin(fs::path f) : folder(std::move(f)), left(std::make_shared<allowance>()) {}
    fs::path folder;
    std::vector<std::string> chain;
    std::string foreign;  ///< the reference to another machine that it, or what led to it, came from
    std::shared_ptr<allowance> left;
};

awaitable<json> load(self s, file_reference reference, origin from, resources::owned_call call);

awaitable<json> resolved(self s, json file, origin from, resources::owned_call call);

/// The operations or components of a dag, each with its references resolved.
awaitable<json> resolved_dag(self s, json run, origin from, resources::owned_call call) {
    const std::string members[] = {"components", "operations"};
    for (const auto& member : members) {
        if (!run.contains(member) || !run.at(member).is_array()) continue;
        auto done = json::array();
        const auto entries = run.at(member).elements();
        for (const auto& entry : entries) {
            auto one = co_await resolved(s, entry, from, call);
            done.push(std::move(one));
        }
        run.set(member, done);
    }
    co_return run;
}

awaitable<json> resolved(self s, json file, origin from, resources::owned_call call) {
    if (!file.is_object()) co_return file;
    if (file.contains("component") && file.at("component").is_object()) {
        auto component = co_await resolved(s, file.at("component"), from, call);
        file.set("component", component);
    } else if (auto reference = reference_of(file)) {
        auto component = co_await load(s, std::move(*reference), from, call);
        file.set("component", component);
    }
    const auto run = file.contains("run") ? file.at("run") : json();
    if (run.is_object() && run.contains("kind") && run.at("kind") == json::from("dag")) {
        auto dag = co_await resolved_dag(s, run, from, call);
        file.set("run", dag);
    }
    co_return file;
}

awaitable<json> load(self s, file_reference reference, origin from, resources::owned_call call) {
    auto& [kind, target] = reference;
    if (kind == "pathRef") {
        if (!from.foreign.empty())
            throw refused("the pathRef \"" + target + "\" stands in what came from \"" + from.foreign +
                          "\": a file from elsewhere must not read files of this machine; give it a urlRef "
                          "or hubRef, or keep a copy of it here");
        const auto path = (from.folder / fs::path(target)).lexically_normal();
        target = path.generic_string();
        from.folder = path.parent_path();
    }
    const auto key = kind + " " + target;
    if (std::ranges::find(from.chain, key) != from.chain.end())
        throw refused("polyaxonfiles refer to each other in a circle: " + key + " leads back to itself");
    if (from.chain.size() >= longest_chain)
        throw refused("polyaxonfiles refer to each other more than 16 times: put some of them into one");
    from.chain.push_back(key);
    from.left->take_file();
    std::string text;
    if (kind == "hubRef")
        text = co_await hub_content(s, target, call);
    else if (kind == "urlRef")
        text = co_await text_at(s, target, call);
    else
        text = text_of(s->where.core()->machine(), target);
    from.left->take_bytes(text.size());
    if (kind != "pathRef") from.foreign = target;
    auto file = parse_polyaxonfile(text, target);
    co_return co_await resolved(std::move(s), std::move(file), std::move(from), std::move(call));
}

}  // namespace

awaitable<json> load_polyaxonfile(self s, file_reference reference, resources::owned_call call) {
    origin from(s->where.core()->machine().working_directory());
    co_return co_await load(std::move(s), std::move(reference), std::move(from), std::move(call));
}

}  // namespace polyaxon::v1
