#include "support/check.hpp"

#include <polyaxon/context/system.hpp>
#include <polyaxon/v0.hpp>
#include <polyaxon/v1.hpp>

#include <asio/bind_cancellation_slot.hpp>
#include <asio/co_spawn.hpp>
#include <asio/redirect_error.hpp>
#include <asio/steady_timer.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>

#include <exception>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <utility>

namespace polyaxon::test {

namespace {

using clock = std::chrono::steady_clock;

constexpr std::size_t most_messages = 5'000;

/// A pod of the platform: that is where a base URL may have a path. Knows nothing else, so no setting of this machine shows.
class pod final : public polyaxon::context::system {
 public:
    explicit pod(std::string base) : base_(std::move(base)) {}
    std::optional<std::string> variable(std::string_view name) const override {
        if (name == "POLYAXON_API_HTTP_HOST" || name == "POLYAXON_API_WS_HOST") return base_;
        return std::nullopt;
    }
    std::filesystem::path home() const override { return "/nowhere"; }
    std::filesystem::path working_directory() const override { return "/nowhere"; }
    bool writable(const std::filesystem::path&) const override { return false; }
    std::optional<file> read(const std::filesystem::path&, std::size_t, std::error_code& ec) const override {
        ec.clear();
        return std::nullopt;
    }

 private:
    const std::string base_;
};

/// The status of the newest complete answer.
class status_watch final : public polyaxon::observer {
 public:
    void on_response(const polyaxon::call_event& e) override {
        if (e.status != 0) status = e.status;
    }
    int status = 0;
};

/// What both generations call the same.
template <class Config>
void set_transport(Config& config, const check_options& o) {
    config.token = o.token;
    config.max_redirects = o.max_redirects;
    config.pool.pipeline_depth = o.pipeline_depth;
    if (o.connect_timeout) config.pool.connect_timeout = *o.connect_timeout;
    if (o.behind > 0) config.pool.max_connections = 1;
    config.retry.max_attempts = o.attempts;
    config.limits = o.limits;
    config.proxy.from_environment = false;
}
std::chrono::milliseconds usual_timeout(const check_options& o) {
    return o.other_timeout.count() > 0 ? o.other_timeout : o.timeout;
}

polyaxon::v0::client client_for(const asio::any_io_executor& executor, const check_options& o) {
    const std::shared_ptr<const polyaxon::context::system> machine = std::make_shared<pod>(o.base_url);
    polyaxon::v0::api_config config;
    config.is_managed = true;
    config.call_timeout = usual_timeout(o);
    config.tls.ca_file = o.ca_file;
    config.system = &machine;
    set_transport(config, o);
    return polyaxon::v0::client(executor, config);
}
polyaxon::v1::client young_client_for(const asio::any_io_executor& executor, const check_options& o) {
    const std::shared_ptr<const polyaxon::context::system> machine = std::make_shared<pod>(o.base_url);
    polyaxon::v1::client_config config;
    config.host = o.base_url;
    config.timeout = std::chrono::duration<double>(usual_timeout(o)).count();
    if (!o.ca_file.empty()) config.ssl_ca_cert = o.ca_file;
    config.system = &machine;
    set_transport(config, o);
    return polyaxon::v1::client(executor, config);
}

void tell(finding& f, const polyaxon::error& e) {
    f.outcome = outcome_of(e);
    f.status = e.status();
    f.error = e.detail();
    f.kind = name(e.kind());
    f.maybe_sent = e.maybe_sent();
    f.retry_after = e.retry_after();
    f.kept = e.body().size();
}

std::chrono::milliseconds since(clock::time_point begin) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(clock::now() - begin);
}

}  // namespace

std::string_view outcome_of(const polyaxon::error& e) noexcept {
    using enum polyaxon::errc;
    switch (e.kind()) {
        case unauthenticated:
        case forbidden:
        case not_found:
        case conflict:
        case rate_limited:
        case client_error:
        case server_error:
            // A 200 that names nobody is an answer, but not the value asked for.
            if (e.kind() == unauthenticated && e.status() == 200) return "decode_error";
            return e.status() != 0 ? "http_error" : name(e.kind());
        case protocol:
        case too_large: return "protocol_error";
        case decode: return "decode_error";
        case tls: return "tls_error";
        case timeout: return "timeout";
        case network: return "connection_error";
        case canceled: return "cancelled";
        case context:
        case invalid_argument: break;
    }
    return name(e.kind());
}

