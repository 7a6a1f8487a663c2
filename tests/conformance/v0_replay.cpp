#include "conformance/replay.hpp"
#include "conformance/scratch.hpp"
#include "conformance/v0_compare.hpp"
#include "conformance/v0_setup.hpp"
#include "conformance/v0_stage.hpp"
#include "conformance/v0_steps.hpp"

#include <polyaxon/testing/websocket.hpp>

#include <algorithm>
#include <atomic>

namespace conformance {
namespace {

using polyaxon::testing::frame;
using polyaxon::testing::received;
using polyaxon::testing::reply;

frame frame_of(const json& recorded) {
    const auto op = recorded.at("op").as<std::string>();
    frame f;
    if (op == "binary")
        f.op = frame::kind::binary;
    else if (op == "cont")
        f.op = frame::kind::more;
    else if (op == "close")
        f.op = frame::kind::close;
    else if (op == "ping")
        f.op = frame::kind::ping;
    else if (op != "text")
        throw std::runtime_error("unknown frame " + op);
    f.data = recorded.value_or("data", std::string());
    f.last = recorded.value_or("fin", true);
    f.code = recorded.value_or("code", 0);
    return f;
}

reply answer_to(const received& request, const json& recorded) {
    const auto frames = member(recorded, "frames");
    if (frames.is_null()) return reply_of(recorded);
    std::vector<frame> all;
    for (const auto& one : frames.elements()) all.push_back(frame_of(one));
    return upgraded(request, all);
}

/// Answers from the record, in order; the last one repeats.
polyaxon::testing::server::handler play(std::vector<json> answers, const std::atomic<std::uint16_t>& port) {
    return [answers = std::move(answers), &port, next = std::size_t{0}](const received& request) mutable {
        if (answers.empty()) return reply::error(500, "the record has no answer for this request");
        auto r = answer_to(request, answers[std::min(next++, answers.size() - 1)]);
        for (auto& [name, value] : r.headers) value = v0::moved(value, port);
        return r;
    };
}

}  // namespace

void replay_v0(const json& a_case) {
    const auto answers = v0::list_of(a_case, "responses", "response");
    const auto requests = v0::list_of(a_case, "requests", "request");
    const auto times = member(a_case, "request_times_s");
    auto steps = v0::steps_of(a_case, answers);
    v0::expect_messages(steps, member(a_case, "messages"));

    std::atomic<std::uint16_t> port{0};
    polyaxon::testing::server server(play(answers, port));
    port = server.port();
    const auto wanted = times.is_null() ? requests.size() : times.size();
    for (auto& s : steps) {
        s.expected.request_sent = !requests.empty();
        if (s.expected.returns.is_string())  // an address of the server
            s.expected.returns = json::raw(v0::moved(std::string(s.expected.returns.text()), server.port()));
        s.arguments = json::raw(v0::moved(std::string(s.arguments.text()), server.port()));
    }
    const scratch machine;
    const v0::setup with(a_case, server.port(), machine);
    v0::perform(steps, with, wanted);

    const auto seen = server.requests();
    // The record followed up to 30 redirects, we follow five: then the sixth answer is the error.
    const bool gave_up =
        seen.size() == 6 && wanted > 6 && steps.size() == 1 && v0::expects_error(steps.front().expected);
    if (seen.size() != wanted && !gave_up)
        throw mismatch("expected " + std::to_string(wanted) + " requests, got " +
                       std::to_string(seen.size()));
    for (std::size_t i = 0; i < seen.size(); ++i)  // the tries of one request are recorded once
        v0::compare_request(requests[std::min(i, requests.size() - 1)], seen[i]);
    machine.compare(member(a_case, "files_written"));
}

}  // namespace conformance
