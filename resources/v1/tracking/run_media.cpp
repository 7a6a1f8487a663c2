// The methods of a tracked run that take files.
#include <polyaxon/resources/v1/tracking/run.hpp>

#include <polyaxon/resources/tracking/run_env.hpp>
#include <polyaxon/resources/v1/names.hpp>
#include <polyaxon/resources/v1/tracking/event_file.hpp>
#include <polyaxon/resources/v1/tracking/run_assets.hpp>
#include <polyaxon/resources/v1/tracking/run_guard.hpp>
#include <polyaxon/resources/v1/tracking/run_tracker.hpp>

#include <fstream>

namespace polyaxon::v1::tracking {

namespace fs = std::filesystem;

namespace {

/// The asset that a file became: its path below the run's directory.
struct asset {
    std::string name, path;
};

std::string named(std::string_view given, const fs::path& file) {
    auto name = tidy_name(given.empty() ? base_name(file) : given);
    if (name.empty()) {
        error_info info;
        info.kind = errc::invalid_argument;
        info.detail = "the name \"" + std::string(given.empty() ? file.string() : std::string(given)) +
                      "\" has no ASCII letter or digit: give another one";
        throw error(std::move(info));
    }
    return name;
}

asset keep(const run_tracker& t, event_kind kind, const fs::path& file, std::string_view name,
           event_step step) {
    asset a;
    a.name = named(name, file);
    a.path = asset_path(kind, a.name, step, ending_of(file));
    copy_into(file, t.directory() / a.path);
    return a;
}

std::string beginning_of(const fs::path& file) {
    std::string text(32, '\0');
    std::ifstream in(file, std::ios::binary);
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(in.gcount()));
    return text;
}

event_image image_of(const media_options& o, const std::string& path, std::string_view beginning) {
    event_image image;
    image.height = o.height;
    image.width = o.width;
    image.colorspace = o.colorspace;
    image.path = path;
    if (const auto size = size_of_png(beginning)) {
        if (!image.height) image.height = size->height;
        if (!image.width) image.width = size->width;
        if (!image.colorspace) image.colorspace = size->channels;
    }
    return image;
}

std::optional<std::string> content_type(std::string_view given, std::string_view family,
                                        const fs::path& file) {
    if (!given.empty()) return std::string(given);
    const auto ending = ending_of(file);
    if (ending.empty()) return std::nullopt;
    return family.empty() ? ending : std::string(family) + '/' + ending;
}

event_options when(const media_options& o) { return {.step = o.step, .timestamp = o.timestamp}; }

/// A file or folder that the run made: copied to outputs/ and told as lineage.
void keep_output(run_tracker& t, const fs::path& file, const artifact_options& o, std::string_view kind) {
    const auto whole = file.has_filename() ? file : file.parent_path();
    const auto path = "outputs/" + whole.filename().string();
    const auto target = t.directory() / path;
    run_artifact item;
    item.name = named(o.name, whole);
    item.kind = std::string(kind);
    item.path = path;
    item.is_input = false;
    auto summary = o.summary.empty() ? json::object() : json::parse(o.summary);
    if (!o.framework.empty()) summary.set("framework", o.framework);
    const auto hash = copy_into(whole, target);
    summary.set("path", target.string());
    if (!hash.empty()) summary.set("hash", hash);
    item.summary = std::move(summary);
    t.lineage(std::move(item));
}

}  // namespace

void run::log_image(const fs::path& file, std::string_view name, const media_options& o) noexcept {
    guarded(tracker_, "image", [&](run_tracker& t) {
        if (!t.takes_events("image")) return;
        const auto a = keep(t, event_kind::image, file, name, o.step);
        t.event(event_kind::image, a.name, to_json(image_of(o, a.path, beginning_of(t.directory() / a.path))),
                when(o));
    });
}

