#pragma once
#include <polyaxon/context/load_once.hpp>
#include <polyaxon/context/system.hpp>
#include <polyaxon/context/v1.hpp>
#include <polyaxon/resources/core.hpp>

#include <asio/any_io_executor.hpp>

#include <memory>

namespace polyaxon::v1 {

/// What all handles of one v1 client share. The context is read by the first call that needs it, once. Thread-safe.
class client_core final : public resources::core {
 public:
    client_core(asio::any_io_executor executor, const client_config& config);

    const resources::session& ready() override;
    context_report report() override;
    /// Who asks and where; loads it on first use, like ready().
    const context::v1_context& context();
    /// Environment and files of the machine, or those of a test.
    const context::system& machine() const;

 private:
    struct loaded {
        context::v1_context context;
        resources::session session;
    };
    const loaded& load();

    std::shared_ptr<const context::v1_arguments> arguments_;
    context::load_once<loaded> once_;
};

}  // namespace polyaxon::v1
