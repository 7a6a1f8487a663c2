#include <polyaxon/resources/v1/status.hpp>

#include <polyaxon/codec/ascii.hpp>
#include <polyaxon/resources/v1/fields.hpp>

#include <algorithm>

namespace polyaxon::v1 {

using codec::at;
using codec::field;

namespace {

template <std::size_t N>
bool one_of(const std::string_view (&words)[N], std::string_view word) noexcept {
    return std::ranges::find(words, word) != std::end(words);
}

constexpr std::string_view done_words[] = {"failed", "upstream_failed", "stopped", "skipped", "succeeded"};
constexpr std::string_view running_words[] = {"scheduled", "starting", "processing", "running"};
constexpr std::string_view pending_words[] = {"created", "on_schedule", "resuming"};
constexpr std::string_view other_words[] = {"compiled",      "queued",   "stopping", "warning",
                                            "unschedulable", "retrying", "unknown",  "done"};

// A bool, or a word that stands for one: haupt sets "True" itself and gives back what clients sent. Other text ("Unknown")
// says neither.
std::error_code read_truth(codec::json_in& in, void* self) {
    std::string text;
    if (auto ec = codec::read_text(in, text)) return ec;
    text = codec::ascii::lower(text);
    auto& truth = static_cast<status_condition*>(self)->status;
    truth.reset();
    if (text == "true" || text == "1") truth = true;
    if (text == "false" || text == "0") truth = false;
    return {};
}

constexpr field truth_row() {
    auto row = at<&status_condition::status>("status");
    row.read = &read_truth;
    return row;
}

constexpr field condition_fields[] = {
    at<&status_condition::type>("type"),
    truth_row(),
    at<&status_condition::reason>("reason"),
    at<&status_condition::message>("message"),
    at<&status_condition::last_update_time>("last_update_time"),
    at<&status_condition::last_transition_time>("last_transition_time"),
    at<&status_condition::meta_info>("meta_info"),
};

constexpr field status_fields[] = {
    at_filled<&status::uuid>("uuid"),
    at<&status::status>("status"),
    at<&status::status_conditions>("status_conditions"),
    at<&status::meta_info>("meta_info"),
};

}  // namespace

bool is_done(std::string_view word) noexcept { return one_of(done_words, word); }
bool is_running(std::string_view word) noexcept { return one_of(running_words, word); }
bool is_pending(std::string_view word) noexcept { return one_of(pending_words, word); }
bool is_known_status(std::string_view word) noexcept {
    return is_done(word) || is_running(word) || is_pending(word) || one_of(other_words, word);
}

std::error_code read(codec::json_in& in, status_condition& out) {
    return read_object(in, condition_fields, &out);
}
void write(codec::json_out& out, const status_condition& v) { write_object(out, condition_fields, &v); }
std::error_code read(codec::json_in& in, status& out) { return read_object(in, status_fields, &out); }
void write(codec::json_out& out, const status& v) { write_object(out, status_fields, &v); }

}  // namespace polyaxon::v1
