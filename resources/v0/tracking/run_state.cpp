#include <polyaxon/resources/v0/tracking/run_state.hpp>

#include <polyaxon/codec/refusal.hpp>
#include <polyaxon/resources/v0/arguments.hpp>
#include <polyaxon/resources/v0/build_job_rows.hpp>
#include <polyaxon/resources/v0/experiment_rows.hpp>
#include <polyaxon/resources/v0/group_rows.hpp>
#include <polyaxon/resources/v0/job_rows.hpp>
#include <polyaxon/resources/v0/tracking/surroundings.hpp>

#include <algorithm>
#include <array>
#include <exception>
#include <utility>

namespace polyaxon::v0::tracking {

const run_kind experiment_kind{"experiment",
                               rows::update_experiment.path,
                               rows::create_experiment_status.path,
                               rows::create_experiment_code_reference.path,
                               rows::create_experiment_metric.path,
                               rows::send_experiment_logs.path,
                               rows::beat_experiment.path,
                               "POLYAXON_EXPERIMENT_INFO",
                               true,
                               true};
const run_kind group_kind{
    "group", rows::update_group.path, rows::create_group_status.path, {}, {}, {}, {}, {}, false, false};
const run_kind job_kind{"job",
                        rows::update_job.path,
                        rows::create_job_status.path,
                        rows::create_job_code_reference.path,
                        {},
                        rows::send_job_logs.path,
                        rows::beat_job.path,
                        "POLYAXON_JOB_INFO",
                        true,
                        false};
const run_kind build_kind{"build",
                          rows::update_build_job.path,
                          rows::create_build_job_status.path,
                          rows::create_build_job_code_reference.path,
                          {},
                          rows::send_build_job_logs.path,
                          rows::beat_build_job.path,
                          "POLYAXON_JOB_INFO",
                          false,
                          false};

run_state::run_state(client owner, const run_kind& kind, run_arguments given)
    : owner_(std::move(owner)),
      core_(client_parts::core_of(owner_)),
      kind_(kind),
      given_(std::move(given)),
      exceptions_at_birth_(std::uncaught_exceptions()),
      machine_(core_->machine()),
      project_(given_.project) {
    if (!given_.id.empty()) id_ = given_.id;
}
run_state::~run_state() = default;

std::string run_state::project() const {
    const std::lock_guard lock(mutex_);
    return project_;
}

// "owner/name" and "owner.name"; any other number of parts is a name as it stands.
void run_state::read_project(std::string_view text) {
    const std::lock_guard lock(mutex_);
    project_ = text;
    project_name_ = project_;
    for (const char mark : {'/', '.'}) {
        const auto at = text.find(mark);
        if (at == text.npos) continue;
        if (text.find(mark, at + 1) == text.npos && at != 0 && at + 1 != text.size()) {
            username_ = text.substr(0, at);
            project_name_ = text.substr(at + 1);
        }
        return;
    }
}

void run_state::read_info() {
    const auto notebook = text_variable(*machine_, "POLYAXON_NOTEBOOK_INFO");
    notebook_ = notebook.has_value();
    const std::string name(notebook_ ? "POLYAXON_NOTEBOOK_INFO" : kind_.info);
    const auto missing = [&](const std::string& what) {
        throw failed(errc::context, "a managed " + std::string(kind_.what) + " without a project reads " +
                                        what + "; give the project, or run inside the platform");
    };
    if (name.empty()) missing("nothing from the environment");
    const auto text = text_variable(*machine_, name);
    if (!text) missing(name + ", which is not set");
    json info;
    try {
        info = json::parse(*text);
    } catch (const error&) {
        missing(name + ", which is not valid JSON");
    }
    const auto member = [&](const char* key) {
        if (!info.is_object() || !info.contains(key) || !info.at(key).is_string())
            missing(name + ", which lacks the text \"" + key + "\"");
        return info.at(key).as<std::string>();
    };
    if (&kind_ == &experiment_kind || notebook_) {
        read_project(member("project_name"));
        if (notebook_) return;
        const auto full = member("experiment_name");
        const std::lock_guard lock(mutex_);
        id_ = full.substr(full.rfind('.') + 1);
        return;
    }
    // user.project.jobs.12
    const auto full = member("job_name");
    const auto last = full.rfind('.');
    const auto kind = last == full.npos || last == 0 ? full.npos : full.rfind('.', last - 1);
    if (kind == full.npos) missing(name + ", whose job_name is not user.project.jobs.id");
    read_project(full.substr(0, kind));
    const std::lock_guard lock(mutex_);
    id_ = full.substr(last + 1);
}

void run_state::find_outputs() {
    if (!given_.outputs_store.empty()) return set_outputs_store(given_.outputs_store);
    if (!managed_) return;
    auto path = text_variable(*machine_, "POLYAXON_RUN_OUTPUTS_PATH");
    if (path) {
        const std::lock_guard lock(mutex_);
        outputs_path_ = std::move(path);
    } else if (kind_.outputs) {
        throw failed(
            errc::context,
            "a managed " + std::string(kind_.what) +
                " needs a place for its outputs: POLYAXON_RUN_OUTPUTS_PATH is not set and no outputs_store "
                "was given");
    }
}

void run_state::set_outputs_store(std::string_view path) {
    if (path.empty())
        throw refused(
            "no place for outputs was given: give outputs_path, a local folder or an address such as "
            "s3://bucket");
    const std::lock_guard lock(mutex_);
    outputs_path_ = path;
}

void run_state::keep_output(std::string_view what) const {
    if (now() != mode::live) return;
    const auto store = outputs_path();
    if (!store)
        throw refused("there is no store to put " + std::string(what) +
                      " into: set one by set_outputs_store, or create the run with base_outputs_path");
    if (store->find("://") != store->npos && !store->starts_with("file://"))
        throw refused(
            std::string(what) + " cannot be put into " + store->substr(0, store->find("://")) +
            " storage by this client: write it there by the storage's own tool, or use a local path");
}

bool run_state::sends(bool needs_id) const {
    switch (now()) {
        case mode::no_op:
        case mode::offline: return false;
        case mode::unopened:
            throw refused("the " + std::string(kind_.what) +
                          " is not open yet: co_await create() or open() first");
        case mode::live: break;
    }
    if (needs_id && !targets_.load(std::memory_order_acquire))
        throw refused("the " + std::string(kind_.what) +
                      " does not exist yet: co_await create() first, or give its id");
    return true;
}

resources::outgoing run_state::to_run(codec::verb verb, std::string_view path, resources::message m,
                                      const call_options& options) const {
    const auto user = username().value_or(""), project = project_name().value_or(""),
               id = this->id().value_or("");
    const std::array<polyaxon::id, 3> arguments{segment(user), segment(project), segment(id)};
    return {core_->how(), verb, path, arguments, std::move(m), options};
}

void run_state::place(std::string id) {
    {
        const std::lock_guard lock(mutex_);
        id_ = std::move(id);
    }
    auto t = std::make_unique<targets>();
    const auto target = [&](std::string_view path) {
        auto o = to_run(codec::verb::post, path, {});
        if (o.refused) throw error(std::move(*o.refused));
        return std::move(o.request);
    };
    if (!kind_.metrics.empty()) t->metrics = target(kind_.metrics);
    if (!kind_.logs.empty()) t->logs = target(kind_.logs);
    if (!kind_.heartbeat.empty()) t->heartbeat = base_url_ + target(kind_.heartbeat).target;
    if (kind_.logs.empty()) static_cast<void>(target(kind_.entity));
    const std::lock_guard lock(mutex_);
    kept_.push_back(std::move(t));
    targets_.store(kept_.back().get(), std::memory_order_release);
}

void run_state::claim_creation() {
    const std::lock_guard lock(mutex_);
    const std::string what(kind_.what);
    if (creation_ == creation::under_way)
        throw refused("this object is creating its " + what + " already; make another object");
    if (creation_ == creation::done)
        throw refused("this object has created " + what + ' ' + id_.value_or("") + "; make another object");
    creation_ = creation::under_way;
}

void run_state::leave_creation() noexcept {
    const std::lock_guard lock(mutex_);
    if (creation_ == creation::under_way) creation_ = creation::none;
}

void run_state::created(std::string id, std::string_view base_outputs_path) {
    if (now() == mode::offline) {
        const std::lock_guard lock(mutex_);
        id_ = std::move(id);
    } else {
        place(std::move(id));
    }
    const std::lock_guard lock(mutex_);
    creation_ = creation::done;
    last_status_ = "created";
    ended_ = false;
    if (outputs_path_ || !username_ || !kind_.outputs) return;
    auto base = base_outputs_path.empty() ? text_variable(*machine_, "POLYAXON_BASE_OUTPUTS_PATH")
                                          : std::optional<std::string>(base_outputs_path);
    if (!base) return;
    outputs_path_ = *base + '/' + *username_ + '/' + *project_name_ + '/' +
                    (&kind_ == &job_kind    ? "jobs/"
                     : given_.group.empty() ? ""
                                            : given_.group + '/') +
                    *id_;
}

// The object may go at any moment, on another thread: whoever of start and leave comes second ends the run, after all that was begun.
void run_state::start() {
    const auto left = [this] {
        const std::lock_guard lock(mutex_);
        return left_;
    };
    if (!left()) {
        status("running", {});
        beat(true);
    }
    {
        const std::lock_guard lock(mutex_);
        started_ = true;
    }
    if (const auto by_exception = left()) finish_left(*by_exception);
}

}  // namespace polyaxon::v0::tracking
