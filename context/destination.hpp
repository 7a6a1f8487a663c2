#pragma once
#include <polyaxon/codec/error.hpp>
#include <polyaxon/codec/request.hpp>

#include <optional>
#include <string>
#include <string_view>

// Inside of the room: from resolved values to what every request to one place has in common.

namespace polyaxon::context {

/// Origin, path base and common headers from "http://host:port/prefix"; `suffix` goes behind the prefix ("/api/v1").
/// `named` is what the error calls the text: "environment POLYAXON_HOST".
std::optional<error_info> fill_destination(codec::destination& to, std::string_view url,
                                           std::string_view suffix, std::string_view accept,
                                           std::string_view named);

/// "{type} {token}" for the Authorization header, empty without a token.
std::optional<error_info> authorization_of(std::string_view type, const std::optional<std::string>& token,
                                           std::string& out);

/// A scheme word or header name must be a token of RFC 9110.
bool is_http_token(std::string_view text);

}  // namespace polyaxon::context
