// For each kind of call, plain and over TLS: the first allocation of its caller's thread fails, then the second, and so on until none is left to
// fail. After each failure nothing has crashed, the call has ended as a value or as a failure that its caller sees, nothing stays open, and the next
// call works.
//
// It runs as the training loop of one thread: `thread_safe = false` on an io_context(1). Asio's strands, which the library uses otherwise, are out of
// reach: make_strand crashes when its second allocation fails (Asio 1.22.1 destroys a strand that was never linked), and what a strand cannot
// post, or an I/O object cannot hand to one, is lost. So are co_spawn and whatever else of Asio starts the calls: the failing begins in the
// coroutine that makes the call, and ends with it.
#include "support/failing_new.hpp"
#include "support/fault_calls.hpp"
#include "support/fault_support.hpp"

#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>

#include <exception>
#include <iostream>
#include <new>
#include <string>

#include <gtest/gtest.h>

namespace polyaxon::test {
namespace {

using namespace std::chrono_literals;

/// What became of one call.
struct ending {
    bool ended = false, by_memory = false, by_deadline = false, never_sent = false;
    std::string value, text, strange;
};

void look(ending& out, std::exception_ptr e, std::string&& value) {
    out.ended = true;
    try {
        if (e) std::rethrow_exception(e);
        out.value = std::move(value);
    } catch (const error& failure) {
        out.text = failure.what();
        out.by_deadline = failure.kind() == errc::timeout;
        out.never_sent = failure.kind() == errc::network && !failure.maybe_sent();
    } catch (const several_failed& failure) {
        out.text = failure.what();
    } catch (const std::bad_alloc&) {
        out.by_memory = true;
    } catch (const std::exception& other) {
        out.strange = other.what();
    }
}

class short_of_memory {
 public:
    short_of_memory(const fault_desk& desk, const call_kind& kind) : desk_(desk), kind_(kind) {}

    /// The call with allocation `at` and those behind it failing, `many` in all, and then once more with memory. How many failed; 0 when
    /// the call was over before.
    std::size_t run(std::size_t at, std::size_t many) {
        asio::io_context io(1);
        std::size_t failed = 0;
        {
            auto old = desk_.old_client(io.get_executor(), kind_);
            auto young = desk_.young_client(io.get_executor(), kind_);
            const auto first = call(io, old, young, at, many, failed);
            const bool value = first.text.empty() && !first.by_memory;
            EXPECT_TRUE(first.ended) << "it hangs";
            EXPECT_EQ(first.strange, "");
            EXPECT_FALSE(first.by_deadline) << first.text;
            EXPECT_EQ(value ? first.value : kind_.value, kind_.value);
            EXPECT_TRUE(value || failed > 0) << first.text;
            // One failure costs one call, however many share a batch or a connection.
            if (many == 1) {
                EXPECT_EQ(first.text.find("calls of a batch failed"), std::string::npos) << first.text;
            }
            if (kind_.writes > 0) {
                EXPECT_LE(desk_.writes(), kind_.writes) << "it was sent twice";
                // What was answered by a redirect was not acted on.
                const std::size_t redirected = kind_.max_redirects > 0;
                EXPECT_TRUE(!first.never_sent || desk_.writes() <= redirected) << first.text;
            }
            EXPECT_EQ(desk_.tidy().find(".part"), std::string::npos) << "a part of a file was left";
            values += failed > 0 && value, thrown += first.by_memory;
            std::size_t none = 0;
            const auto next = call(io, old, young, 0, 0, none);
            EXPECT_EQ(next.value, kind_.value) << "the next call: " << next.text << next.strange;
            desk_.tidy();
            old.close();
            young.close();
        }
        io.restart();
        io.run_for(10s);
        EXPECT_TRUE(io.stopped()) << "something is left in the loop";
        return failed;
    }

    std::size_t values = 0;  ///< calls that came to their value all the same
    std::size_t thrown = 0;  ///< those that ended as std::bad_alloc; the others are errors of the library

