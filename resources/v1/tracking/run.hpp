#pragma once
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/tracking/log_forwarder.hpp>
#include <polyaxon/resources/v1/run_client.hpp>
#include <polyaxon/resources/v1/tracking/data_table.hpp>
#include <polyaxon/resources/v1/tracking/event_payloads.hpp>
#include <polyaxon/resources/v1/tracking/pixels.hpp>
#include <polyaxon/resources/v1/tracking/run_options.hpp>

#include <exception>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace polyaxon::v1::tracking {

class run_tracker;
class run_signals;

using metric_value = std::pair<std::string_view, double>;

/// A run that this program tracks: a run_client, and what Python's tracking run can do beyond it. init() makes one.
///
/// What the log_* methods take in is copied and brought to disk and to the server in the background of the client: they return at once, wait for
/// no network and throw nothing. What cannot be logged or sent is counted (stats()) and told to the client's observer, or to standard error
/// without one. Events go to files below get_artifacts_path(); every few seconds the files that have changed are sent whole (POST S/artifact), then
/// their summaries (POST …/lineage/artifacts), then the last values of metrics as outputs. Inputs, outputs, tags and such are PATCHes, of
/// which at most one is under way; what comes meanwhile is merged into the next. A server that is away loses nothing for max_outage (an hour): events
/// are on disk, and values wait in memory up to max_waiting (64 MiB).
///
/// The methods that take a file (log_image, log_model, …) copy it before they return, as the program may change it afterwards; they too throw nothing.
///
/// Methods of run_client that send for themselves (update, get_statuses, upload_artifact, …) are there as always and are awaited; those of
/// the same name as one here are reached by untracked().
///
/// End: `co_await end()`. A run that goes without it ends by itself: as failed (reason ExitHandler) when an exception is on its way, else as succeeded; what waits is
/// sent as long as the client's executor runs, for the client's `timeout` at most. A run that was there before init, and a managed one, get no
/// ending status. Until its end a run keeps the client's execution context at work.
///
/// Movable, not copyable. Logging methods may be called from any thread; all else by one coroutine at a time. It must go before the
/// client's execution context. Programs without an event loop: polyaxon::background_thread.
class run : public run_client {
 public:
    run();  ///< tracks nothing
    run(run&&) noexcept = default;
    run& operator=(run&&) noexcept;
    ~run();

    // -- events

    /// One point of a metric: events/metric/{name}.plx. Names become tidy: "train/Val Loss" is "train__Val-Loss".
    ///
    ///     run.log_metric("loss", 0.02, {.step = 1});
    void log_metric(std::string_view name, double value, const event_options& = {}) noexcept;
    /// Several at once.
    ///
    ///     run.log_metrics({{"loss", 0.02}, {"accuracy", 0.99}}, {.step = 1});
    void log_metrics(std::initializer_list<metric_value> values, const event_options& o = {}) noexcept {
        log_metrics(std::span(values.begin(), values.size()), o);
    }
    void log_metrics(std::span<const metric_value> values, const event_options& = {}) noexcept;

    ///     run.log_text("note", "warm-up is over", {.step = 10});
    void log_text(std::string_view name, std::string_view text, const event_options& = {}) noexcept;
    ///     run.log_html("report", "<b>done</b>");
    void log_html(std::string_view name, std::string_view html, const event_options& = {}) noexcept;

