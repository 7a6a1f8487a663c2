#pragma once
#include <polyaxon/context/v1.hpp>
#include <polyaxon/resources/v1/client.hpp>
#include <polyaxon/resources/v1/client_core.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace polyaxon::v1 {

struct client_access {
    static const std::shared_ptr<client_core>& core(const client& c) { return c.core_; }
};

/// Owner, project and run of a run_client or project_client: what was given until the first use, what was found from then on.
class target {
 public:
    using resolver = result<context::v1_target> (*)(const context::v1_context&, const context::v1_reference&);

    target(client c, context::v1_reference given, resolver r)
        : client_(std::move(c)), given_(std::move(given)), resolve_(r) {}

    /// Finds it when nobody has yet: reads the context. Throws `context`.
    context::v1_target& found();
    /// The project; throws `no_project` when none is known.
    const std::string& project();
    /// The run, for use in a request; throws `run_conflict` or `no_run`.
    const std::string& run();

    /// Becomes the run, from which moment a conflict no longer counts.
    void adopt_run(std::string uuid);
    void change(std::optional<std::string> owner, std::optional<std::string> project);

    const context::v1_target* if_found() const { return found_ ? &*found_ : nullptr; }
    /// Another client; what was found stays.
    void use(client c) { client_ = std::move(c); }

    const client& of() const { return client_; }
    const std::shared_ptr<client_core>& core() const { return client_access::core(client_); }

 private:
    client client_;
    context::v1_reference given_;
    resolver resolve_;
    std::optional<context::v1_target> found_;
};

/// A `context` error whose detail begins with a code.
error no_target(std::string detail);

template <class View>
std::optional<std::string> owned(const std::optional<View>& v) {
    return v ? std::optional<std::string>(std::string(*v)) : std::nullopt;
}

}  // namespace polyaxon::v1
