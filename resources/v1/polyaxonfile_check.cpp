#include <polyaxon/codec/refusal.hpp>
#include <polyaxon/resources/v1/polyaxonfile.hpp>

#include <algorithm>
#include <cmath>
#include <set>

namespace polyaxon::v1 {

namespace {

/// What an operation and the component in it say together.
struct composed {
    bool has_runtime = false, strict = false, complete = true;
    std::vector<json> inputs;
    std::set<std::string> given;  ///< by params, matrix or joins
    json params = json::object();
};

void collect_inputs(const json& layer, composed& all) {
    if (!layer.has("inputs")) return;
    for (const auto& input : layer.at("inputs").elements()) {
        if (!input.has("name")) throw refused("an input of the polyaxonfile has no name");
        const auto same = [&](const json& other) { return other.at("name") == input.at("name"); };
        const auto known = std::ranges::find_if(all.inputs, same);
        if (known == all.inputs.end())
            all.inputs.push_back(input);
        else
            *known = merged_deep(*known, input);
    }
}

void collect_params(const json& layer, composed& all) {
    if (layer.has("params"))
        for (auto& [name, param] : layer.at("params").items()) {
            all.given.insert(name);
            all.params.set(name, std::move(param));
        }
    if (layer.has("joins"))
        for (const auto& join : layer.at("joins").elements())
            if (join.has("params"))
                for (const auto& name : join.at("params").keys()) all.given.insert(name);
    if (!layer.has("matrix")) return;
    const auto matrix = layer.at("matrix");
    if (matrix.has("params"))
        for (const auto& name : matrix.at("params").keys()) all.given.insert(name);
    if (matrix.has("values") && matrix.at("values").is_array())
        for (const auto& row : matrix.at("values").elements())
            if (row.is_object())
                for (const auto& name : row.keys()) all.given.insert(name);
}

void collect(const json& layer, composed& all) {
    if (layer.has("component"))
        collect(layer.at("component"), all);
    else if (layer.has("hubRef") || layer.has("urlRef") || layer.has("pathRef") || layer.has("dagRef"))
        all.complete = false;
    for (const std::string_view key : {"run", "container", "cmd", "env", "resources", "ports", "environment",
                                       "init", "sidecars", "volumes"})
        all.has_runtime = all.has_runtime || layer.has(key);
    if (layer.has("strictParams")) all.strict = all.strict || layer.at("strictParams") == json::from(true);
    collect_inputs(layer, all);
    collect_params(layer, all);
}

/// The value of a text that stands for another one, as "0.1" does for a float.
json read_text(const std::string& text) {
    try {
        return json::parse(text);
    } catch (const error&) {
        return json::from(text);
    }
}

bool is_number(const json& v) {
    const auto t = v.text();
    return !t.empty() && (t.front() == '-' || (t.front() >= '0' && t.front() <= '9'));
}
bool is_bool(const json& v) { return v.text() == "true" || v.text() == "false"; }
bool is_whole(const json& v) {
    return is_bool(v) || (is_number(v) && v.as<double>() == std::floor(v.as<double>()));
}

/// Whether a literal fits a type; what the server alone can tell fits.
bool fits(const std::string& type, json value) {
    if (value.is_string() && type != "str" && type != "any") value = read_text(value.as<std::string>());
    if (type == "int") return is_whole(value);
    if (type == "float") return is_bool(value) || is_number(value);
    if (type == "bool") {
        if (value.is_string()) {
            const auto t = value.as<std::string>();
            for (const std::string_view word :
                 {"t", "f", "y", "n", "yes", "no", "on", "off", "True", "False", "TRUE", "FALSE"})
                if (t == word) return true;
            return false;
        }
        return is_bool(value) || value == json::from(0) || value == json::from(1);
    }
    if (type == "dict") return value.is_object();
    return true;
}

void check_value(const json& input, const json& param) {
    const auto name = input.at("name").as<std::string>();
    if (param.is_object() && (param.has("ref") || param.has("contextOnly")))
        return;  // comes from another run
    const auto value = param.is_object() && param.contains("value") ? param.at("value") : param;
    if (value.is_null()) {
        if (input.value_or("isOptional", false)) return;
        throw refused("the param \"" + name + "\" has no value and its input is not optional");
    }
    if (value.is_string() && value.text().find("{{") != std::string_view::npos) return;  // a template
    if (!input.has("type")) return;
    const auto type = input.at("type").as<std::string>();
    const auto wrong = [&] {
        return refused("the param \"" + name + "\" does not fit its input, which is " +
                       (input.value_or("isList", false) ? "a list of " : "of type ") + type);
    };
    if (!input.value_or("isList", false)) {
        if (!fits(type, value)) throw wrong();
        return;
    }
    const auto list = value.is_string() ? read_text(value.as<std::string>()) : value;
    if (!list.is_array()) throw wrong();
    for (const auto& element : list.elements())
        if (!fits(type, element)) throw wrong();
}

}  // namespace

void check_operation(const json& operation) {
    composed all;
    collect(operation, all);
    if (!all.complete) return;  // what is behind an unresolved reference is not known
    if (!all.has_runtime) throw refused("the polyaxonfile has nothing to run: give it a run, or a container");
    for (const auto& input : all.inputs) {
        const auto name = input.at("name").as<std::string>();
        if (all.params.contains(name)) {
            check_value(input, all.params.at(name));
        } else if (!all.given.contains(name) && !input.value_or("isOptional", false) && !input.has("value")) {
            throw refused("the input \"" + name + "\" is not optional: give a param for it");
        }
    }
    if (!all.strict) return;
    for (const auto& name : all.params.keys()) {
        const auto same = [&](const json& input) { return input.at("name") == json::from(name); };
        const auto param = all.params.at(name);
        if (std::ranges::none_of(all.inputs, same) && !param.has("contextOnly"))
            throw refused("there is no input for the param \"" + name + "\", and strictParams is set");
    }
}

}  // namespace polyaxon::v1