namespace {

/// What one call says: a name, or what a transfer brought.
asio::awaitable<std::string> first_call(polyaxon::v0::client client, const check_options& o) {
    using enum check_options::verb;
    polyaxon::call_options call;
    call.timeout = o.timeout;
    if (o.first == get) {
        const auto user = co_await client.auth().get_user({.call = call});
        co_return user.username;
    }
    if (o.first == upload) {
        const std::string content(o.body, 'x');
        const polyaxon::v0::upload_file files[] = {{.content = content}};
        const auto answer = co_await client.project().upload_repo("root", "quick", files, {.call = call});
        co_return answer.body;
    }
    if (o.first == download) {
        const auto name = o.folder + "/file.bin";
        const auto path =
            co_await client.project().download_repo("root", "quick", {.filename = name, .call = call});
        std::ifstream in(path, std::ios::binary);
        co_return std::string(std::istreambuf_iterator<char>(in), {});
    }
    auto text = polyaxon::json::object();
    text.set("description", std::string(o.body, 'x'));
    if (o.first == post) {
        text.set("name", "quick");
        const auto made = co_await client.project().create_project(text, call);
        co_return made.name;
    }
    const auto changed = co_await client.project().update_project("root", "quick", text, {.call = call});
    co_return changed.name;
}
asio::awaitable<std::string> first_call(polyaxon::v1::client client, const check_options& o) {
    using enum check_options::verb;
    polyaxon::call_options call;
    call.timeout = o.timeout;
    if (o.first == get) {
        const auto user = co_await client.users().get_user(call);
        co_return user.username;
    }
    auto text = polyaxon::json::object();
    text.set("description", std::string(o.body, 'x'));
    if (o.first == post) {
        text.set("name", "quick");
        const auto made = co_await client.projects().create_project("root", text, call);
        co_return made.name.value_or("");
    }
    const auto changed = co_await client.projects().patch_project("root", "quick", text, call);
    co_return changed.name.value_or("");
}

asio::awaitable<std::string> echo(polyaxon::v0::client client, std::string name) {
    const auto project = co_await client.project().get_project("ada", name);
    co_return project.name;
}
asio::awaitable<std::string> echo(polyaxon::v1::client client, std::string name) {
    const auto project = co_await client.projects().get_project("ada", name);
    co_return project.name.value_or("");
}

asio::awaitable<std::string> version_of(polyaxon::v0::client client) {
    const auto version = co_await client.version().get_platform_version();
    co_return version.latest_version;
}
asio::awaitable<std::string> version_of(polyaxon::v1::client client) {
    const auto installed = co_await client.versions().get_installation();
    co_return installed.version.value_or("");
}

template <class Client>
asio::awaitable<void> first_part(Client client, const check_options& o, std::shared_ptr<status_watch> watch,
                                 finding& f) {
    const auto begin = clock::now();
    try {
        f.detail = co_await first_call(client, o);
        f.outcome = "value";
        f.status = watch->status;
    } catch (const polyaxon::error& e) {
        tell(f, e);
        f.detail = f.error;
    }
    f.elapsed = since(begin);
}

template <class Client>
asio::awaitable<void> part_behind(Client client, std::size_t n, finding& f) {
    auto& [outcome, detail] = f.behind[n - 1];
    try {
        detail = co_await echo(client, "echo-" + std::to_string(n));
        outcome = "value";
    } catch (const polyaxon::error& e) {
        outcome = outcome_of(e);
        detail = e.detail();
    }
}

/// All at once, in this order, and waits for all.
template <class Client>
asio::awaitable<void> together(Client client, const check_options& o, std::shared_ptr<status_watch> watch,
                               finding& f) {
    const auto executor = co_await asio::this_coro::executor;
    asio::steady_timer all_ended(executor, clock::time_point::max());
    std::exception_ptr thrown;
    std::size_t left = 1 + o.behind;
    const auto ended = [&](std::exception_ptr e) {
        if (e) thrown = e;
        if (--left == 0) all_ended.cancel();
    };
    f.behind.resize(o.behind);
    const auto slot = o.cancel ? o.cancel->slot() : asio::cancellation_slot();
    asio::co_spawn(executor, first_part(client, o, watch, f), asio::bind_cancellation_slot(slot, ended));
    for (std::size_t n = 1; n <= o.behind; ++n) asio::co_spawn(executor, part_behind(client, n, f), ended);
    std::error_code ignored;
    while (left > 0) co_await all_ended.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    if (thrown) std::rethrow_exception(thrown);
}

template <class Client>
asio::awaitable<finding> check_with(Client client, const check_options& options, pause between) {
    const auto watch = std::make_shared<status_watch>();
    client.set_observer(watch);
    finding f;
    if (options.warm) {
        try {
            f.warm_detail = co_await echo(client, "echo-0");
        } catch (const polyaxon::error& e) {
            f.warm_detail = e.detail();
        }
    }
    if (options.behind > 0 || options.cancel)
        co_await together(client, options, watch, f);
    else
        co_await first_part(client, options, watch, f);
    co_await between();
    try {
        f.second_detail = co_await version_of(client);
        f.second_outcome = "value";
    } catch (const polyaxon::error& e) {
        f.second_outcome = outcome_of(e);
        f.second_detail = e.detail();
    }
    client.close();
    co_return f;
}

}  // namespace

asio::awaitable<finding> check_http(const check_options& options, pause between) {
    const auto executor = co_await asio::this_coro::executor;
    auto work = options.client == check_options::generation::v1
                    ? check_with(young_client_for(executor, options), options, std::move(between))
                    : check_with(client_for(executor, options), options, std::move(between));
    co_return co_await std::move(work);
}

asio::awaitable<finding> check_stream(const check_options& options) {
    auto client = client_for(co_await asio::this_coro::executor, options);
    finding f;
    std::string lines;
    std::size_t messages = 0, count = 0;
    const auto begin = clock::now();
    try {
        polyaxon::v0::logs_options o;
        o.reconnect = false;
        o.strict = true;
        o.call.timeout = options.timeout;
        auto logs = client.experiment().logs("root", "quick", 1, o);
        while (messages < most_messages) {
            const auto message = co_await logs.next();
            if (!message) break;
            ++messages;
            for (const auto& line : message->log_lines) {
                if (count++ > 0) lines += ',';
                lines += line;
            }
        }
        f.outcome = "value";
        f.status = 101;
    } catch (const polyaxon::error& e) {
        tell(f, e);
    }
    f.elapsed = since(begin);
    f.detail = f.error.starts_with("limit") ? f.error : std::to_string(count) + ':' + lines;
    client.close();
    co_return f;
}

std::string finding::to_json(int number) const {
    auto line = polyaxon::json::object();
    line.set("case", number).set("outcome", outcome).set("status", status).set("detail", detail);
    line.set("elapsed_ms", elapsed.count());
    line.set("second_outcome", second_outcome).set("second_detail", second_detail);
    return std::string(line.text());
}

}  // namespace polyaxon::test
