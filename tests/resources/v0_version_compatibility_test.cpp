#include <polyaxon/resources/v0/version_compatibility.hpp>
#include <polyaxon/resources/v0/versions.hpp>

#include <gtest/gtest.h>

using namespace polyaxon::v0;

namespace {

TEST(V0VersionCompatibility, OrdersVersions) {
    // Each older than the next.
    const char* rising[] = {"0.4.9", "0.5.6.dev0",  "0.5.6rc2", "0.5.6rc10",
                            "0.5.6", "0.5.6.post1", "0.5.10",   "0.6",
                            "0.6.1", "1.0",         "10.0",     "99999999999999999999.0"};
    for (std::size_t i = 0; i < std::size(rising); ++i)
        for (std::size_t j = 0; j < std::size(rising); ++j)
            EXPECT_EQ(compare_versions(rising[i], rising[j]), i < j ? -1 : i > j)
                << rising[i] << ' ' << rising[j];
    EXPECT_EQ(compare_versions("0.6", "0.6.0"), 0);
    EXPECT_EQ(compare_versions("v0.6.1", " 0.6.01 "), 0);
}

TEST(V0VersionCompatibility, SaysWhatTheCliSays) {
    const cli_version platform{"0.6.1", "0.5.0"};
    EXPECT_EQ(check_version("0.4.9", platform), compatibility::too_old);
    EXPECT_EQ(check_version("0.5.0", platform), compatibility::upgrade_advised);
    EXPECT_EQ(check_version("0.6.0", platform), compatibility::upgrade_advised);
    EXPECT_EQ(check_version("0.6.1", platform), compatibility::ok);
    EXPECT_EQ(check_version("0.6.2", platform), compatibility::newer);
    EXPECT_EQ(check_version("", platform), compatibility::too_old);
    EXPECT_EQ(check_version("0.1", {}), compatibility::ok) << "a platform that says nothing decides nothing";
}

TEST(V0VersionCompatibility, AsksFromTheFourthCommandOn) {
    EXPECT_FALSE(version_check_due(0, "0.6.1", "0.5.0"));
    EXPECT_FALSE(version_check_due(3, "0.6.1", "0.5.0"));
    EXPECT_TRUE(version_check_due(4, "0.6.1", "0.5.0"));
    EXPECT_TRUE(version_check_due(0, "", "0.5.0"));
    EXPECT_TRUE(version_check_due(0, "0.6.1", ""));
    EXPECT_TRUE(version_check_due(0, "0.4.0", "0.5.0"));
}

}  // namespace
