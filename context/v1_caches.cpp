#include <polyaxon/context/v1_caches.hpp>

#include <polyaxon/codec/yaml.hpp>

#include <initializer_list>

namespace polyaxon::context {

namespace {

struct cached_file {
    json object;  ///< null: none
    std::filesystem::path path;
    std::optional<error_info> failure;
};

/// The first of the paths that is there, whole: the files are not merged.
cached_file first_of(std::initializer_list<std::filesystem::path> paths, file_reader& files) {
    for (const auto& path : paths) {
        const auto text = files.text(path, file_reader::cache_cap);
        if (!text) return {{}, path, coded("bad_file", text.error().detail())};
        if (*text == nullptr) continue;
        auto value = codec::yaml_to_json(**text);
        if (!value || (!value->is_object() && !value->is_null()))
            return {
                {},
                path,
                coded("bad_file", "file " + path.string() +
                                      (value ? " holds no object" : " is neither YAML nor JSON") +
                                      "; repair it, remove it, or run `polyaxon config purge --cache-only`")};
        return {std::move(*value), path, std::nullopt};
    }
    return {};
}

/// Text, or a whole number that the YAML took a plain name or uuid for.
std::optional<std::string> member(cached_file& from, std::string_view key) {
    if (!from.object.is_object() || !from.object.contains(key)) return std::nullopt;
    const auto value = from.object.at(key);
    if (value.is_null()) return std::nullopt;
    if (value.is_string()) {
        auto text = value.as<std::string>();
        return text.empty() ? std::nullopt : std::optional(std::move(text));
    }
    // A plain 2024 is a name, and a uuid may be all digits; what YAML has turned into another number is lost.
    const bool whole = value.text().find_first_of(".eE") == std::string_view::npos;
    if (is_number(value) && whole && (key != "uuid" || value.text().size() == 32))
        return std::string(value.text());
    if (!from.failure)
        from.failure =
            coded("bad_file", std::string(key) + " in file " + from.path.string() + " is " + shown(value) +
                                  "; it must be text (in quotes where it looks like a number): repair the "
                                  "file, remove it, or run `polyaxon config purge --cache-only`");
    return std::nullopt;
}

/// `installation.dist` of .cli; only the CLI's own words for the community edition are not EE.
bool says_enterprise(const json& cli) {
    if (!cli.is_object() || !cli.contains("installation")) return false;
    const auto installation = cli.at("installation");
    if (!installation.is_object() || !installation.contains("dist") || !installation.at("dist").is_string())
        return false;
    const auto dist = installation.at("dist").as<std::string>();
    return !dist.empty() && dist != "local" && dist != "sandbox" && dist != "ce";
}

void note(context_report& report, std::string name, const std::optional<std::string>& value,
          const cached_file& from) {
    report.entries.push_back({std::move(name), value ? json::from(*value) : json(),
                              value ? "file " + from.path.string() : "default"});
}

}  // namespace

void read_v1_caches(const v1_folders& in, bool with_cli, file_reader& files, v1_context& out) {
    auto project = first_of({in.work / ".project", in.home / ".project"}, files);
    if (project.object.is_object()) {
        out.project_cache = v1_cached{member(project, "owner"),
                                      member(project, "name"),
                                      member(project, "uuid"),
                                      {},
                                      project.path.string()};
        out.project_cache->name = out.project_cache->project;
        note(out.report, "cached_project_owner", out.project_cache->owner, project);
        note(out.report, "cached_project", out.project_cache->project, project);
    }
    out.project_cache_error = std::move(project.failure);

    auto run = first_of({in.work / ".run", in.home / ".run"}, files);
    if (run.object.is_object()) {
        out.run_cache = v1_cached{member(run, "owner"), member(run, "project"), member(run, "uuid"),
                                  member(run, "name"), run.path.string()};
        note(out.report, "cached_run_owner", out.run_cache->owner, run);
        note(out.report, "cached_run_project", out.run_cache->project, run);
        note(out.report, "cached_run", out.run_cache->uuid, run);
    }
    out.run_cache_error = std::move(run.failure);

    auto user = first_of({in.home / ".user"}, files);
    out.organization = member(user, "organization");
    if (out.organization) note(out.report, "organization", out.organization, user);
    out.user_cache_error = std::move(user.failure);

    // The CLI's own notes: one that is broken is no concern of ours.
    if (!with_cli) return;
    const auto path = in.moved / ".cli";
    const auto cli = files.object(path, file_reader::cache_cap);
    if (cli)
        out.enterprise = says_enterprise(*cli);
    else
        out.report.warnings.push_back(cli.error().detail());
}

}  // namespace polyaxon::context
