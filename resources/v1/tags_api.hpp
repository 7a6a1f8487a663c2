#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/async/options.hpp>
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/page.hpp>
#include <polyaxon/resources/v1/list_options.hpp>
#include <polyaxon/resources/v1/service_options.hpp>

#include <memory>
#include <string_view>

namespace polyaxon::resources {
class core;
}

namespace polyaxon::v1 {

/// TagsV1: the tags of an organization, with the Python SDK's names. `tags()` of a client gives it; copying is cheap. The commercial
/// platform serves these; the community edition answers 404, or 405 to what writes. Bodies and answers without a struct are `json`.
/// Arguments are copied before a method returns; errors are those of runs_api. Thread-safe.
class tags_api {
 public:
    explicit tags_api(std::shared_ptr<resources::core> core) : core_(std::move(core)) {}

    /// One page of the tags of the organization. GET /api/v1/orgs/{owner}/tags.
    ///
    ///     auto page = co_await client.tags().list_tags("acme");
    awaitable<page<json>> list_tags(std::string_view owner, const list_options& = {}) const;

    /// Makes a tag. POST /api/v1/orgs/{owner}/tags.
    ///
    ///     auto it = co_await client.tags().create_tag("acme", body);
    awaitable<json> create_tag(std::string_view owner, const json& body, const call_options& = {}) const;

    /// All tags with what they look like. GET /api/v1/orgs/{owner}/tags/load.
    ///
    ///     auto it = co_await client.tags().load_tags("acme");
    awaitable<json> load_tags(std::string_view owner, const list_options& = {}) const;

    /// Makes the tags that are used known: `{"uuids", "tags"}`. POST /api/v1/orgs/{owner}/tags/sync.
    ///
    ///     co_await client.tags().sync_tags("acme", body);
    awaitable<void> sync_tags(std::string_view owner, const json& body, const call_options& = {}) const;

    /// Changes the members that are sent. PATCH /api/v1/orgs/{owner}/tags/{tag.uuid}.
    ///
    ///     auto it = co_await client.tags().patch_tag("acme", uuid, body);
    awaitable<json> patch_tag(std::string_view owner, std::string_view uuid, const json& body,
                              const call_options& = {}) const;

    /// Replaces the tag. PUT /api/v1/orgs/{owner}/tags/{tag.uuid}.
    ///
    ///     auto it = co_await client.tags().update_tag("acme", uuid, body);
    awaitable<json> update_tag(std::string_view owner, std::string_view uuid, const json& body,
                               const call_options& = {}) const;

    /// Deletes the tag. DELETE /api/v1/orgs/{owner}/tags/{uuid}.
    ///
    ///     co_await client.tags().delete_tag("acme", uuid);
    awaitable<void> delete_tag(std::string_view owner, std::string_view uuid,
                               const delete_tag_options& = {}) const;

    /// One tag. GET /api/v1/orgs/{owner}/tags/{uuid}.
    ///
    ///     auto it = co_await client.tags().get_tag("acme", uuid);
    awaitable<json> get_tag(std::string_view owner, std::string_view uuid, const call_options& = {}) const;

 private:
    std::shared_ptr<resources::core> core_;
};

}  // namespace polyaxon::v1
