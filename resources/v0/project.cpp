#include <polyaxon/resources/v0/project.hpp>

#include <polyaxon/resources/v0/config.hpp>
#include <polyaxon/resources/v0/fields.hpp>

namespace polyaxon::v0 {

using codec::answer_only, codec::at, codec::at_text, codec::at_uuid, codec::with_default;

static constexpr codec::field project_fields[] = {
    at<&project::id>("id"),
    at_uuid<&project::uuid>("uuid"),
    at<&project::user>("user"),
    at<&project::name>("name"),
    at<&project::owner>("owner"),
    at<&project::unique_name>("unique_name"),
    at<&project::description>("description"),
    at<&project::tags>("tags"),
    at<&project::created_at>("created_at"),
    at<&project::updated_at>("updated_at"),
    with_default(at<&project::is_public>("is_public"), "true"),
    answer_only(at<&project::bookmarked>("bookmarked")),
    answer_only(at<&project::readme>("readme")),
    with_default(at<&project::has_code>("has_code"), "false"),
    answer_only(at_text<&project::tensorboard>("tensorboard")),
    answer_only(at_text<&project::notebook>("notebook")),
    with_default(at<&project::has_tensorboard>("has_tensorboard"), "false"),
    with_default(at<&project::has_notebook>("has_notebook"), "false"),
    with_default(at<&project::num_experiment_groups>("num_experiment_groups"), "0"),
    with_default(at<&project::num_independent_experiments>("num_independent_experiments"), "0"),
    with_default(at<&project::num_experiments>("num_experiments"), "0"),
    with_default(at<&project::num_jobs>("num_jobs"), "0"),
    with_default(at<&project::num_builds>("num_builds"), "0"),
    at<&project::experiment_groups>("experiment_groups"),
    at<&project::experiments>("experiments"),
};
std::error_code read(codec::json_in& in, project& out) {
    return codec::read_object(in, project_fields, &out);
}
void write(codec::json_out& out, const project& v) { codec::write_object(out, project_fields, &v); }
const config_rules& rules_of(const project&) {
    static constexpr std::string_view required[] = {"name"};
    static constexpr config_rules rules{"a project", project_fields, required};
    return rules;
}

}  // namespace polyaxon::v0