void run::log_image_data(std::string_view bytes, std::string_view format, std::string_view name,
                         const media_options& o) noexcept {
    guarded(tracker_, "image", [&](run_tracker& t) {
        if (!t.takes_events("image")) return;
        const auto tidy = named(name, fs::path());
        const auto path = asset_path(event_kind::image, tidy, o.step, format);
        write_whole(t.directory() / path, bytes);
        t.event(event_kind::image, tidy, to_json(image_of(o, path, bytes)), when(o));
    });
}

void run::log_audio(const fs::path& file, std::string_view name, const media_options& o) noexcept {
    guarded(tracker_, "audio", [&](run_tracker& t) {
        if (!t.takes_events("audio")) return;
        const auto a = keep(t, event_kind::audio, file, name, o.step);
        event_audio audio;
        audio.sample_rate = o.sample_rate;
        audio.num_channels = o.num_channels;
        audio.length_frames = o.length_frames;
        audio.path = a.path;
        audio.content_type = content_type(o.content_type, "audio", file);
        t.event(event_kind::audio, a.name, to_json(audio), when(o));
    });
}

void run::log_video(const fs::path& file, std::string_view name, const media_options& o) noexcept {
    guarded(tracker_, "video", [&](run_tracker& t) {
        if (!t.takes_events("video")) return;
        const auto a = keep(t, event_kind::video, file, name, o.step);
        event_video video;
        video.height = o.height;
        video.width = o.width;
        video.colorspace = o.colorspace;
        video.path = a.path;
        video.content_type = content_type(o.content_type, "video", file);
        t.event(event_kind::video, a.name, to_json(video), when(o));
    });
}

void run::log_dataframe(const fs::path& file, std::string_view name, const event_options& o) noexcept {
    guarded(tracker_, "dataframe", [&](run_tracker& t) {
        if (!t.takes_events("dataframe")) return;
        const auto a = keep(t, event_kind::dataframe, file, name, o.step);
        event_dataframe frame;
        frame.path = a.path;
        frame.content_type = content_type({}, {}, file);
        t.event(event_kind::dataframe, a.name, to_json(frame), o);
    });
}

void run::log_model(const fs::path& file, const artifact_options& o) noexcept {
    guarded(tracker_, "model", [&](run_tracker& t) {
        t.raise(run_tracker::has_model);
        if (!o.step) return keep_output(t, file, o, "model");
        if (!t.takes_events("model")) return;
        const auto a = keep(t, event_kind::model, file, o.name, o.step);
        event_model model;
        if (!o.framework.empty()) model.framework = std::string(o.framework);
        model.path = a.path;
        if (!o.summary.empty()) model.spec = json::parse(o.summary);
        t.event(event_kind::model, a.name, to_json(model), {.step = o.step, .timestamp = o.timestamp});
    });
}

void run::log_artifact(const fs::path& file, const artifact_options& o) noexcept {
    guarded(tracker_, "artifact", [&](run_tracker& t) {
        const auto kind = event_kind_of(o.kind);
        if (!kind) {
            error_info info;
            info.kind = errc::invalid_argument;
            info.detail = "\"" + std::string(o.kind) +
                          "\" is no kind of artifact: use one like file, dir, data or model";
            throw error(std::move(info));
        }
        if (!o.step) return keep_output(t, file, o, o.kind);
        if (!t.takes_events("artifact")) return;
        const auto a = keep(t, *kind, file, o.name, o.step);
        event_artifact artifact;
        artifact.kind = *kind;
        artifact.path = a.path;
        t.event(*kind, a.name, to_json(artifact), {.step = o.step, .timestamp = o.timestamp});
    });
}

void run::log_env() noexcept {
    guarded(tracker_, "env", [&](run_tracker& t) {
        write_whole(t.directory() / "outputs/env.json", get_run_env().text());
        run_artifact item;
        item.name = "env";
        item.kind = "env";
        item.path = "outputs/env.json";
        item.is_input = false;
        item.summary = json::object().set("path", (t.directory() / "outputs/env.json").string());
        t.lineage(std::move(item));
    });
}

}  // namespace polyaxon::v1::tracking
