#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/async/options.hpp>
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/page.hpp>
#include <polyaxon/resources/v1/list_options.hpp>

#include <memory>
#include <string_view>

namespace polyaxon::resources {
class core;
}

namespace polyaxon::v1 {

/// PoliciesV1: the policies of an organization, with the Python SDK's names. `policies()` of a client gives it; copying is cheap. The
/// commercial platform serves these; the community edition answers 404, or 405 to what writes. Bodies and answers without a struct are
/// `json`. Arguments are copied before a method returns; errors are those of runs_api. Thread-safe.
class policies_api {
 public:
    explicit policies_api(std::shared_ptr<resources::core> core) : core_(std::move(core)) {}

    /// One page of the policies of the organization. GET /api/v1/orgs/{owner}/policies.
    ///
    ///     auto page = co_await client.policies().list_policies("acme");
    awaitable<page<json>> list_policies(std::string_view owner, const list_options& = {}) const;

    /// Makes a policy. POST /api/v1/orgs/{owner}/policies.
    ///
    ///     auto it = co_await client.policies().create_policy("acme", body);
    awaitable<json> create_policy(std::string_view owner, const json& body, const call_options& = {}) const;

    /// The same page with nothing but uuids and names. GET /api/v1/orgs/{owner}/policies/names.
    ///
    ///     auto page = co_await client.policies().list_policy_names("acme");
    awaitable<page<json>> list_policy_names(std::string_view owner, const list_options& = {}) const;

    /// Changes the members that are sent. PATCH /api/v1/orgs/{owner}/policies/{policy.uuid}.
    ///
    ///     auto it = co_await client.policies().patch_policy("acme", uuid, body);
    awaitable<json> patch_policy(std::string_view owner, std::string_view uuid, const json& body,
                                 const call_options& = {}) const;

    /// Replaces the policy. PUT /api/v1/orgs/{owner}/policies/{policy.uuid}.
    ///
    ///     auto it = co_await client.policies().update_policy("acme", uuid, body);
    awaitable<json> update_policy(std::string_view owner, std::string_view uuid, const json& body,
                                  const call_options& = {}) const;

    /// Deletes the policy. DELETE /api/v1/orgs/{owner}/policies/{uuid}.
    ///
    ///     co_await client.policies().delete_policy("acme", uuid);
    awaitable<void> delete_policy(std::string_view owner, std::string_view uuid,
                                  const call_options& = {}) const;

    /// One policy. GET /api/v1/orgs/{owner}/policies/{uuid}.
    ///
    ///     auto it = co_await client.policies().get_policy("acme", uuid);
    awaitable<json> get_policy(std::string_view owner, std::string_view uuid, const call_options& = {}) const;

 private:
    std::shared_ptr<resources::core> core_;
};

}  // namespace polyaxon::v1
