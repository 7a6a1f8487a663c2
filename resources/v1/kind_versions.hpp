#pragma once
#include <polyaxon/resources/v1/project_versions.hpp>

namespace polyaxon::v1 {

/// The methods of project_versions with the kind in their names, as in Python: each is one line that says the kind. What they take, send
/// and end as stands there; V is /api/v1/{owner}/{project}/versions/{kind}.
class kind_versions : public project_versions {
    using kind = version_kind;
    using text = std::string_view;
    using listing = project_list_options;
    using version = project_version;

 public:
    /// GET V.
    ///
    ///     auto page = co_await project.list_model_versions({.sort = "-created_at"});
    awaitable<page<version>> list_component_versions(const listing& o = {}) {
        return list_versions(kind::component, o);
    }
    awaitable<page<version>> list_model_versions(const listing& o = {}) {
        return list_versions(kind::model, o);
    }
    awaitable<page<version>> list_artifact_versions(const listing& o = {}) {
        return list_versions(kind::artifact, o);
    }

    /// GET V/{version}.
    ///
    ///     auto v = co_await project.get_model_version("v1");
    awaitable<version> get_component_version(text name, const call_options& o = {}) {
        return get_version(kind::component, name, o);
    }
    awaitable<version> get_model_version(text name, const call_options& o = {}) {
        return get_version(kind::model, name, o);
    }
    awaitable<version> get_artifact_version(text name, const call_options& o = {}) {
        return get_version(kind::artifact, name, o);
    }

    /// GET V/{version}/stages.
    ///
    ///     auto now = co_await project.get_model_version_stages("v1");
    awaitable<version_stages> get_component_version_stages(text name, const call_options& o = {}) {
        return get_version_stages(kind::component, name, o);
    }
    awaitable<version_stages> get_model_version_stages(text name, const call_options& o = {}) {
        return get_version_stages(kind::model, name, o);
    }
    awaitable<version_stages> get_artifact_version_stages(text name, const call_options& o = {}) {
        return get_version_stages(kind::artifact, name, o);
    }

    /// POST V, of a project_version_body or of json.
    ///
    ///     auto made = co_await project.create_model_version(body);
    template <class Body>
    awaitable<version> create_component_version(const Body& body, const call_options& o = {}) {
        return create_version(kind::component, body, o);
    }
    template <class Body>
    awaitable<version> create_model_version(const Body& body, const call_options& o = {}) {
        return create_version(kind::model, body, o);
    }
    template <class Body>
    awaitable<version> create_artifact_version(const Body& body, const call_options& o = {}) {
        return create_version(kind::artifact, body, o);
    }

    /// PATCH V/{version}, with a project_version_body or json.
    ///
    ///     co_await project.patch_model_version("v1", polyaxon::json::object().set("readme", "# v1"));
    template <class Body>
    awaitable<version> patch_component_version(text name, const Body& body, const call_options& o = {}) {
        return patch_version(kind::component, name, body, o);
    }
    template <class Body>
    awaitable<version> patch_model_version(text name, const Body& body, const call_options& o = {}) {
        return patch_version(kind::model, name, body, o);
    }
    template <class Body>
    awaitable<version> patch_artifact_version(text name, const Body& body, const call_options& o = {}) {
        return patch_version(kind::artifact, name, body, o);
    }

    /// GET V/{version}, then POST V, or with `force` PATCH V/{version}.
    ///
    ///     co_await project.register_model_version("v1", {.run = uuid, .artifacts = "net"});
    awaitable<version> register_component_version(text name, const register_version_options& o = {}) {
        return register_version(kind::component, name, o);
    }
    awaitable<version> register_model_version(text name, const register_version_options& o = {}) {
        return register_version(kind::model, name, o);
    }
    awaitable<version> register_artifact_version(text name, const register_version_options& o = {}) {
        return register_version(kind::artifact, name, o);
    }

    /// DELETE V/{version}.
    ///
    ///     co_await project.delete_model_version("v1");
    awaitable<void> delete_component_version(text name, const call_options& o = {}) {
        return delete_version(kind::component, name, o);
    }
    awaitable<void> delete_model_version(text name, const call_options& o = {}) {
        return delete_version(kind::model, name, o);
    }
    awaitable<void> delete_artifact_version(text name, const call_options& o = {}) {
        return delete_version(kind::artifact, name, o);
    }

    /// POST V/{version}/stages.
    ///
    ///     co_await project.stage_model_version("v1", "production");
    awaitable<version_stages> stage_component_version(text name, text stage,
                                                      const stage_version_options& o = {}) {
        return stage_version(kind::component, name, stage, o);
    }
    awaitable<version_stages> stage_model_version(text name, text stage,
                                                  const stage_version_options& o = {}) {
        return stage_version(kind::model, name, stage, o);
    }
    awaitable<version_stages> stage_artifact_version(text name, text stage,
                                                     const stage_version_options& o = {}) {
        return stage_version(kind::artifact, name, stage, o);
    }

    /// POST V/{version}/transfer.
    ///
    ///     co_await project.transfer_model_version("v1", "speech");
    awaitable<void> transfer_component_version(text name, text to_project, const call_options& o = {}) {
        return transfer_version(kind::component, name, to_project, o);
    }
    awaitable<void> transfer_model_version(text name, text to_project, const call_options& o = {}) {
        return transfer_version(kind::model, name, to_project, o);
    }
    awaitable<void> transfer_artifact_version(text name, text to_project, const call_options& o = {}) {
        return transfer_version(kind::artifact, name, to_project, o);
    }

    /// GET V/{version}, then as register in the target.
    ///
    ///     co_await project.copy_model_version("v1", {.to_project = "speech"});
    awaitable<version> copy_component_version(text name, const copy_version_options& o = {}) {
        return copy_version(kind::component, name, o);
    }
    awaitable<version> copy_model_version(text name, const copy_version_options& o = {}) {
        return copy_version(kind::model, name, o);
    }
    awaitable<version> copy_artifact_version(text name, const copy_version_options& o = {}) {
        return copy_version(kind::artifact, name, o);
    }

    /// GET V/{version}, then files and artifacts into `{path}/{kind}s/{version}`.
    ///
    ///     auto folder = co_await project.pull_model_version("v1", "registry");
    awaitable<std::string> pull_component_version(text name, text path = {},
                                                  const pull_version_options& o = {}) {
        return pull_version(kind::component, name, path, o);
    }
    awaitable<std::string> pull_model_version(text name, text path = {}, const pull_version_options& o = {}) {
        return pull_version(kind::model, name, path, o);
    }
    awaitable<std::string> pull_artifact_version(text name, text path = {},
                                                 const pull_version_options& o = {}) {
        return pull_version(kind::artifact, name, path, o);
    }

    /// Registers what stands in `{path}/{kind}s/{version}`; models and artifacts with `force` unless told otherwise.
    ///
    ///     co_await project.push_model_version("v1", "registry");
    awaitable<version> push_component_version(text name, text path = {}, const push_version_options& o = {}) {
        return push_version(kind::component, name, path, o);
    }
    awaitable<version> push_model_version(text name, text path = {}, const push_version_options& o = {}) {
        return push_version(kind::model, name, path, forced(o));
    }
    awaitable<version> push_artifact_version(text name, text path = {}, const push_version_options& o = {}) {
        return push_version(kind::artifact, name, path, forced(o));
    }

 protected:
    kind_versions() = default;

 private:
    static push_version_options forced(push_version_options o) {
        if (!o.force) o.force = true;
        return o;
    }
};

}  // namespace polyaxon::v1
