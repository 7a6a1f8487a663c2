#include <polyaxon/resources/v1/tracking/event_kind.hpp>

#include <algorithm>
#include <array>

namespace polyaxon::v1::tracking {

namespace {

// In the order of the enumeration.
constexpr std::array<std::string_view, 32> words{
    "model", "audio",     "video",      "histogram",    "image",    "tensor",  "dataframe", "chart",
    "csv",   "tsv",       "psv",        "ssv",          "metric",   "env",     "html",      "text",
    "file",  "dir",       "dockerfile", "docker_image", "data",     "coderef", "table",     "tensorboard",
    "curve", "confusion", "analysis",   "iteration",    "markdown", "system",  "artifact",  "span"};
static_assert(static_cast<std::size_t>(event_kind::span) + 1 == words.size());

}  // namespace

std::string_view word(event_kind kind) noexcept { return words[static_cast<std::size_t>(kind)]; }

std::optional<event_kind> event_kind_of(std::string_view text) noexcept {
    const auto found = std::ranges::find(words, text);
    if (found == words.end()) return std::nullopt;
    return static_cast<event_kind>(found - words.begin());
}

bool is_jsonl(event_kind kind) noexcept {
    return kind == event_kind::html || kind == event_kind::text || kind == event_kind::chart ||
           kind == event_kind::span;
}

}  // namespace polyaxon::v1::tracking