    /// A histogram of values in equal bins (`bins` of them, at most 512).
    ///
    ///     run.log_histogram("weights", weights, 32, {.step = 1});
    void log_histogram(std::string_view name, std::span<const double> values, std::size_t bins = 10,
                       const event_options& = {}) noexcept;
    /// One that was computed elsewhere: how many fell into each bin, and one edge more.
    ///
    ///     run.log_np_histogram("weights", counts, edges);
    void log_np_histogram(std::string_view name, std::span<const double> counts,
                          std::span<const double> edges, const event_options& = {}) noexcept;
    /// A line through points.
    ///
    ///     run.log_curve("lift", x, y, "0.9");
    void log_curve(std::string_view name, std::span<const double> x, std::span<const double> y,
                   std::string_view annotation = {}, const event_options& = {}) noexcept;
    /// A ROC curve that was computed elsewhere; tracking::roc_auc_curve computes one, log_event logs it.
    ///
    ///     run.log_roc_auc_curve("roc", fpr, tpr, 0.93);
    void log_roc_auc_curve(std::string_view name, std::span<const double> fpr, std::span<const double> tpr,
                           std::optional<double> auc = {}, const event_options& = {}) noexcept;
    ///     run.log_pr_curve("pr", precision, recall, 0.88);
    void log_pr_curve(std::string_view name, std::span<const double> precision,
                      std::span<const double> recall, std::optional<double> average_precision = {},
                      const event_options& = {}) noexcept;
    /// `z` row by row: cells.size() is labels.size() squared.
    ///
    ///     run.log_confusion_matrix("digits", labels, cells);
    void log_confusion_matrix(std::string_view name, std::span<const std::string> labels,
                              std::span<const double> cells, const event_options& = {}) noexcept;
    void log_confusion_matrix(std::string_view name, const json& x, const json& y, const json& z,
                              const event_options& = {}) noexcept;
    /// A figure as its library's JSON.
    ///
    ///     run.log_plotly_chart("curve", figure);
    void log_plotly_chart(std::string_view name, const json& figure, const event_options& = {}) noexcept;
    void log_bokeh_chart(std::string_view name, const json& figure, const event_options& = {}) noexcept;
    void log_altair_chart(std::string_view name, const json& figure, const event_options& = {}) noexcept;
    /// A step of a program that calls models and tools; its inputs and outputs become the run's too.
    ///
    ///     tracking::event_span s; s.name = "answer"; s.kind = tracking::event_span::role::llm;
    ///     run.log_trace(s);
    void log_trace(const event_span&, const event_options& = {}) noexcept;
    void log_span(const event_span& s, const event_options& o = {}) noexcept { log_trace(s, o); }
    /// Any event; `payload` is the JSON text of to_json(…), or bare text for html and text.
    ///
    ///     run.log_event(event_kind::curve, "roc", to_json(roc_auc_curve(labels, scores)), {.step = 1});
    void log_event(event_kind, std::string_view name, std::string_view payload,
                   const event_options& = {}) noexcept;

    // -- files; each is copied to assets/{kind}/{name}_{step}.{ext} and sent with the next look at the files

    /// Name empty: the file's own.
    ///
    ///     run.log_image("sample.png", "sample", {.step = 3});
    void log_image(const std::filesystem::path& file, std::string_view name = {},
                   const event_options& = {}) noexcept;
    /// A picture in memory; it becomes a PNG file.
    ///
    ///     run.log_image(tracking::pixels::from_chw(tensor, 3, 32, 32), "sample", {.step = 3});
    void log_image(const pixels& picture, std::string_view name, const event_options& = {}) noexcept;
    /// The picture in colour with a red frame around each box (left, top, right, bottom, in pixels).
    ///
    ///     run.log_image_with_boxes(picture, boxes, "found", {.step = 3});
    void log_image_with_boxes(const pixels& picture, std::span<const pixels::box> boxes,
                              std::string_view name, const event_options& = {}) noexcept;
    /// One that is encoded already: `format` is its file's ending. Size and channels are read from PNG.
    ///
    ///     run.log_image_data(png_bytes, "png", "sample", {.step = 3});
    void log_image_data(std::string_view bytes, std::string_view format, std::string_view name,
                        const event_options& = {}) noexcept;
    ///     run.log_audio("voice.wav", "voice", {.step = 3});
    void log_audio(const std::filesystem::path& file, std::string_view name = {},
                   const event_options& = {}) noexcept;
    /// Samples between -1 and 1, `channels` of them side by side; they become a WAV file.
    ///
    ///     run.log_audio(samples, "voice", 44100, 1, {.step = 3});
    void log_audio(std::span<const float> samples, std::string_view name, int sample_rate = 44100,
                   int channels = 1, const event_options& = {}) noexcept;
    ///     run.log_video("drive.mp4", "drive");
    void log_video(const std::filesystem::path& file, std::string_view name = {},
                   const event_options& = {}) noexcept;
    /// A table as a file (csv, parquet, …), or built here.
    ///
    ///     run.log_dataframe("predictions.csv", "predictions", {.step = 1});
    void log_dataframe(const std::filesystem::path& file, std::string_view name = {},
                       const event_options& = {}) noexcept;
    void log_dataframe(const data_table& table, std::string_view name, const event_options& = {}) noexcept;
    /// A model: with a step an event, without one copied to outputs/ and told as lineage, and `has_model` is set.
    ///
    ///     run.log_model("model.onnx", {.framework = "onnx"});
    void log_model(const std::filesystem::path& file, const artifact_options& = {}) noexcept;
    /// Any file or folder, likewise.
    ///
    ///     run.log_artifact("vocabulary.txt", {.name = "vocabulary", .kind = "file"});
    void log_artifact(const std::filesystem::path& file, const artifact_options& = {}) noexcept;

    // -- values

