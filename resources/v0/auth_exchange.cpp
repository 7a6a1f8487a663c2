#include <polyaxon/resources/v0/auth_exchange.hpp>

#include <polyaxon/context/system.hpp>
#include <polyaxon/resources/hidden_status.hpp>
#include <polyaxon/resources/v0/auth.hpp>

#include <filesystem>
#include <utility>

namespace polyaxon::v0 {

resources::message speaking_with(std::string_view scheme, std::string_view token, std::string_view argument) {
    resources::message m;
    if (token.empty()) m.refuse("argument " + std::string(argument) + " is empty: give a token");
    if (codec::check_header_value(token))
        m.refuse("argument " + std::string(argument) +
                 " has a line break or another control character in it");
    m.authorization(std::string(scheme) + ' ' + std::string(token));
    return m;
}

namespace {

std::string told_of(const codec::request& r) { return std::string(codec::name(r.method)) + ' ' + r.target; }

std::string token_of(access_token answer, const std::string& sent) {
    if (!answer.token.empty()) return std::move(answer.token);
    error_info info;
    info.kind = errc::decode;
    info.status = 200;
    info.detail = "the answer has no token; is this address a Polyaxon platform?";
    info.request = sent;
    throw error(std::move(info));
}

void persist(const context::system& machine, token_place place, const std::string& token,
             const std::string& sent) {
    const bool temporary = place == token_place::temporary;
    const auto folder = temporary ? machine.temporary() / ".polyaxon" : machine.pod_context();
    const auto path = folder / ".authtoken";
    std::string text = "{\"POLYAXON_SECRET_USER_TOKEN\": ";
    codec::append_quoted(text, token);
    text += '}';
    const auto ec = machine.write_secret(path, text, temporary);
    if (!ec) return;
    error_info info;
    info.kind = errc::context;
    info.cause = ec;
    info.maybe_sent = true;
    info.request = sent;
    info.detail = "a token was given out but could not be written to " + path.string() + ": " + ec.message() +
                  ". Make its folder writable, or exchange without persist_token";
    throw error(std::move(info));
}

}  // namespace

awaitable<std::string> log_in(std::shared_ptr<resources::core> core, resources::outgoing o, bool set_token) {
    async::call call;
    access_token answer;
    call.decode = &resources::decode<access_token>;
    call.self = &answer;
    const auto& session = resources::prepare(*core, o, call);
    auto to = session.to;
    to.authorization.clear();
    to.secret_headers.clear();
    call.to = &to;
    co_await resources::run(session, call);
    if (call.failure) {
        // Whatever the server has against it, nobody was logged in; its own status stays.
        auto& failure = *call.failure;
        resources::explain_hidden_status(failure);
        if (failure.status >= 300 && failure.kind != errc::rate_limited) {
            failure.kind = errc::unauthenticated;
            if (failure.status < 500)
                failure.detail += "; nobody was logged in: check user name and password";
        }
        throw error(std::move(failure));
    }
    auto token = token_of(std::move(answer), told_of(o.request));
    if (set_token) static_cast<v0::core&>(*core).set_token(token);
    co_return token;
}

awaitable<std::string> exchange_token(std::shared_ptr<resources::core> core, resources::outgoing o,
                                      exchange how) {
    const auto sent = told_of(o.request);
    auto answer = co_await resources::perform<access_token>(core, std::move(o));
    auto token = token_of(std::move(answer), sent);
    auto& client = static_cast<v0::core&>(*core);
    if (how.set_token) client.set_token(token);
    const auto machine = client.machine();
    if (how.place == token_place::temporary) {
        client.one_time_token_used();
        machine->forget("POLYAXON_SECRET_EPHEMERAL_TOKEN");
    }
    if (how.persist_token) persist(*machine, how.place, token, sent);
    co_return token;
}

}  // namespace polyaxon::v0
