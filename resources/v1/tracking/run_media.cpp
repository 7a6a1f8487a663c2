// The methods of a tracked run that take files.
#include <polyaxon/codec/refusal.hpp>
#include <polyaxon/resources/v1/tracking/run.hpp>

#include <polyaxon/resources/v1/names.hpp>
#include <polyaxon/resources/v1/tracking/assets.hpp>
#include <polyaxon/resources/v1/tracking/run_assets.hpp>
#include <polyaxon/resources/v1/tracking/run_env.hpp>
#include <polyaxon/resources/v1/tracking/run_guard.hpp>
#include <polyaxon/resources/v1/tracking/run_tracker.hpp>

namespace polyaxon::v1::tracking {

namespace fs = std::filesystem;

namespace {

std::string named(std::string_view name) {
    auto tidy = tidy_name(name);
    if (tidy.empty())
        throw refused("the name \"" + std::string(name) +
                      "\" has no ASCII letter or digit: give another one");
    return tidy;
}

/// Puts a file with `put` and logs its event; nothing, counted and told, when events are not collected.
template <class Put>
void log_asset(const std::shared_ptr<run_tracker>& tracker, std::string_view what, std::string_view name,
               const event_options& o, Put put) noexcept {
    guarded(tracker, what, [&](run_tracker& t) {
        if (!t.takes_events(what)) return;
        const auto directory = t.directory();
        const asset_place place{directory, name, o.step};
        const asset_event e = put(place);
        t.event(e.kind, e.name, e.payload, o);
    });
}

/// A file or folder that the run made: copied to outputs/ and told as lineage.
void keep_output(run_tracker& t, const fs::path& file, const artifact_options& o, std::string_view kind) {
    const auto whole = file.has_filename() ? file : file.parent_path();
    const auto path = "outputs/" + whole.filename().string();
    const auto target = t.directory() / path;
    run_artifact item;
    item.name = named(o.name.empty() ? asset_name_of(whole) : std::string(o.name));
    item.kind = std::string(kind);
    item.path = path;
    item.is_input = false;
    auto summary = o.summary.empty() ? json::object() : json::parse(o.summary);
    if (!o.framework.empty()) summary.set("framework", o.framework);
    std::error_code ec;
    if (!fs::equivalent(whole, target, ec)) copy_asset(t.directory(), path, whole);
    summary.set("path", target.string());
    const auto hash = hash_of_file(target);
    if (!hash.empty()) summary.set("hash", hash);
    item.summary = std::move(summary);
    t.lineage(std::move(item));
}

event_options when(const artifact_options& o) { return {.step = o.step, .timestamp = o.timestamp}; }

}  // namespace

void run::log_image(const fs::path& file, std::string_view name, const event_options& o) noexcept {
    log_asset(tracker_, "image", name, o, [&](const asset_place& p) { return put_image_file(p, file); });
}
void run::log_image(const pixels& picture, std::string_view name, const event_options& o) noexcept {
    log_asset(tracker_, "image", name, o, [&](const asset_place& p) { return put_image(p, picture); });
}
void run::log_image_with_boxes(const pixels& picture, std::span<const pixels::box> boxes,
                               std::string_view name, const event_options& o) noexcept {
    log_asset(tracker_, "image", name, o, [&](const asset_place& p) {
        auto framed = picture.in_colour();
        framed.draw(boxes);
        return put_image(p, framed);
    });
}
void run::log_image_data(std::string_view bytes, std::string_view format, std::string_view name,
                         const event_options& o) noexcept {
    log_asset(tracker_, "image", name, o, [&](const asset_place& p) {
        asset_event e;
        e.kind = event_kind::image;
        e.name = named(name);
        e.path = asset_path(e.kind, e.name, o.step, format);
        write_asset(p.run_directory, e.path, bytes);
        event_image image;
        if (const auto size = size_of_png(bytes)) {
            image.height = size->height;
            image.width = size->width;
            image.colorspace = size->channels;
        }
        image.path = e.path;
        e.payload = to_json(image);
        return e;
    });
}

void run::log_audio(const fs::path& file, std::string_view name, const event_options& o) noexcept {
    log_asset(tracker_, "audio", name, o, [&](const asset_place& p) { return put_audio_file(p, file); });
}
void run::log_audio(std::span<const float> samples, std::string_view name, int sample_rate, int channels,
                    const event_options& o) noexcept {
    log_asset(tracker_, "audio", name, o,
              [&](const asset_place& p) { return put_audio(p, samples, sample_rate, channels); });
}
void run::log_video(const fs::path& file, std::string_view name, const event_options& o) noexcept {
    log_asset(tracker_, "video", name, o, [&](const asset_place& p) { return put_video_file(p, file); });
}

void run::log_dataframe(const fs::path& file, std::string_view name, const event_options& o) noexcept {
    log_asset(tracker_, "dataframe", name, o, [&](const asset_place& p) {
        asset_event e;
        e.kind = event_kind::dataframe;
        e.name = named(name.empty() ? asset_name_of(file) : std::string(name));
        const auto format = asset_extension_of(file);
        e.path = asset_path(e.kind, e.name, o.step, format);
        copy_asset(p.run_directory, e.path, file);
        event_dataframe frame;
        frame.path = e.path;
        if (!format.empty()) frame.content_type = format;
        e.payload = to_json(frame);
        return e;
    });
}
void run::log_dataframe(const data_table& table, std::string_view name, const event_options& o) noexcept {
    log_asset(tracker_, "dataframe", name, o, [&](const asset_place& p) { return put_table(p, table); });
}

void run::log_model(const fs::path& file, const artifact_options& o) noexcept {
    guarded(tracker_, "model", [&](run_tracker& t) {
        t.raise(run_tracker::has_model);
        if (!o.step) return keep_output(t, file, o, "model");
        const auto spec = o.summary.empty() ? json() : json::parse(o.summary);
        log_asset(tracker_, "model", o.name, when(o),
                  [&](const asset_place& p) { return put_model(p, file, o.framework, spec); });
    });
}

void run::log_artifact(const fs::path& file, const artifact_options& o) noexcept {
    guarded(tracker_, "artifact", [&](run_tracker& t) {
        const auto kind = event_kind_of(o.kind);
        if (!kind)
            throw refused("\"" + std::string(o.kind) +
                          "\" is no kind of artifact: use one like file, dir, data or model");
        if (!o.step) return keep_output(t, file, o, o.kind);
        log_asset(tracker_, "artifact", o.name, when(o),
                  [&](const asset_place& p) { return put_artifact(p, file, *kind); });
    });
}

void run::log_env() noexcept {
    guarded(tracker_, "env", [&](run_tracker& t) {
        constexpr std::string_view path = "outputs/env.json";
        write_asset(t.directory(), path, run_env().text());
        run_artifact item;
        item.name = "env";
        item.kind = "env";
        item.path = std::string(path);
        item.is_input = false;
        item.summary = json::object().set("path", (t.directory() / path).string());
        t.lineage(std::move(item));
    });
}

}  // namespace polyaxon::v1::tracking
