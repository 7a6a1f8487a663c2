#include <polyaxon/resources/v1/version_registration.hpp>

#include <polyaxon/codec/fields.hpp>
#include <polyaxon/resources/owned.hpp>
#include <polyaxon/resources/v1/as_json.hpp>

namespace polyaxon::v1 {

namespace {

std::optional<std::string> filled(std::string_view text) {
    return text.empty() ? std::nullopt : std::optional(std::string(text));
}
std::optional<std::string> given(std::optional<std::string_view> text) {
    return text ? std::optional(std::string(*text)) : std::nullopt;
}

}  // namespace

version_registration::version_registration(version_kind kind, std::string_view name,
                                           const register_version_options& o)
    : kind_(kind), force_(o.force) {
    version_.name = name;
    version_.description = given(o.description);
    version_.tags = resources::split_list(o.tags);
    version_.content = filled(o.content);
    version_.readme = given(o.readme);
    version_.run = filled(o.run);
    version_.connection = given(o.connection);
    version_.artifacts = resources::split_list(o.artifacts.value_or(""));
    version_.stage = filled(o.stage);
    version_.stage_conditions.assign(o.stage_conditions.begin(), o.stage_conditions.end());
    clears_artifacts_ = o.artifacts && version_.artifacts.empty();
}

version_registration::version_registration(version_kind kind, std::string_view name,
                                           const project_version& of, bool force)
    : kind_(kind), force_(force) {
    version_.name = name;
    version_.description = of.description;
    version_.tags = of.tags;
    version_.content = of.content;
    version_.readme = of.readme;
    version_.run = of.run;
    version_.connection = of.connection;
    version_.artifacts = of.artifacts;
    version_.stage = of.stage;
    version_.stage_conditions = of.stage_conditions;
}

void version_registration::change(const copy_version_options& o) {
    // A copy begins its own history.
    version_.readme.reset();
    version_.stage.reset();
    version_.stage_conditions.clear();
    if (!o.description.empty()) version_.description = std::string(o.description);
    if (!o.tags.empty()) version_.tags = resources::split_list(o.tags);
    if (!o.content.empty()) version_.content = std::string(o.content);
}

json version_registration::creation() const {
    auto body = version_;
    body.kind = v1::name(kind_);
    return as_json(body);
}

json version_registration::changes() const {
    auto body = version_;
    body.name.reset();
    auto sent = as_json(body);
    if (clears_artifacts_) sent.set("artifacts", json::array());
    return sent;
}

}  // namespace polyaxon::v1
