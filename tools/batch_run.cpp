#include "batch_run.hpp"

#include "batch_progress.hpp"
#include "batch_report.hpp"
#include "batch_source.hpp"
#include "batch_writer.hpp"

#include <polyaxon/async/map_concurrent.hpp>
#include <polyaxon/context/system.hpp>
#include <polyaxon/testing/platform.hpp>
#include <polyaxon/testing/server.hpp>

#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <asio/signal_set.hpp>

#include <csignal>
#include <iostream>
#include <numeric>
#include <set>

namespace polyaxon::batch {
namespace {

/// What the run knows so far; stays readable after an interruption or an error.
struct state {
    std::vector<row> rows;
    course how;
    std::optional<error> first_failure;
    bool interrupted = false;
};

using clock = std::chrono::steady_clock;

class main_job {
 public:
    main_job(const options& o, source& from, progress& shown, state& s)
        : o_(o), from_(from), shown_(shown), s_(s) {}

    awaitable<void> run() {
        const auto begin = clock::now();
        std::optional<error> failure;
        try {
            co_await list();
            co_await fetch();
        } catch (const error& e) {
            failure = e;
        }
        s_.how.elapsed = clock::now() - begin;
        s_.how.stats = from_.stats();
        shown_.finish();
        if (failure && !s_.first_failure) s_.first_failure = failure;
    }

 private:
    /// All that is to be fetched, project by project.
    awaitable<void> list() {
        owner_ = o_.owner;
        if (owner_.empty()) owner_ = co_await from_.default_owner();
        auto projects = o_.projects;
        if (projects.empty()) projects = co_await from_.projects(owner_);
        shown_.begin("listing projects", projects.size());
        auto list_one = [this](const std::string& project) { return list_project(project); };
        auto all = co_await map_concurrent(projects, std::size_t{8}, list_one);
        for (auto& jobs : all) {
            jobs_.insert(jobs_.end(), jobs.value().begin(), jobs.value().end());
        }
        if (o_.limit != 0 && jobs_.size() > o_.limit) jobs_.resize(o_.limit);
        s_.how.listed = jobs_.size();
        shown_.finish();
    }

    awaitable<std::vector<job>> list_project(const std::string& project) {
        auto first = co_await from_.list(owner_, project, 0);
        auto jobs = std::move(first.jobs);
        const auto enough = [&] { return o_.limit != 0 && jobs.size() >= o_.limit; };
        if (first.count && first.more) {  // the number of pages is known: side by side
            auto total = static_cast<std::size_t>(std::max<std::int64_t>(*first.count, 0));
            if (o_.limit != 0) total = std::min(total, o_.limit);
            const auto pages = (total + from_.page_size() - 1) / from_.page_size();
            std::vector<std::size_t> rest(pages > 1 ? pages - 1 : 0);
            std::iota(rest.begin(), rest.end(), std::size_t{1});
            auto get_page = [&](std::size_t index) { return from_.list(owner_, project, index); };
            auto others = co_await map_concurrent(rest, o_.concurrency, get_page);
            for (auto& other : others)
                jobs.insert(jobs.end(), other.value().jobs.begin(), other.value().jobs.end());
        } else {
            for (std::size_t index = 1; first.more && !enough(); ++index) {
                first = co_await from_.list(owner_, project, index);
                jobs.insert(jobs.end(), first.jobs.begin(), first.jobs.end());
            }
        }
        shown_.step();
        co_return jobs;
    }

    awaitable<void> fetch() {
        shown_.begin(o_.api == generation::v0 ? "fetching experiments" : "fetching runs", jobs_.size());
        s_.how.latencies.reserve(jobs_.size());
        auto fetch_job = [this](const job& what) { return fetch_one(what); };
        auto all = co_await map_concurrent(jobs_, o_.concurrency, fetch_job);
        s_.rows.reserve(all.size());
        for (auto& one : all) {
            if (one) {
                s_.rows.push_back(std::move(*one));
                continue;
            }
            if (s_.interrupted && one.error().kind() == errc::canceled) continue;  // not made, not failed
            ++s_.how.failed;
            if (!s_.first_failure) s_.first_failure = one.error();
        }
    }

