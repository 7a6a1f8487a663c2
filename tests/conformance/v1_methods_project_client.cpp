#include "conformance/v1_method_rows.hpp"

// ProjectClient: the project itself.

namespace conformance::v1 {
namespace {

auto create_project(const api::client& c, const recorded_call& r, arguments& a) {
    return with_body<api::project_body>(a.positional(0),
                                        [&](const auto& body) { return project_of(c, r).create(body); });
}
auto refresh_project(const api::client& c, const recorded_call& r, arguments&) {
    return project_of(c, r).refresh_data();
}
auto get_or_create(const api::client& c, const recorded_call& r, arguments&) {
    return project_of(c, r).get_or_create();
}
auto list_projects(const api::client& c, const recorded_call& r, arguments& a) {
    return project_of(c, r).list(short_paging<api::project_list_options>(a));
}
auto update_project(const api::client& c, const recorded_call& r, arguments& a) {
    return with_body<api::project_body>(a.positional(0),
                                        [&](const auto& body) { return project_of(c, r).update(body); });
}
auto delete_project(const api::client& c, const recorded_call& r, arguments&) {
    return project_of(c, r).delete_project();
}
auto list_project_runs(const api::client& c, const recorded_call& r, arguments& a) {
    return project_of(c, r).list_runs(short_paging<api::project_list_options>(a));
}

constexpr method methods[] = {
    row<create_project>("ProjectClient.create"),       row<refresh_project>("ProjectClient.refresh_data"),
    row<get_or_create>("ProjectClient.get_or_create"), row<list_projects>("ProjectClient.list"),
    row<update_project>("ProjectClient.update"),       row<delete_project>("ProjectClient.delete"),
    row<list_project_runs>("ProjectClient.list_runs"),
};

}  // namespace

table project_client_table() { return methods; }

}  // namespace conformance::v1
