// What may be called from any thread: taking in what is logged.
#include <polyaxon/resources/v1/tracking/run_tracker.hpp>

#include <polyaxon/resources/tracking/exception_text.hpp>
#include <polyaxon/resources/v1/names.hpp>
#include <polyaxon/resources/v1/tracking/run_post.hpp>

#include <asio/strand.hpp>

#include <algorithm>
#include <cmath>
#include <exception>
#include <utility>

namespace polyaxon::v1::tracking {

namespace {

/// Whether another progress is worth a request, as in Python: at most three small steps a second.
bool worth_telling(std::optional<double> before, double now, std::deque<async::steady_time>& told,
                   async::steady_time at) {
    if (before && *before == now) return false;
    while (!told.empty() && at - told.front() >= std::chrono::seconds(1)) told.pop_front();
    if (before && now - *before < 0.025 && now < 1 && told.size() >= 3) return false;
    told.push_back(at);
    return true;
}

}  // namespace

run_tracker::run_tracker(run_courier values, run_courier files, run_setup setup)
    : courier_(std::move(values)),
      files_courier_(std::move(files)),
      setup_(std::move(setup)),
      on_(asio::make_strand(courier_.get_client().executor())),
      collects_(setup_.collects),
      logs_(setup_.logs),
      uploads_(setup_.uploads),
      resources_(setup_.resources),
      values_(on_, setup_.time),
      files_(on_, setup_.time) {
    move_to(setup_.directory);
}

run_tracker::~run_tracker() = default;

std::filesystem::path run_tracker::directory() const {
    return setup_.no_op ? std::filesystem::path() : store().run_directory();
}

void run_tracker::move_to(std::filesystem::path directory) {
    if (setup_.no_op) return;
    if (store_.load() && same_folder(store().run_directory(), directory)) return;
    event_store_options bounds;
    bounds.most_waiting = setup_.max_waiting;
    auto next = std::make_unique<event_store>(directory, bounds);
    auto* const now = next.get();
    auto ledger = std::make_shared<upload_ledger>(std::move(directory));
    const bool first = !store_.load();
    {
        const std::lock_guard lock(mutex_);
        std::vector<std::filesystem::path> before;
        for (auto s = stores_.rbegin(); s != stores_.rend(); ++s) before.push_back((*s)->run_directory());
        next->follow(std::move(before));
        stores_.push_back(std::move(next));
        store_ = stores_.back().get();
    }
    if (first) {
        places_.push_back(place{now, std::move(ledger)});
        return;
    }
    post([now, ledger](run_tracker& t) {
        try {
            t.write_events();
            for (auto& p : t.places_) p.left = t.unknown(p).empty();
            t.return_to(now->run_directory());
        } catch (...) {
            t.refuse("set_artifacts_path", exception_text(std::current_exception()));
        }
        t.places_.push_back(place{now, ledger});
    });
}

void run_tracker::use_resources(bool on) {
    resources_ = on;
    ring(false, true);
}

// ---- events

void run_tracker::refuse(std::string_view what, std::string_view why) noexcept try {
    {
        const std::lock_guard lock(mutex_);
        ++stats_.refused;
        if (first_failure_.empty()) first_failure_ = std::string(what) + ": " + std::string(why);
    }
    post([what = std::string(what), why = std::string(why)](run_tracker& t) {
        background_event e;
        e.request = what;
        e.failure = errc::invalid_argument;
        e.detail = why;
        t.tell(e);
    });
} catch (...) {
    // No memory to say so; it is counted.
}

bool run_tracker::takes_events(std::string_view what) noexcept {
    if (setup_.no_op) return false;
    if (stopping_) {
        const std::lock_guard lock(mutex_);
        ++stats_.dropped;
        return false;
    }
    if (collects_) return true;
    bool first = false;
    {
        const std::lock_guard lock(mutex_);
        first = !std::exchange(told_uncollected_, true);
        if (!first) ++stats_.refused;
    }
    if (first)
        refuse(
            what,
            "no events are collected for this run: set collect_artifacts, or call set_run_event_logger (told "
            "once for each run)");
    return false;
}

void run_tracker::count() noexcept {
    const std::lock_guard lock(mutex_);
    ++stats_.logged;
}

void run_tracker::metric(std::string_view name, double value, const event_options& o) noexcept {
    if (!takes_events(name)) return;
    if (!store().log_metric(name, value, o.step, o.timestamp)) return;  // told by the next flush
    count();
    raise(has_metrics | has_events);
}

void run_tracker::event(event_kind kind, std::string_view name, std::string_view payload,
                        const event_options& o) noexcept {
    if (!takes_events(name)) return;
    if (!store().log_event(kind, name, payload, o.step, o.timestamp)) return;
    count();
    raise(kind == event_kind::span ? has_events | has_traces : has_events);
}

void run_tracker::line(std::string_view text) noexcept {
    if (setup_.no_op || stopping_ || !logs_) return;
    if (store().log_line(text)) count();
}

// ---- values

template <class F>
void run_tracker::take_in(std::size_t bytes, F f, bool status) noexcept try {
    if (setup_.no_op) return;
    bool full = false;
    {
        const std::lock_guard lock(mutex_);
        if (stopping_ || (status && ending_)) {
            ++stats_.dropped;
            return;
        }
        if (changes_.bytes() + others_bytes_ + lineage_bytes_ + bytes > setup_.max_waiting) {
            ++stats_.dropped;
            full = !std::exchange(told_full_, true);
            if (!full) return;
        } else {
            f();
            ++stats_.logged;
        }
    }
    if (!full) return ring(true, false);
    post([](run_tracker& t) {
        const auto detail = "more than " + std::to_string(t.setup_.max_waiting) +
                            " bytes wait to be sent: what is logged now is dropped and counted (told once)";
        background_event e;
        e.request = "tracking";
        e.failure = errc::too_large;
        e.detail = detail;
        t.tell(e);
    });
} catch (...) {
    // No memory: what was to be logged is not.
}

void run_tracker::change(std::string_view member, const json& values, bool reset) noexcept try {
    const auto tidy = tidy_keys(values, member);
    if (tidy.size() == 0 && !reset) return;
    take_in(tidy.text().size(), [&] { changes_.add(member, tidy, reset); });
} catch (const error& e) {
    refuse(member, e.detail());
} catch (...) {
    refuse(member, "no memory is left");
}

void run_tracker::change_tags(const json& tags, bool reset) noexcept {
    take_in(tags.text().size(), [&] { changes_.add_tags(tags, reset); });
}

void run_tracker::change_text(std::string_view member, std::string_view text) noexcept {
    take_in(text.size(), [&] { changes_.set(member, text); });
}

void run_tracker::progress(double value) noexcept try {
    if (!(value >= 0 && value <= 1)) return refuse("progress", "give a number from 0 to 1");
    {
        const std::lock_guard lock(mutex_);
        if (!worth_telling(progress_, value, progress_times_, setup_.time->now())) return;
        progress_ = value;
    }
    take_in(8, [&] { changes_.add("meta_info", json::object().set("progress", value)); });
} catch (...) {
    refuse("progress", "no memory is left");
}

void run_tracker::raise(unsigned flags) noexcept try {
    const auto before = flags_.fetch_or(flags, std::memory_order_relaxed);
    const auto fresh = flags & ~before;
    if (fresh == 0) return;
    auto meta = json::object();
    for (const auto& [bit, key] :
         {std::pair(has_metrics, "has_metrics"), std::pair(has_events, "has_events"),
          std::pair(has_model, "has_model"), std::pair(has_tensorboard, "has_tensorboard"),
          std::pair(has_traces, "has_traces")})
        if (fresh & bit) meta.set(key, true);
    {
        const std::lock_guard lock(mutex_);
        changes_.add("meta_info", meta);
    }
    ring(true, false);
} catch (...) {
    flags_.fetch_and(~flags);  // the next one tries again
}

void run_tracker::condition(status_condition c) noexcept try {
    if (!c.type || !is_known_status(*c.type))
        return refuse("status", "\"" + c.type.value_or("") +
                                    "\" is no status: use one like running, failed, stopped or succeeded");
    const auto now = timestamp::now();
    if (!c.last_update_time) c.last_update_time = now;
    if (!c.last_transition_time) c.last_transition_time = now;
    const auto bytes = c.message.value_or("").size() + 200;
    take_in(
        bytes,
        [&] {
            if (is_done(*c.type)) ended_ = true;
            conditions_.push_back(std::move(c));
            others_bytes_ += bytes;
        },
        true);
} catch (...) {
    refuse("status", "no memory is left");
}

static std::size_t bytes_of(const run_artifact& item) {
    return item.summary.text().size() + item.name.size() + 100;
}

void run_tracker::lineage(run_artifact item) noexcept try {
    take_in(bytes_of(item), [&] { put_lineage(std::move(item)); });
} catch (...) {
    refuse("lineage", "no memory is left");
}

/// Under the lock.
void run_tracker::put_lineage(run_artifact item) {
    const auto bytes = bytes_of(item);
    if (const auto before = lineage_.find(item.name); before != lineage_.end())
        lineage_bytes_ -= std::min(lineage_bytes_, bytes_of(before->second));
    auto name = item.name;
    lineage_.insert_or_assign(std::move(name), std::move(item));
    lineage_bytes_ += bytes;
}

void run_tracker::finish(status_condition c) noexcept try {
    if (setup_.no_op || dead_) return;
    {
        const std::lock_guard lock(mutex_);
        if (std::exchange(ended_, true)) return;
        const auto now = timestamp::now();
        if (!c.last_update_time) c.last_update_time = now;
        if (!c.last_transition_time) c.last_transition_time = now;
        ending_ = std::move(c);
    }
    post([](run_tracker& t) {
        t.ending_round_ = ++t.asked_;
        t.files_.work.ring();
        t.values_.work.ring();
    });
} catch (...) {
    refuse("status", "no memory is left");
}

run_stats run_tracker::stats() const {
    std::size_t events = 0;
    if (const auto* s = store_.load()) events = s->waiting();
    const std::lock_guard lock(mutex_);
    auto out = stats_;
    out.waiting = events + changes_.size() + conditions_.size() + lineage_.size() +
                  (ending_ && !ending_sent_ ? 1 : 0) + under_way_;
    return out;
}

// ---- to the strand

void run_tracker::ring(bool values, bool files) noexcept try {
    if (values && !values_rung_.exchange(true))
        post([](run_tracker& t) {
            t.values_rung_ = false;
            t.values_.work.ring();
        });
    if (files && !files_rung_.exchange(true))
        post([](run_tracker& t) {
            t.files_rung_ = false;
            t.files_.work.ring();
        });
} catch (...) {
    values_rung_ = files_rung_ = false;
}

void run_tracker::tell(const background_event& e) noexcept try {
    if (const auto o = client_access::core(owner())->watcher()) return o->on_background_failure(e);
    std::string line(e.request);
    if (!line.empty()) line += ": ";
    backstop_.say("tracking: " + line + std::string(name(e.failure)) + ": " + std::string(e.detail), e.items);
} catch (...) {
    // Observers must not throw.
}

void run_tracker::warn(std::string_view text) noexcept try {
    if (const auto o = client_access::core(owner())->watcher()) return o->on_warning(text);
    backstop_.say(text, 1);
} catch (...) {
}

}  // namespace polyaxon::v1::tracking
