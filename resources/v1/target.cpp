#include <polyaxon/resources/v1/target.hpp>

#include <polyaxon/codec/refusal.hpp>

namespace polyaxon::v1 {

error no_target(std::string detail) { return failed(errc::context, std::move(detail)); }

context::v1_target& target::found() {
    if (!found_) found_ = resolve_(core()->context(), given_).value();
    return *found_;
}

const std::string& target::project() {
    auto& t = found();
    if (!t.project) throw no_target("no_project: no project is known: give one as .project");
    return *t.project;
}

const std::string& target::run() {
    auto& t = found();
    if (t.run_conflict) throw error(*t.run_conflict);
    if (!t.run_uuid || t.run_uuid->empty())
        throw no_target(
            "no_run: no run is known: create one, give its uuid as .run_uuid, or call set_run_uuid");
    return *t.run_uuid;
}

void target::adopt_run(std::string uuid) {
    given_.run_uuid = uuid;
    if (!found_) return;
    found_->run_uuid = std::move(uuid);
    found_->run_conflict.reset();
    found_->has_cached_run = false;
}

void target::change(std::optional<std::string> owner, std::optional<std::string> project) {
    if (owner) given_.owner = std::move(owner);
    if (project) given_.project = std::move(project);
    if (!found_) return;
    // What was found and is not changed stays; a run from the cache is looked at again against the new target.
    auto now = given_;
    if (!now.owner && !(now.project && now.project->find_first_of("/.") != std::string::npos))
        now.owner = found_->owner;
    if (!now.project) now.project = found_->project;
    if (!now.run_uuid && !found_->has_cached_run) now.run_uuid = found_->run_uuid;
    now.is_offline = found_->is_offline;
    now.no_op = found_->no_op;
    found_ = resolve_(core()->context(), now).value();
}

}  // namespace polyaxon::v1
