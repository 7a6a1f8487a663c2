#include "conformance/v0_steps.hpp"

#include <algorithm>
#include <charconv>

namespace conformance::v0 {

namespace {

/// What `first` and `second` begin, at `index`.
json continued(const json& first, const json& second, std::int64_t index) {
    if (first == second) return second;
    if (first.is_object() && second.is_object()) {
        auto out = json::object();
        for (const auto& [key, value] : second.items())
            out.set(key, continued(member(first, key), value, index));
        return out;
    }
    if (!is_number(first) || !is_number(second))
        throw std::runtime_error("no way to continue " + shortened(second.text(), 40));
    const auto begin = first.as<std::int64_t>();
    return json::from(begin + index * (second.as<std::int64_t>() - begin));
}

}  // namespace

std::vector<json> written_out(const std::vector<json>& repeated) {
    if (repeated.empty() || member(repeated.back(), "$note").is_null()) return repeated;
    const auto note = repeated.back().at("$note").as<std::string>();
    const auto digit = std::ranges::find_if(note, [](char c) { return c >= '0' && c <= '9'; });
    std::int64_t calls = 0;
    std::from_chars(note.data() + (digit - note.begin()), note.data() + note.size(), calls);
    if (repeated.size() != 3 || calls < 3) throw std::runtime_error("no way to write out \"" + note + "\"");
    std::vector<json> out;
    for (std::int64_t i = 0; i < calls; ++i) out.push_back(continued(repeated[0], repeated[1], i));
    return out;
}

std::vector<json> list_of(const json& a_case, std::string_view many, std::string_view one) {
    if (const auto all = member(a_case, many); !all.is_null()) return all.elements();
    if (const auto single = member(a_case, one); !single.is_null()) return {single};
    return {};
}

std::vector<step> steps_of(const json& a_case, const std::vector<json>& answers) {
    const auto true_flag = [](const json& arguments, std::string_view name) {
        return member(arguments, name).text() == "true";
    };
    std::vector<step> out;
    const auto add = [&](const json& from, const json& arguments) {
        const auto name = from.at("api").as<std::string>() + "." + from.at("method").as<std::string>();
        const auto* found = find_method(name);
        if (!found) throw mismatch("the client has no method " + name);
        step s;
        s.what = found;
        s.arguments = arguments;
        s.expected.returns = member(from, "returns");
        s.expected.raises = member(from, "raises");
        s.queued = true_flag(arguments, "background") || true_flag(arguments, "periodic");
        s.heartbeat = name.ends_with("set_health_check") || name.ends_with("set_internal_health_check");
        out.push_back(std::move(s));
    };
    if (const auto repeated = member(a_case, "repeat_args"); !repeated.is_null())
        for (const auto& arguments : written_out(repeated.elements())) add(a_case, arguments);
    else
        add(a_case, member(a_case, "args"));
    for (const auto& later : member(a_case, "then").elements()) add(later, member(later, "args"));
    if (answers.empty()) return out;
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i].expected.response = answers[std::min(i, answers.size() - 1)];
    // One call may take several answers (redirects); its last one counts.
    if (out.size() == 1) out.front().expected.response = answers.back();
    return out;
}

}  // namespace conformance::v0
