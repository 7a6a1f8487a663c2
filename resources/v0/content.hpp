#pragma once
#include <polyaxon/codec/json.hpp>

#include <string>
#include <string_view>
#include <type_traits>

namespace polyaxon::v0 {

/// What something is started from: the text of a polyaxonfile, or a mapping of it, which goes out as its JSON text. Empty text, null and an
/// empty mapping are no content. Viewed, not copied: it must live until the call returns its awaitable.
///
///     co_await api.restart("adam", "mnist", 12, {.content = "params:\n  lr: 0.2\n"});
class content {
 public:
    constexpr content() = default;
    constexpr content(std::string_view text) : text_(text) {}
    constexpr content(const char* text) : text_(text) {}
    content(const std::string& text) : text_(text) {}
    content(const json& value) : text_(value.text()), is_json_(true) {}

    /// The text that is sent, as JSON; null when there is none. Throws `invalid_argument` for JSON that is neither object nor text.
    json value() const;

 private:
    std::string_view text_;
    bool is_json_ = false;
};
static_assert(std::is_trivially_destructible_v<content>);

}  // namespace polyaxon::v0
