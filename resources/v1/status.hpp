#pragma once
#include <polyaxon/codec/json.hpp>
#include <polyaxon/codec/timestamp.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace polyaxon::codec {
class json_in;
class json_out;
}  // namespace polyaxon::codec

namespace polyaxon::v1 {

// Statuses are kept as the server's words, because a newer server may know more of them. These helpers say what a word
// means; an unknown one is none of the three.

/// Ended: failed, upstream_failed, stopped, skipped or succeeded.
///
///     if (polyaxon::v1::is_done(run.status.value_or(""))) …
bool is_done(std::string_view status) noexcept;
/// Under way: scheduled, starting, processing or running.
bool is_running(std::string_view status) noexcept;
/// Not begun: created, on_schedule or resuming.
bool is_pending(std::string_view status) noexcept;
/// One of the twenty words that this version of the client knows.
bool is_known_status(std::string_view status) noexcept;

/// One entry of a run's history. All members are optional; an unset one was not told.
struct status_condition {
    std::optional<std::string> type;  ///< "running", "failed", …
    std::optional<bool> status;       ///< servers send a bool or the text "True": both are read
    std::optional<std::string> reason;
    std::optional<std::string> message;
    std::optional<timestamp> last_update_time;
    std::optional<timestamp> last_transition_time;
    json meta_info;
};
std::error_code read(codec::json_in&, status_condition&);
void write(codec::json_out&, const status_condition&);

/// A condition to send. Unset members are left out.
///
///     polyaxon::v1::status_condition_body c;
///     c.type = "running"; c.status = true; c.reason = "Scheduler";
///     co_await client.runs().create_run_status("acme", "vision", uuid, c);
class status_condition_body : public status_condition {
 public:
    status_condition_body() = default;
};

/// The status of a run and how it came about.
struct status {
    std::string uuid;                                 ///< empty when the server did not say
    std::optional<std::string> status;                ///< the present one, "running"
    std::vector<status_condition> status_conditions;  ///< oldest first
    json meta_info;
};
std::error_code read(codec::json_in&, status&);
void write(codec::json_out&, const status&);

}  // namespace polyaxon::v1
