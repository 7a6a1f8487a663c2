#include <polyaxon/resources/v1/version_downloads.hpp>

#include <polyaxon/codec/fields.hpp>
#include <polyaxon/codec/refusal.hpp>
#include <polyaxon/resources/v1/run_artifacts.hpp>
#include <polyaxon/resources/v1/run_state.hpp>

#include <algorithm>
#include <iterator>

namespace polyaxon::v1 {

namespace {

/// The files of the run that made a version.
class run_files final : public run_artifacts {
 public:
    run_files(client c, const run_ref& ref) : run_handle(std::make_shared<run_state>(std::move(c), ref)) {}
};

template <std::size_t N>
bool one_of(const std::string_view (&words)[N], std::string_view word) {
    return std::ranges::find(words, word) != std::end(words);
}

// What these stand for lies elsewhere: in a registry of images, a repository, the server's own tables.
constexpr std::string_view elsewhere[] = {"docker_image", "coderef", "analysis", "iteration"};
// Only the path of these says where they are, and not whether it is a file or a folder.
constexpr std::string_view by_path[] = {"artifact", "markdown", "tensor", "table"};

/// A path below the run's own folder.
std::string below_run(std::string path, const std::string& uuid) {
    const auto at = path.find(uuid);
    if (at == path.npos) return path;
    path.erase(0, at + uuid.size());
    path.erase(0, std::min(path.find_first_not_of('/'), path.size()));
    return path;
}

std::vector<run_artifact> lineage_of(const project_version& v) {
    std::vector<run_artifact> items;
    if (!v.meta_info.contains("lineage")) return items;
    codec::json_parser parser;
    const auto text = v.meta_info.at("lineage");
    if (!text.is_null() && parser.parse_text(text.text(), items))
        throw failed(errc::decode, "the lineage in the version's meta_info: " + parser.what());
    return items;
}

}  // namespace

awaitable<void> download_version(std::shared_ptr<project_state> s, project_version v, std::string folder,
                                 resources::owned_call call) {
    if (v.kind == name(version_kind::component) || !v.meta_info.is_object()) co_return;
    const auto by = v.meta_info.value_or("run", json());
    const auto items = lineage_of(v);
    if (!by.is_object() || by.size() == 0 || items.empty()) co_return;

    const auto owner = s->owner(), project = by.value_or("project", s->where.found().project.value_or(""));
    const auto uuid = by.value_or("uuid", v.run.value_or(""));
    run_ref ref;
    ref.owner = owner;
    ref.project = project;
    ref.run_uuid = uuid;
    ref.is_offline = ref.no_op = false;
    run_files files(s->where.of(), ref);
    for (const auto& item : items) {
        const auto kind = item.kind.value_or("");
        if (one_of(elsewhere, kind)) continue;
        if (is_known_artifact_kind(kind) && !one_of(by_path, kind)) {
            download_artifact_options one;
            one.path_to = folder;
            one.call = call.view();
            co_await files.download_artifact_for_lineage(item, one);
        } else if (const auto path = below_run(item.path.value_or(""), uuid); !path.empty()) {
            download_artifacts_options either;
            either.path_to = folder;
            either.check_path = true;
            either.call = call.view();
            co_await files.download_artifacts(path, either);
        }
    }
}

}  // namespace polyaxon::v1
