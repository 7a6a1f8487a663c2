#include "batch_source.hpp"

#include <polyaxon/v0.hpp>
#include <polyaxon/v1.hpp>

namespace polyaxon::batch {
namespace {

constexpr int attempts = 6;  // a thousand calls a second meet what one call never sees

template <class Config>
void set_common(Config& c, const options& o, const std::shared_ptr<const context::system>& machine) {
    if (!o.token.empty()) c.token = o.token;
    if (o.insecure) c.verify_ssl = false;
    c.thread_safe = false;  // one thread runs everything
    c.pool.max_connections = o.connections;
    c.retry.max_attempts = attempts;
    c.retry.wait_for_retry_after = !o.embedded;  // the embedded one counts every fault
    if (machine) {
        c.system = &machine;
        c.proxy.from_environment = false;
    }
}

std::optional<double> number(const json& object, const std::string& key) {
    if (!object.is_object() || !object.contains(key)) return std::nullopt;
    const auto value = object.at(key);
    if (value.is_null() || value.is_string() || value.is_object() || value.is_array()) return std::nullopt;
    const auto text = value.text();
    if (text == "true" || text == "false") return std::nullopt;
    return value.as<double>();
}

class v1_source final : public source {
 public:
    v1_source(const asio::any_io_executor& executor, const options& o,
              const std::shared_ptr<const context::system>& machine)
        : o_(o), client_(make(executor, o, machine)) {}

    std::size_t page_size() const override { return 100; }
    awaitable<std::string> default_owner() override { co_return "default"; }

    awaitable<std::vector<std::string>> projects(const std::string& owner) override {
        std::vector<std::string> names;
        for (int offset = 0;; offset += 100) {
            v1::list_options list;
            list.offset = offset;
            list.limit = 100;
            const auto page = co_await client_.projects().list_projects(owner, list);
            for (const auto& p : page.results) names.push_back(p.name.value_or(""));
            if (page.results.empty() || !page.next) co_return names;
        }
    }
    awaitable<job_page> list(const std::string& owner, const std::string& project,
                             std::size_t index) override {
        v1::list_options list;
        list.limit = 100;
        if (index > 0) list.offset = static_cast<int>(index * 100);
        list.query = o_.query;
        list.sort = o_.sort;
        const auto page = co_await client_.runs().list_runs(owner, project, list);
        job_page out;
        out.count = page.count;
        out.more = page.next && !page.results.empty();
        for (const auto& r : page.results) out.jobs.push_back(job{project, r.uuid});
        co_return out;
    }
    awaitable<row> get(const std::string& owner, const job& what) override {
        const auto r = co_await client_.runs().get_run(owner, what.project, what.id);
        row out;
        out.project = what.project;
        out.id = r.uuid;
        out.name = r.name.value_or("");
        out.status = r.status.value_or("");
        out.created_at = r.created_at;
        out.started_at = r.started_at;
        out.finished_at = r.finished_at;
        out.duration = r.duration;
        out.metric = number(r.outputs, o_.metric);
        out.tags = r.tags;
        out.inputs = r.inputs.text();
        out.metrics = r.outputs.text();
        co_return out;
    }
    pool_stats stats() const override { return client_.stats(); }
    void close() override { client_.close(); }

 private:
    static v1::client make(const asio::any_io_executor& executor, const options& o,
                           const std::shared_ptr<const context::system>& machine) {
        v1::client_config c;
        set_common(c, o, machine);
        std::string url = o.host;
        if (!url.empty()) {
            if (url.find("://") == std::string::npos) url = (o.https ? "https://" : "http://") + url;
            if (o.port) url += ':' + std::to_string(*o.port);
            c.host = url;
        }
        if (!o.ca_file.empty()) c.ssl_ca_cert = o.ca_file;
        c.timeout = o.call_timeout();
        c.inherit = true;  // what no option says comes from the environment and the files
        return v1::client(executor, c);
    }
    const options& o_;
    v1::client client_;
};

class v0_source final : public source {
 public:
    v0_source(const asio::any_io_executor& executor, const options& o,
              const std::shared_ptr<const context::system>& machine)
        : o_(o), client_(make(executor, o, machine)) {}

    std::size_t page_size() const override { return 20; }
    awaitable<std::string> default_owner() override {
        co_return (co_await client_.auth().get_user()).username;
    }

    awaitable<std::vector<std::string>> projects(const std::string& owner) override {
        std::vector<std::string> names;
        v0::page_options list;
        for (list.page = 1;; ++list.page) {
            const auto page = co_await client_.project().list_projects(owner, list);
            for (const auto& p : page.results) names.push_back(p.name);
            if (page.results.empty() || !page.next) co_return names;
        }
    }
    awaitable<job_page> list(const std::string& owner, const std::string& project,
                             std::size_t index) override {
        v0::list_experiments_options list;
        list.query = o_.query;
        list.sort = o_.sort;
        list.page = static_cast<int>(index) + 1;
        const auto page = co_await client_.project().list_experiments(owner, project, list);
        job_page out;
        out.count = page.count;
        out.more = page.next && !page.results.empty();
        for (const auto& e : page.results) out.jobs.push_back(job{project, std::to_string(e.id)});
        co_return out;
    }
    awaitable<row> get(const std::string& owner, const job& what) override {
        const auto e = co_await client_.experiment().get_experiment(owner, what.project, what.id);
        row out;
        out.project = what.project;
        out.id = std::to_string(e.id);
        out.name = e.name.value_or(e.unique_name.value_or(""));
        out.status = e.last_status.value_or("");
        out.created_at = e.created_at;
        out.started_at = e.started_at;
        out.finished_at = e.finished_at;
        if (e.started_at && e.finished_at) {
            out.duration = static_cast<double>((e.finished_at->time() - e.started_at->time()).count()) / 1e6;
        }
        out.metric = number(e.last_metric, o_.metric);
        out.tags = e.tags;
        out.inputs = e.params.text();
        out.metrics = e.last_metric.text();
        co_return out;
    }
    pool_stats stats() const override { return client_.stats(); }
    void close() override { client_.close(); }

 private:
    static v0::client make(const asio::any_io_executor& executor, const options& o,
                           const std::shared_ptr<const context::system>& machine) {
        v0::api_config c;
        set_common(c, o, machine);
        std::string host = o.host;
        bool https = o.https;
        if (const auto scheme = host.find("://"); scheme != std::string::npos) {
            https = https || host.starts_with("https:");
            host.erase(0, scheme + 3);
        }
        if (!host.empty()) {
            c.host = host;
            c.use_https = https;
        }
        if (o.port) c.port = *o.port;
        if (!o.ca_file.empty()) c.tls.ca_file = o.ca_file;
        c.call_timeout = std::chrono::milliseconds(static_cast<std::int64_t>(o.call_timeout() * 1000));
        return v0::client(executor, c);
    }
    const options& o_;
    v0::client client_;
};

}  // namespace

std::unique_ptr<source> make_source(const asio::any_io_executor& executor, const options& o,
                                    std::shared_ptr<const context::system> machine) {
    if (o.api == generation::v0) return std::make_unique<v0_source>(executor, o, machine);
    return std::make_unique<v1_source>(executor, o, machine);
}

}  // namespace polyaxon::batch
