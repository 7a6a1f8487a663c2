#include <polyaxon/resources/v0/tracking/group.hpp>

#include <polyaxon/resources/v0/tracking/creation.hpp>

#include <utility>

namespace polyaxon::v0::tracking {

namespace {

awaitable<v0::group> sent_group(const run_state& s, std::string_view user, std::string_view project,
                                json& body, const call_options& call) {
    return s.owner().project().create_experiment_group(user, project, body, {.call = call});
}

awaitable<experiment> begun(experiment e, awaitable<void> created) {
    co_await std::move(created);
    co_return std::move(e);
}

}  // namespace

group::group(client owner, group_options options)
    : tracker(std::make_shared<run_state>(std::move(owner), group_kind,
                                          arguments_of(options, options.group_id))) {}

awaitable<void> group::create(create_group_options options) {
    return carrying([&] {
        run().keep_base(options.base_outputs_path);
        return create_run<v0::group>(shared(), options, sent_group);
    });
}
awaitable<v0::group> group::get_entity_data(call_options options) {
    return carrying([&] { return entity_of<v0::group>(run(), group_kind.entity, options); });
}

awaitable<experiment> group::create_experiment(create_options options) {
    return carrying([&] { return child(options); });
}

awaitable<experiment> group::child(create_options options) const {
    const auto& s = run();
    const auto& given = s.given();
    const auto id = s.id().value_or(""), project = s.project(), base = s.base_of_children();
    static_cast<void>(s.sends());  // a group that does not exist has no experiments
    experiment e(s.owner(), {.project = project,
                             .group_id = id,
                             .track_logs = given.track_logs,
                             .track_code = given.track_code,
                             .track_env = given.track_env,
                             .outputs_store = given.outputs_store});
    if (options.base_outputs_path.empty()) options.base_outputs_path = base;
    auto created = e.create(options);
    return begun(std::move(e), std::move(created));
}

}  // namespace polyaxon::v0::tracking
