#pragma once
#include <polyaxon/resources/v1/tracking/data_table.hpp>
#include <polyaxon/resources/v1/tracking/event_file.hpp>
#include <polyaxon/resources/v1/tracking/event_payloads.hpp>
#include <polyaxon/resources/v1/tracking/pixels.hpp>

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

// Files of a run that events point to: put under assets/{kind}/{name}_{step}.{extension}, and what the event says of them. They read and write
// files, so they are not for an event loop. A file of that name that is there already is replaced. All throw `invalid_argument` when a file cannot be
// read or written, with its path and the system's reason.

namespace polyaxon::v1::tracking {

/// "sample" of "dir/sample.tar.gz": what a file is called when no name is given. It is what stands before the first dot.
std::string asset_name_of(const std::filesystem::path& file);
/// "tar.gz" of "dir/Sample.TAR.gz": all behind the first dot, in small letters; empty without one.
std::string asset_extension_of(const std::filesystem::path& file);

/// Writes `content` as the file `below` (a path below the run's directory), making its folders.
void write_asset(const std::filesystem::path& run_directory, std::string_view below,
                 std::string_view content);
/// Copies a file, or a folder with all in it (links in it are left out).
void copy_asset(const std::filesystem::path& run_directory, std::string_view below,
                const std::filesystem::path& from);

/// Where an asset goes. `name` is made tidy; empty: from the file's name, or the kind's word. Views only.
struct asset_place {
    const std::filesystem::path& run_directory;
    std::string_view name = {};
    event_step step = {};
};

/// What was put, to be logged with event_store::log_event(kind, name, payload, step).
struct asset_event {
    event_kind kind = event_kind::file;
    std::string name;     ///< tidy
    std::string payload;  ///< JSON text of the event's value
    std::string path;     ///< below the run's directory
};

/// A file as it is. Without an extension of its own it gets "png", "wav", "gif".
///
///     auto e = put_image_file({directory, "sample", 3}, "out.png");
///     store.log_event(e.kind, e.name, e.payload, 3);
asset_event put_image_file(const asset_place&, const std::filesystem::path& file);
asset_event put_audio_file(const asset_place&, const std::filesystem::path& file,
                           std::string_view content_type = {});
asset_event put_video_file(const asset_place&, const std::filesystem::path& file,
                           std::string_view content_type = {});
/// A file or a folder.
asset_event put_model(const asset_place&, const std::filesystem::path& file, std::string_view framework = {},
                      const json& spec = {});
asset_event put_artifact(const asset_place&, const std::filesystem::path& file,
                         event_kind kind = event_kind::file);

/// A PNG file of the picture.
asset_event put_image(const asset_place&, const pixels&);
/// A WAV file, 16 bit, of samples between -1 and 1; those beyond are cut. `channels` samples stand side by side.
asset_event put_audio(const asset_place&, std::span<const float> samples, int sample_rate = 44100,
                      int channels = 1);
/// A CSV file.
asset_event put_table(const asset_place&, const data_table&);

}  // namespace polyaxon::v1::tracking
