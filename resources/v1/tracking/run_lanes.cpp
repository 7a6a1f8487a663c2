// What happens on the strand: one lane for values and conditions, one for files.
#include <polyaxon/resources/v1/tracking/run_tracker.hpp>

#include <polyaxon/resources/hidden_status.hpp>
#include <polyaxon/resources/v1/artifact_uploads.hpp>
#include <polyaxon/resources/v1/lineage_calls.hpp>
#include <polyaxon/resources/v1/run_state.hpp>
#include <polyaxon/resources/v1/tracking/run_post.hpp>
#include <polyaxon/resources/v1/tracking/upload_policy.hpp>

#include <asio/bind_cancellation_slot.hpp>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>

#include <fstream>
#include <sstream>
#include <utility>

namespace polyaxon::v1::tracking {

using std::chrono::milliseconds;

namespace {

resources::owned_call one_try() {
    call_options o;
    o.max_attempts = 1;  // tries again are ours
    return resources::owned_call(o);
}

std::string text_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    if (in.peek() != std::ifstream::traits_type::eof()) text << in.rdbuf();
    if (in.bad()) {
        error_info info;
        info.kind = errc::invalid_argument;
        info.detail = "the file cannot be read: look at its permissions";
        throw error(std::move(info));
    }
    return std::move(text).str();
}

// Larger ones are streamed.
constexpr std::uintmax_t most_in_memory = 1024 * 1024;

}  // namespace

void run_tracker::start() {
    if (setup_.no_op) return;
    asio::use_service<async::context_end>(asio::query(on_, asio::execution::context)).add(shared_from_this());
    start_lane(values_, &run_tracker::send_values);
    start_lane(files_, &run_tracker::send_files);
}

void run_tracker::start_lane(lane& l, lane_body body) {
    l.running = true;
    asio::co_spawn(on_, run_lane(shared_from_this(), &l, body),
                   asio::bind_cancellation_slot(l.stop.slot(), asio::detached));
}

awaitable<void> run_tracker::run_lane(std::shared_ptr<run_tracker> t, lane* l, lane_body body) {
    try {
        auto lane = body(t);
        co_await std::move(lane);
    } catch (...) {
        // Cancelled by close(), which has counted what it left.
    }
    l->running = false;
    t->check_waiters();
}

// ---- one request with its tries again

awaitable<bool> run_tracker::deliver(std::shared_ptr<run_tracker> t, lane* l, std::string name,
                                     attempt send) {
    l->current = name;
    upload_try so_far;
    std::optional<async::steady_time> away_since;
    bool away_told = false;
    for (so_far.tries = 1;; ++so_far.tries) {
        auto call = as_result(send(so_far.tries));
        auto answer = co_await std::move(call);
        if (answer) {
            t->sent();
            l->current.clear();
            co_return true;
        }
        if (t->closed_) co_return false;
        auto info = answer.error().info();
        resources::explain_hidden_status(info);
        const auto now = t->setup_.time->now();
        if (!is_away(info))
            away_since.reset();
        else if (!away_since)
            away_since = now;
        so_far.away =
            away_since ? std::chrono::duration_cast<milliseconds>(now - *away_since) : milliseconds(0);
        const auto pause = pause_after(info, so_far, t->setup_.max_outage);
        if (!pause) {
            t->give_up(info, name, so_far.tries);
            l->current.clear();
            co_return false;
        }
        if (away_since && so_far.tries > 3 && !std::exchange(away_told, true))
            t->warn("tracking: the server cannot be reached; what is logged is kept and sent later: " +
                    info.detail);
        t->count_retry();
        auto wait = l->pause.wait(now + *pause);
        co_await std::move(wait);
        if (t->closed_) co_return false;
    }
}

void run_tracker::sent() {
    const std::lock_guard lock(mutex_);
    ++stats_.sent;
}

void run_tracker::count_retry() {
    const std::lock_guard lock(mutex_);
    ++stats_.retried;
}

void run_tracker::give_up(const error_info& info, const std::string& what, int tries) {
    {
        const std::lock_guard lock(mutex_);
        ++stats_.failed;
        if (first_failure_.empty()) first_failure_ = what + ": " + error(info).what();
    }
    background_event e;
    e.request = info.request.empty() ? std::string_view(what) : std::string_view(info.request);
    e.failure = info.kind;
    e.status = info.status;
    const auto detail = info.detail + " (" + what + " was not sent)";
    e.detail = detail;
    e.attempts = tries;
    e.maybe_sent = info.maybe_sent;
    tell(e);
}

