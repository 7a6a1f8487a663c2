#pragma once
#include <asio/any_io_executor.hpp>
#include <asio/execution_context.hpp>
#include <asio/io_context.hpp>
#include <asio/strand.hpp>
#if __has_include(<asio/config.hpp>)
#include <asio/config.hpp>
#endif

namespace polyaxon::async {

/// How many threads the maker of an io_context said would run it. Asio tells it by its config service since 1.33, before that by its scheduler.
inline int concurrency_hint(asio::execution_context& context) {
#if __has_include(<asio/config.hpp>)
    return asio::config(context).get("scheduler", "concurrency_hint", 0);
#else
    return asio::use_service<asio::detail::scheduler>(context).concurrency_hint();
#endif
}

/// Runs one thing at a time, on `executor`: a strand, or the executor itself where a strand adds nothing, which is an io_context that its
/// user made for one thread (`asio::io_context(1)`). Asio's strands do not stand a failed allocation: making one crashes, and what cannot be
/// posted to one is lost.
inline asio::any_io_executor serial_executor(const asio::any_io_executor& executor) {
    using loop = asio::io_context::executor_type;
    if (const auto* target = executor.target<loop>())
        if (concurrency_hint(asio::query(*target, asio::execution::context)) == 1) return executor;
    return asio::make_strand(executor);
}

}  // namespace polyaxon::async
