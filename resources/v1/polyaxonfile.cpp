#include <polyaxon/resources/v1/polyaxonfile.hpp>

#include <polyaxon/codec/refusal.hpp>
#include <polyaxon/codec/yaml.hpp>
#include <polyaxon/resources/owned.hpp>
#include <polyaxon/resources/v1/as_json.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace polyaxon::v1 {

namespace {

constexpr std::string_view sections[] = {
    "version",    "kind",     "name",         "cost",        "description", "tags",
    "isApproved", "params",   "strictParams", "isPreset",    "presets",     "patchStrategy",
    "template",   "cache",    "queue",        "plugins",     "namespace",   "build",
    "hooks",      "events",   "termination",  "connections", "matrix",      "joins",
    "operations", "schedule", "dependencies", "trigger",     "conditions",  "skipOnUpstreamSkip",
    "hubRef",     "dagRef",   "pathRef",      "urlRef",      "component",   "inputs",
    "outputs",    "contexts", "run",          "container",   "cmd",         "env",
    "resources",  "ports",    "environment",  "init",        "sidecars",    "volumes",
    "runPatch",   "mount"};

json object_of(std::string_view text, std::string_view what) {
    json value;
    try {
        value = json::parse(text);
    } catch (const error& e) {
        throw refused(std::string(what) + ": " + e.detail());
    }
    if (!value.is_object()) throw refused(std::string(what) + ": give the text of a JSON object");
    return value;
}

/// One side of a resource: "500m", "2", "1.5Gi".
bool is_amount(std::string_view text, std::string_view resource) {
    double number = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (ec != std::errc{} || !(number >= 0) || !std::isfinite(number)) return false;
    const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
    if (resource == "gpu") return unit.empty() && text.find_first_not_of("0123456789") == text.npos;
    if (resource == "cpu") return unit.empty() || unit == "m";
    constexpr std::string_view units[] = {"",   "k",  "K",  "M",  "G",  "T",  "P", "E",
                                          "Ki", "Mi", "Gi", "Ti", "Pi", "Ei", "m"};
    return std::ranges::find(units, unit) != std::end(units);
}

void check_amount(std::string_view resource, const json& value) {
    const auto no = [&](std::string_view why) {
        return refused(std::string(resource) + ": " + std::string(why));
    };
    if (!value.is_string()) {
        if (!(value.as<double>() >= 0)) throw no("give a number that is not negative");
        if (resource == "gpu" && value.as<double>() != std::floor(value.as<double>()))
            throw no("give a whole number of devices");
        return;
    }
    const auto text = value.as<std::string>();
    const auto dots = text.find("..");
    const std::string_view all = text, low = all.substr(0, dots),
                           high = dots == text.npos ? std::string_view() : all.substr(dots + 2);
    if (low.empty() && high.empty()) throw no("give a request, a limit, or both");
    for (const auto part : {low, high})
        if (!part.empty() && !is_amount(part, resource))
            throw no("\"" + std::string(part) + "\" is no amount: write one like " +
                     (resource == "memory" ? "512Mi or 512Mi..1Gi"
                      : resource == "cpu"  ? "500m or 500m..1"
                                           : "1 or 1..2"));
}

}  // namespace

inline_members::inline_members(std::string_view image, std::string_view cmd, std::string_view env,
                               std::string_view ports) {
    auto root = json::object();
    if (!image.empty()) {
        auto container = json::object();
        root.set("container", container.set("image", image));
    }
    if (!cmd.empty()) {
        if (cmd.find_first_not_of(" \t\r\n") == cmd.npos) throw refused("cmd: give a line for the shell");
        root.set("cmd", cmd);
    }
    if (!env.empty()) {
        const auto names = object_of(env, "env");
        for (const auto& [name, value] : names.items())
            if (!value.is_string()) throw refused("env: " + name + " must be a text: quote it");
        root.set("env", names);
    }
    auto list = json::array();
    for (const auto& port : resources::split_list(ports)) {
        int number = 0;
        const auto [end, ec] = std::from_chars(port.data(), port.data() + port.size(), number);
        if (ec != std::errc{} || end != port.data() + port.size() || number < 1 || number > 65535)
            throw refused("ports: \"" + port + "\" is no port: give a comma list like 80,443");
        list.push(number);
    }
    if (list.size() > 0) root.set("ports", list);
    if (root.size() > 0) value_ = std::move(root);
}

