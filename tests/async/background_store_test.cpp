#include "async/support/counted_new.hpp"

#include <polyaxon/async/background_store.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <new>
#include <optional>
#include <stdexcept>

using namespace polyaxon;
using namespace polyaxon::async;
using wake = background_store::wake;

namespace {

background_job to(std::string target) {
    background_job j;
    j.request.method = codec::verb::post;
    j.request.target = std::move(target);
    return j;
}

/// More than any string can hold, so that adding it throws; it is never read.
std::string_view too_long() {
    static const char text[] = "1";
    volatile std::size_t size = PTRDIFF_MAX;
    return {text, size};
}

background_options unbounded() {
    background_options o;
    o.max_bytes = std::numeric_limits<std::size_t>::max();
    o.batch_bytes = std::numeric_limits<std::size_t>::max();
    return o;
}

TEST(BackgroundStore, WhatCannotBePutInIsNotCounted) {
    background_store s(unbounded());
    EXPECT_THROW(s.add_item(to("/m"), too_long()), std::length_error) << "the first for its target";
    EXPECT_EQ(s.waiting(), 0u);
    EXPECT_EQ(s.stats().queued, 0u);
    EXPECT_EQ(s.stats().waiting_bytes, 0u);
    s.flush();
    EXPECT_FALSE(s.next_batch()) << "half an item is there";

    EXPECT_EQ(s.add_item(to("/m"), "1"), wake::flush);
    EXPECT_THROW(s.add_item(to("/m"), too_long()), std::length_error) << "into a batch";
    EXPECT_EQ(s.add_item(to("/m"), "2"), wake::nothing);
    s.flush();
    EXPECT_THROW(s.add_item(to("/m"), too_long()), std::length_error) << "behind a full batch";
    EXPECT_EQ(s.waiting(), 2u);
    const auto b = s.next_batch();
    ASSERT_TRUE(b);
    EXPECT_EQ(b->job.request.body, "[1,2]");
    EXPECT_EQ(b->items, 2u);
    EXPECT_FALSE(s.next_batch());
    s.finished(*b, background_store::outcome::sent, true);
    EXPECT_EQ(s.waiting(), 0u);
    EXPECT_EQ(s.stats().waiting_bytes, 0u);
}

TEST(BackgroundStore, AWorkerThatCouldNotBeToldIsAskedForAgain) {
    background_store s({});
    EXPECT_EQ(s.add(to("/a")), wake::singles);
    EXPECT_EQ(s.add(to("/b")), wake::nothing);
    s.not_told(wake::singles);
    EXPECT_EQ(s.add(to("/c")), wake::singles);
    EXPECT_EQ(s.add_item(to("/m"), "1"), wake::flush);
    EXPECT_EQ(s.add_item(to("/m"), "2"), wake::nothing);
    s.not_told(wake::flush);
    EXPECT_EQ(s.add_item(to("/m"), "3"), wake::flush);
    EXPECT_EQ(s.waiting(), 6u);
}

#if POLYAXON_COUNTS_NEW
// Whatever throws for want of memory may be done once more, and nothing is there twice or missing.
TEST(BackgroundStore, StaysAsItWasWhereThereIsNoMemory) {
    using namespace polyaxon::async::test;
    std::size_t at = 1, failures = 0;
    for (bool failed = true; failed; ++at) {
        SCOPED_TRACE("allocation " + std::to_string(at));
        background_options two;
        two.batch_items = 2;
        background_store s(two);
        const std::string target(40, 'm'), item(400, '7');
        std::size_t thrown = 0;
        const auto insist = [&](auto&& act) {
            try {
                return act();
            } catch (const std::bad_alloc&) {
                ++thrown;
            }
            return act();
        };
        const auto one = to(target), other = to("/" + target);
        std::optional<background_parcel> out[3];
        allocations_until_failure = at, failing_now = 1;
        for (int n = 0; n < 5; ++n) insist([&] { return s.add_item(one, item); });
        insist([&] { return s.add(other); });
        s.flush();
        for (auto& parcel : out) parcel = insist([&] { return s.next_batch(); });
        failed = failing_now == 0;
        allocations_until_failure = failing_now = 0;
        std::string got;
        for (const auto& parcel : out) {
            ASSERT_TRUE(parcel);
            got += parcel->job.request.target + parcel->job.request.body + '\n';
            s.finished(*parcel, background_store::outcome::sent, true);
        }
        failures += failed;
        EXPECT_EQ(thrown, failed ? 1u : 0u);
        const auto pair = target + "[" + item + "," + item + "]\n";
        EXPECT_EQ(got, pair + pair + target + "[" + item + "]\n");
        EXPECT_TRUE(insist([&] { return s.next_single(); }));
        EXPECT_FALSE(s.next_batch());
        EXPECT_EQ(s.waiting(), 1u) << "the single one, which has not ended";
    }
    EXPECT_GT(failures, 10u);
}
#endif

}  // namespace
