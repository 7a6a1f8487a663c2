#include "conformance/v1_http.hpp"

#include <polyaxon/codec/error.hpp>
#include <polyaxon/codec/url.hpp>

#include <algorithm>
#include <optional>

namespace conformance::v1 {

namespace {

struct operation {
    std::string_view verb, path, method;
};
// The first that fits is taken. Operations without a body are told from requests with one by their verbs alone.
constexpr operation operations[] = {
    {"GET", "/api/v1/installation", "VersionsV1Api.get_installation"},
    {"GET", "/api/v1/orgs/{}/runs/{}", "OrganizationsV1Api.get_organization_run"},
    {"GET", "/api/v1/{}/projects/list", "ProjectsV1Api.list_projects"},
    {"GET", "/api/v1/{}/projects/names", "ProjectsV1Api.list_project_names"},
    {"POST", "/api/v1/{}/projects/create", "ProjectsV1Api.create_project"},
    {"GET", "/api/v1/{}/{}", "ProjectsV1Api.get_project"},
    {"PUT", "/api/v1/{}/{}", "ProjectsV1Api.update_project"},
    {"PATCH", "/api/v1/{}/{}", "ProjectsV1Api.patch_project"},
    {"GET", "/api/v1/{}/{}/stats", "ProjectsV1Api.get_project_stats"},
    {"GET", "/api/v1/{}/{}/runs", "RunsV1Api.list_runs"},
    {"POST", "/api/v1/{}/{}/runs", "RunsV1Api.create_run"},
    {"GET", "/api/v1/{}/{}/runs/{}", "RunsV1Api.get_run"},
    {"PUT", "/api/v1/{}/{}/runs/{}", "RunsV1Api.update_run"},
    {"PATCH", "/api/v1/{}/{}/runs/{}", "RunsV1Api.patch_run"},
    {"GET", "/api/v1/{}/{}/runs/{}/stats", "RunsV1Api.get_run_stats"},
    {"GET", "/api/v1/{}/{}/runs/{}/statuses", "RunsV1Api.get_run_statuses"},
    {"POST", "/api/v1/{}/{}/runs/{}/statuses", "RunsV1Api.create_run_status"},
    {"PUT", "/api/v1/{}/{}/versions/{}/{}", "ProjectsV1Api.update_version"},
    {"PATCH", "/api/v1/{}/{}/versions/{}/{}", "ProjectsV1Api.patch_version"},
    {"GET", "/streams/v1/{}/{}/{}/runs/{}/artifact", "RunsV1Api.get_run_artifact"},
    {"GET", "/streams/v1/{}/{}/{}/runs/{}/artifacts", "RunsV1Api.get_run_artifacts"},
    {"GET", "/streams/v1/{}/{}/{}/runs/{}/artifacts/tree", "RunsV1Api.get_run_artifacts_tree"},
    {"GET", "/streams/v1/{}/{}/{}/runs/{}/events/{}", "RunsV1Api.get_run_events"},
    {"GET", "/streams/v1/{}/{}/{}/runs/{}/logs", "RunsV1Api.get_run_logs"},
    {"POST", "/streams/v1/{}/{}/{}/runs/{}/notify", "RunsV1Api.notify_run_status"},
};

std::string plain(std::string_view text) {
    return polyaxon::codec::percent_decode(text).value_or(std::string(text));
}

std::vector<std::string_view> pieces(std::string_view path) {
    std::vector<std::string_view> out;
    for (path.remove_prefix(path.starts_with("/") ? 1 : 0);;) {
        const auto slash = path.find('/');
        out.push_back(path.substr(0, slash));
        if (slash == path.npos) return out;
        path.remove_prefix(slash + 1);
    }
}

/// The values of the placeholders, when the path is of that pattern.
std::optional<json> fits(std::string_view pattern, std::string_view path) {
    const auto want = pieces(pattern), got = pieces(path);
    if (want.size() != got.size()) return std::nullopt;
    auto values = json::array();
    for (std::size_t i = 0; i < want.size(); ++i) {
        if (want[i] == "{}" && !got[i].empty())
            values.push(plain(got[i]));
        else if (want[i] != got[i])
            return std::nullopt;
    }
    return values;
}

/// A value of a query as Python would have been given it.
json value_of(const std::string& text) {
    const bool number = !text.empty() && text.find_first_not_of("0123456789-") == text.npos;
    return number || text == "true" || text == "false" ? json::parse(text) : json::from(text);
}

}  // namespace

recorded_call as_operation(const json& args) {
    const auto given = args.at("positional").elements();
    const auto verb = given.at(0).as<std::string>(), target = given.at(1).as<std::string>();
    if (given.size() > 3)
        for (const auto& [name, value] : given[3].items())
            if (name != "Content-Type" || value.as<std::string>() != "application/json")
                throw inexpressible("made by hand with the header " + name + ": " + value.as<std::string>());
    const auto mark = target.find('?');
    const auto path = std::string_view(target).substr(0, mark);
    for (const auto& one : operations) {
        if (one.verb != verb) continue;
        const auto values = fits(one.path, path);
        if (!values) continue;
        recorded_call call;
        call.method = one.method;
        call.arguments = json::object().set("positional", *values);
        auto query = mark == target.npos ? std::string_view() : std::string_view(target).substr(mark + 1);
        while (!query.empty()) {
            const auto end = query.find('&');
            const auto pair = query.substr(0, end);
            const auto equals = std::min(pair.find('='), pair.size());
            call.arguments.set(plain(pair.substr(0, equals)),
                               value_of(plain(pair.substr(std::min(equals + 1, pair.size())))));
            query = end == query.npos ? std::string_view() : query.substr(end + 1);
        }
        const bool has_body = given.size() > 2 && given[2].is_string() && !given[2].as<std::string>().empty();
        if (has_body) {
            try {
                call.arguments.set("body", json::parse(given[2].as<std::string>()));
            } catch (const polyaxon::error&) {
                throw inexpressible("made by hand with a body that is no JSON");
            }
        } else if (verb == "POST") {
            throw inexpressible("made by hand without the body of " + call.method);
        }
        return call;
    }
    throw inexpressible("made by hand: no operation of the client sends " + verb + " " + std::string(path));
}

}  // namespace conformance::v1
