#include <polyaxon/resources/v0/health.hpp>

#include <polyaxon/codec/json.hpp>
#include <polyaxon/codec/refusal.hpp>
#include <polyaxon/codec/timestamp.hpp>
#include <polyaxon/codec/url.hpp>
#include <polyaxon/resources/send.hpp>
#include <polyaxon/resources/v0/background.hpp>
#include <polyaxon/resources/v0/core.hpp>

#include <string>
#include <utility>

namespace polyaxon::v0 {

namespace {

/// A path of the settings as v0 joins it: one slash before, one behind.
std::string joined_path(std::string_view path) {
    while (path.starts_with('/')) path.remove_prefix(1);
    while (path.ends_with('/')) path.remove_suffix(1);
    return '/' + codec::percent_encode(path, "-._~/!$&'()*+,;=:@%") + '/';
}

/// "2026-11-22 10:00:00.123456+00:00", as the platform's internal routes want it.
std::string blank_between(const timestamp& t) {
    auto text = t.text();
    if (const auto at = text.find('T'); at != text.npos) text[at] = ' ';
    return text;
}

awaitable<void> posted(std::shared_ptr<resources::core> c, resources::outgoing o) {
    const auto& path = static_cast<core&>(*c).who().settings.internal_reconcile_url;
    if (!path || path->empty()) co_return;
    o.request.target = joined_path(*path);
    co_await resources::perform<resources::none>(c, std::move(o));
}

}  // namespace

void set_health_check(core& c, std::string_view url) {
    std::string why;
    if (!codec::parse_url(url, why))
        throw refused("the health check URL cannot be used: " + why +
                      "; give what get_heartbeat_url answers");
    c.work().set_heartbeat(url);
}

void set_internal_health_check(core& c) {
    const auto& who = c.who();
    const auto& path = who.settings.internal_health_check_url;
    if (!path || path->empty()) return;
    c.work().set_heartbeat(who.base_url + joined_path(*path));
}

awaitable<void> reconcile(std::shared_ptr<resources::core> c, std::string_view status,
                          const call_options& options) {
    auto body = json::object();
    body.set("status", json::from(status));
    body.set("created_at", json::from(blank_between(timestamp::now())));
    resources::message m;
    m.text(std::string(body.text()), "application/json");
    resources::outgoing o(c->how(), codec::verb::post, "/", {}, std::move(m), options);
    return posted(std::move(c), std::move(o));
}

}  // namespace polyaxon::v0
