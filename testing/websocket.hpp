#pragma once
#include <polyaxon/testing/server.hpp>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace polyaxon::testing {

/// One WebSocket frame as a server sends it. What is wrong on purpose (a text that is not UTF-8, a lonely continuation) goes out as it is.
struct frame {
    enum class kind { text, binary, more, close, ping, pong };
    kind op = kind::text;
    std::string data;  ///< payload; of a close frame the reason
    bool last = true;  ///< false: `more` frames follow
    int code = 0;      ///< of a close frame; 0: none

    static frame text(std::string data) { return {kind::text, std::move(data)}; }
    static frame close(int code = 1000, std::string reason = {}) {
        return {kind::close, std::move(reason), true, code};
    }
};

/// The bytes of frames, unmasked.
std::string written(const std::vector<frame>& frames);

/// Accepts a WebSocket upgrade and sends these frames; `then` says what becomes of the connection behind them. With `end::keep` it stays open
/// and whatever the client sends is read and dropped. A request that is no upgrade is answered with 400.
///
///     polyaxon::testing::server s([](const auto& r) {
///         return polyaxon::testing::upgraded(r, {polyaxon::testing::frame::text(R"({"log_lines": "a"})"), polyaxon::testing::frame::close()});
///     });
reply upgraded(const received& request, const std::vector<frame>& frames, reply::end then = reply::end::fin);

/// Accepts a WebSocket upgrade, sends the frames of `first`, then what `answer` gives for each frame of the client, pings and closes too. The connection
/// stays open. A protocol of Sec-WebSocket-Protocol that the client offers is chosen when it is `protocol`.
///
///     polyaxon::testing::server s([](const auto& r) {
///         return polyaxon::testing::talking(r, [](const auto& f) { return std::vector{f}; });  // an echo
///     });
reply talking(const received& request, std::function<std::vector<frame>(const frame&)> answer,
              const std::vector<frame>& first = {}, std::string_view protocol = {});

}  // namespace polyaxon::testing