// ---- values and conditions

std::optional<run_tracker::job> run_tracker::next_job() {
    const std::lock_guard lock(mutex_);
    job j;
    if (!conditions_.empty()) {
        j.kind = job::what::condition;
        j.status = std::move(conditions_.front());
        conditions_.pop_front();
        j.name = "the status " + j.status.type.value_or("");
        if (conditions_.empty()) others_bytes_ = 0;
    } else if (!changes_.empty()) {
        j.kind = job::what::change;
        j.body = changes_.take();
        for (const auto& key : j.body.keys())
            if (key != "merge") j.name += (j.name.empty() ? "" : ", ") + key;
    } else if (!lineage_.empty()) {
        j.kind = job::what::lineage;
        for (auto& [name, item] : lineage_) j.items.push_back(std::move(item));
        lineage_.clear();
        j.name = "the lineage";
    } else if (ending_ && !ending_sent_ && ending_round_ > 0 && (hurry_ || rounds_ >= ending_round_)) {
        j.kind = job::what::ending;
        j.status = *ending_;
        j.name = "the status " + j.status.type.value_or("");
        ending_sent_ = true;
    } else {
        return std::nullopt;
    }
    ++under_way_;
    return j;
}

awaitable<void> run_tracker::send(std::shared_ptr<run_tracker> t, const job* j) {
    auto state = t->courier_.state();
    switch (j->kind) {
        case job::what::condition:
        case job::what::ending: {
            auto call = run_state::log_status(std::move(state), j->status, one_try());
            co_await std::move(call);
            break;
        }
        case job::what::change: {
            auto call = run_state::patch(std::move(state), j->body, one_try());
            co_await std::move(call);
            break;
        }
        case job::what::lineage: {
            auto call = log_lineage(std::move(state), j->items, one_try());
            co_await std::move(call);
            break;
        }
    }
}

awaitable<void> run_tracker::send_values(std::shared_ptr<run_tracker> t) {
    auto& lane = t->values_;
    for (;;) {
        if (t->closed_) co_return;
        const auto next = t->next_job();
        if (!next) {
            t->check_waiters();
            if (t->stopping_ && !t->files_.running) co_return;
            auto sleep = lane.work.wait();
            co_await std::move(sleep);
            continue;
        }
        const auto* const job = &*next;
        const attempt send_it = [t, job](int) { return send(t, job); };
        auto delivery = deliver(t, &lane, next->name, send_it);
        co_await std::move(delivery);
        t->leave_one();
    }
}

void run_tracker::leave_one() {
    const std::lock_guard lock(mutex_);
    --under_way_;
}

// ---- files

void run_tracker::write_events() {
    std::vector<event_store*> all;
    {
        const std::lock_guard lock(mutex_);
        for (const auto& s : stores_) all.push_back(s.get());
    }
    for (auto* s : all) {
        const auto report = s->flush();
        if (report.lost > 0) {
            const std::lock_guard lock(mutex_);
            stats_.dropped += report.lost;
        }
        for (const auto& problem : report.problems) {
            background_event e;
            e.request = "tracking";
            e.failure = errc::invalid_argument;
            e.detail = problem;
            tell(e);
        }
    }
}

void run_tracker::summarize(event_store& from) {
    auto changed = from.changed_since(mark_);
    mark_ = changed.mark;
    auto outputs = json::object();
    std::vector<run_artifact> items;
    for (auto& file : changed.files) {
        if (!file.has_lineage()) continue;
        if (file.last && file.kind == "metric") outputs.set(file.name, *file.last);
        run_artifact item;
        item.name = std::move(file.name);
        item.kind = std::move(file.kind);
        item.path = std::move(file.path);
        item.summary = std::move(file.summary);
        item.is_input = false;
        if (!setup_.connection.empty()) item.connection = setup_.connection;
        items.push_back(std::move(item));
    }
    {
        const std::lock_guard lock(mutex_);
        for (auto& item : items) lineage_.insert_or_assign(item.name, std::move(item));
        if (outputs.size() > 0) changes_.add("outputs", outputs);
    }
    values_.work.ring();
}

