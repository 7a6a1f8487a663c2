// Bodies with the members that the servers of both generations send, in their order.
#include <polyaxon/testing/platform_data.hpp>

#include <charconv>
#include <chrono>
#include <cstdio>

namespace polyaxon::testing {
namespace {

std::string number(double value) {
    char text[40];
    std::string out(text, std::to_chars(text, text + sizeof text, value).ptr);
    if (out.find_first_of(".e") == std::string::npos) out += ".0";  // as Python writes a float
    return out;
}

std::string of_1024(std::int64_t n) { return number(static_cast<double>(n) / 1024); }
std::string of_64(std::optional<std::int64_t> n) { return n ? number(static_cast<double>(*n) / 64) : "null"; }
const char* boolean(bool b) { return b ? "true" : "false"; }

std::string cpus(const platform_run& r) { return number(static_cast<double>(r.id % 8 + 1)); }
std::string memory(const platform_run& r) {
    return number(static_cast<double>((r.id % 16 + 1) * 1'073'741'824));
}
std::string gpus(const platform_run& r) { return number(static_cast<double>(r.id % 3)); }

/// The specification a managed run was made from.
std::string v1_content(const platform_run& r) {
    return R"({"version":1.1,"kind":"compiled_operation","name":")" + r.name +
           R"(","termination":{"maxRetries":2,"ttl":3600},"inputs":[{"name":"lr","type":"float","isOptional":true},{"name":"layers","type":"int","isOptional":true},{"name":"optimizer","type":"str","isOptional":true}],"run":{"kind":"job","container":{"image":")" +
           r.framework + R"(/train:2.4","command":["python3","-u","train.py"],"args":["--epochs=)" +
           std::to_string(r.epochs) +
           R"(","--out={{ globals.run_outputs_path }}"],"resources":{"requests":{"cpu":2,"memory":"4Gi"}}}}})";
}

std::string v0_content(const platform_run& r) {
    return "---\nversion: 1\nkind: experiment\nframework: " + r.framework +
           "\nbuild:\n  image: " + r.framework +
           "/train:2.4\nrun:\n  cmd: python3 train.py --epochs=" + std::to_string(r.epochs);
}

std::string metrics(const platform_run& r) {
    return r.loss ? "{\"loss\":" + of_1024(*r.loss) + ",\"accuracy\":" + of_1024(*r.accuracy) + '}' : "null";
}

std::string outputs(const platform_run& r) {
    if (!r.loss) return "null";
    return "{\"loss\":" + of_1024(*r.loss) + ",\"accuracy\":" + of_1024(*r.accuracy) +
           ",\"epochs_done\":" + std::to_string(r.epochs) + ",\"best_model\":\"outputs/" + r.name +
           "/best.ckpt\"}";
}

}  // namespace

std::string quoted_json(std::string_view text) {
    std::string out = "\"";
    for (char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (static_cast<unsigned char>(c) < 0x20) {
            char escaped[8];
            std::snprintf(escaped, sizeof escaped, "\\u%04x",
                          static_cast<unsigned>(static_cast<unsigned char>(c)));
            out += escaped;
        } else {
            out += c;
        }
    }
    return out + '"';
}

std::string time_json(std::optional<std::int64_t> microseconds) {
    if (!microseconds) return "null";
    using namespace std::chrono;
    const sys_time<std::chrono::microseconds> at{std::chrono::microseconds(*microseconds)};
    const auto day = floor<days>(at);
    const year_month_day date(day);
    const hh_mm_ss time(at - day);
    char text[48];
    std::snprintf(text, sizeof text, "\"%04d-%02u-%02uT%02d:%02d:%02d.%06dZ\"", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()), static_cast<int>(time.subseconds().count()));
    return text;
}