    /// PATCH with merge, or without for `reset`. Names become tidy.
    ///
    ///     run.log_inputs(json::object().set("lr", 0.1));
    void log_inputs(const json& values, const value_options& = {}) noexcept;
    void log_outputs(const json& values, const value_options& = {}) noexcept;
    void log_meta(const json& values, const value_options& = {}) noexcept;
    /// A comma list.
    ///
    ///     run.log_tags("baseline, small");
    void log_tags(std::string_view tags, const value_options& = {}) noexcept;
    /// From 0 to 1. Small steps are told three times a second at most.
    ///
    ///     run.log_progress(0.5);
    void log_progress(double value) noexcept;
    void set_name(std::string_view name) noexcept;
    void set_description(std::string_view description) noexcept;
    void set_readme(std::string_view readme) noexcept;
    /// A condition: POST …/statuses, in the order of the calls. "succeeded", "failed" and "stopped" count as the end.
    ///
    ///     run.log_status("processing", {.message = "epoch 3"});
    void log_status(std::string_view status, const condition_options& = {}) noexcept;
    /// End the run, once: later ends are ignored. Sent when all that was logged before has arrived.
    ///
    ///     run.log_failed({.reason = "Diverged", .message = "loss is NaN"});
    void log_succeeded(const condition_options& = {}) noexcept;
    void log_failed(const condition_options& = {}) noexcept;
    void log_stopped(const condition_options& = {}) noexcept;
    /// The message tells what the exception says.
    ///
    ///     try { train(run); } catch (...) { run.log_failed(std::current_exception()); throw; }
    void log_failed(std::exception_ptr why) noexcept;

    // -- logs and environment

    /// A line of the program's log: plxlogs/logs.jsonl. Nothing without track_logs.
    ///
    ///     run.forward_log("epoch 1 done");
    void forward_log(std::string_view line) noexcept;
    /// Does that with each line written to a stream, until the result goes, which must be before the stream does.
    ///
    ///     const auto forwarding = run.forward_logs(std::cout);
    log_forwarder forward_logs(std::ostream& from);
    /// outputs/env.json: process, machine, command line; and its lineage.
    ///
    ///     run.log_env();
    void log_env() noexcept;

    // -- where and what

    /// Folder of the run's files, or a path below it. Empty with no_op.
    std::string get_artifacts_path(std::string_view rel_path = {}) const;
    /// Its outputs/, made when missing: what the program writes there is sent.
    ///
    ///     save(model, run.get_outputs_path("model.bin"));
    std::string get_outputs_path(std::string_view rel_path = {}) const;
    /// outputs/tensorboard, made when missing; `has_tensorboard` is set and the folder stands in the lineage.
    std::string get_tensorboard_path(std::string_view rel_path = "tensorboard");
    /// Another folder, for what is logged from now on. What was begun in the one before and goes on takes its past along: the files of a
    /// metric, say, are whole in the new folder and on the server. The rest stays where it is and is sent from there.
    ///
    ///     run.set_artifacts_path("/scratch/run");
    void set_artifacts_path(const std::filesystem::path& folder);
    /// Events are collected from now on, also for a run that was there before.
    void set_run_event_logger() noexcept;
    /// System metrics likewise.
    void set_run_resource_logger() noexcept;
    /// Lines of the log likewise.
    void set_run_logs_logger() noexcept;
    /// Files are sent from now on, also for a managed run.
    void set_run_process_sidecar() noexcept;
    /// POLYAXON_LOG_LEVEL; empty when unset.
    std::string get_log_level() const;

    // -- arriving

    /// Looks at the files now, and waits until what was logged so far has arrived, or `limit` (0: the client's `timeout`).
    ///
    ///     const auto so_far = co_await run.sync_artifacts_and_summaries();
    awaitable<end_result> sync_artifacts_and_summaries(std::chrono::milliseconds limit = {});
    /// Ends a run that this program began and that has not ended, and waits until everything has arrived; what did not is in the result and
    /// nothing of it is thrown. After a complete end nothing is logged any more. After an incomplete one the run goes on trying, and end() may be
    /// called again; when the run goes, what is left is tried for the client's `timeout` once more, and stays on disk. Cancelling ends the wait as
    /// `canceled`.
    ///
    ///     const auto end = co_await run.end();
    ///     if (!end.complete()) std::cerr << end.unsent.size() << " not sent, " << end.failed << " failed\n";
    awaitable<end_result> end(const end_options& = {});

    /// Counters since init.
    run_stats stats() const;
    bool no_op() const;
    /// True when init made the run.
    bool is_new() const;
    /// The same run with the awaited methods that have a namesake here.
    ///
    ///     co_await run.untracked().log_outputs(json::object().set("best", 0.25));
    const run_client& untracked() const { return *this; }
    run_client& untracked() { return *this; }

 private:
    friend struct run_maker;
    run(const run_client& of, std::shared_ptr<run_tracker>);
    void end_as(std::string_view type, const condition_options&, std::string_view sentence) noexcept;

    class forwarded_outputs;
    std::shared_ptr<run_tracker> tracker_;
    std::shared_ptr<run_signals> signals_;
    std::shared_ptr<forwarded_outputs> forwarders_;
    int exceptions_at_birth_ = std::uncaught_exceptions();
};

}  // namespace polyaxon::v1::tracking
