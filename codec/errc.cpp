#include <polyaxon/codec/errc.hpp>

#include <string>

namespace polyaxon {

std::string_view name(errc kind) noexcept {
    switch (kind) {
        case errc::canceled: return "canceled";
        case errc::timeout: return "timeout";
        case errc::network: return "network";
        case errc::tls: return "tls";
        case errc::protocol: return "protocol";
        case errc::decode: return "decode";
        case errc::context: return "context";
        case errc::invalid_argument: return "invalid_argument";
        case errc::unauthenticated: return "unauthenticated";
        case errc::forbidden: return "forbidden";
        case errc::not_found: return "not_found";
        case errc::conflict: return "conflict";
        case errc::rate_limited: return "rate_limited";
        case errc::client_error: return "client_error";
        case errc::server_error: return "server_error";
        case errc::too_large: return "too_large";
    }
    return "unknown";
}

errc kind_of_status(int status) noexcept {
    switch (status) {
        case 401: return errc::unauthenticated;
        case 403: return errc::forbidden;
        case 404: return errc::not_found;
        case 409: return errc::conflict;
        case 429: return errc::rate_limited;
        default: return status >= 500 && status <= 599 ? errc::server_error : errc::client_error;
    }
}

namespace {

class category final : public std::error_category {
 public:
    const char* name() const noexcept override { return "polyaxon"; }
    std::string message(int value) const override {
        return std::string(polyaxon::name(static_cast<errc>(value)));
    }
};

}  // namespace

const std::error_category& error_category() noexcept {
    static const category the_category;
    return the_category;
}

}  // namespace polyaxon
