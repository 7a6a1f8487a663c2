#include <polyaxon/resources/v0/config.hpp>

#include <polyaxon/codec/ascii.hpp>
#include <polyaxon/resources/v0/total_run.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace polyaxon::v0 {

namespace {

const codec::field* row_of(const config_rules& rules, std::string_view key) {
    const auto row = std::ranges::find(rules.rows, key, &codec::field::key);
    return row == rules.rows.end() || !row->write || row->otherwise.empty() ? nullptr : &*row;
}

bool is_plain_name(std::string_view name) {
    const auto plain = [](char c) { return codec::ascii::is_alphanumeric(c) || c == '-' || c == '_'; };
    return !name.empty() && std::ranges::all_of(name, plain);
}

/// The first key of `given` that did not make it into what is sent; empty when all did. Nulls may be left out.
std::string lost_key(const json& given, const json& sent) {
    if (given.is_object() && sent.is_object()) {
        for (const auto& [key, value] : given.items()) {
            if (value.is_null()) continue;
            if (!sent.contains(key)) return key;
            if (auto inner = lost_key(value, sent.at(key)); !inner.empty()) return key + '.' + inner;
        }
    } else if (given.is_array() && sent.is_array()) {
        const auto ours = given.elements(), theirs = sent.elements();
        for (std::size_t i = 0; i < ours.size() && i < theirs.size(); ++i)
            if (auto inner = lost_key(ours[i], theirs[i]); !inner.empty())
                return '[' + std::to_string(i) + "]." + inner;
    }
    return {};
}

std::string known_keys(const config_rules& rules) {
    std::string all;
    for (const auto& row : rules.rows) {
        if (!row_of(rules, row.key)) continue;
        if (!all.empty()) all += ", ";
        all += row.key;
    }
    return all;
}

/// What is wrong with the keys and names of `given`, or nothing.
std::string objection(const config_rules& rules, const json& given) {
    if (!given.is_object()) return "must be a mapping of fields";
    for (const auto& key : given.keys())
        if (!row_of(rules, key)) return "has no field " + key + "; it has " + known_keys(rules);
    for (const auto key : rules.required)
        if (!given.has(key)) return "needs " + std::string(key);
    for (const auto* key : {"name", "user", "owner"}) {
        if (!row_of(rules, key) || !given.contains(key)) continue;
        const auto name = given.at(key);
        if (name.is_string() && !is_plain_name(name.as<std::string>()))
            return std::string(key) + " may only have letters, digits, '-' and '_'";
    }
    return {};
}

/// How long something ran is told by its dates, here as in answers.
void settle_total_run(const config_rules& rules, json& fields) {
    if (!row_of(rules, "total_run")) return;
    std::optional<timestamp> moments[2];
    for (std::size_t i = 0; i < 2; ++i) {
        const auto* key = i == 0 ? "started_at" : "finished_at";
        if (!fields.contains(key) || !fields.at(key).is_string()) return;
        moments[i] = timestamp::parse(fields.at(key).as<std::string>());
    }
    if (!moments[0] || !moments[1]) return;
    if (const auto ran = total_run(*moments[0], *moments[1])) fields.set("total_run", *ran);
}

}  // namespace

static resources::message refused_rules(const config_rules& rules, const std::string& why) {
    resources::message m;
    m.refuse("the configuration of " + std::string(rules.what) + ' ' + why);
    return m;
}

static resources::message checked_body(const config_rules& rules, const json& given, void* self,
                                       const config_member& always) {
    const auto refuse = [&](const std::string& why) { return refused_rules(rules, why); };
    if (auto why = objection(rules, given); !why.empty()) return refuse(why);
    json fields = given;
    if (given.contains("content") && given.at("content").is_object())
        fields.set("content", given.at("content").text());
    settle_total_run(rules, fields);

    codec::json_parser parser;
    std::string text(fields.text());
    const auto size = text.size();
    text.append(codec::json_parser::padding, '\0');
    struct target {
        const config_rules& rules;
        void* self;
    } to{rules, self};
    const auto wrong = parser.parse(text.data(), size, &to, [](codec::json_in& in, void* out) {
        const auto& t = *static_cast<const target*>(out);
        return codec::read_object(in, t.rules.rows, t.self);
    });
    if (wrong) return refuse("does not fit: " + parser.what());

    std::string body;
    codec::json_out out(body, codec::json_out::nulls::write);
    codec::write_complete(out, rules.rows, self, fields);
    auto sent = json::raw(std::move(body));
    if (const auto lost = lost_key(fields, sent); !lost.empty()) return refuse("has no field " + lost);
    if (!always.key.empty()) sent.set(always.key, always.value);
    resources::message m;
    m.json(sent);
    return m;
}

// A text that is no JSON shows only when it is read.
resources::message complete_body(const config_rules& rules, const json& given, void* self,
                                 const config_member& always) {
    std::string why;
    try {
        return checked_body(rules, given, self, always);
    } catch (const error& e) {
        why = e.detail();
    }
    return refused_rules(rules, "is no JSON: " + why);
}

json given_by(const config_rules& rules, const void* self, const void* defaults) {
    auto given = json::object();
    for (const auto& row : rules.rows) {
        if (!row_of(rules, row.key) || (row.present && !row.present(self))) continue;
        std::string text, usual;
        codec::json_out out(text), out_usual(usual);
        row.write(out, self);
        row.write(out_usual, defaults);
        if (text != usual) given.set(row.key, json::raw(std::move(text)));
    }
    return given;
}

}  // namespace polyaxon::v0
