#include <polyaxon/resources/v0/project.hpp>

#include <polyaxon/resources/v0/fields.hpp>

namespace polyaxon::v0 {

using codec::at, codec::at_text, codec::at_uuid;

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
    at<&project::is_public>("is_public"),
    at<&project::bookmarked>("bookmarked"),
    at<&project::readme>("readme"),
    at<&project::has_code>("has_code"),
    at_text<&project::tensorboard>("tensorboard"),
    at_text<&project::notebook>("notebook"),
    at<&project::has_tensorboard>("has_tensorboard"),
    at<&project::has_notebook>("has_notebook"),
    at<&project::num_experiment_groups>("num_experiment_groups"),
    at<&project::num_independent_experiments>("num_independent_experiments"),
    at<&project::num_experiments>("num_experiments"),
    at<&project::num_jobs>("num_jobs"),
    at<&project::num_builds>("num_builds"),
    at<&project::experiment_groups>("experiment_groups"),
    at<&project::experiments>("experiments"),
};
std::error_code read(codec::json_in& in, project& out) {
    return codec::read_object(in, project_fields, &out);
}
void write(codec::json_out& out, const project& v) { codec::write_object(out, project_fields, &v); }

}  // namespace polyaxon::v0
