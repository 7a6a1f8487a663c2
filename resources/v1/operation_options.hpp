#pragma once
#include <polyaxon/async/options.hpp>
#include <polyaxon/codec/json.hpp>

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

// What a new run may be told beside a polyaxonfile. Views only: who takes one copies.

namespace polyaxon::v1 {

/// An amount of cores, bytes or devices: a number, or a text like "500m", "1Gi" or, request and limit, "500m..1". Unset: none is asked for.
class quantity {
 public:
    constexpr quantity() = default;
    constexpr quantity(std::string_view text) : text_(text), kind_(kind::text) {}
    constexpr quantity(const char* text) : quantity(std::string_view(text)) {}
    quantity(const std::string& text) : quantity(std::string_view(text)) {}
    template <json_integer I>
    constexpr quantity(I count) : whole_(static_cast<std::int64_t>(count)), kind_(kind::whole) {}
    template <std::floating_point F>
    constexpr quantity(F amount) : real_(static_cast<double>(amount)), kind_(kind::real) {}

    constexpr bool given() const noexcept { return kind_ != kind::none; }
    json value() const;

 private:
    enum class kind : unsigned char { none, text, whole, real };
    std::string_view text_;
    std::int64_t whole_ = 0;
    double real_ = 0;
    kind kind_ = kind::none;
};

/// The short forms of `polyaxon run`: the last word over a polyaxonfile, or all there is of one.
struct inline_options {
    std::optional<std::string_view> image = {};  ///< of the container
    std::optional<std::string_view> cmd =
        {};                     ///< one or more lines for /bin/sh, which stops at the first that fails
    std::string_view env = {};  ///< text of a JSON object of names and texts
    quantity cpu = {}, memory = {}, gpu = {};
    std::string_view ports = {};  ///< comma list; what has no runtime yet becomes a service
};
static_assert(std::is_trivially_destructible_v<inline_options>);

/// How an operation is made from a polyaxonfile. Views only.
struct operation_options {
    std::string_view name = {}, description = {};  ///< of the run; those of the file when empty
    std::string_view tags = {};                    ///< comma list
    std::string_view params = {};       ///< text of a JSON object of names and values, for the inputs
    std::string_view matrix = {};       ///< text of a JSON object: kind, params, …
    std::string_view presets = {};      ///< comma list, instead of the file's
    std::string_view queue = {};        ///< "queue" or "agent/queue"
    std::string_view name_space = {};   ///< `namespace` in Python
    bool nocache = false;               ///< as cache = false
    std::optional<bool> cache = {};     ///< may an earlier run with the same inputs stand in?
    std::optional<bool> approved = {};  ///< false: a human has to approve the run first
    // The short forms of `polyaxon run`, laid over the file.
    std::string_view image = {};  ///< of the container
    std::string_view cmd = {};    ///< one or more lines for /bin/sh, which ends at the first that fails
    std::string_view env = {};    ///< text of a JSON object of names and texts
    quantity cpu = {}, memory = {}, gpu = {};
    std::string_view ports = {};  ///< comma list; what has no runtime yet becomes a service
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<operation_options>);

}  // namespace polyaxon::v1
