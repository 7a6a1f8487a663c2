#include <polyaxon/resources/v0/tracking/build.hpp>

#include <polyaxon/resources/v0/tracking/creation.hpp>

#include <utility>

namespace polyaxon::v0::tracking {

namespace {

awaitable<v0::build_job> sent_build(const run_state& s, std::string_view user, std::string_view project,
                                    json& body, const call_options& call) {
    body.set("is_managed", s.managed());
    return s.owner().project().create_build(user, project, body, {.call = call});
}

}  // namespace

build::build(client owner, job_options options)
    : running_tracker(
          std::make_shared<run_state>(std::move(owner), build_kind, arguments_of(options, options.job_id))) {}

awaitable<void> build::create(create_build_options options) {
    return carrying([&] { return create_run<v0::build_job>(shared(), options, sent_build); });
}
awaitable<v0::build_job> build::get_entity_data(call_options options) {
    return carrying([&] { return entity_of<v0::build_job>(run(), build_kind.entity, options); });
}

void build::log_dockerfile(std::string_view dockerfile) { tell("dockerfile", dockerfile); }

}  // namespace polyaxon::v0::tracking
