#include <conformance/context_case.hpp>

namespace polyaxon::tests {

std::string filled_in(std::string text, const placeholders& values) {
    for (const auto& [name, value] : values)
        for (auto at = text.find(name); at != std::string::npos; at = text.find(name, at + value.size()))
            text.replace(at, name.size(), value);
    return text;
}

void comparison::member(std::string_view name, const json& expected, const json& actual) {
    const auto wanted = json::parse(filled_in(std::string(expected.text()), values_));
    if (wanted == actual) return;
    differences.push_back(std::string(name) + ": expected " + std::string(wanted.text()) + ", got " +
                          std::string(actual.text()));
}

json headers_object(std::string_view lines) {
    auto out = json::object();
    while (!lines.empty()) {
        const auto end = lines.find("\r\n");
        const auto line = lines.substr(0, end);
        const auto colon = line.find(": ");
        if (colon != line.npos) out.set(line.substr(0, colon), line.substr(colon + 2));
        if (end == lines.npos) break;
        lines.remove_prefix(end + 2);
    }
    return out;
}

void furnish(context_machine& machine, const json& one, const placeholders& values) {
    if (one.contains("env"))
        for (const auto& [name, value] : one.at("env").items())
            machine.set(name, filled_in(value.as<std::string>(), values));
    if (!one.contains("files")) return;
    for (const auto& [name, content] : one.at("files").items()) {
        auto path = filled_in(name, values);
        if (path.compare(0, 2, "~/") == 0) path = machine.home_folder.string() + path.substr(1);
        const auto text = content.is_string() ? content.as<std::string>() : std::string(content.text());
        machine.put((machine.work_folder / path).lexically_normal(), filled_in(text, values));
    }
}

namespace {

[[noreturn]] void refuse(std::string_view name, const json& value) {
    throw cannot_express{"argument " + std::string(name) + " is " + std::string(value.text()) +
                         ", which the typed argument cannot hold"};
}
bool numeric(const json& value) {
    return value.text().front() == '-' || (value.text().front() >= '0' && value.text().front() <= '9');
}

}  // namespace

void take_argument(std::string_view name, const json& value, std::optional<std::string_view>& out,
                   argument_texts& keep) {
    if (value.is_null()) return;
    if (!value.is_string()) refuse(name, value);
    out = *keep.texts.emplace_back(std::make_unique<std::string>(value.as<std::string>()));
}
void take_argument(std::string_view name, const json& value, std::optional<int>& out, argument_texts&) {
    if (value.is_null()) return;
    if (!numeric(value) || value.text().find_first_of(".eE") != std::string_view::npos) refuse(name, value);
    out = value.as<int>();
}
void take_argument(std::string_view name, const json& value, std::optional<double>& out, argument_texts&) {
    if (value.is_null()) return;
    if (!numeric(value)) refuse(name, value);
    out = value.as<double>();
}
void take_argument(std::string_view name, const json& value, std::optional<bool>& out, argument_texts&) {
    if (value.is_null()) return;
    if (value.text() != "true" && value.text() != "false") refuse(name, value);
    out = value.text() == "true";
}

}  // namespace polyaxon::tests
