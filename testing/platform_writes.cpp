// What POST makes: runs, experiments, statuses and projects.
#include <polyaxon/codec/ascii.hpp>
#include <polyaxon/testing/platform_data.hpp>

#include <polyaxon/codec/json.hpp>

#include <algorithm>

namespace polyaxon::testing {
namespace {

/// The object a request carries; a body of another kind is refused as the servers do.
class body_object {
 public:
    explicit body_object(const std::string& body) {
        try {
            object_ = json::parse(body);
        } catch (const error&) {
        }
        if (!object_.is_object()) refusal_ = reply::error(400, "JSON parse error - Expecting an object");
    }
    const std::optional<reply>& refusal() const { return refusal_; }
    std::optional<std::string> text(const char* key) const {
        const auto value = member(key);
        if (!value.is_string()) return std::nullopt;
        return value.as<std::string>();
    }
    std::optional<bool> flag(const char* key) const {
        const auto value = member(key);
        if (value.text() != "true" && value.text() != "false") return std::nullopt;
        return value.text() == "true";
    }
    /// The member's JSON text, or `otherwise` when it is absent or null.
    std::string raw(const char* key, const char* otherwise = "null") const {
        const auto value = member(key);
        return value.is_null() ? otherwise : std::string(value.text());
    }
    std::vector<std::string> texts(const char* key) const {
        std::vector<std::string> all;
        const auto values = member(key);
        if (!values.is_array()) return all;
        for (const auto& value : values.elements())
            if (value.is_string()) all.push_back(value.as<std::string>());
        return all;
    }
    json member(const char* key) const { return object_.contains(key) ? object_.at(key) : json(); }

 private:
    json object_;
    std::optional<reply> refusal_;
};

platform_run& add_run(platform_data& data, platform_project& project, const body_object& body) {
    platform_run r;
    data.now += 1'000'000;
    r.id = static_cast<std::int64_t>(data.runs.size()) + 1;
    r.uuid = new_uuid(data);
    r.project = static_cast<std::size_t>(project.id) - 1;
    r.name = body.text("name").value_or(project.name + '-' + std::to_string(r.id));
    r.status = "created";
    r.created = r.updated = data.now;
    r.description_json = body.raw("description");
    r.tags_json = body.raw("tags");
    r.tags = body.texts("tags");
    r.content_json = body.raw("content");
    r.framework = body.text("framework").value_or("");
    project.runs.push_back(data.runs.size());
    data.runs.push_back(std::move(r));
    return data.runs.back();
}

bool slug(std::string_view name) {
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return codec::ascii::is_alphanumeric(c) || c == '_' || c == '-';
    });
}

}  // namespace

reply create_v1_run(platform_data& data, platform_project& project, const std::string& text) {
    const body_object body(text);
    if (body.refusal()) return *body.refusal();
    const bool managed = body.flag("is_managed").value_or(true);
    if (managed && body.raw("content") == "null")
        return reply::json(R"({"non_field_errors":["Run expects a `content`."]})", 400);
    auto& r = add_run(data, project, body);
    r.managed = managed;
    r.meta_json = body.raw("meta_info", "{}");
    std::string out = "{\"uuid\":\"" + r.uuid + "\",\"kind\":\"job\",\"name\":" + quoted_json(r.name);
    out.append(",\"description\":").append(r.description_json).append(",\"content\":").append(r.content_json);
    out.append(",\"is_managed\":")
        .append(managed ? "true" : "false")
        .append(",\"managed_by\":")
        .append(managed ? "\"agent\"" : "\"user\"");
    out.append(",\"pending\":").append(body.raw("pending")).append(",\"meta_info\":").append(r.meta_json);
    out.append(",\"tags\":").append(r.tags_json).append(",\"settings\":{}}");
    return reply::json(std::move(out), 201);
}

reply create_v1_status(platform_run& r, std::int64_t now, const std::string& text) {
    const body_object body(text);
    if (body.refusal()) return *body.refusal();
    const auto condition = body.member("condition");
    if (!condition.is_object() || !condition.contains("type") || !condition.at("type").is_string())
        return reply::json(R"({"condition":["This field is required."]})", 400);
    const auto type = condition.at("type").as<std::string>();
    r.status = type;
    r.updated = now;
    if (type == "running" && !r.started) r.started = now;
    const bool done = type == "succeeded" || type == "failed" || type == "stopped" ||
                      type == "upstream_failed" || type == "skipped";
    if (done && !r.finished) {
        r.finished = now;
        if (r.started) r.duration = (now - *r.started) / 15'625;
    }
    r.full_v1.clear();
    r.full_v0.clear();
    return reply::json(R"({"status":null,"status_conditions":null,"meta_info":null})", 201);
}

reply create_v0_experiment(platform_data& data, platform_project& project, const std::string& text) {
    const body_object body(text);
    if (body.refusal()) return *body.refusal();
    auto& r = add_run(data, project, body);
    r.managed = body.flag("is_managed").value_or(true);
    r.inputs_json = body.raw("params");
    const auto unique = data.options.owner + '.' + project.name;
    std::string out = "{\"id\":" + std::to_string(r.id) + ",\"name\":" + quoted_json(r.name);
    out.append(",\"unique_name\":")
        .append(quoted_json(unique + '.' + std::to_string(r.id)))
        .append(",\"user\":");
    out.append(quoted_json(data.options.owner)).append(",\"description\":").append(r.description_json);
    out.append(",\"project\":")
        .append(quoted_json(unique))
        .append(",\"experiment_group\":null,\"build_job\":null,\"content\":");
    out.append(r.content_json)
        .append(",\"is_managed\":")
        .append(r.managed ? "true" : "false")
        .append(",\"tags\":")
        .append(r.tags_json);
    out.append(",\"params\":").append(r.inputs_json).append("}");
    return reply::json(std::move(out), 201);
}

reply create_project(platform_data& data, const std::string& text, bool v1) {
    const body_object body(text);
    if (body.refusal()) return *body.refusal();
    const auto name = body.text("name");
    if (!name) return reply::json(R"({"name":["This field is required."]})", 400);
    if (!slug(*name)) {
        return reply::json(
            R"({"name":["Enter a valid “slug” consisting of letters, numbers, underscores or hyphens."]})",
            400);
    }
    if (std::find(data.names.begin(), data.names.end(), *name) != data.names.end()) {
        if (v1) return reply::json(R"({"name":["project with this name already exists."]})", 400);
        return reply::json(R"(["A project with name `)" + *name + R"(` already exists."])", 400);
    }
    platform_project p;
    data.now += 1'000'000;
    p.id = static_cast<std::int64_t>(data.projects.size()) + 1;
    p.uuid = new_uuid(data);
    p.name = *name;
    p.description_json = body.raw("description");
    p.tags_json = body.raw("tags");
    p.created = data.now;
    std::string out;
    if (v1) {
        write_v1_project(p, false, out);
    } else {
        write_v0_project(data, p, false, out);
    }
    data.names.push_back(p.name);
    data.projects.push_back(std::move(p));
    return reply::json(std::move(out), 201);
}

}  // namespace polyaxon::testing
