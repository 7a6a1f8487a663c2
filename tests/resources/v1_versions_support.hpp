#pragma once
#include "resources/v0_transfer_support.hpp"
#include "resources/v1_operations.hpp"

// A project of which the server keeps versions.

namespace v1_versions {

using namespace v1_test;
using v0_test::read_file;
using v0_test::work_folder;
using v0_test::write_file;
namespace fs = std::filesystem;
using enum api::version_kind;

/// The run that made them.
inline constexpr std::string_view made_by = "a0000009000940008000000000000009";

/// A version as the server tells it.
inline std::string a_version(std::string_view kind, const std::string& more = {}) {
    return R"({"uuid":"a0000030003040008000000000000030","name":"v1","description":"first","tags":["v"],"stage":"testing","kind":")" +
           std::string(kind) + R"(","owner":"acme","project":"vision","readme":null)" + more + "}";
}

/// Runs `f` with the project client of acme/vision and hands on what it throws.
template <class F>
std::optional<polyaxon::error> with(desk& d, F f, const api::project_ref& more = {}) {
    std::optional<polyaxon::error> thrown;
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        auto ref = more;
        ref.owner = "acme", ref.project = "vision";
        api::project_client project(client, ref);
        auto body = f(project);
        auto caught = co_await as_result(std::move(body));
        if (!caught) thrown = caught.error();
        client.close();
    });
    return thrown;
}

}  // namespace v1_versions
