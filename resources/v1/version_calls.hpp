#pragma once
#include <polyaxon/resources/v1/project_state.hpp>
#include <polyaxon/resources/v1/version_registration.hpp>

#include <memory>
#include <optional>
#include <string>

// The coroutines behind project_versions. Each holds the state and owns its arguments.

namespace polyaxon::v1::version_calls {

using self = std::shared_ptr<project_state>;
using call = resources::owned_call;

awaitable<page<project_version>> list(self, version_kind, owned_list_options, bool names_only);
awaitable<project_version> get(self, version_kind, std::string version, call);
awaitable<version_stages> get_stages(self, version_kind, std::string version, call);
awaitable<project_version> create(self, version_kind, json body, call);
awaitable<project_version> patch(self, version_kind, std::string version, json body, call);
awaitable<project_version> enter(self, version_registration, call);  ///< register_version
awaitable<void> remove(self, version_kind, std::string version, call);
awaitable<version_stages> stage(self, version_kind, std::string version, stage_condition, call);
awaitable<void> transfer(self, version_kind, std::string version, std::string to_project, call);

/// copy_version_options with its texts.
class copy_request {
 public:
    explicit copy_request(const copy_version_options& o)
        : options_(o),
          to_project_(o.to_project),
          name_(o.name),
          description_(o.description),
          tags_(o.tags),
          content_(o.content) {}
    const std::string& to_project() const { return to_project_; }
    const std::string& name() const { return name_; }
    copy_version_options view() const {
        copy_version_options o = options_;
        o.to_project = to_project_, o.name = name_, o.description = description_, o.tags = tags_;
        o.content = content_;
        o.call = {};
        return o;
    }

 private:
    copy_version_options options_;
    std::string to_project_, name_, description_, tags_, content_;
};
awaitable<project_version> copy(self, version_kind, std::string version, copy_request, call);

awaitable<void> persist(self, project_version, std::string folder);
awaitable<void> download(self, project_version, std::string folder, call);
awaitable<std::string> pull(self, version_kind, std::string version, std::string path, bool artifacts, call);
awaitable<std::optional<project_version>> load(self, version_kind, std::string version, std::string path,
                                               load_version_options);
awaitable<project_version> push(self, version_kind, std::string version, std::string path, bool force,
                                bool clean, call);

}  // namespace polyaxon::v1::version_calls
