#pragma once
#include "conformance/replay.hpp"
#include "conformance/scratch.hpp"

#include <polyaxon/testing/manual_time.hpp>
#include <polyaxon/v0.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace conformance::v0 {

/// Where every record was taken, in texts, replaced by where our server listens.
std::string moved(std::string text, std::uint16_t port);

/// Arguments and settings of the recorded client, with what they view: retries off, redirects on, the machine of the case, a clock that
/// stands still.
class setup {
 public:
    setup(const json& a_case, std::uint16_t port, const scratch&);
    setup(const setup&) = delete;
    setup& operator=(const setup&) = delete;

    polyaxon::v0::api_config config;
    const std::shared_ptr<polyaxon::testing::manual_time> clock =
        std::make_shared<polyaxon::testing::manual_time>();

 private:
    void take(const std::string& name, const json& value);
    std::string here(const std::string& value) const;
    void text(std::optional<std::string_view>& to, const std::string& name, const json& value);
    void number(std::optional<int>& to, const std::string& name, const json& value) const;

    std::uint16_t port_;
    std::vector<std::unique_ptr<std::string>> texts_;
    std::shared_ptr<const polyaxon::context::system> system_;
    std::shared_ptr<polyaxon::async::time_source> time_ = clock;
};

}  // namespace conformance::v0
