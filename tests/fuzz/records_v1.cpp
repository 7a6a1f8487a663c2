#include "fuzz/records.hpp"

#include <polyaxon/resources/send.hpp>
#include <polyaxon/resources/v1/artifact_tree.hpp>
#include <polyaxon/resources/v1/installation.hpp>
#include <polyaxon/resources/v1/logs.hpp>
#include <polyaxon/resources/v1/organization.hpp>
#include <polyaxon/resources/v1/project.hpp>
#include <polyaxon/resources/v1/project_version.hpp>
#include <polyaxon/resources/v1/run.hpp>
#include <polyaxon/resources/v1/run_artifact.hpp>
#include <polyaxon/resources/v1/run_event.hpp>
#include <polyaxon/resources/v1/status.hpp>
#include <polyaxon/resources/v1/user.hpp>

namespace polyaxon::fuzz {

namespace {

void check_series(const v1::event_series& s) {
    require(s.steps.size() == s.size() && s.timestamps.size() == s.size(),
            "columns of a series are of one length");
}

/// An event and the columns in it.
bool check_event(std::string_view text) {
    v1::run_event event;
    if (!decoded(text, event)) return false;
    try {
        check_series(event.series());
    } catch (const error& e) {
        require(e.kind() == errc::decode, "columns that cannot be read are a decode error");
    }
    return check_record<v1::run_event>(text);
}

/// A file of events: separated values.
bool check_event_text(std::string_view text) {
    for (const auto* kind : {"metric", "image"}) {
        try {
            check_series(v1::parse_event_text("loss", kind, text));
        } catch (const error& e) {
            require(e.kind() == errc::decode, "an event file that cannot be read is a decode error");
        }
    }
    return true;
}

constexpr record records[] = {
    {"v1 user", &check_record<v1::user>},
    {"v1 auth", &check_record<v1::auth>},
    {"v1 installation", &check_record<v1::installation>},
    {"v1 version_range", &check_record<v1::version_range>},
    {"v1 compatibility", &check_record<v1::compatibility>},
    {"v1 project", &check_record<v1::project>},
    {"v1 run_reference", &check_record<v1::run_reference>},
    {"v1 run_resources", &check_record<v1::run_resources>},
    {"v1 settings_catalog", &check_record<v1::settings_catalog>},
    {"v1 run_reference_catalog", &check_record<v1::run_reference_catalog>},
    {"v1 run_settings", &check_record<v1::run_settings>},
    {"v1 run", &check_record<v1::run>},
    {"v1 operation_body", &check_record<v1::operation_body>},
    {"v1 status_condition", &check_record<v1::status_condition>},
    {"v1 status", &check_record<v1::status>},
    {"v1 log_line", &check_record<v1::log_line>},
    {"v1 logs", &check_record<v1::logs>},
    {"v1 run_event", &check_event},
    {"v1 event file", &check_event_text},
    {"v1 run_events_answer", &check_record<v1::run_events_answer>},
    {"v1 multi_run_events_answer", &check_record<v1::multi_run_events_answer>},
    {"v1 artifact_tree", &check_record<v1::artifact_tree>},
    {"v1 run_artifact", &check_record<v1::run_artifact>},
    {"v1 version_stages", &check_record<v1::version_stages>},
    {"v1 project_version", &check_record<v1::project_version>},
    {"v1 organization", &check_record<v1::organization>},
    {"v1 organization_member", &check_record<v1::organization_member>},
    {"v1 team", &check_record<v1::team>},
    {"v1 page of runs", &check_record<page<v1::run>>},
};

}  // namespace

std::span<const record> v1_records() { return records; }

}  // namespace polyaxon::fuzz
