// Each kind of call, plain and over TLS, cancelled after the first handler of its loop, after the second, and so on to its end: it ends soon, as
// cancelled or with its value, and the next call works.
#include "support/fault_calls.hpp"
#include "support/fault_support.hpp"

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>

#include <exception>
#include <iostream>
#include <string>

#include <gtest/gtest.h>

namespace polyaxon::test {
namespace {

using clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

struct ending {
    bool ended = false, canceled = false;
    std::string value, text;
};

void look(ending& out, std::exception_ptr e, std::string&& value) {
    out.ended = true;
    try {
        if (e) std::rethrow_exception(e);
        out.value = std::move(value);
    } catch (const error& failure) {
        out.canceled = failure.kind() == errc::canceled;
        out.text = failure.what();
    } catch (const std::system_error& other) {
        // The coroutine itself was cancelled between two calls.
        out.canceled = other.code() == asio::error::operation_aborted;
        out.text = other.what();
    }
}

/// True when there was a step to cancel after.
bool cancel_after(const fault_desk& desk, const call_kind& kind, std::size_t steps, std::size_t& canceled) {
    asio::io_context io(1);
    bool more = true;
    {
        auto old = desk.old_client(io.get_executor(), kind);
        auto young = desk.young_client(io.get_executor(), kind);
        ending first;
        asio::cancellation_signal cancel;
        asio::co_spawn(
            io, kind.make(old, young, desk.folder()),
            asio::bind_cancellation_slot(cancel.slot(), [&first](std::exception_ptr e, std::string v) {
                look(first, e, std::move(v));
            }));
        for (std::size_t n = 0; n < steps && !first.ended; ++n) {
            io.restart();
            io.run_one_for(10s);
        }
        more = !first.ended;
        cancel.emit(asio::cancellation_type::terminal);
        const auto begun = clock::now();
        run_until(io, 10s, [&] { return first.ended; });
        EXPECT_TRUE(first.ended) << "it hangs";
        EXPECT_LT(clock::now() - begun, scaled(1s));
        canceled += first.canceled;
        if (!first.canceled) {
            EXPECT_EQ(first.value, kind.value) << first.text;
        }
        EXPECT_EQ(desk.tidy().find(".part"), std::string::npos) << "a part of a file was left";
        ending next;
        asio::co_spawn(io, kind.make(old, young, desk.folder()),
                       [&next](std::exception_ptr e, std::string v) { look(next, e, std::move(v)); });
        run_until(io, 10s, [&] { return next.ended; });
        EXPECT_EQ(next.value, kind.value) << "the next call: " << next.text;
        desk.tidy();
        old.close();
        young.close();
    }
    io.restart();
    io.run_for(10s);
    EXPECT_TRUE(io.stopped()) << "something is left in the loop";
    return more;
}

class CancelSteps : public ::testing::TestWithParam<bool> {};

TEST_P(CancelSteps, EndEachKindOfCallWhereverItStands) {
    const fault_desk desk(GetParam());
    std::size_t ignored = 0, canceled = 0, tried = 0;
    for (const auto& kind : call_kinds()) cancel_after(desk, kind, 1'000, ignored);
    while (desk.open_connections() > 0) std::this_thread::yield();
    const auto descriptors = open_descriptors();
    const auto heap = heap_in_use();
    for (const auto& kind : call_kinds()) {
        std::size_t step = 0, of_this = 0;
        for (bool more = true; more && !HasFailure(); ++step) {
            SCOPED_TRACE(std::string(kind.name) + ", after handler " + std::to_string(step));
            more = cancel_after(desk, kind, step, of_this);
            ASSERT_LT(step, 1'000u);
        }
        std::cout << "  " << kind.name << ": " << step << " steps, " << of_this << " cancelled\n";
        EXPECT_GT(of_this, 2u) << kind.name;
        tried += step, canceled += of_this;
        if (HasFailure()) break;
    }
    while (desk.open_connections() > 0) std::this_thread::yield();
    std::cout << tried << " steps, " << canceled << " cancelled\n";
    EXPECT_EQ(open_descriptors(), descriptors);
    EXPECT_LE(heap_in_use(), heap + 256 * 1024) << "memory was lost";
}

INSTANTIATE_TEST_SUITE_P(Of, CancelSteps, ::testing::Bool(),
                         [](const auto& p) { return p.param ? std::string("tls") : std::string("plain"); });

}  // namespace
}  // namespace polyaxon::test