void write_v1_run(const platform_data& data, const platform_run& r, bool full, std::string& out) {
    const std::optional<std::int64_t> wait =
        r.started ? std::optional((*r.started - r.created) / 15'625) : std::nullopt;
    out.append("{\"uuid\":\"").append(r.uuid).append("\",\"name\":").append(quoted_json(r.name));
    out.append(",\"created_at\":")
        .append(time_json(r.created))
        .append(",\"updated_at\":")
        .append(time_json(r.updated));
    out.append(",\"started_at\":")
        .append(time_json(r.started))
        .append(",\"finished_at\":")
        .append(time_json(r.finished));
    out.append(",\"schedule_at\":null,\"wait_time\":")
        .append(of_64(wait))
        .append(",\"duration\":")
        .append(of_64(r.duration));
    out.append(",\"kind\":\"job\",\"runtime\":")
        .append(r.managed ? "\"job\"" : "null")
        .append(",\"meta_info\":")
        .append(r.meta_json);
    out.append(",\"status\":\"")
        .append(r.status)
        .append("\",\"pipeline\":null,\"original\":null,\"is_managed\":")
        .append(boolean(r.managed));
    out.append(",\"managed_by\":")
        .append(r.managed ? "\"agent\"" : "\"user\"")
        .append(",\"pending\":null,\"inputs\":")
        .append(r.inputs_json);
    out.append(",\"outputs\":").append(outputs(r)).append(",\"tags\":").append(r.tags_json);
    out.append(",\"settings\":{\"namespace\":\"polyaxon\",");
    if (full) out += R"("agent":null,"queue":null,"artifacts_store":null,"tensorboard":null,"build":null,)";
    out.append("\"component\":null")
        .append(full ? ",\"models\":[],\"artifacts\":[]}" : "}")
        .append(",\"user\":null");
    if (full) {
        const bool has = r.managed && r.content_json == "null";
        const auto content = has ? quoted_json(v1_content(r)) : r.content_json;
        out.append(",\"owner\":").append(quoted_json(data.options.owner)).append(",\"project\":");
        out.append(quoted_json(data.projects[r.project].name))
            .append(",\"readme\":null,\"description\":")
            .append(r.description_json);
        out.append(",\"raw_content\":")
            .append(content)
            .append(",\"content\":")
            .append(content)
            .append(",\"live_state\":1");
    }
    out.append(",\"bookmarked\":false,\"resources\":{\"memory\":")
        .append(memory(r))
        .append(",\"cpu\":")
        .append(cpus(r));
    out.append(",\"gpu\":").append(gpus(r)).append(",\"custom\":0.0,\"cost\":0.0}}");
}

void write_v0_experiment(const platform_data& data, const platform_run& r, bool full, std::string& out) {
    const auto& owner = data.options.owner;
    const auto project = owner + '.' + data.projects[r.project].name;
    out.append("{\"id\":")
        .append(std::to_string(r.id))
        .append(",\"uuid\":\"")
        .append(r.uuid)
        .append("\",\"name\":")
        .append(quoted_json(r.name));
    out.append(",\"unique_name\":")
        .append(quoted_json(project + '.' + std::to_string(r.id)))
        .append(",\"user\":")
        .append(quoted_json(owner));
    out.append(",\"description\":")
        .append(r.description_json)
        .append(",\"created_at\":")
        .append(time_json(r.created));
    out.append(",\"updated_at\":")
        .append(time_json(r.updated))
        .append(",\"started_at\":")
        .append(time_json(r.started));
    out.append(",\"finished_at\":")
        .append(time_json(r.finished))
        .append(",\"last_status\":\"")
        .append(r.status);
    out.append("\",\"original\":null,\"cloning_strategy\":null,\"project\":").append(quoted_json(project));
    out.append(",\"experiment_group\":null,\"build_job\":null,\"backend\":")
        .append(r.managed ? "\"native\"" : "\"other\"");
    out.append(",\"is_managed\":").append(boolean(r.managed)).append(",\"framework\":");
    out.append(r.framework.empty() ? "null" : quoted_json(r.framework))
        .append(",\"tags\":")
        .append(r.tags_json);
    out.append(",\"last_metric\":")
        .append(metrics(r))
        .append(",\"params\":")
        .append(r.inputs_json)
        .append(",\"bookmarked\":false");
    if (full) {
        const bool has = r.managed && r.content_json == "null";
        out.append(",\"readme\":null,\"content\":").append(has ? quoted_json(v0_content(r)) : r.content_json);
        out.append(R"(,"resources":{"cpu":{"limits":null,"requests":)").append(cpus(r));
        out.append(R"(},"memory":{"limits":)").append(memory(r)).append(R"(,"requests":)").append(memory(r));
        out.append(R"(},"gpu":null,"tpu":null},"run_env":{"pid":)").append(std::to_string(1000 + r.id));
        out.append(R"(,"packages":["numpy==1.17.0","scipy==1.3.1"]},"data_refs":null,"num_jobs":)")
            .append(r.managed ? "1" : "0");
        out.append(R"(,"is_clone":false,"code_reference":null,"tensorboard":null,"has_tensorboard":null)");
    }
    out += '}';
}

void write_v1_project(const platform_project& p, bool full, std::string& out) {
    out.append("{\"uuid\":\"").append(p.uuid).append("\",\"name\":").append(quoted_json(p.name));
    out.append(",\"description\":")
        .append(p.description_json)
        .append(",\"tags\":")
        .append(p.tags_json)
        .append(",\"user\":null");
    out.append(",\"created_at\":")
        .append(time_json(p.created))
        .append(",\"updated_at\":")
        .append(time_json(p.created))
        .append(",\"bookmarked\":false");
    out += full ? ",\"readme\":null,\"live_state\":1}" : "}";
}

void write_v0_project(const platform_data& data, const platform_project& p, bool full, std::string& out) {
    const auto owner = quoted_json(data.options.owner);
    out.append("{\"id\":")
        .append(std::to_string(p.id))
        .append(",\"uuid\":\"")
        .append(p.uuid)
        .append("\",\"user\":")
        .append(owner);
    out.append(",\"name\":")
        .append(quoted_json(p.name))
        .append(",\"owner\":")
        .append(owner)
        .append(",\"unique_name\":");
    out.append(quoted_json(data.options.owner + '.' + p.name))
        .append(",\"description\":")
        .append(p.description_json);
    out.append(",\"tags\":")
        .append(p.tags_json)
        .append(",\"created_at\":")
        .append(time_json(p.created))
        .append(",\"updated_at\":");
    out.append(time_json(p.created)).append(",\"is_public\":true,\"bookmarked\":false");
    if (full) {
        const auto n = std::to_string(p.runs.size());
        out.append(
            R"(,"readme":null,"has_code":false,"tensorboard":null,"notebook":null,"has_tensorboard":null,"has_notebook":null)");
        out.append(R"(,"num_experiment_groups":0,"num_independent_experiments":)")
            .append(n)
            .append(",\"num_experiments\":")
            .append(n);
        out.append(R"(,"num_jobs":0,"num_builds":0)");
    }
    out += '}';
}

namespace {
/// The statuses a run has had, oldest first, as far as its present one tells.
std::vector<std::pair<std::string, std::int64_t>> history(const platform_run& r) {
    std::vector<std::pair<std::string, std::int64_t>> all{{"created", r.created}};
    if (r.started && r.status != "starting") all.emplace_back("running", *r.started);
    if (all.back().first != r.status) all.emplace_back(r.status, r.updated);
    return all;
}
}  // namespace

void write_v1_statuses(const platform_run& r, std::string& out) {
    out.append("{\"uuid\":\"")
        .append(r.uuid)
        .append("\",\"status\":\"")
        .append(r.status)
        .append("\",\"status_conditions\":[");
    for (const auto& [type, at] : history(r)) {
        if (out.back() == '}') out += ',';
        out.append("{\"type\":\"")
            .append(type)
            .append(R"(","status":"True","reason":"ModelManager","message":"Run is )")
            .append(type);
        out.append("\",\"last_update_time\":")
            .append(time_json(at))
            .append(",\"last_transition_time\":")
            .append(time_json(at))
            .append("}");
    }
    out.append("],\"meta_info\":").append(r.meta_json).append("}");
}

void write_v0_statuses(const platform_run& r, std::string& out) {
    const auto all = history(r);
    out.append("{\"count\":")
        .append(std::to_string(all.size()))
        .append(R"(,"next":null,"previous":null,"results":[)");
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto id = r.id * 10 + static_cast<std::int64_t>(i);
        auto uuid = r.uuid;
        uuid.replace(0, 2, "0" + std::to_string(i));
        out.append(i ? ",{\"id\":" : "{\"id\":")
            .append(std::to_string(id))
            .append(",\"uuid\":\"")
            .append(uuid);
        out.append("\",\"created_at\":")
            .append(time_json(all[i].second))
            .append(R"(,"message":null,"traceback":null,"status":")");
        out.append(all[i].first).append("\",\"experiment\":").append(std::to_string(r.id)).append("}");
    }
    out += "]}";
}

}  // namespace polyaxon::testing
