#pragma once
#include <polyaxon/codec/fields.hpp>
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/send.hpp>

#include <concepts>
#include <span>
#include <string_view>

// Bodies of creations. The platform is sent every field that it declares, nulls included; who creates gives a mapping or a struct.
//
// A struct T that can be created says how in its .cpp, and declares the function behind itself:
//
//     const config_rules& rules_of(const project&) {
//         static constexpr std::string_view required[] = {"name"};
//         static constexpr config_rules rules{"a project", project_fields, required};
//         return rules;
//     }
//
// Its rows carry `otherwise` (codec/fields.hpp): what is sent where nothing was given.

namespace polyaxon::v0 {

struct config_rules {
    std::string_view what;  ///< for error texts: "a project"
    std::span<const codec::field> rows;
    std::span<const std::string_view> required = {};
};

/// A member of the body that is set whatever the configuration says; without a key there is none.
struct config_member {
    std::string_view key = {};
    json value = {};
};

/// `self` is a default-constructed struct of these rows. The message refuses to be sent where `given` is no object, has a key that
/// the rows do not know (at any depth), lacks a required one, has a value of the wrong type, or a `name`, `user` or `owner` beyond
/// letters, digits, '-' and '_', or is no JSON. `content` may be an object: its JSON text is sent.
resources::message complete_body(const config_rules&, const json& given, void* self,
                                 const config_member& always = {});

/// What a struct says beyond its defaults, as a mapping; what only the server sends is left out.
json given_by(const config_rules&, const void* self, const void* defaults);

/// The body that creates a T from a mapping.
template <class T>
resources::message complete_body(const json& given, const config_member& always = {}) {
    T self{};
    return complete_body(rules_of(self), given, &self, always);
}
/// The body that creates what `config` describes. A member that has its default value counts as not given.
template <class T>
requires(!std::same_as<T, json>) resources::message
    complete_body(const T& config, const config_member& always = {}) {
    const T defaults{};
    return complete_body<T>(given_by(rules_of(config), &config, &defaults), always);
}

}  // namespace polyaxon::v0
