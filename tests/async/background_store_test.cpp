#include <polyaxon/async/background_store.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
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

}  // namespace
