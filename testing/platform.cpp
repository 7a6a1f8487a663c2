#include <polyaxon/testing/platform.hpp>

#include <polyaxon/codec/gzip.hpp>
#include <polyaxon/testing/platform_data.hpp>

#include <algorithm>
#include <charconv>
#include <mutex>
#include <stdexcept>
#include <unordered_map>

namespace polyaxon::testing {

struct platform::impl {
    explicit impl(const platform_options& o) : data(make_data(o)) {
        for (std::size_t i = 0; i < data.runs.size(); ++i) by_uuid[data.runs[i].uuid] = i;
    }

    reply answer(const received&);
    reply answer_v1(const received&, const std::vector<std::string>&);
    reply answer_v0(const received&, const std::vector<std::string>&);
    reply versions_v0(const std::string&) const;
    std::optional<reply> refuse(const received&) const;
    reply list_runs(const received&, const platform_project*, bool v1);
    reply list_projects(const received&, bool v1);
    platform_project* project(const std::string& name);
    platform_run* run_v1(const platform_project&, const std::string& uuid);
    platform_run* run_v0(const platform_project&, const std::string& id);

    mutable std::mutex mutex;
    platform_data data;
    std::unordered_map<std::string, std::size_t> by_uuid;
    std::unordered_map<std::string, std::string>
        packed;  // lists by host and target, until something is created
};

namespace {

std::vector<std::string> segments(std::string_view path) {
    std::vector<std::string> all;
    for (std::size_t at = 1; at <= path.size();) {
        const auto end = std::min(path.find('/', at), path.size());
        if (end > at) all.emplace_back(path.substr(at, end - at));
        at = end + 1;
    }
    return all;
}

reply no_such(const char* what) {
    return reply::error(404, std::string("No ") + what + " matches the given query.");
}
reply not_allowed(const received& r) { return reply::error(405, "Method \"" + r.method + "\" not allowed."); }
reply no_page() {
    reply r;
    r.status = 404;
    r.content_type = "text/html; charset=utf-8";
    r.body =
        "<!doctype html>\n<html lang=\"en\"><head><title>Not Found</title></head><body><h1>Not "
        "Found</h1></body></html>\n";
    return r;
}

struct window {
    std::size_t limit = 20, offset = 0;
    bool counted = true;
};

std::size_t number(const received& r, std::string_view key, std::size_t otherwise, std::size_t least,
                   std::size_t most) {
    const auto text = r.query(key);
    if (!text) return otherwise;
    std::size_t value = 0;
    const auto end = std::from_chars(text->data(), text->data() + text->size(), value);
    if (end.ec != std::errc{} || end.ptr != text->data() + text->size() || value < least) return otherwise;
    return std::min(value, most);
}

window window_of(const received& r) {
    return {number(r, "limit", 20, 1, 100), number(r, "offset", 0, 0, SIZE_MAX),
            r.query("no_page") != "true"};
}

/// The URL of another page: the query kept, its parts in order of their names.
std::string page_url(const received& r, std::size_t limit, std::size_t offset) {
    std::vector<std::string> parts{"limit=" + std::to_string(limit)};
    if (offset > 0) parts.push_back("offset=" + std::to_string(offset));
    if (const auto mark = r.target.find('?'); mark != std::string::npos) {
        std::string_view rest = std::string_view(r.target).substr(mark + 1);
        while (!rest.empty()) {
            const auto end = std::min(rest.find('&'), rest.size());
            const auto one = rest.substr(0, end);
            if (!one.starts_with("limit=") && !one.starts_with("offset=")) parts.emplace_back(one);
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
    std::sort(parts.begin(), parts.end());
    std::string url = "http://" + r.header("Host").value_or("localhost") + r.path();
    for (std::size_t i = 0; i < parts.size(); ++i) url.append(i ? "&" : "?").append(parts[i]);
    return url;
}

template <class Item>
std::string page(const received& r, std::size_t total, Item item) {
    const auto w = window_of(r);
    const auto begin = std::min(w.offset, total), end = begin + std::min(w.limit, total - begin);
    std::string out = "{\"count\":" + (w.counted ? std::to_string(total) : "null") + ",\"next\":";
    out += w.counted && end < total ? quoted_json(page_url(r, w.limit, end)) : "null";
    out += ",\"previous\":";
    out += w.counted && w.offset > 0
               ? quoted_json(page_url(r, w.limit, w.offset > w.limit ? w.offset - w.limit : 0))
               : "null";
    out += ",\"results\":[";
    for (auto i = begin; i < end; ++i) {
        if (i != begin) out += ',';
        item(i, out);
    }
    return out + "]}";
}

}  // namespace

std::optional<reply> platform::impl::refuse(const received& r) const {
    if (data.options.token.empty()) return std::nullopt;
    const auto given = r.header("Authorization");
    if (given) {
        const auto blank = given->find(' ');
        if (blank != std::string::npos && given->substr(blank + 1) == data.options.token) return std::nullopt;
    }
    auto refusal =
        reply::error(401, given ? "Invalid token." : "Authentication credentials were not provided.");
    refusal.headers.emplace_back("WWW-Authenticate", "Token");
    return refusal;
}

platform_project* platform::impl::project(const std::string& name) {
    for (auto& p : data.projects) {
        if (p.name == name) return &p;
    }
    return nullptr;
}

platform_run* platform::impl::run_v1(const platform_project& p, const std::string& uuid) {
    const auto found = by_uuid.find(uuid);
    if (found == by_uuid.end()) return nullptr;
    auto& r = data.runs[found->second];
    return &data.projects[r.project] == &p ? &r : nullptr;
}

platform_run* platform::impl::run_v0(const platform_project& p, const std::string& text) {
    std::size_t id = 0;
    std::from_chars(text.data(), text.data() + text.size(), id);
    if (id == 0 || id > data.runs.size()) return nullptr;
    auto& r = data.runs[id - 1];
    return &data.projects[r.project] == &p ? &r : nullptr;
}

reply platform::impl::list_runs(const received& r, const platform_project* p, bool v1) {
    const auto key = r.header("Host").value_or("") + ' ' + r.target;
    auto found = packed.find(key);
    if (found == packed.end()) {
        std::vector<const platform_run*> runs;
        std::string why;
        if (!select_runs(data, p, r.query("query").value_or(""), r.query("sort").value_or(""), runs, why)) {
            return reply::json('[' + quoted_json(why) + ']', 400);
        }
        auto body = page(r, runs.size(), [&](std::size_t i, std::string& out) {
            if (v1) {
                write_v1_run(data, *runs[i], false, out);
            } else {
                write_v0_experiment(data, *runs[i], false, out);
            }
        });
        auto small = codec::gzip(body, 1);
        if (small.size() >= body.size()) return reply::json(std::move(body));
        if (packed.size() >= 4096) packed.clear();
        found = packed.emplace(key, std::move(small)).first;
    }
    auto answer = reply::json(found->second);
    answer.headers.emplace_back("Content-Encoding", "gzip");
    return answer;
}

reply platform::impl::list_projects(const received& r, bool v1) {
    const auto n = data.projects.size();
    auto answer = reply::json(page(r, n, [&](std::size_t i, std::string& out) {
        const auto& p = data.projects[n - 1 - i];  // newest first
        if (v1) {
            write_v1_project(p, false, out);
        } else {
            write_v0_project(data, p, false, out);
        }
    }));
    answer.gzip = answer.body.size() > 200;
    return answer;
}

reply platform::impl::answer_v1(const received& r, const std::vector<std::string>& at) {
    if (at.size() == 1 && at[0] == "installation") {
        return reply::json(
            R"({"key":"a0000001000140008000000000000001","version":"2.18.0","dist":"ce","mode":"sandbox"})");
    }
    if (auto refusal = refuse(r)) return *refusal;
    const bool get = r.method == "GET" || r.method == "HEAD", post = r.method == "POST";
    if (at.size() < 2 || at[0] != data.options.owner) return at.size() < 2 ? no_page() : no_such("Project");
    if (at.size() == 3 && at[1] == "projects" && at[2] == "list")
        return get ? list_projects(r, true) : not_allowed(r);
    if (at.size() == 3 && at[1] == "projects" && at[2] == "create") {
        packed.clear();
        return post ? create_project(data, r.body, true) : not_allowed(r);
    }
    auto* p = project(at[1]);
    if (!p) return no_such("Project");
    if (at.size() == 2) {
        if (!get) return not_allowed(r);
        auto answer = reply::json({});
        write_v1_project(*p, true, answer.body);
        return answer;
    }
    if (at[2] != "runs" || at.size() > 5) return no_page();
    if (at.size() == 3) {
        if (get) return list_runs(r, p, true);
        if (!post) return not_allowed(r);
        packed.clear();
        auto answer = create_v1_run(data, *p, r.body);
        if (answer.status == 201) by_uuid[data.runs.back().uuid] = data.runs.size() - 1;
        return answer;
    }
    if (at[3].size() != 32) return no_page();
    auto* run = run_v1(*p, at[3]);
    if (!run) return no_such("Run");
    if (at.size() == 4) {
        if (!get) return not_allowed(r);
        if (run->full_v1.empty()) write_v1_run(data, *run, true, run->full_v1);
        return reply::json(run->full_v1);
    }
    if (at[4] != "statuses") return no_page();
    if (post) {
        packed.clear();
        return create_v1_status(*run, data.now += 1'000'000, r.body);
    }
    if (!get) return not_allowed(r);
    auto answer = reply::json({});
    write_v1_statuses(*run, answer.body);
    return answer;
}

reply platform::impl::versions_v0(const std::string& what) const {
    if (what == "cli" || what == "lib")
        return reply::json(R"({"latest_version":"0.6.1","min_version":"0.5.0"})");
    if (what == "platform") return reply::json(R"({"latest_version":"0.5.6","min_version":"0.5.0"})");
    if (what == "chart") return reply::json(R"({"version":"0.5.6"})");
    return no_page();
}

reply platform::impl::answer_v0(const received& r, const std::vector<std::string>& at) {
    if (at.size() == 2 && at[0] == "versions") return versions_v0(at[1]);
    if (auto refusal = refuse(r)) return *refusal;
    const bool get = r.method == "GET" || r.method == "HEAD", post = r.method == "POST";
    const auto owner = quoted_json(data.options.owner);
    if (at.size() == 1 && at[0] == "users") {
        return reply::json(R"({"username":)" + owner +
                           R"(,"email":"someone@example.com","is_superuser":false})");
    }
    if (at.size() == 1 && at[0] == "log_handler")
        return reply::json(R"({"dsn":null,"environment":"local","tags":{"chart_version":"0.5.6"}})");
    if (at.size() == 1 && at[0] == "cluster") {
        return reply::json(
            R"({"uuid":"9e3d6feede77c57e9b312541533d8b06","version_api":{"major":"1","minor":"14+","gitVersion":"v1.14.8"},)"
            R"("created_at":"2026-01-01T00:00:00Z","updated_at":"2026-01-01T00:00:00Z","nodes":[{"uuid":)"
            R"("80ca31f002aec2b940e9875072780549","sequence":1,"name":"node-1","hostname":"node-1.example","role":"agent",)"
            R"("memory":31609393152,"cpu":7.91,"n_gpus":1}]})");
    }
    if (at.size() == 1 && at[0] == "experiments") return get ? list_runs(r, nullptr, false) : not_allowed(r);
    if (at.size() == 1 && at[0] == "projects") {
        packed.clear();
        return post ? create_project(data, r.body, false) : not_allowed(r);
    }
    if (at.empty()) return no_page();
    if (at[0] != data.options.owner) return reply::error(404, "Not found.");
    if (at.size() == 1) return get ? list_projects(r, false) : not_allowed(r);
    auto* p = project(at[1]);
    if (!p) return reply::error(404, "Not found.");
    if (at.size() == 2) {
        if (!get) return not_allowed(r);
        auto answer = reply::json({});
        write_v0_project(data, *p, true, answer.body);
        return answer;
    }
    if (at[2] != "experiments" || at.size() > 5) return no_page();
    if (at.size() == 3) {
        if (get) return list_runs(r, p, false);
        if (!post) return not_allowed(r);
        packed.clear();
        auto answer = create_v0_experiment(data, *p, r.body);
        if (answer.status == 201) by_uuid[data.runs.back().uuid] = data.runs.size() - 1;
        return answer;
    }
    if (!std::all_of(at[3].begin(), at[3].end(), [](char c) { return c >= '0' && c <= '9'; }))
        return no_page();
    auto* run = run_v0(*p, at[3]);
    if (!run) return reply::error(404, "Not found.");
    if (!get) return not_allowed(r);
    if (at.size() == 4) {
        if (run->full_v0.empty()) write_v0_experiment(data, *run, true, run->full_v0);
        return reply::json(run->full_v0);
    }
    if (at[4] != "statuses") return no_page();
    auto answer = reply::json({});
    write_v0_statuses(*run, answer.body);
    return answer;
}

/// v0 paths end in a slash, v1 paths do not: that tells the generations apart.
reply platform::impl::answer(const received& r) {
    const auto path = r.path();
    const auto all = segments(path);
    if (all.size() < 2 || all[0] != "api" || all[1] != "v1") return no_page();
    const std::vector<std::string> at(all.begin() + 2, all.end());
    std::lock_guard lock(mutex);
    return path.ends_with('/') ? answer_v0(r, at) : answer_v1(r, at);
}

platform::platform(platform_options o) : impl_(std::make_shared<impl>(o)) {}
platform::~platform() = default;

server::handler platform::handler() const {
    return [self = impl_](const received& r) { return self->answer(r); };
}

const std::vector<std::string>& platform::project_names() const { return impl_->data.names; }

std::vector<std::string> platform::run_uuids(const std::string& name) const {
    std::lock_guard lock(impl_->mutex);
    std::vector<std::string> all;
    if (const auto* p = impl_->project(name)) {
        for (const auto i : p->runs) all.push_back(impl_->data.runs[i].uuid);
    }
    return all;
}

std::vector<std::int64_t> platform::experiment_ids(const std::string& name) const {
    std::lock_guard lock(impl_->mutex);
    std::vector<std::int64_t> all;
    if (const auto* p = impl_->project(name)) {
        for (const auto i : p->runs) all.push_back(impl_->data.runs[i].id);
    }
    return all;
}

std::size_t platform::size() const {
    std::lock_guard lock(impl_->mutex);
    return impl_->data.runs.size();
}

std::map<std::string, std::size_t> platform::by_status() const {
    std::lock_guard lock(impl_->mutex);
    std::map<std::string, std::size_t> all;
    for (const auto& r : impl_->data.runs) ++all[r.status];
    return all;
}

double platform::loss_sum() const {
    std::lock_guard lock(impl_->mutex);
    std::int64_t sum = 0;
    for (const auto& r : impl_->data.runs) sum += r.loss.value_or(0);
    return static_cast<double>(sum) / 1024;
}

double platform::duration_sum() const {
    std::lock_guard lock(impl_->mutex);
    std::int64_t sum = 0;
    for (const auto& r : impl_->data.runs) sum += r.duration.value_or(0);
    return static_cast<double>(sum) / 64;
}

platform_part platform::part(const std::vector<std::string>& projects, std::string_view query) const {
    std::lock_guard lock(impl_->mutex);
    platform_part all;
    std::int64_t loss = 0, duration = 0;
    for (const auto& name : projects.empty() ? impl_->data.names : projects) {
        const auto* p = impl_->project(name);
        if (!p || all.run_uuids.contains(name)) continue;
        std::vector<const platform_run*> runs;
        std::string why;
        if (!select_runs(impl_->data, p, query, {}, runs, why)) throw std::invalid_argument(why);
        for (const auto* r : runs) {
            all.run_uuids[name].push_back(r->uuid);
            all.experiment_ids[name].push_back(r->id);
            ++all.by_status[r->status];
            ++all.size;
            loss += r->loss.value_or(0);
            duration += r->duration.value_or(0);
        }
    }
    all.loss_sum = static_cast<double>(loss) / 1024;
    all.duration_sum = static_cast<double>(duration) / 64;
    return all;
}

}  // namespace polyaxon::testing
