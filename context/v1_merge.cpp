#include <polyaxon/context/v1_merge.hpp>

#include <polyaxon/codec/yaml.hpp>

#include <cmath>
#include <limits>
#include <type_traits>
#include <vector>

namespace polyaxon::context {

error_info coded(std::string_view code, const std::string& detail) {
    return trouble(std::string(code) + ": " + detail);
}

namespace {

/// The objects of several places in their order; what is later wins, key by key.
struct layer {
    std::string source;  ///< "file …" or "environment", whose source is made per key
    json object;
    bool is_file;
};

/// What is said about one field: under its variable's name if anywhere, else under its own name.
std::optional<setting> look(const std::vector<layer>& layers, std::string_view variable,
                            std::string_view field, bool empty_is_unset = true) {
    std::optional<setting> found;
    for (const auto key : {variable, field}) {
        if (key.empty()) continue;
        for (const auto& l : layers) {
            if (!l.object.is_object() || !l.object.contains(key)) continue;
            if (!l.is_file && key != variable)
                continue;  // only the upper-case names are taken from the environment
            auto value = l.object.at(key);
            if (empty_is_unset && value.text() == "\"\"" && !l.is_file) continue;
            found = setting{std::move(value), l.is_file ? l.source : "environment " + std::string(key)};
        }
        if (found) break;
    }
    if (found && found->value.is_null()) found.reset();
    return found;
}

struct misfit {
    std::string allowed;
};

std::optional<misfit> take(const json& v, std::optional<std::string>& out) {
    if (!v.is_string()) return misfit{"text"};
    auto text = v.as<std::string>();
    if (!text.empty()) out = std::move(text);
    return std::nullopt;
}
std::optional<misfit> take(const json& v, std::optional<bool>& out) {
    if (is_bool(v))
        out = v.text() == "true";
    else if (v.is_string())
        out = bool_of(v.as<std::string>());
    else if (v.text() == "1" || v.text() == "0")
        out = v.text() == "1";
    return out ? std::nullopt : std::optional(misfit{std::string(bool_words)});
}
std::optional<misfit> take(const json& v, std::optional<double>& out) {
    if (v.is_string())
        out = number_of(v.as<std::string>());
    else if (is_number(v))
        out = number_of(v.text());
    if (out && *out >= 0) return std::nullopt;
    out.reset();
    return misfit{"a number that is not negative"};
}
std::optional<misfit> take(const json& v, std::optional<int>& out) {
    std::optional<double> n;
    if (v.is_string()) {
        if (auto i = integer_of(v.as<std::string>())) n = static_cast<double>(*i);
    } else if (is_number(v)) {
        n = number_of(v.text());
    }
    if (!n || *n != std::floor(*n) || *n < 0 || *n > std::numeric_limits<int>::max())
        return misfit{"a whole number that is not negative"};
    out = static_cast<int>(*n);
    return std::nullopt;
}

/// A value that does not fit: which place said it, and the sentence about it.
struct fault {
    std::string source, sentence;
    bool in_file;
};

std::optional<fault> typed_fields(const std::vector<layer>& layers, v1_loaded& out) {
    std::optional<fault> wrong;
    each_field([&](std::string_view name, std::string_view variable, auto member) {
        if (wrong) return;
        constexpr bool is_text = std::is_same_v<decltype(member), std::optional<std::string> v1_fields::*>;
        const auto said = look(layers, variable, name, is_text);  // an empty number or boolean is a mistake
        if (!said) return;
        if (const auto bad = take(said->value, out.fields.*member)) {
            const bool in_file = said->source.compare(0, 5, "file ") == 0;
            const auto place = in_file ? std::string(name) + " in " + said->source : said->source;
            wrong =
                fault{said->source,
                      place + " is " + shown(said->value) + ", which is not allowed: give " + bad->allowed,
                      in_file};
            return;
        }
        if (out.fields.*member) out.sources.insert_or_assign(std::string(name), said->source);
    });
    return wrong;
}

/// Takes the layer of that file out; the others stay.
void drop(std::vector<layer>& layers, const std::string& source) {
    for (auto& l : layers)
        if (l.is_file && l.source == source) l.object = json();
}

/// One layer a file, in the order of precedence; the same file twice is one layer.
result<std::vector<layer>> file_layers(const std::vector<std::filesystem::path>& paths, file_reader& files) {
    std::vector<layer> layers;
    for (const auto& path : paths) {
        auto object = files.object(path);
        if (!object) return coded("bad_file", object.error().detail());
        layers.push_back({"file " + path.string(), std::move(*object), true});
    }
    return layers;
}

std::vector<std::filesystem::path> unique(std::vector<std::filesystem::path> paths) {
    std::vector<std::filesystem::path> out;
    for (auto& path : paths)
        if (out.empty() || out.back() != path) out.push_back(std::move(path));
    return out;
}

}  // namespace

result<v1_folders> find_v1_folders(const system& machine, bool with_home_file, file_reader& files,
                                   context_report& report) {
    v1_folders out;
    out.temporary = machine.temporary() / ".polyaxon";
    out.home = machine.writable(machine.home()) ? machine.home() / ".polyaxon" : out.temporary;
    if (out.home == out.temporary && machine.home() != machine.temporary())
        report.warnings.push_back("the home folder " + machine.home().string() + " cannot be written, " +
                                  out.temporary.string() + " takes its place");
    out.work = machine.working_directory() / ".polyaxon";
    const auto pod = files.variable("POLYAXON_CONTEXT_ROOT");
    out.pod = pod && !pod->empty() ? std::filesystem::path(*pod) : machine.pod_context();
    out.moved = out.home;
    if (!with_home_file) return out;

    std::optional<std::string> moved = files.variable("POLYAXON_HOME");
    if (!moved || moved->empty()) {
        const auto path = out.home / ".home";
        const auto text = files.text(path, file_reader::settings_cap);
        if (!text) return coded("bad_file", text.error().detail());
        if (*text == nullptr) return out;
        const auto said = codec::yaml_to_json(**text);
        if (!said || (!said->is_object() && !said->is_null()))
            return coded("bad_file",
                         "file " + path.string() + " is not `POLYAXON_HOME: path`; repair it or remove it");
        if (!said->has("POLYAXON_HOME")) return out;
        if (!said->at("POLYAXON_HOME").is_string())
            return coded("bad_file", "POLYAXON_HOME in file " + path.string() + " is " +
                                         shown(said->at("POLYAXON_HOME")) + "; give a path");
        moved = said->at("POLYAXON_HOME").as<std::string>();
    }
    if (moved && !moved->empty()) out.moved = std::filesystem::path(*moved) / ".polyaxon";
    return out;
}

result<v1_loaded> read_v1_client(const v1_folders& in, file_reader& files, context_report& report) {
    auto layers = file_layers(unique({in.temporary / ".client", in.moved / ".client"}), files);
    if (!layers) return layers.error();
    auto environment = json::object();
    each_field([&](std::string_view, std::string_view variable, auto) {
        if (variable.empty()) return;
        if (const auto value = files.variable(variable)) environment.set(variable, *value);
    });
    layers->push_back({"environment", std::move(environment), false});
    if (files.variable("POLYAXON_RETRIES"))
        report.warnings.push_back(
            "POLYAXON_RETRIES is not used (nor is it by the platform's own client); give `retries` as an "
            "argument or in .client");

    for (;;) {
        v1_loaded out;
        const auto wrong = typed_fields(*layers, out);
        if (!wrong) return out;
        if (!wrong->in_file) return coded("bad_value", wrong->sentence);
        // The platform deletes such a file and goes on without it; here it stays where it is.
        report.warnings.push_back(wrong->sentence + "; the whole file was left out of account: repair it");
        drop(*layers, wrong->source);
    }
}

result<v1_auth> read_v1_auth(const v1_folders& in, file_reader& files, context_report& report) {
    auto layers = file_layers(unique({in.temporary / ".auth", in.moved / ".auth"}), files);
    if (!layers) return layers.error();
    auto environment = json::object();
    for (const std::string_view name : {"POLYAXON_AUTH_USERNAME", "POLYAXON_AUTH_TOKEN"})
        if (const auto value = files.variable(name)) environment.set(name, *value);
    layers->push_back({"environment", std::move(environment), false});
    auto pod = file_layers({in.pod / ".configs" / ".auth"}, files);
    if (!pod) return pod.error();
    layers->push_back(std::move(pod->front()));

    const auto token_key = std::string_view("POLYAXON_AUTH_TOKEN"),
               name_key = std::string_view("POLYAXON_AUTH_USERNAME");
    // An empty token hides no other.
    for (auto& l : *layers) {
        if (!l.is_file || !l.object.is_object()) continue;
        auto kept = json::object();
        for (const auto& [key, value] : l.object.items())
            if (!value.is_null() && value.text() != "\"\"") kept.set(key, value);
        l.object = std::move(kept);
    }
    for (;;) {
        v1_auth out;
        const auto token = look(*layers, token_key, "token"), username = look(*layers, name_key, "username");
        const setting* wrong = token && !token->value.is_string()         ? &*token
                               : username && !username->value.is_string() ? &*username
                                                                          : nullptr;
        if (wrong == nullptr) {
            if (token) out.token = token->value.as<std::string>(), out.token_source = token->source;
            if (username)
                out.username = username->value.as<std::string>(), out.username_source = username->source;
            return out;
        }
        // Neither value is shown: one of them may be a token in the wrong shape.
        report.warnings.push_back("token or user name in " + wrong->source +
                                  " is not text; the whole file was left out of account: repair it");
        drop(*layers, wrong->source);
    }
}

}  // namespace polyaxon::context
