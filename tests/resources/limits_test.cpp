// `limits` of both configurations reach the engine: one answer stays just below a limit, the next one just above it.
#include "resources/v1_support.hpp"

#include <polyaxon/codec/gzip.hpp>

#include <vector>

namespace {

using namespace v1_test;
using polyaxon::limit_options;

constexpr std::string_view answer = R"({"username":"ada","name":"vision"})";

/// A 200 with further header fields.
std::string plain(std::string_view reason, std::string_view fields = {}, std::string_view body = answer) {
    std::string text = "HTTP/1.1 200 ";
    text.append(reason).append("\r\nContent-Length: ").append(std::to_string(body.size())).append("\r\n");
    return text.append(fields).append("\r\n").append(body);
}
std::string chunked(std::string_view extension, std::string_view trailers) {
    static_assert(answer.size() == 0x22);
    std::string text = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n22";
    text.append(extension).append("\r\n").append(answer);
    return text.append("\r\n0\r\n").append(trailers).append("\r\n");
}
std::string padded(std::size_t size) {
    std::string body(answer);
    body.append(size - body.size(), ' ');
    return body;
}
std::string zipped(std::size_t size) {
    return plain("OK", "Content-Encoding: gzip\r\n", polyaxon::codec::gzip(padded(size), 9));
}
std::string field(std::size_t size) { return "X: " + std::string(size - 5, 'x') + "\r\n"; }
std::string repeated(std::string_view text, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) out += text;
    return out;
}

struct limit_case {
    const char* option;
    limit_options limits;
    std::string below, above;
};

std::vector<limit_case> cases() {
    const std::string early = "HTTP/1.1 103 Early Hints\r\n\r\n";
    const std::size_t head = plain("OK", field(500)).size() - answer.size();
    return {
        {"head", {.head = head}, plain("OK", field(500)), plain("OK", field(501))},
        {"start_line", {.start_line = 100}, plain(std::string(87, 'r')), plain(std::string(88, 'r'))},
        {"fields",
         {.fields = 10},
         plain("OK", repeated("X: y\r\n", 9)),
         plain("OK", repeated("X: y\r\n", 10))},
        {"informational",
         {.informational = 3},
         repeated(early, 3) + plain("OK"),
         repeated(early, 4) + plain("OK")},
        {"chunk_extensions",
         {.chunk_extensions = 50},
         chunked(';' + std::string(49, 'e'), {}),
         chunked(';' + std::string(50, 'e'), {})},
        {"trailers", {.trailers = 100}, chunked({}, field(100)), chunked({}, field(101))},
        {"body", {.body = 1000}, plain("OK", {}, padded(1000)), plain("OK", {}, padded(1001))},
        {"decompressed", {.decompressed = 1000}, zipped(1000), zipped(1001)},
        // The ratio is looked at behind the first MiB.
        {"ratio", {.ratio = 2}, zipped(1024 * 1024), zipped(1024 * 1024 + 1)},
    };
}

/// The name in the answer, which both generations decode.
awaitable<std::string> ask(polyaxon::v0::client client) {
    const auto me = co_await client.auth().get_user();
    co_return me.username;
}
awaitable<std::string> ask(polyaxon::v1::client client) {
    const auto project = co_await client.projects().get_project("acme", "vision");
    co_return project.name.value_or("");
}

/// `make(executor, url and port, limits)` gives the client.
template <class Make>
void expect_the_limits_to_hold(Make make, const std::string& name) {
    for (const auto& c : cases()) {
        SCOPED_TRACE(c.option);
        polyaxon::testing::server server([&](const received& r) {
            reply out;
            out.raw = r.connection == 1 && r.on_connection == 1 ? c.below : c.above;
            return out;
        });
        run([&]() -> awaitable<void> {
            auto client = make(co_await asio::this_coro::executor, server, c.limits);
            auto below = co_await as_result(ask(client));
            EXPECT_TRUE(below) << below.error().what();
            EXPECT_EQ(below ? *below : std::string(), name);
            auto above = co_await as_result(ask(client));
            EXPECT_FALSE(above) << "what is above the limit was taken";
            client.close();
            if (above) co_return;
            EXPECT_EQ(above.error().kind(), errc::too_large);
            EXPECT_TRUE(above.error().detail().starts_with("limit")) << above.error().detail();
            const auto advice = "raise limits." + std::string(c.option) + ' ';
            EXPECT_NE(above.error().detail().find(advice), std::string::npos) << above.error().detail();
        });
        // The answer came and was refused: asking again would only bring it again.
        EXPECT_EQ(server.request_count(), 2u);
    }
}

TEST(Limits, OfAV0ConfigurationHold) {
    const std::shared_ptr<const polyaxon::context::system> bare = std::make_shared<machine>();
    expect_the_limits_to_hold(
        [&](const asio::any_io_executor& executor, const polyaxon::testing::server& s, limit_options limits) {
            polyaxon::v0::api_config config;
            config.host = "127.0.0.1";
            config.token = "token-abc";
            config.port = s.port();
            config.limits = limits;
            config.system = &bare;
            return polyaxon::v0::client(executor, config);
        },
        "ada");
}

TEST(Limits, OfAV1ConfigurationHold) {
    const std::shared_ptr<const polyaxon::context::system> bare = std::make_shared<machine>();
    expect_the_limits_to_hold(
        [&](const asio::any_io_executor& executor, const polyaxon::testing::server& s, limit_options limits) {
            const auto url = s.url();
            polyaxon::v1::client_config config;
            config.host = url;
            config.token = "token-abc";
            config.limits = limits;
            config.system = &bare;
            return polyaxon::v1::client(executor, config);
        },
        "vision");
}

}  // namespace
