#include <polyaxon/codec/fields.hpp>
#include <polyaxon/resources/v0/stream_options.hpp>

// Apart from the streams that bring it, so that it can be read without them.
namespace polyaxon::v0 {

namespace {

std::error_code read_lines(codec::json_in& in, void* self) {
    auto& lines = static_cast<log_message*>(self)->log_lines;
    lines.clear();
    if (in.is_list()) return codec::read(in, lines);
    return codec::read(in, lines.emplace_back());
}

}  // namespace

std::error_code read(codec::json_in& in, log_message& out) {
    static constexpr codec::field rows[] = {
        codec::at<&log_message::status>("status"),
        {"log_lines", &read_lines, nullptr, nullptr},
    };
    return codec::read_object(in, rows, &out);
}

}  // namespace polyaxon::v0
