#pragma once
#include <polyaxon/v1.hpp>

#include "resources/v0_support.hpp"

namespace v1_test {

using polyaxon::as_result;
using polyaxon::awaitable;
using polyaxon::errc;
using polyaxon::json;
using polyaxon::testing::received;
using polyaxon::testing::reply;
using v0_test::machine;
using v0_test::run;
namespace api = polyaxon::v1;

inline constexpr std::string_view uuid = "0a1b2c3d4e5f60718293a4b5c6d7e8f9";

/// A client of a made-up server, and the machine it lives on.
struct desk {
    polyaxon::testing::fake_transport fake;
    std::shared_ptr<machine> here = std::make_shared<machine>();
    std::shared_ptr<const polyaxon::context::system> system = here;
    api::client_config config;

    explicit desk(polyaxon::testing::server::handler handler) : fake(std::move(handler)) {
        config.host = "http://platform.example:8000";
        config.token = "token-abc";
        config.retry.max_attempts = 1;
        config.connector = &fake.connector();
        config.system = &system;
    }
    explicit desk(std::vector<reply> replies) : desk(polyaxon::testing::scripted(std::move(replies))) {}
    desk(const desk&) = delete;
    desk& operator=(const desk&) = delete;

    /// "POST /api/v1/…", one a request.
    std::vector<std::string> lines() const {
        std::vector<std::string> out;
        for (const auto& r : fake.requests()) out.push_back(r.method + " " + r.target);
        return out;
    }
    json body(std::size_t i) const { return json::parse(fake.requests().at(i).body); }
};

using texts = std::vector<std::string>;

inline std::string data_text(const std::string& name) {
    std::ifstream in(std::string(POLYAXON_TEST_DATA) + "/polyaxon-v1/" + name, std::ios::binary);
    EXPECT_TRUE(in) << "cannot read " << name;
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

}  // namespace v1_test
