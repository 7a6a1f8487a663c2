#include <polyaxon/resources/v1/run_artifact.hpp>

#include <polyaxon/resources/v1/fields.hpp>

#include <algorithm>

namespace polyaxon::v1 {

using codec::at;

namespace {

// In the order of the server's answer.
constexpr codec::field artifact_fields[] = {
    at<&run_artifact::name>("name"),
    at<&run_artifact::kind>("kind"),
    at<&run_artifact::is_input>("is_input"),
    at<&run_artifact::path>("path"),
    at<&run_artifact::summary>("summary"),
    at<&run_artifact::state>("state"),
    at<&run_artifact::run>("run"),
    at<&run_artifact::meta_info>("meta_info"),
    at<&run_artifact::connection>("connection"),
};

constexpr std::string_view kinds[] = {
    "model", "audio",     "video",      "histogram",    "image",    "tensor",  "dataframe", "chart",
    "csv",   "tsv",       "psv",        "ssv",          "metric",   "env",     "html",      "text",
    "file",  "dir",       "dockerfile", "docker_image", "data",     "coderef", "table",     "tensorboard",
    "curve", "confusion", "analysis",   "iteration",    "markdown", "system",  "artifact",  "span"};
constexpr std::string_view jsonl_kinds[] = {"html", "text", "chart", "span"};

}  // namespace

std::error_code read(codec::json_in& in, run_artifact& out) { return read_object(in, artifact_fields, &out); }
void write(codec::json_out& out, const run_artifact& v) { write_object(out, artifact_fields, &v); }

bool is_known_artifact_kind(std::string_view kind) noexcept {
    return std::ranges::find(kinds, kind) != std::end(kinds);
}
bool is_jsonl_kind(std::string_view kind) noexcept {
    return std::ranges::find(jsonl_kinds, kind) != std::end(jsonl_kinds);
}

}  // namespace polyaxon::v1
