#include <polyaxon/resources/v1/project_rows.hpp>
#include <polyaxon/resources/v1/run_rows.hpp>

#include "resources/v1_support.hpp"

namespace {

using namespace v1_test;
using polyaxon::resources::describe;
using polyaxon::resources::endpoint_row;
namespace rows = api::rows;

const endpoint_row table[] = {
    describe("list_runs", rows::list_runs),
    describe("create_run", rows::create_run),
    describe("get_run", rows::get_run),
    describe("patch_run", rows::patch_run),
    describe("update_run", rows::update_run),
    describe("delete_run", rows::delete_run),
    describe("get_run_statuses", rows::get_run_statuses),
    describe("create_run_status", rows::create_run_status),
    describe("stop_run", rows::stop_run),
    describe("approve_run", rows::approve_run),
    describe("skip_run", rows::skip_run),
    describe("invalidate_run", rows::invalidate_run),
    describe("restart_run", rows::restart_run),
    describe("resume_run", rows::resume_run),
    describe("copy_run", rows::copy_run),
    describe("transfer_run", rows::transfer_run),
    describe("get_organization_runs", rows::get_organization_runs),
    describe("create_project", rows::create_project),
    describe("create_team_project", rows::create_team_project),
    describe("list_projects", rows::list_projects),
    describe("list_project_names", rows::list_project_names),
    describe("get_project", rows::get_project),
    describe("patch_project", rows::patch_project),
    describe("update_project", rows::update_project),
    describe("delete_project", rows::delete_project),
    describe("get_installation", rows::get_installation),
    describe("get_compatibility", rows::get_compatibility),
};

/// The path with every placeholder as {}.
std::string bare(std::string_view path) {
    std::string out;
    bool inside = false;
    for (const char c : path) {
        if (c == '}') inside = false;
        if (!inside) out += c;
        if (c == '{') inside = true;
    }
    return out;
}

TEST(V1Rows, VerbsAndPathsAreTheRecordedOnes) {
    std::map<std::string, std::string> known;  // python name -> "GET /path"
    std::istringstream lines(data_text("operations.tsv"));
    for (std::string line; std::getline(lines, line);) {
        std::vector<std::string> columns;
        std::istringstream cells(line);
        for (std::string cell; std::getline(cells, cell, '\t');) columns.push_back(cell);
        if (columns.size() > 4) known.emplace(columns[2], columns[3] + " " + bare(columns[4]));
    }
    ASSERT_GT(known.size(), 250u);
    for (const auto& row : table) {
        const auto found = known.find(std::string(row.name));
        ASSERT_NE(found, known.end()) << row.name << " is no operation";
        EXPECT_EQ(std::string(polyaxon::codec::name(row.method)) + " " + bare(row.path), found->second)
            << row.name;
    }
}

}  // namespace
