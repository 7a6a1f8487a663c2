#include <polyaxon/resources/v1/tracking/init.hpp>

#include <polyaxon/codec/refusal.hpp>
#include <polyaxon/context/values.hpp>
#include <polyaxon/resources/v1/code_reference.hpp>
#include <polyaxon/resources/v1/run_state.hpp>
#include <polyaxon/resources/v1/tracking/run_maker.hpp>
#include <polyaxon/resources/v1/tracking/run_tracker.hpp>

#include <algorithm>
#include <cmath>

namespace polyaxon::v1::tracking {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

namespace {

/// Owned form of init_options.
class init_request {
 public:
    explicit init_request(const init_options& o)
        : options(o),
          path(o.artifacts_path),
          call(o.call),
          time(o.time && *o.time ? *o.time : async::real_time()) {
        const auto set = [](std::string_view v) {
            return v.empty() ? std::nullopt : std::optional(std::string(v));
        };
        body.name = set(o.name);
        body.description = set(o.description);
        body.tags = resources::split_list(o.tags);
    }
    init_options options;  ///< its numbers and flags; the views may dangle
    fs::path path;
    operation_body body;
    resources::owned_call call;
    std::shared_ptr<async::time_source> time;
};

/// What the environment of this process says of tracking.
class surroundings {
 public:
    explicit surroundings(const context::system& machine) : machine_(machine) {}

    std::optional<bool> flag(std::string_view name) const {
        const auto text = machine_.variable(name);
        if (!text || text->empty()) return std::nullopt;
        const auto value = context::bool_of(*text);
        if (value) return value;
        throw failed(errc::context, "bad_value: " + std::string(name) + " is \"" + *text +
                                        "\": give one of " + std::string(context::bool_words));
    }
    fs::path folder(std::string_view name, std::string_view otherwise) const {
        const auto text = machine_.variable(name);
        return text && !text->empty() ? *text : std::string(otherwise);
    }
    std::string text(std::string_view name) const { return machine_.variable(name).value_or(""); }

 private:
    const context::system& machine_;
};

fs::path directory_of(const init_request& r, const surroundings& around, const std::string& uuid,
                      bool managed, bool offline) {
    if (!r.path.empty()) return r.path;
    if (managed) {
        const auto all = around.folder("POLYAXON_CONTEXT_ROOT", "/plx-context") / "artifacts";
        return r.options.is_new ? all / "_related_runs" / uuid : all / uuid;
    }
    if (offline) return around.folder("POLYAXON_OFFLINE_ROOT", "/tmp/plx/offline") / "runs" / uuid;
    return around.folder("POLYAXON_ARTIFACTS_ROOT", "/tmp/plx/artifacts") / uuid;
}

milliseconds in_ms(double seconds, milliseconds otherwise) {
    if (!(seconds > 0)) return otherwise;
    return milliseconds(static_cast<std::int64_t>(std::ceil(std::min(seconds, 1e9) * 1000)));
}

status_condition running() {
    status_condition c;
    c.type = "running";
    c.reason = "PolyaxonClient";
    c.message = "Operation is running";
    return c;
}

/// A run that the background sends to: its own copy, as the caller may use the run meanwhile. Offline there is but one, on disk.
run_courier courier_of(const run_courier& mine, bool offline, bool fresh) {
    if (offline) return mine;
    auto& state = *mine.state();
    const auto owner = state.where.found().owner.value_or(""), project = state.where.project();
    run_ref ref;
    if (!owner.empty()) ref.owner = owner;
    ref.project = project;
    ref.run_uuid = state.where.run();
    ref.is_offline = false;
    ref.no_op = false;
    run_courier courier(run_client(mine.get_client(), ref));
    courier.state()->data = state.data;
    // One that was just made by its user was sent to no agent, queue or store.
    if (auto& settings = courier.state()->data.settings; fresh && !settings) settings.emplace();
    return courier;
}

void track_code(run_tracker& t, const context::system& machine) noexcept try {
    auto reference = code_reference_of(machine.working_directory());
    const auto commit = reference.is_object() ? reference.value_or("commit", "") : std::string();
    if (commit.empty()) return;
    run_artifact item;
    item.name = commit;
    item.kind = "coderef";
    item.summary = std::move(reference);
    item.is_input = true;
    t.lineage(std::move(item));
} catch (const std::exception& e) {
    t.refuse("code", e.what());
}

awaitable<run> begin(run_courier mine, init_request r) {
    const auto state = mine.state();
    const auto target = state->where.found();
    const auto core = state->where.core();
    const auto& context = core->context();
    const surroundings around(core->machine());
    const bool managed = context.is_managed || context.managed_process, offline = target.is_offline;

    run_setup s;
    s.no_op = target.no_op;
    s.offline = offline;
    s.time = r.time;
    s.timeout = in_ms(context.timeout, s.timeout);
    s.interval =
        r.options.interval > milliseconds(0) ? r.options.interval : in_ms(context.interval, s.interval);
    s.max_outage = r.options.max_outage;
    s.max_waiting = r.options.max_waiting;
    if (s.no_op) {
        const auto idle = std::make_shared<run_tracker>(mine, mine, s);
        idle->start();
        co_return run_maker::make(mine, idle);
    }

    const bool known = target.run_uuid.value_or("") != "";
    const bool fresh = r.options.is_new || offline || (!known && !managed);
    // Before there is a run that a value nobody understands would leave running.
    const bool sidecar = around.flag("POLYAXON_HAS_PROCESS_SIDECAR").value_or(false);
    const bool collected = offline || fresh || sidecar;
    const auto choice = [&](std::optional<bool> given, std::string_view variable) {
        return given ? *given : around.flag(variable).value_or(collected);
    };
    s.ends = fresh;
    s.collects = choice(r.options.collect_artifacts, "POLYAXON_COLLECT_ARTIFACTS");
    s.resources = choice(r.options.collect_resources, "POLYAXON_COLLECT_RESOURCES");
    s.uploads = !offline && (!managed || sidecar);
    s.logs = r.options.track_logs && !managed;
    s.connection = around.text("POLYAXON_ARTIFACTS_STORE_NAME");

    if (fresh) {
        auto made = run_state::create(state, r.body, std::string(), r.call);
        co_await std::move(made);
        if (is_pending(state->data.status.value_or("created"))) {
            auto started = run_state::start(state, running(), r.call.part("running"));
            co_await std::move(started);
        }
    } else if (state->where.run(); r.options.refresh_data || managed) {
        auto fetched = run_state::refresh(state, false, r.call);
        co_await std::move(fetched);
    }

    s.uuid = state->where.run();
    s.directory = directory_of(r, around, s.uuid, managed, offline);

    auto tracker =
        std::make_shared<run_tracker>(courier_of(mine, offline, fresh), courier_of(mine, offline, fresh), s);
    tracker->start();
    auto out = run_maker::make(mine, tracker);
    if (fresh && r.options.track_env) out.log_env();
    if (fresh && r.options.track_code) track_code(*tracker, core->machine());
    if (r.options.end_on_signals) run_maker::watch_signals(out);
    if (s.logs) run_maker::forward_outputs(out);
    co_return out;
}

}  // namespace

awaitable<run> init(const client& c, const init_options& o) {
    run_ref ref;
    ref.owner = o.owner;
    ref.project = o.project;
    ref.run_uuid = o.run_uuid;
    ref.is_offline = o.is_offline;
    ref.no_op = o.no_op;
    return init(run_client(c, ref), o);
}

awaitable<run> init(const run_client& of, const init_options& o) {
    return begin(run_courier(of), init_request(o));
}

}  // namespace polyaxon::v1::tracking
