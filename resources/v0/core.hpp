#pragma once
#include <polyaxon/context/load_once.hpp>
#include <polyaxon/context/v0_arguments.hpp>
#include <polyaxon/resources/core.hpp>

#include <memory>

namespace polyaxon::v0 {

class background;

/// What all handles of one v0 client share: who asks and where, loaded by the first call, and the engine made from it.
class core final : public resources::core {
 public:
    core(asio::any_io_executor executor, std::shared_ptr<const context::v0_arguments> arguments);

    const resources::session& ready() override { return load().session; }
    context_report report() override { return load().who.report; }
    const context::v0_context& who() { return load().who; }
    /// What the client sends on its own.
    background& work();

 private:
    struct loaded {
        context::v0_context who;
        resources::session session;
    };
    const loaded& load();
    result<loaded> resolve();

    std::shared_ptr<const context::v0_arguments> arguments_;
    context::load_once<loaded> once_;
};

}  // namespace polyaxon::v0
