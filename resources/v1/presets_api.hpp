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

/// PresetsV1: the presets that operations may name, with the Python SDK's names. `presets()` of a client gives it; copying is cheap. The
/// commercial platform serves these; the community edition answers 404, or 405 to what writes. Bodies and answers without a struct are
/// `json`. Arguments are copied before a method returns; errors are those of runs_api. Thread-safe.
class presets_api {
 public:
    explicit presets_api(std::shared_ptr<resources::core> core) : core_(std::move(core)) {}

    /// One page of the presets of the organization. GET /api/v1/orgs/{owner}/presets.
    ///
    ///     auto page = co_await client.presets().list_presets("acme");
    awaitable<page<json>> list_presets(std::string_view owner, const list_options& = {}) const;

    /// Makes a preset. POST /api/v1/orgs/{owner}/presets.
    ///
    ///     auto it = co_await client.presets().create_preset("acme", body);
    awaitable<json> create_preset(std::string_view owner, const json& body, const call_options& = {}) const;

    /// The same page with nothing but uuids and names. GET /api/v1/orgs/{owner}/presets/names.
    ///
    ///     auto page = co_await client.presets().list_preset_names("acme");
    awaitable<page<json>> list_preset_names(std::string_view owner, const list_options& = {}) const;

    /// Changes the members that are sent. PATCH /api/v1/orgs/{owner}/presets/{preset.uuid}.
    ///
    ///     auto it = co_await client.presets().patch_preset("acme", uuid, body);
    awaitable<json> patch_preset(std::string_view owner, std::string_view uuid, const json& body,
                                 const call_options& = {}) const;

    /// Replaces the preset. PUT /api/v1/orgs/{owner}/presets/{preset.uuid}.
    ///
    ///     auto it = co_await client.presets().update_preset("acme", uuid, body);
    awaitable<json> update_preset(std::string_view owner, std::string_view uuid, const json& body,
                                  const call_options& = {}) const;

    /// Deletes the preset. DELETE /api/v1/orgs/{owner}/presets/{uuid}.
    ///
    ///     co_await client.presets().delete_preset("acme", uuid);
    awaitable<void> delete_preset(std::string_view owner, std::string_view uuid,
                                  const call_options& = {}) const;

    /// One preset. GET /api/v1/orgs/{owner}/presets/{uuid}.
    ///
    ///     auto it = co_await client.presets().get_preset("acme", uuid);
    awaitable<json> get_preset(std::string_view owner, std::string_view uuid, const call_options& = {}) const;

 private:
    std::shared_ptr<resources::core> core_;
};

}  // namespace polyaxon::v1