    awaitable<row> fetch_one(const job& what) {
        const auto begin = clock::now();
        auto one = co_await from_.get(owner_, what);
        s_.how.latencies.push_back(
            std::chrono::duration_cast<std::chrono::microseconds>(clock::now() - begin));
        shown_.step();
        co_return one;
    }

    const options& o_;
    source& from_;
    progress& shown_;
    state& s_;
    std::string owner_;
    std::vector<job> jobs_;
};

/// A machine without variables and files: what a user has configured must not change the embedded run.
class bare_machine final : public context::system {
 public:
    std::optional<std::string> variable(std::string_view) const override { return std::nullopt; }
    std::filesystem::path home() const override { return "/nonexistent"; }
    std::filesystem::path working_directory() const override { return "/nonexistent"; }
    bool writable(const std::filesystem::path&) const override { return false; }
    std::optional<file> read(const std::filesystem::path&, std::size_t, std::error_code&) const override {
        return std::nullopt;
    }
};

/// The server in this process, and what its seed says must come out.
struct embedded {
    explicit embedded(const options& o)
        : platform(platform_of(o)), server(platform.handler(), server_of(o)) {}

    static constexpr const char* token = "embedded";
    static testing::platform_options platform_of(const options& o) {
        testing::platform_options p;
        p.seed = o.seed;
        p.projects = o.embedded_projects;
        p.runs = o.embedded;
        p.owner = o.owner;
        p.token = token;
        return p;
    }
    static testing::server_options server_of(const options& o) {
        testing::server_options s;
        s.tls = true;
        s.keep_requests = 1;
        s.faults.too_many = s.faults.unavailable = s.faults.closed = o.faults / 3;
        s.faults.seed = o.seed;
        return s;
    }

    std::vector<check> checks(const options& o, const state& s) const {
        const auto f = add_up(s.rows);
        const auto expected = platform.part(o.projects, o.query);
        std::vector<check> all{same("listed", s.how.listed, expected.size),
                               same("fetched", f.total.count, expected.size),
                               same("failed", s.how.failed, std::size_t{0}),
                               same("projects", f.by_project.size(), expected.run_uuids.size())};
        all.push_back(same("different statuses", f.by_status.size(), expected.by_status.size()));
        for (const auto& [status, n] : expected.by_status) {
            const auto found = f.by_status.find(status);
            all.push_back(same("status " + status, found == f.by_status.end() ? 0 : found->second.count, n));
        }
        std::map<std::string, std::set<std::string>> ids;
        for (const auto& r : s.rows) ids[r.project].insert(r.id);
        for (const auto& project : projects(o)) {
            const auto wanted = ids_of(o, expected, project);
            auto one = same("runs of " + project, ids[project].size(), wanted.size());
            if (one.ok && ids[project] != wanted) {
                one.ok = false;
                one.found += " with other ids";
            }
            all.push_back(std::move(one));
        }
        all.push_back(same("sum of loss", f.total.metric, expected.loss_sum));
        all.push_back(same("sum of seconds", f.total.duration, expected.duration_sum));
        // Every fault costs exactly one further request, whether it was counted as a retry or sent again unseen.
        const auto faults = server.injected_faults();
        all.push_back(same("requests, with one more for each of " + std::to_string(faults) + " faults",
                           server.request_count(), calls(o, expected) + faults));
        return all;
    }

