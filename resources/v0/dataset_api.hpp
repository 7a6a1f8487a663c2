#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/page.hpp>
#include <polyaxon/resources/response.hpp>
#include <polyaxon/resources/v0/dataset.hpp>
#include <polyaxon/resources/v0/options.hpp>

#include <memory>
#include <string_view>
#include <utility>

namespace polyaxon::resources {
class core;
}

namespace polyaxon::v0 {

/// Data sets, of platforms that keep some: release 0.5.6 has none of these routes. A cheap handle of its client: copy it, keep it,
/// share it between threads.
class dataset_api {
 public:
    /// The data sets that you may see. GET /datasets/. The server gives them in one answer: `page` is not sent.
    ///
    ///     auto sets = co_await client.dataset().get_datasets();
    awaitable<page<dataset>> get_datasets(page_options options = {}) const;

    /// The same, one by one.
    pager<dataset> iter_datasets(page_options options = {}) const;

    /// One data set. GET /{username}/{datasetname}/. Fails as `not_found`.
    ///
    ///     auto images = co_await client.dataset().get_by_name("adam", "imagenet");
    awaitable<dataset> get_by_name(std::string_view username, std::string_view datasetname,
                                   call_options options = {}) const;

    /// Registers a data set, whose upload can be resumed; answers what the server says. POST /datasets/. The mapping goes as it is given.
    /// `invalid_argument`, and nothing sent, without `uuid` and `name`.
    ///
    ///     polyaxon::v0::dataset images{.uuid = uuid, .name = "imagenet"};
    ///     co_await client.dataset().create_dataset(images);
    awaitable<json> create_dataset(const json& data, call_options options = {}) const;
    awaitable<json> create_dataset(const dataset& data, call_options options = {}) const;
    awaitable<json> create_dataset(dataset&& data, call_options options = {}) const = delete;

    /// Removes a data set. DELETE /{data_uuid}/. It may take longer than other calls: 60 s, unless `options.call.timeout` says
    /// otherwise.
    ///
    ///     co_await client.dataset().delete_dataset(images.uuid);
    awaitable<response> delete_dataset(std::string_view data_uuid, write_options options = {}) const;

 private:
    friend class client;
    explicit dataset_api(std::shared_ptr<resources::core> core) : core_(std::move(core)) {}
    std::shared_ptr<resources::core> core_;
};

}  // namespace polyaxon::v0
