#include <polyaxon/codec/ascii.hpp>
#include <polyaxon/context/v1.hpp>
#include <polyaxon/context/v1_merge.hpp>
#include <polyaxon/context/values.hpp>

#include <random>
#include <string_view>
#include <vector>

namespace polyaxon::context {

namespace {

using text = std::optional<std::string>;

text filled(const text& given) { return given && !given->empty() ? given : std::nullopt; }

std::vector<std::string> split(std::string_view whole, std::string_view separators) {
    std::vector<std::string> parts;
    for (;;) {
        const auto at = whole.find_first_of(separators);
        parts.emplace_back(whole.substr(0, at));
        if (at == whole.npos) return parts;
        whole.remove_prefix(at + 1);
    }
}

bool is_slug(std::string_view name) {
    if (name.empty() || name.find("--") != name.npos) return false;
    for (const char c : name)
        if (!codec::ascii::is_alphanumeric(c) && c != '_' && c != '-') return false;
    return true;
}

std::string fresh_uuid() {
    std::random_device source;
    std::string out;
    for (int word = 0; word < 4; ++word) {
        auto bits = static_cast<std::uint32_t>(source());
        for (int digit = 0; digit < 8; ++digit, bits >>= 4) out += "0123456789abcdef"[bits & 15];
    }
    return out;
}

/// "project", "owner/project" or "owner/team/project", also with dots.
std::optional<error_info> take_reference(const text& owner, const std::string& project, v1_target& to) {
    std::string whole = project;
    if (owner)
        whole = split(*owner, "/").front() + '/' + project;  // its team is dropped, as the platform has it
    auto parts = split(whole, "/.");
    bool hole = false;
    for (const auto& part : parts) hole = hole || part.empty();
    if (parts.size() > 3 || hole)
        return coded("invalid_reference", "the project " + shown(whole) +
                                              " is not `project`, `owner/project` or `owner/team/project`");
    to.project = parts.back();
    if (parts.size() > 1) to.owner = parts.front();
    if (parts.size() > 2) to.team = parts[1];
    return std::nullopt;
}

/// "owner.project.runs.uuid" of a managed process.
std::optional<error_info> take_instance(const v1_context& context, v1_target& to, text& run) {
    const auto instance = filled(context.run_instance);
    if (!instance)
        return coded("no_run_instance",
                     "the process is managed, but POLYAXON_RUN_INSTANCE is not set; the platform sets it for "
                     "its runs: start "
                     "the run by Polyaxon, give a project, or unset POLYAXON_IS_MANAGED");
    auto parts = split(*instance, ".");
    bool bad = parts.size() != 4 || parts[2] != "runs";
    for (const auto& part : parts) bad = bad || part.empty();
    if (bad)
        return coded("bad_run_instance", "environment POLYAXON_RUN_INSTANCE is " + shown(*instance) +
                                             ", which is not `owner.project.runs.uuid`");
    to.owner = parts[0];
    to.project = parts[1];
    run = parts[3];
    return std::nullopt;
}

/// Rules 4 and 5: the owner where none is known, and its team.
std::optional<error_info> complete_owner(const v1_context& context, v1_target& to) {
    if (!filled(to.owner)) {
        if (context.user_cache_error) return *context.user_cache_error;
        if (context.organization)
            to.owner = context.organization;
        else if (context.enterprise)
            return coded("no_owner",
                         "no owner is known: none was given, and the file .user of the CLI names no "
                         "organization; give an owner or log in with the CLI");
        else
            to.owner = "default";
    }
    const auto slash = to.owner->find('/');
    if (slash == std::string::npos) return std::nullopt;
    to.team = to.owner->substr(slash + 1);
    to.owner->resize(slash);
    return std::nullopt;
}

std::optional<error_info> check_slug(std::string_view code, std::string_view what, const text& name) {
    if (!name || is_slug(*name)) return std::nullopt;
    return coded(code, "the " + std::string(what) + ' ' + shown(*name) +
                           " is not allowed: letters, digits, `_` and `-`, no two dashes in a row");
}

std::optional<error_info> conflict_of(const v1_target& to, const v1_cached& run) {
    const bool other_owner = filled(run.owner) && to.owner && *run.owner != *to.owner;
    const bool other_project = filled(run.project) && to.project && *run.project != *to.project;
    if (!other_owner && !other_project) return std::nullopt;
    return coded("run_conflict", "the cached run " +
                                     shown(run.owner.value_or("?") + '/' + run.project.value_or("?") + '/' +
                                           run.uuid.value_or("?")) +
                                     " (file " + run.source + ") does not belong to the project " +
                                     shown(to.owner.value_or("?") + '/' + to.project.value_or("?")) +
                                     "; give owner, project and run_uuid, or remove the cached run");
}

}  // namespace

result<v1_target> resolve_run(const v1_context& context, const v1_reference& reference) {
    v1_target out;
    out.no_op = reference.no_op.value_or(context.no_op);
    out.is_offline = reference.is_offline.value_or(context.is_offline);
    if (out.no_op) return out;  // nothing will be sent, so nothing can be wrong

    const bool managed = context.is_managed || context.managed_process;
    const auto project = filled(reference.project);
    text run = filled(reference.run_uuid), instance_run;
    out.owner = filled(reference.owner);
    if (project) {
        if (auto failure = take_reference(out.owner, *project, out)) return *failure;
    } else {
        if (context.project_cache_error) return *context.project_cache_error;
        if (context.project_cache && filled(context.project_cache->project)) {
            if (out.owner && out.owner != context.project_cache->owner)
                out.warnings.push_back("the owner " + shown(*out.owner) +
                                       " was given without a project, so owner and project of " +
                                       context.project_cache->source + " are used");
            out.owner = filled(context.project_cache->owner);
            out.project = context.project_cache->project;
            if (managed && filled(context.run_instance))
                out.warnings.push_back("the project of " + context.project_cache->source +
                                       " hides POLYAXON_RUN_INSTANCE");
        }
    }
    if (!out.project && managed) {
        if (auto failure = take_instance(context, out, instance_run)) return *failure;
    }
    if (!out.project && !out.is_offline)
        return coded(
            "no_project",
            "no project is known: none was given, there is no cached project (.polyaxon/.project here or in "
            "the home folder), and the "
            "process is not managed; give a project, such as `owner/project`, or choose one with the CLI");
    if (out.project) {
        if (auto failure = complete_owner(context, out)) return *failure;
    } else if (out.owner) {
        const auto slash = out.owner->find('/');
        if (slash != std::string::npos) out.team = out.owner->substr(slash + 1), out.owner->resize(slash);
    }
    if (auto failure = check_slug("invalid_owner", "owner", out.owner)) return *failure;
    if (auto failure = check_slug("invalid_project", "project", out.project)) return *failure;

    if (run || out.is_offline) {
        out.run_uuid = run ? *run : fresh_uuid();
    } else if (instance_run) {
        out.run_uuid = instance_run;
    } else if (context.run_cache_error) {
        return *context.run_cache_error;
    } else if (context.run_cache && filled(context.run_cache->uuid)) {
        out.run_uuid = context.run_cache->uuid;
        out.has_cached_run = true;
        out.run_conflict = conflict_of(out, *context.run_cache);
    }
    return out;
}

result<v1_target> resolve_project(const v1_context& context, const v1_reference& reference) {
    v1_target out;
    out.no_op = reference.no_op.value_or(context.no_op);
    out.is_offline = reference.is_offline.value_or(context.is_offline);
    if (out.no_op) return out;
    out.owner = filled(reference.owner);
    out.project = filled(reference.project);
    if (auto failure = complete_owner(context, out)) return *failure;
    if (auto failure = check_slug("invalid_owner", "owner", out.owner)) return *failure;
    return out;
}

}  // namespace polyaxon::context
