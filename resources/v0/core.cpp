#include <polyaxon/resources/v0/core.hpp>

#include <polyaxon/async/engine.hpp>
#include <polyaxon/context/v0.hpp>

#include <utility>

namespace polyaxon::v0 {

// Names were never escaped in v0, so what its server and its recorded targets take literally stays literal.
static constexpr resources::dialect as_v0{.segment_keep = "!$&'()*+,;=:@~", .blank_as_plus = true};

core::core(asio::any_io_executor executor, std::shared_ptr<const context::v0_arguments> arguments)
    : resources::core(std::move(executor), as_v0), arguments_(std::move(arguments)) {}

const core::loaded& core::load() {
    if (const auto* there = once_.get()) return *there;
    if (closed()) {
        error_info info;
        info.kind = errc::canceled;
        info.detail = "the client was closed; make a new one";
        throw error(std::move(info));
    }
    return *once_.get_or([this] { return resolve(); }).value();
}

result<core::loaded> core::resolve() {
    auto who = context::load_v0(*arguments_, *arguments_->system);
    if (!who) return who.error();

    auto options = resources::engine_options_of(*arguments_);
    if (!options.connect) {
        auto tls = arguments_->tls();
        if (who->verify_ssl) tls.verify = who->verify_ssl;
        options.connect = async::make_socket_connector(tls, arguments_->proxy());
    }

    loaded out;
    out.session.to = who->http;
    const auto verify = who->verify_ssl ? who->verify_ssl : arguments_->tls().verify;
    const bool unverified = who->http.where.tls && verify == false;
    out.session.engine = make_engine(
        std::move(options),
        unverified ? "TLS verification is turned off for " + who->http.where.text() : std::string());
    out.session.timeout = arguments_->call_timeout;
    out.session.has_token = !who->http.authorization.empty();
    out.who = std::move(*who);
    return out;
}

}  // namespace polyaxon::v0