    const std::vector<std::string>& projects(const options& o) const {
        return o.projects.empty() ? platform.project_names() : o.projects;
    }
    /// Pages of projects and of runs, and the runs.
    std::size_t calls(const options& o, const testing::platform_part& expected) const {
        const std::size_t size = o.api == generation::v1 ? 100 : 20;
        auto pages = [&](std::size_t n) { return std::max<std::size_t>(1, (n + size - 1) / size); };
        auto n = expected.size + (o.projects.empty() ? pages(platform.project_names().size()) : 0);
        for (const auto& name : projects(o)) n += pages(ids_of(o, expected, name).size());
        return n;
    }
    static std::set<std::string> ids_of(const options& o, const testing::platform_part& expected,
                                        const std::string& project) {
        std::set<std::string> all;
        if (o.api == generation::v1) {
            if (const auto found = expected.run_uuids.find(project); found != expected.run_uuids.end())
                all.insert(found->second.begin(), found->second.end());
        } else if (const auto found = expected.experiment_ids.find(project);
                   found != expected.experiment_ids.end()) {
            for (const auto id : found->second) all.insert(std::to_string(id));
        }
        return all;
    }

    testing::platform platform;
    testing::server server;
};

void tell(const error& e) {
    std::cerr << "batch_query: " << one_line(e.what());
    if (const auto what = advice(e.kind()); !what.empty()) std::cerr << "; " << what;
    std::cerr << '\n';
}

}  // namespace

int run(const options& asked) {
    options o = asked;
    progress shown;
    std::unique_ptr<embedded> own;
    std::shared_ptr<const context::system> machine;
    if (o.embedded) {
        if (o.owner.empty()) o.owner = "acme";
        own = std::make_unique<embedded>(o);
        machine = std::make_shared<bare_machine>();
        o.host = "127.0.0.1";
        o.port = own->server.port();
        o.https = true;
        o.ca_file = own->server.ca_file();
        if (o.token.empty()) o.token = embedded::token;
        shown.say("embedded server: " + std::to_string(o.embedded) + " runs in " +
                  std::to_string(o.embedded_projects) + " projects, seed " + std::to_string(o.seed) +
                  ", TLS, gzip, faults by chance");
    }

    asio::io_context io(1);
    state s;
    const auto from = make_source(io.get_executor(), o, machine);
    asio::signal_set signals(io, SIGINT, SIGTERM);
    signals.async_wait([&](std::error_code ec, int) {
        if (ec) return;
        s.interrupted = true;
        signals.clear();  // a second one ends the program the usual way
        from->close();    // what is under way ends as canceled, what is done stays
    });
    main_job work(o, *from, shown, s);
    std::exception_ptr broken;
    asio::co_spawn(io, work.run(), [&](std::exception_ptr e) {
        broken = e;
        signals.cancel();
        from->close();
    });
    io.run();
    if (broken) std::rethrow_exception(broken);

    std::string problem;
    if (!s.rows.empty() || (!s.first_failure && !s.interrupted)) problem = write_rows(o, s.rows);
    const bool nothing = s.rows.empty() && s.first_failure;  // the error says it all
    auto& summary_to = o.as == format::table && o.output.empty() ? std::cout : std::cerr;
    if (!nothing) {
        if (o.as == format::table && o.output.empty()) summary_to << '\n';
        summary_to << summary(add_up(s.rows), s.how, o.metric);
    }
    bool all_ok = true;
    if (own && !s.interrupted && !nothing) {
        for (const auto& one : own->checks(o, s)) {
            summary_to << check_line(one);
            all_ok = all_ok && one.ok;
        }
        summary_to << (all_ok ? "every figure agrees with the seed\n"
                              : "some figures do not agree with the seed\n");
    }
    summary_to.flush();
    if (s.interrupted) {
        std::cerr << "batch_query: interrupted after " << s.rows.size() << " of " << s.how.listed
                  << "; what was fetched is above\n";
        return 130;
    }
    if (!problem.empty()) {
        std::cerr << "batch_query: " << problem << '\n';
        return 1;
    }
    if (s.first_failure) {
        tell(*s.first_failure);
        return exit_code(s.first_failure->kind());
    }
    return all_ok ? 0 : 1;
}

}  // namespace polyaxon::batch
