#include <polyaxon/resources/v1/tracking/assets.hpp>

#include <polyaxon/codec/error.hpp>
#include <polyaxon/codec/refusal.hpp>
#include <polyaxon/codec/wav.hpp>
#include <polyaxon/resources/v1/names.hpp>

namespace polyaxon::v1::tracking {

namespace {

namespace fs = std::filesystem;

asset_event named(event_kind kind, const asset_place& place, std::string_view otherwise,
                  std::string_view extension) {
    asset_event out;
    out.kind = kind;
    const auto given = place.name.empty() ? otherwise : place.name;
    out.name = tidy_name(given);
    if (out.name.empty())
        throw refused("the name \"" + std::string(given) +
                      "\" has no ASCII letter or digit: give another one");
    out.path = asset_path(kind, out.name, place.step, extension);
    return out;
}

std::string first_of(std::string a, std::string_view b) { return a.empty() ? std::string(b) : a; }

std::optional<std::string> some(std::string_view text) {
    if (text.empty()) return std::nullopt;
    return std::string(text);
}

}  // namespace

asset_event put_image_file(const asset_place& place, const fs::path& file) {
    auto out =
        named(event_kind::image, place, asset_name_of(file), first_of(asset_extension_of(file), "png"));
    copy_asset(place.run_directory, out.path, file);
    event_image v;
    v.path = out.path;
    out.payload = to_json(v);
    return out;
}

asset_event put_audio_file(const asset_place& place, const fs::path& file, std::string_view content_type) {
    const auto extension = first_of(asset_extension_of(file), content_type.empty() ? "wav" : content_type);
    auto out = named(event_kind::audio, place, asset_name_of(file), extension);
    copy_asset(place.run_directory, out.path, file);
    event_audio v;
    v.path = out.path;
    v.content_type = some(content_type);
    out.payload = to_json(v);
    return out;
}

asset_event put_video_file(const asset_place& place, const fs::path& file, std::string_view content_type) {
    const auto extension = first_of(asset_extension_of(file), content_type.empty() ? "gif" : content_type);
    auto out = named(event_kind::video, place, asset_name_of(file), extension);
    copy_asset(place.run_directory, out.path, file);
    event_video v;
    v.path = out.path;
    v.content_type = extension;
    out.payload = to_json(v);
    return out;
}

asset_event put_model(const asset_place& place, const fs::path& file, std::string_view framework,
                      const json& spec) {
    std::error_code ec;
    const auto extension = fs::is_regular_file(file, ec) ? asset_extension_of(file) : std::string();
    auto out = named(event_kind::model, place, asset_name_of(file), extension);
    copy_asset(place.run_directory, out.path, file);
    event_model v;
    v.framework = some(framework);
    v.path = out.path;
    v.spec = spec;
    out.payload = to_json(v);
    return out;
}

asset_event put_artifact(const asset_place& place, const fs::path& file, event_kind kind) {
    auto out = named(kind, place, asset_name_of(file), asset_extension_of(file));
    copy_asset(place.run_directory, out.path, file);
    event_artifact v;
    v.kind = kind;
    v.path = out.path;
    out.payload = to_json(v);
    return out;
}

asset_event put_image(const asset_place& place, const pixels& picture) {
    auto out = named(event_kind::image, place, "image", "png");
    write_asset(place.run_directory, out.path, picture.png());
    event_image v;
    v.height = static_cast<std::int64_t>(picture.height());
    v.width = static_cast<std::int64_t>(picture.width());
    v.colorspace = static_cast<std::int64_t>(picture.channels());
    v.path = out.path;
    out.payload = to_json(v);
    return out;
}

asset_event put_audio(const asset_place& place, std::span<const float> samples, int sample_rate,
                      int channels) {
    auto out = named(event_kind::audio, place, "audio", "wav");
    write_asset(place.run_directory, out.path, codec::wav(samples, sample_rate, channels));
    event_audio v;
    v.sample_rate = sample_rate;
    v.num_channels = channels;
    v.length_frames = static_cast<std::int64_t>(samples.size()) / channels;
    v.path = out.path;
    v.content_type = "audio/wav";
    out.payload = to_json(v);
    return out;
}

asset_event put_table(const asset_place& place, const data_table& table) {
    auto out = named(event_kind::dataframe, place, "dataframe", "csv");
    write_asset(place.run_directory, out.path, table.csv());
    event_dataframe v;
    v.path = out.path;
    v.content_type = "csv";
    out.payload = to_json(v);
    return out;
}

}  // namespace polyaxon::v1::tracking
