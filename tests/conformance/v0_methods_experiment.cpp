// experiment, experiment_job, job, build_job
#include "conformance/v0_arguments.hpp"
#include "conformance/v0_methods.hpp"
#include "conformance/v0_results.hpp"

#include <utility>

namespace conformance::v0 {

namespace {

asio::awaitable<json> list_all_experiments(const client& c, const json& given) {
    arguments a(given, {"page"});
    return as_json(c.experiment().list_experiments({.page = a.page()}));
}
asio::awaitable<json> get_experiment(const client& c, const json& given) {
    arguments a(given, {"username", "project_name", "experiment_id"});
    const auto user = a.text("username"), name = a.text("project_name"),
               number = a.reference("experiment_id");
    return as_json(c.experiment().get_experiment(user, name, number));
}

constexpr method methods[] = {
    {"experiment.list_experiments", list_all_experiments},
    {"experiment.get_experiment", get_experiment},
};

}  // namespace

std::span<const method> experiment_methods() { return methods; }

}  // namespace conformance::v0
