#pragma once
#include "batch_options.hpp"
#include "batch_report.hpp"

#include <polyaxon/async/as_result.hpp>

#include <asio/any_io_executor.hpp>

#include <memory>
#include <string>
#include <vector>

namespace polyaxon::context {
class system;
}

namespace polyaxon::batch {

/// One run or experiment to fetch.
struct job {
    std::string project, id;
};
struct job_page {
    std::vector<job> jobs;
    std::optional<std::int64_t> count;
    bool more = false;
};

/// The platform of either generation, as the main job needs it. Used from one thread.
class source {
 public:
    virtual ~source() = default;
    virtual std::size_t page_size() const = 0;
    virtual awaitable<std::string> default_owner() = 0;
    virtual awaitable<std::vector<std::string>> projects(const std::string& owner) = 0;
    /// Page number `index`, from 0.
    virtual awaitable<job_page> list(const std::string& owner, const std::string& project,
                                     std::size_t index) = 0;
    virtual awaitable<row> get(const std::string& owner, const job& what) = 0;
    virtual pool_stats stats() const = 0;
    virtual void close() = 0;
};

/// `o` must outlive it. With `machine`, the environment and the files of the user are not looked at.
std::unique_ptr<source> make_source(const asio::any_io_executor&, const options& o,
                                    std::shared_ptr<const context::system> machine);

}  // namespace polyaxon::batch
