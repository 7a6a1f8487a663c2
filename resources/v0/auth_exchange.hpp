#pragma once
#include <polyaxon/resources/send.hpp>
#include <polyaxon/resources/v0/core.hpp>

#include <memory>
#include <string>
#include <string_view>

// What logins do beside sending: whose words they carry, and where the token goes.

namespace polyaxon::v0 {

/// A message that speaks with `token` under `scheme` instead of the client's; refused for a token that no header can hold.
resources::message speaking_with(std::string_view scheme, std::string_view token, std::string_view argument);

/// Where an exchanged token is left for others.
enum class token_place {
    temporary,   ///< {temporary}/.polyaxon/.authtoken; its folder is made
    pod_context  ///< {pod context}/.authtoken
};

struct exchange {
    bool set_token, persist_token;
    token_place place;
};

/// Sends a login without what belongs to the client; the answer's token.
awaitable<std::string> log_in(std::shared_ptr<resources::core> core, resources::outgoing o, bool set_token);
/// Sends an exchange, then sets and writes the token.
awaitable<std::string> exchange_token(std::shared_ptr<resources::core> core, resources::outgoing o,
                                      exchange how);

}  // namespace polyaxon::v0
