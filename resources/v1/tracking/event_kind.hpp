#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace polyaxon::v1::tracking {

/// What an event is about; its word is the folder of its files. These are the 32 artifact kinds of the platform.
enum class event_kind : std::uint8_t {
    model,
    audio,
    video,
    histogram,
    image,
    tensor,
    dataframe,
    chart,
    csv,
    tsv,
    psv,
    ssv,
    metric,
    env,
    html,
    text,
    file,
    dir,
    dockerfile,
    docker_image,
    data,
    coderef,
    table,
    tensorboard,
    curve,
    confusion,
    analysis,
    iteration,
    markdown,
    system,
    artifact,
    span
};

/// "metric", "docker_image", …
std::string_view word(event_kind) noexcept;
/// The kind of that word; nothing for a word that this version does not know.
std::optional<event_kind> event_kind_of(std::string_view word) noexcept;
/// Its files are JSON lines: html, text, chart, span. The files of all other kinds are separated values.
bool is_jsonl(event_kind) noexcept;

}  // namespace polyaxon::v1::tracking