void inline_members::add_resources(quantity cpu, quantity memory, quantity gpu) {
    auto all = json::object();
    const auto add = [&](std::string_view name, const quantity& amount) {
        if (!amount.given()) return;
        const auto value = amount.value();
        check_amount(name, value);
        all.set(name, value);
    };
    add("cpu", cpu);
    add("memory", memory);
    add("gpu", gpu);
    if (all.size() == 0) return;
    if (!value_.is_object()) value_ = json::object();
    value_.set("resources", all);
}

operation_members::operation_members(const operation_options& o) {
    if (o.cache.value_or(false) && o.nocache)
        throw refused("cache and nocache contradict each other: give one");
    if (!o.params.empty()) {
        auto params = json::object();
        for (auto& [name, value] : object_of(o.params, "params").items()) {
            auto one = json::object();
            params.set(name, one.set("value", value));
        }
        if (params.size() > 0) value_.set("params", params);
    }
    if (!o.matrix.empty()) {
        const auto matrix = object_of(o.matrix, "matrix");
        if (!matrix.has("kind")) throw refused("matrix: say its kind, as \"grid\"");
        value_.set("matrix", matrix);
    }
    if (const auto presets = resources::split_list(o.presets); !presets.empty())
        value_.set("presets", as_json(presets));
    if (!o.queue.empty()) {
        if (std::ranges::count_if(o.queue, [](char c) { return c == '/' || c == '.'; }) > 1)
            throw refused("queue: give \"queue\" or \"agent/queue\"");
        value_.set("queue", o.queue);
    }
    if (!o.name_space.empty()) value_.set("namespace", o.name_space);
    if (o.cache || o.nocache) {
        auto cache = json::object();
        value_.set("cache", cache.set("disable", o.nocache || !*o.cache));
    }
    if (o.approved) value_.set("isApproved", *o.approved);
}

json parse_polyaxonfile(std::string_view text, std::string_view origin) {
    auto file = codec::yaml_to_json(text);
    if (!file) throw refused(std::string(origin) + ": " + file.error().detail());
    if (!file->is_object()) throw refused(std::string(origin) + ": a polyaxonfile is a mapping");
    for (const auto& key : file->keys())
        if (std::ranges::find(sections, key) == std::end(sections))
            throw refused(std::string(origin) + ": \"" + key + "\" is no section of a polyaxonfile");
    const auto kind = file->has("kind") ? file->at("kind") : json();
    if (!kind.is_null() && kind != json::from("component") && kind != json::from("operation"))
        throw refused(std::string(origin) + ": the kind must be component or operation, or be left out");
    return std::move(*file);
}

json merged_deep(const json& base, const json& over) {
    if (!base.is_object() || !over.is_object()) return over;
    auto out = base;
    for (auto& [key, value] : over.items()) {
        if (out.contains(key))
            out.set(key, merged_deep(out.at(key), value));
        else
            out.set(key, std::move(value));
    }
    return out;
}

json with_inline(json file, const json& inline_root) {
    for (auto& [key, value] : inline_root.items()) {
        if (!file.has(key)) {
            file.set(key, std::move(value));
        } else if (key == "ports" && file.at(key).is_array()) {
            auto all = file.at(key);
            const auto known = all.elements();
            for (const auto& port : value.elements())
                if (std::ranges::find(known, port) == known.end()) all.push(port);
            file.set(key, all);
        } else {
            file.set(key, merged_deep(file.at(key), value));
        }
    }
    return file;
}

json operation_of(const json& file, const operation_members& members) {
    if (!file.has("kind") || file.at("kind") != json::from("component"))
        return merged_deep(file, members.value());
    auto operation = json::object();
    operation.set("kind", "operation");
    if (file.has("version")) operation.set("version", file.at("version"));
    for (auto& [key, value] : members.value().items()) operation.set(key, std::move(value));
    operation.set("component", file);
    return operation;
}

std::optional<file_reference> reference_of(const json& file) {
    if (file.has("component")) return std::nullopt;
    std::optional<file_reference> found;
    for (const std::string_view kind : {"hubRef", "urlRef", "pathRef", "dagRef"}) {
        if (!file.has(kind)) continue;
        if (found)
            throw refused("a polyaxonfile has one reference at most: " + found->kind + " or " +
                          std::string(kind));
        const auto target = file.at(kind);
        if (!target.is_string()) throw refused(std::string(kind) + " must be a text");
        found.emplace(kind, target.as<std::string>());
    }
    if (found && found->kind == "dagRef") return std::nullopt;  // resolved by its dag
    return found;
}

}  // namespace polyaxon::v1