 private:
    ending call(asio::io_context& io, v0::client& old, v1::client& young, std::size_t at, std::size_t many,
                std::size_t& failed) {
        ending out;
        asio::co_spawn(io, begin(old, young, at, many),
                       [&out](std::exception_ptr e, std::string value) { look(out, e, std::move(value)); });
        run_until(io, 10s, [&out] { return out.ended; });  // what the loop throws ends the test
        failed = failed_ + allocations_failed();
        return out;
    }

    asio::awaitable<std::string> begin(v0::client old, v1::client young, std::size_t at, std::size_t many) {
        if (!kind_.cold) {  // it is the same for all kinds
            co_await old.context();
            co_await young.context();
        }
        struct until_here {
            std::size_t& failed;
            ~until_here() { failed = allocations_failed(); }
        } const guard{failed_ = 0};
        fail_allocations(at, many);
        auto call = kind_.make(std::move(old), std::move(young), folder_);
        auto value = co_await std::move(call);
        co_return value;
    }

    const fault_desk& desk_;
    const call_kind& kind_;
    const std::string folder_ = desk_.folder();
    std::size_t failed_ = 0;
};

struct mode {
    bool tls;
    std::size_t many;    ///< failures in a row
    std::size_t stride;  ///< from one run to the next, but in long runs
    std::size_t least;   ///< failures in all
};

std::string name_of(const mode& m) {
    return std::string(m.tls ? "Tls" : "Plain") + (m.many > 1 ? "SeveralInARow" : "");
}
void PrintTo(const mode& m, std::ostream* to) { *to << name_of(m); }

class AllocationFaults : public ::testing::TestWithParam<mode> {
 protected:
    const mode how_ = GetParam();
    const fault_desk desk_{how_.tls};

    std::size_t disturb(const call_kind& kind) {
        std::size_t injected = 0, runs = 0;
        short_of_memory one(desk_, kind);
        const auto stride = long_run() ? 1 : how_.stride;
        for (std::size_t at = 1;; at += stride, ++runs) {
            SCOPED_TRACE(std::string(kind.name) + ", allocation " + std::to_string(at));
            const auto failed = one.run(at, how_.many);
            injected += failed;
            if (failed == 0 || HasFailure()) break;
        }
        std::cout << "  " << kind.name << ": " << injected << " failures in " << runs << " calls; "
                  << one.values << " values, " << runs - one.values - one.thrown << " errors, " << one.thrown
                  << " std::bad_alloc" << std::endl;
        return injected;
    }
    void all_closed() {
        while (desk_.open_connections() > 0) std::this_thread::yield();
    }
};

TEST_P(AllocationFaults, CostAtMostTheCallTheyHit) {
    for (const auto& kind : call_kinds()) {  // what is made once in a process is made now
        short_of_memory calm(desk_, kind);
        EXPECT_EQ(calm.run(0, 0), 0u);
    }
    all_closed();
    const auto descriptors = open_descriptors();
    const auto heap = heap_in_use();
    std::size_t injected = 0;
    for (const auto& kind : call_kinds()) {
        injected += disturb(kind);
        all_closed();
        ASSERT_EQ(open_descriptors(), descriptors) << kind.name;
        ASSERT_FALSE(HasFailure()) << kind.name;
    }
    std::cout << injected << " injected failures\n";
    RecordProperty("injected_failures", static_cast<int>(injected));
    EXPECT_GE(injected, how_.least);
    EXPECT_LE(heap_in_use(), heap + 256 * 1024) << "memory was lost";
}

INSTANTIATE_TEST_SUITE_P(Of, AllocationFaults,
                         ::testing::Values(mode{.tls = false, .many = 1, .stride = 1, .least = 2'000},
                                           mode{.tls = false, .many = 3, .stride = 3, .least = 1'000},
                                           mode{.tls = true, .many = 1, .stride = 12, .least = 250}),
                         [](const auto& p) { return name_of(p.param); });

}  // namespace
}  // namespace polyaxon::test
