#include <polyaxon/async/deadlines.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <random>

using namespace polyaxon::async;
using std::chrono::milliseconds;

namespace {

steady_time at(int ms) { return steady_time{} + milliseconds(ms); }

TEST(Deadlines, ComeOutInTheOrderOfTime) {
    deadlines d;
    deadline_entry a, b, c;
    d.set(b, at(20)), d.set(a, at(10)), d.set(c, at(30));
    EXPECT_EQ(d.earliest(), at(10));
    EXPECT_EQ(d.pop_due(at(9)), nullptr);
    EXPECT_EQ(d.pop_due(at(25)), &a);
    EXPECT_EQ(d.pop_due(at(25)), &b);
    EXPECT_EQ(d.pop_due(at(25)), nullptr);
    EXPECT_FALSE(a.pending());
    EXPECT_TRUE(c.pending());
}

TEST(Deadlines, NeverMeansNotThere) {
    deadlines d;
    deadline_entry a;
    d.set(a, steady_time::max());
    EXPECT_TRUE(d.empty());
    d.set(a, at(5));
    d.set(a, steady_time::max());
    EXPECT_TRUE(d.empty());
    EXPECT_EQ(d.earliest(), steady_time::max());
    d.remove(a);
    EXPECT_TRUE(d.empty());
}

TEST(Deadlines, ComeOutInOrderWhereTimeoutsOfSeveralLengthsAreMixed) {
    // More lengths than there are lines, so that some go into the heap; every third call ends before its time.
    constexpr int lengths[] = {20'000, 500, 60'000, 5'000, 100, 30'000, 1};
    deadlines d;
    std::vector<deadline_entry> all(2000);
    std::multimap<steady_time, deadline_entry*> model;
    for (std::size_t i = 0; i < all.size(); ++i) {
        d.set(all[i], at(static_cast<int>(i) * 10 + lengths[i * 7 % 11 % 7]));
        if (i % 3 == 0) d.remove(all[i / 2]);
    }
    for (auto& e : all)
        if (e.pending()) model.emplace(e.when, &e);
    ASSERT_EQ(d.size(), model.size());
    while (!model.empty()) {
        const auto earliest = model.begin()->first;
        ASSERT_EQ(d.earliest(), earliest);
        ASSERT_EQ(d.pop_due(earliest - milliseconds(1)), nullptr);
        auto* due = d.pop_due(earliest);
        ASSERT_NE(due, nullptr);
        const auto same = model.equal_range(earliest);
        const auto found = std::find_if(same.first, same.second, [due](auto& m) { return m.second == due; });
        ASSERT_NE(found, same.second);
        model.erase(found);
    }
    EXPECT_TRUE(d.empty());
}

TEST(Deadlines, AgreeWithASortedMapWhateverIsDone) {
    for (unsigned seed = 1; seed <= 20; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937 dice(seed);
        deadlines d;
        std::vector<deadline_entry> all(200);
        std::multimap<int, deadline_entry*> model;
        const auto forget = [&](deadline_entry* e) {
            for (auto i = model.begin(); i != model.end(); ++i)
                if (i->second == e) return void(model.erase(i));
        };
        for (int step = 0; step < 3000; ++step) {
            auto& e = all[dice() % all.size()];
            switch (dice() % 4) {
                case 0:
                case 1: {
                    const int when = static_cast<int>(dice() % 1000);
                    forget(&e), model.emplace(when, &e), d.set(e, at(when));
                    break;
                }
                case 2: forget(&e), d.remove(e); break;
                default: {
                    const int now = static_cast<int>(dice() % 200);
                    auto* due = d.pop_due(at(now));
                    ASSERT_EQ(due != nullptr, !model.empty() && model.begin()->first <= now);
                    if (due) {
                        ASSERT_EQ(due->when, at(model.begin()->first));
                        forget(due);
                    }
                }
            }
            ASSERT_EQ(d.size(), model.size());
            ASSERT_EQ(d.earliest(), model.empty() ? steady_time::max() : at(model.begin()->first));
        }
    }
}

}  // namespace