awaitable<void> run_tracker::upload(std::shared_ptr<run_tracker> t, std::shared_ptr<upload_ledger> ledger,
                                    found_file* f, int tries) {
    if (tries > 1) t->write_events();  // as much as there is by now, and nothing heaps up in memory
    if (!ledger->look(*f)) co_return;  // gone: nothing to send
    if (f->size <= most_in_memory) {
        auto content = text_of(ledger->root() / f->path);
        auto call = upload_bytes(t->files_courier_.state(), f->folder(), f->name(), std::move(content), true,
                                 one_try());
        co_await std::move(call);
    } else {
        const auto file = (ledger->root() / f->path).string(), folder = f->folder();
        upload_artifact_options o;
        o.path = folder;
        o.call.max_attempts = 1;
        auto call = t->files_courier_.upload_artifact(file, o);
        co_await std::move(call);
    }
    const std::lock_guard lock(t->mutex_);
    ++t->stats_.files;
    t->stats_.file_bytes += f->size;
}

// Files are sent whole. Those of a run that goes on, on a machine that has not seen them, would be lost for it.
awaitable<void> run_tracker::fetch_past(std::shared_ptr<run_tracker> t) {
    t->past_known_ = true;
    std::error_code ignored;
    if (t->setup_.ends || !t->uploads_ || std::filesystem::exists(t->directory() / "events", ignored))
        co_return;
    const auto folder = t->directory().string();
    const auto fetch = [](std::shared_ptr<run_tracker> self, std::string to) -> awaitable<void> {
        download_artifacts_options o;
        o.path_to = to;
        o.call.max_attempts = 1;
        auto call = as_result(self->files_courier_.download_artifacts("events", o));
        auto there = co_await std::move(call);
        if (!there && (there.error().status() < 400 || there.error().status() >= 500)) throw there.error();
    };
    const attempt try_it = [t, folder, &fetch](int) { return fetch(t, folder); };
    auto fetched = deliver(t, &t->files_, "the events of the run so far", try_it);
    co_await std::move(fetched);
}

awaitable<void> run_tracker::round(std::shared_ptr<run_tracker> t) {
    if (!t->past_known_ && t->store().waiting() > 0) {
        auto past = fetch_past(t);
        co_await std::move(past);
        if (t->closed_) co_return;
    }
    t->write_events();
    const auto ledger = t->ledger_;
    if (t->uploads_ && !t->setup_.offline) {
        std::error_code ec;
        auto files = ledger->to_send(ec);
        if (ec) t->refuse(ledger->root().string(), "the run's directory cannot be read: " + ec.message());
        t->to_send_ = files;
        for (auto& f : files) {
            if (t->closed_) co_return;
            auto* const file = &f;
            const attempt send_it = [t, ledger, file](int tries) { return upload(t, ledger, file, tries); };
            auto delivery = deliver(t, &t->files_, f.path, send_it);
            co_await std::move(delivery);
            if (t->closed_) co_return;
            ledger->settled(f);
            t->to_send_.erase(t->to_send_.begin());
        }
    }
    if (t->uploads_ || t->setup_.offline) t->summarize(t->store());
}

awaitable<void> run_tracker::send_files(std::shared_ptr<run_tracker> t) {
    auto& lane = t->files_;
    const auto& time = *t->setup_.time;
    auto next = time.now() + t->setup_.interval;
    for (;;) {
        if (t->closed_) co_return;
        const auto begun = time.now();
        if (t->rounds_ >= t->asked_ && begun < next) {
            if (t->stopping_) break;
            auto sleep = lane.work.wait(next);
            co_await std::move(sleep);
            continue;
        }
        const auto asked = t->asked_;
        t->sample();
        auto one = round(t);
        co_await std::move(one);
        if (t->closed_) co_return;
        t->rounds_ = asked;
        // Files are sent whole: a run that has grown large is sent less often, so that it does not keep the line busy.
        const auto ended = time.now();
        next = ended + std::max<std::chrono::nanoseconds>(t->setup_.interval, 3 * (ended - begun));
        t->values_.work.ring();
        t->check_waiters();
    }
    lane.running = false;
    t->values_.work.ring();
}

void run_tracker::sample() {
    if (!resources_ || stopping_) return;
    const auto now = setup_.time->now();
    if (next_sample_ && now < *next_sample_) return;
    next_sample_ = now + std::chrono::seconds(10);
    if (!sampler_) sampler_ = std::make_unique<resource_sampler>();
    sampler_->log_to(store());
}

}  // namespace polyaxon::v1::tracking
