#pragma once
#include <polyaxon/codec/json.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace polyaxon::codec {
class json_in;
class json_out;
}  // namespace polyaxon::codec

namespace polyaxon::v1 {

/// One item of a run's lineage: a file, folder, model, metric, piece of code, … that the run read or made. `name` and `kind` are needed
/// to send one; the server keeps one item for each (name, state) and changes it when it comes again. Words are kept as the server
/// says them, because a newer server may know more kinds.
struct run_artifact {
    std::string name;
    std::optional<std::string> kind;  ///< "model", "metric", "file", …: see is_known_artifact_kind
    std::optional<bool> is_input;     ///< read by the run, not made by it
    std::optional<std::string> path;  ///< below the run's artifacts, or of the connection
    json summary;                     ///< an object: hash, framework, the statistics of a metric, …
    std::optional<std::string>
        state;  ///< uuid of the version of the artifact; the server makes one when it is unset
    std::optional<std::string> run;         ///< uuid of the run; only answered
    json meta_info;                         ///< only answered
    std::optional<std::string> connection;  ///< name of the store in which `path` lies
};
std::error_code read(codec::json_in&, run_artifact&);
void write(codec::json_out&, const run_artifact&);

/// An item to send; unset members are left out.
///
///     polyaxon::v1::run_artifact_body item;
///     item.name = "train"; item.kind = "data"; item.path = "s3://bucket/train"; item.is_input = true;
///     co_await run.log_artifact_lineage(item);
class run_artifact_body : public run_artifact {
 public:
    run_artifact_body() = default;
};

/// One of the 32 kinds that this version of the client knows: model, audio, video, histogram, image, tensor, dataframe, chart, csv, tsv,
/// psv, ssv, metric, env, html, text, file, dir, dockerfile, docker_image, data, coderef, table, tensorboard, curve, confusion, analysis,
/// iteration, markdown, system, artifact, span.
bool is_known_artifact_kind(std::string_view kind) noexcept;
/// Written as JSON lines (html, text, chart, span); the events of all other kinds are separated values.
bool is_jsonl_kind(std::string_view kind) noexcept;

}  // namespace polyaxon::v1
