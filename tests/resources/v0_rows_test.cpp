#include "resources/hostile_names.hpp"
#include "resources/v0_support.hpp"

#include <polyaxon/resources/v0/auth_rows.hpp>
#include <polyaxon/resources/v0/bookmark_rows.hpp>
#include <polyaxon/resources/v0/build_job_rows.hpp>
#include <polyaxon/resources/v0/cluster_rows.hpp>
#include <polyaxon/resources/v0/dataset_rows.hpp>
#include <polyaxon/resources/v0/experiment_job_rows.hpp>
#include <polyaxon/resources/v0/experiment_rows.hpp>
#include <polyaxon/resources/v0/group_rows.hpp>
#include <polyaxon/resources/v0/job_rows.hpp>
#include <polyaxon/resources/v0/lists.hpp>
#include <polyaxon/resources/v0/project_rows.hpp>
#include <polyaxon/resources/v0/user_rows.hpp>
#include <polyaxon/resources/v0/version_rows.hpp>

#include <algorithm>
#include <cctype>
#include <set>

namespace {

using namespace v0_test;
namespace rows = polyaxon::v0::rows;
using polyaxon::resources::endpoint_row;
using polyaxon::v0::name_filter;

std::vector<endpoint_row> table() {
    std::vector<endpoint_row> all;
    const auto add = [&](const auto& part) { all.insert(all.end(), std::begin(part), std::end(part)); };
    add(rows::auth_table);
    add(rows::cluster_table);
    add(rows::version_table);
    add(rows::user_table);
    add(rows::bookmark_table);
    add(rows::project_table);
    add(rows::group_table);
    add(rows::dataset_table);
    add(rows::experiment_table);
    add(rows::experiment_job_table);
    add(rows::job_table);
    add(rows::build_job_table);
    return all;
}

std::vector<std::string> placeholders(std::string_view path) {
    std::vector<std::string> names;
    for (auto open = path.find('{'); open != path.npos; open = path.find('{', open + 1))
        names.emplace_back(path.substr(open + 1, path.find('}', open) - open - 1));
    return names;
}

/// The path with the recorded arguments in its holes; empty when one of them is not recorded or needs escaping.
std::string filled(std::string_view path, const json& arguments) {
    std::string out(path);
    for (const auto& name : placeholders(path)) {
        if (!arguments.is_object() || !arguments.contains(name)) return {};
        const auto value = arguments.at(name);
        const auto text = value.is_string() ? value.as<std::string>() : std::string(value.text());
        const auto plain = std::ranges::all_of(
            text, [](unsigned char c) { return std::isalnum(c) || c == '-' || c == '_' || c == '.'; });
        if (!plain || text.empty() || text == "0") return {};
        const auto hole = "{" + name + "}";
        out.replace(out.find(hole), hole.size(), text);
    }
    return out;
}

TEST(V0Rows, PlaceholdersAreTheFirstArgumentsOfTheMethod) {
    const auto methods = data("methods.json");
    std::set<std::string_view> names;
    for (const auto& row : table()) {
        EXPECT_TRUE(names.insert(row.name).second) << row.name << " stands twice";
        ASSERT_TRUE(methods.contains(row.name)) << row.name << " is no method of the API";
        const auto signature = methods.at(row.name).at("signature").elements();
        const auto holes = placeholders(row.path);
        ASSERT_LE(holes.size(), signature.size()) << row.name;
        for (std::size_t i = 0; i < holes.size(); ++i)
            EXPECT_EQ(holes[i], signature[i].as<std::string>()) << row.name;
        // What a method needs beyond its path goes into a body, or into the query of the one list that is a group's.
        const bool by_path = row.method == polyaxon::codec::verb::get &&
                             row.name != std::string_view("experiment_group.list_experiments");
        for (std::size_t i = holes.size(); by_path && i < signature.size(); ++i)
            EXPECT_NE(signature[i].as<std::string>().find('='), std::string::npos)
                << row.name << " lacks a required argument";
        EXPECT_EQ(row.path.back(), '/') << row.name;
    }
    EXPECT_EQ(names.size(), methods.size()) << "a method of the API has no row";
}

TEST(V0Rows, HostileNamesStayOneSegmentInEveryRow) {
    const polyaxon::resources::dialect how{"!$&'()*+,;=:@~", true};
    EXPECT_GT(polyaxon::test::try_hostile_names(table(), how), 5'000u);
}

TEST(V0Rows, VerbAndPathAgreeWithWhatWasSent) {
    std::map<std::string_view, int> agreed;
    for (const auto* file : {"calls.json", "live_calls.json"}) {
        auto cases = data(file);
        if (cases.is_object()) cases = cases.at("cases");
        for (const auto& c : cases.elements()) {
            const auto name = c.at("api").as<std::string>() + "." + c.at("method").as<std::string>();
            for (const auto& row : table()) {
                if (row.name != name || !c.contains("request") || !c.at("request").is_object()) continue;
                if (c.contains("client") && c.at("client").contains("api_version")) continue;
                // Logs as one text have a row beside the one that bears the method's name.
                if (c.contains("args") && c.at("args").contains("stream")) continue;
                const auto path = filled(row.path, c.contains("args") ? c.at("args") : json());
                if (path.empty()) continue;
                const auto request = c.at("request");
                auto target = request.at("target").as<std::string>();
                EXPECT_EQ(request.at("verb").as<std::string>(), polyaxon::codec::name(row.method))
                    << c.at("id").text();
                EXPECT_EQ(target.substr(0, target.find('?')), "/api/v1" + path) << c.at("id").text();
                ++agreed[row.name];
            }
        }
    }
    // The recorded client builds these URLs without asking for them, and could not connect to the resources of a build.
    const std::set<std::string_view> never_sent{"experiment.get_heartbeat_url", "job.get_heartbeat_url",
                                                "build_job.get_heartbeat_url", "build_job.resources"};
    for (const auto& row : table())
        EXPECT_EQ(agreed[row.name] > 0, !never_sent.contains(row.name)) << row.name << " was never compared";
}

std::vector<std::string> values(const name_filter& f) {
    std::vector<std::string> out;
    f.visit([&](std::string_view v) { out.emplace_back(v); });
    return out;
}

TEST(V0Rows, NameFiltersTakeTrueTextAndLists) {
    using list = std::vector<std::string>;
    EXPECT_EQ(values({}), list{});
    EXPECT_EQ(values(false), list{});
    EXPECT_EQ(values(true), list{"True"});
    EXPECT_EQ(values("loss"), list{"loss"});
    EXPECT_EQ(values("loss, acc,,"), (list{"loss", "acc"}));
    const std::string_view two[] = {"a,b", "c"};
    EXPECT_EQ(values(std::span<const std::string_view>(two)), (list{"a,b", "c"}));
}

TEST(V0Rows, KeptFiltersOutliveTheirTexts) {
    auto text = std::make_unique<std::string>("status:running, and a tail beyond any small buffer");
    auto kept = [&] {
        polyaxon::v0::list_experiments_options o;
        o.independent = true;
        o.group = *text;
        o.metrics = *text;
        o.params = true;
        o.query = *text;
        o.page = 3;
        return polyaxon::v0::kept_filters(o);
    }();
    const auto copy = kept;
    const std::string was = *text;
    text.reset();
    const auto page = copy.page(2);
    EXPECT_TRUE(page.independent);
    EXPECT_EQ(page.group.text(), was);
    EXPECT_EQ(values(page.metrics),
              (std::vector<std::string>{"status:running", "and a tail beyond any small buffer"}));
    EXPECT_EQ(values(page.params), std::vector<std::string>{"True"});
    EXPECT_EQ(page.query, was);
    EXPECT_EQ(page.page, 5);
    EXPECT_EQ(polyaxon::v0::page_number(-4, 0), 1);
}

}  // namespace
