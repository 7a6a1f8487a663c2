#pragma once
#include <asio/any_io_executor.hpp>
#include <asio/detail/config.hpp>
#include <asio/execution_context.hpp>
#include <asio/io_context.hpp>
#include <asio/strand.hpp>

namespace polyaxon::async {

/// Runs one thing at a time, on `executor`: a strand, or the executor itself where a strand adds nothing, which is an io_context that its
/// user made for one thread (`asio::io_context(1)`). Asio's strands do not stand a failed allocation: making one crashes, and what cannot be
/// posted to one is lost.
inline asio::any_io_executor serial_executor(const asio::any_io_executor& executor) {
    using loop = asio::io_context::executor_type;
    if (const auto* target = executor.target<loop>()) {
        auto& context = asio::query(*target, asio::execution::context);
        if (asio::use_service<asio::detail::scheduler>(context).concurrency_hint() == 1) return executor;
    }
    return asio::make_strand(executor);
}

}  // namespace polyaxon::async
