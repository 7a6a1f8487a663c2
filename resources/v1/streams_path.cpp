#include <polyaxon/resources/v1/streams_path.hpp>

#include <polyaxon/codec/refusal.hpp>
#include <polyaxon/resources/v1/agent_rows.hpp>
#include <polyaxon/resources/v1/run_state.hpp>

namespace polyaxon::v1 {

namespace {

error bad_agent(const std::string& why) {
    return failed(errc::decode, "settings.agent.url of the run is no URL of an agent: " + why +
                                    "; mend the agent's host name on the server");
}

/// May what belongs to `api` be told to `agent`? See place_of.
bool trusted(const codec::origin& api, const codec::origin& agent) {
    return agent.tls || (agent.host == api.host && !api.tls);
}

/// The destination of an agent; null when it is the API's own.
std::shared_ptr<const codec::destination> at_agent(client_core& core, const std::string& text) {
    std::string why;
    auto url = codec::parse_url(text, why);
    if (!url) throw bad_agent(why);
    if (url->target.find('?') != std::string::npos) throw bad_agent("it has a query");
    while (url->target.ends_with('/')) url->target.pop_back();
    const auto& api = core.ready().to;
    if (url->where == api.where && url->target == api.base) return nullptr;

    auto to = std::make_shared<codec::destination>(api);
    to->where = url->where;
    to->host = url->where.host_header();
    to->base = std::move(url->target);
    if (trusted(api.where, to->where)) return to;
    const bool has_secrets = !to->authorization.empty() || !to->secret_headers.empty();
    to->authorization.clear();
    to->secret_headers.clear();
    if (const auto watcher = core.watcher(); watcher && has_secrets)
        watcher->on_warning("the run's agent " + to->where.text() +
                            " is not reached by https: the token was not sent to it");
    return to;
}

}  // namespace

bool sends(run_state& s) {
    const auto& t = s.where.found();
    return !t.no_op && !t.is_offline;
}

awaitable<streams_place> place_of(std::shared_ptr<run_state> s, resources::owned_call call) {
    const auto& t = s->where.found();
    streams_place at;
    at.core = s->where.core();
    at.owner = t.owner.value_or("");
    at.project = s->where.project();
    at.uuid = s->where.run();
    if (!s->data.settings) {
        co_await run_state::refresh(s, false, std::move(call));
        if (!s->data.settings) s->data.settings.emplace();  // known now: there are none
    }
    const auto& settings = *s->data.settings;
    at.name_space = settings.namespace_.value_or("");
    if (at.name_space.empty()) at.name_space = "polyaxon";
    if (settings.artifacts_store && settings.artifacts_store->name.value_or("") != "")
        at.connection = settings.artifacts_store->name;
    auto& core = *s->where.core();
    if (settings.agent && settings.agent->url.value_or("") != "" && !core.context().in_cluster)
        at.agent = at_agent(core, *settings.agent->url);
    co_return at;
}

awaitable<streams_place> place_of(std::shared_ptr<run_state> s, resources::owned_call call,
                                  std::string agent) {
    auto finding = place_of(s, call);
    auto at = co_await std::move(finding);
    if (agent.empty()) co_return at;
    auto asking = resources::send(at.core, rows::get_agent, {at.owner, agent}, call.view());
    const auto found = co_await std::move(asking);
    at.connection.reset();
    at.agent.reset();
    at.name_space = found.value_or("namespace", "polyaxon");
    auto& core = *s->where.core();
    if (const auto host = found.value_or("hostname", ""); !host.empty() && !core.context().in_cluster)
        at.agent = at_agent(core, host);
    co_return at;
}

}  // namespace polyaxon::v1
