// What happens on the strand: the lane of files, round by round.
#include <polyaxon/codec/refusal.hpp>
#include <polyaxon/resources/tracking/exception_text.hpp>
#include <polyaxon/resources/v1/artifact_uploads.hpp>
#include <polyaxon/resources/v1/run_state.hpp>
#include <polyaxon/resources/v1/tracking/run_tracker.hpp>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <utility>

namespace polyaxon::v1::tracking {

namespace {

// Larger ones are streamed.
constexpr std::uintmax_t most_in_memory = 1024 * 1024;

struct closer {
    void operator()(std::FILE* f) const noexcept { std::fclose(f); }
};
using open_file = std::unique_ptr<std::FILE, closer>;

[[noreturn]] void unreadable(int why) {
    const std::error_code cause(why, std::generic_category());
    throw refused("the file cannot be read: " + cause.message() +
                      "; look at its permissions, it is tried again with the next look at the files",
                  cause);
}

/// None: it has gone.
open_file open_to_read(const std::filesystem::path& file) {
    open_file in(std::fopen(file.c_str(), "rbe"));
    const int why = errno;
    if (!in && why != ENOENT && why != ENOTDIR) unreadable(why);
    return in;
}

std::string text_of(std::FILE* in) {
    std::string text;
    char piece[64 * 1024];
    while (const auto n = std::fread(piece, 1, sizeof piece, in)) text.append(piece, n);
    if (const int why = errno; std::ferror(in) != 0) unreadable(why);
    return text;
}

}  // namespace

bool same_folder(const std::filesystem::path& a, const std::filesystem::path& b) {
    std::error_code ec;
    return a.lexically_normal() == b.lexically_normal() || std::filesystem::equivalent(a, b, ec);
}

// ---- what is written to disk

std::vector<std::string> run_tracker::unknown(place& p) {
    std::vector<std::string> out;
    if (setup_.ends || !uploads_) return out;
    place* before = nullptr;
    for (auto& other : places_) {
        if (&other == &p) break;
        before = &other;
    }
    if (before && unknown(*before).empty()) return out;  // series that go on are taken along from there
    const std::pair<const char*, bool> growing[] = {
        {"plxlogs", logs_}, {"resources", resources_}, {"events", collects_}};
    for (const auto& [folder, used] : growing) {
        if (!used || p.known.contains(folder)) continue;
        std::error_code ignored;
        if (std::filesystem::exists(p.store->run_directory() / folder, ignored))
            p.known.insert(folder);
        else
            out.emplace_back(folder);
    }
    return out;
}

/// Whether a later place has that file: all that is in this one, and more.
bool run_tracker::went_on(const place& p, const std::string& path) const {
    for (auto other = places_.rbegin(); other != places_.rend() && &*other != &p; ++other) {
        std::error_code ec;
        if (std::filesystem::exists(other->store->run_directory() / path, ec)) return true;
    }
    return false;
}

/// A directory that the run had left comes up to date: what went on elsewhere since is brought back.
void run_tracker::return_to(const std::filesystem::path& directory) {
    const auto last_there = std::find_if(places_.rbegin(), places_.rend(), [&](const place& p) {
        return same_folder(p.store->run_directory(), directory);
    });
    if (last_there == places_.rend()) return;
    for (auto since = last_there.base(); since != places_.end(); ++since) {
        const auto& from = since->store->run_directory();
        for (const auto* const folder : {"events", "resources", "plxlogs"}) {
            using options = std::filesystem::copy_options;
            std::error_code ec;
            if (!std::filesystem::exists(from / folder, ec)) continue;
            std::filesystem::create_directories(directory, ec);
            std::filesystem::copy(from / folder, directory / folder,
                                  options::recursive | options::overwrite_existing, ec);
            if (ec)
                refuse((from / folder).string(), "it cannot be copied to " + directory.string() +
                                                     ", to which the run returned: " + ec.message() +
                                                     "; what was logged there is in the former alone");
        }
    }
}

/// But for what would take the place of more that the server has.
void run_tracker::write_events() {
    for (auto& p : places_)
        if (unknown(p).empty()) write_events(p);
}

/// A folder that was left gets no more once what waited has been tried: the series have gone on in the last one.
void run_tracker::write_events(place& p) {
    const bool last = &p == &places_.back();
    if (last || !p.left) tell(p.store->flush());
    if (last) return;
    p.left = true;
    tell(places_.back().store->take_over(*p.store));
}

void run_tracker::tell(const flush_report& report) {
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

// The run goes. What cannot be put with the run's own files is put beside them: "unsent-events".
void run_tracker::write_what_waits() {
    for (auto& p : places_) {
        const auto missing = unknown(p);
        if (!missing.empty()) p.store->close();  // nothing may come after
        write_events(p);
        for (const auto& folder : missing) {
            const auto& root = p.store->run_directory();
            std::error_code ec;
            if (!std::filesystem::exists(root / folder, ec)) continue;
            auto aside = root / ("unsent-" + folder);
            for (int n = 2; std::filesystem::exists(aside, ec); ++n)
                aside = root / ("unsent-" + folder + "-" + std::to_string(n));
            std::filesystem::rename(root / folder, aside, ec);
        }
    }
}

void run_tracker::summarize(place& from) {
    auto changed = from.store->changed_since(from.mark);
    from.mark = changed.mark;
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
        for (auto& item : items) put_lineage(std::move(item));
        if (outputs.size() > 0) changes_.add("outputs", outputs);
    }
    values_.work.ring();
}

// ---- what is sent

awaitable<void> run_tracker::upload(std::shared_ptr<run_tracker> t, std::shared_ptr<upload_ledger> ledger,
                                    found_file* f, int tries) {
    if (tries > 1) t->write_events();  // as much as there is by now, and nothing heaps up in memory
    const auto path = ledger->root() / f->path;
    if (!ledger->look(*f)) {
        std::error_code ec;
        if (std::filesystem::exists(path, ec) || (ec && ec != std::errc::not_a_directory))
            unreadable(ec ? ec.value() : EIO);
        co_return;  // gone: nothing to send
    }
    auto in = open_to_read(path);
    if (!in) co_return;
    call_options once;
    once.max_attempts = 1;  // tries again are ours
    if (f->size <= most_in_memory) {
        auto content = text_of(in.get());
        in.reset();
        auto call = upload_bytes(t->files_courier_.state(), f->folder(), f->name(), std::move(content), true,
                                 resources::owned_call(once));
        co_await std::move(call);
    } else {
        in.reset();
        const auto file = path.string(), folder = f->folder();
        upload_artifact_options o;
        o.path = folder;
        o.call = once;
        auto call = t->files_courier_.upload_artifact(file, o);
        co_await std::move(call);
    }
    const std::lock_guard lock(t->mutex_);
    ++t->stats_.files;
    t->stats_.file_bytes += f->size;
}

awaitable<void> run_tracker::fetch(std::shared_ptr<run_tracker> t, std::string folder, std::string to) {
    download_artifacts_options o;
    o.path_to = to;
    o.call.max_attempts = 1;
    auto call = as_result(t->files_courier_.download_artifacts(folder, o));
    const auto there = co_await std::move(call);
    if (there) co_return;
    // The server has no such folder. The run itself not being found is something else.
    const std::string_view request = there.error().info().request;
    if (there.error().status() == 404 && request.substr(0, request.find('?')).ends_with("/artifacts"))
        co_return;
    throw there.error();
}

// Files are sent whole. Those of a run that goes on, on a machine that has not seen them, would be lost for it.
awaitable<bool> run_tracker::fetch_past(std::shared_ptr<run_tracker> t, place* p) {
    const auto missing = t->unknown(*p);
    if (missing.empty()) co_return true;
    if (p->store->waiting() == 0) co_return false;
    if (p->again && t->setup_.time->now() < *p->again && t->rounds_ >= t->asked_) co_return false;
    const auto to = p->store->run_directory().string();
    for (const auto& folder : missing) {
        const auto what = "the " + folder + " of the run so far";
        const attempt try_it = [t, folder, to](int) { return fetch(t, folder, to); };
        auto delivery = deliver(t, &t->files_, what, try_it);
        const auto how = co_await std::move(delivery);
        if (t->closed_) co_return false;
        if (how != outcome::sent) {
            p->again = t->setup_.time->now() + std::chrono::minutes(1);
            if (how == outcome::broken) t->leave_behind(what, t->files_.trouble);
            co_return false;
        }
        p->known.insert(folder);
    }
    co_return true;
}

void run_tracker::leave_behind(const std::string& what, const std::string& why) {
    leaving_.push_back(what);
    if (std::exchange(troubles_[what], why) == why) return;
    give_up(refused(why).info(), what, 1);
}

awaitable<void> run_tracker::visit(std::shared_ptr<run_tracker> t, place* p) {
    auto past = fetch_past(t, p);
    const bool known = co_await std::move(past);
    if (t->closed_) co_return;
    if (known)
        t->write_events(*p);
    else if (const auto held = p->store->waiting(); held > 0)
        t->leaving_.push_back(std::to_string(held) +
                              " events: what the server has of them so far could not be fetched");
    if (const auto ledger = p->ledger; ledger && t->uploads_ && !t->setup_.offline) {
        std::error_code ec;
        auto files = ledger->to_send(ec);
        if (ec)
            t->refuse(ledger->unreadable().string(), "a folder of the run cannot be read: " + ec.message());
        bool all = !ec && known;
        t->to_send_ = files;
        for (auto& f : files) {
            if (t->went_on(*p, f.path)) {
                ledger->settled(f);
                t->to_send_.erase(t->to_send_.begin());
                continue;
            }
            auto* const file = &f;
            const attempt send_it = [t, ledger, file](int tries) { return upload(t, ledger, file, tries); };
            auto delivery = deliver(t, &t->files_, f.path, send_it);
            const auto how = co_await std::move(delivery);
            if (t->closed_) co_return;
            if (how == outcome::broken) {
                all = false;
                t->leave_behind(f.path, t->files_.trouble);
            } else {
                ledger->settled(f);
                t->troubles_.erase(f.path);
            }
            t->to_send_.erase(t->to_send_.begin());
        }
        if (all && p != &t->places_.back()) p->ledger.reset();
    }
    if (t->uploads_ || t->setup_.offline) t->summarize(*p);
}

awaitable<void> run_tracker::round(std::shared_ptr<run_tracker> t) {
    for (auto& p : t->places_) {  // a list that only grows
        auto one = visit(t, &p);
        co_await std::move(one);
        if (t->closed_) co_return;
    }
}

void run_tracker::end_round(std::uint64_t asked) {
    in_round_ = false;
    to_send_.clear();
    left_ = std::exchange(leaving_, {});
    rounds_ = asked;
}

awaitable<void> run_tracker::send_files(std::shared_ptr<run_tracker> t) {
    auto& lane = t->files_;
    const auto& time = *t->setup_.time;
    auto next = time.now() + t->setup_.interval;
    for (;;) {
        if (t->closed_) co_return;
        const auto begun = time.now();
        if (t->rounds_ >= t->asked_ && begun < next) {
            if (t->draining_) break;
            auto sleep = lane.work.wait(next);
            co_await std::move(sleep);
            continue;
        }
        const auto asked = t->asked_;
        t->sample();
        std::string trouble;
        t->in_round_ = true;
        t->leaving_.clear();
        try {
            auto one = round(t);
            co_await std::move(one);
        } catch (...) {
            if (t->closed_) throw;
            trouble = "tracking stopped: " + exception_text(std::current_exception());
        }
        if (t->closed_) co_return;
        if (!trouble.empty()) t->leave_behind("the files of the run", trouble);
        t->end_round(asked);
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
