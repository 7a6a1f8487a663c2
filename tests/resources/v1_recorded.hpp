#pragma once
#include "resources/v1_support.hpp"

#include <cstddef>

// Recorded calls of the Python client: what it sent, and what the server answered.

namespace v1_test {

struct recorded_exchange {
    std::string line, body, answer;  ///< "POST /api/v1/…"
    int status = 0;
};

/// The exchanges of one call, by the number that its id begins with: "0090".
inline std::vector<recorded_exchange> recorded(std::string_view number) {
    static const json all = json::parse(data_text("calls.json"));
    std::vector<recorded_exchange> out;
    for (const auto& call : all.elements()) {
        if (!call.at("id").as<std::string>().starts_with(std::string(number) + "-")) continue;
        for (const auto& e : call.at("exchanges").elements()) {
            const auto request = e.at("request"), response = e.at("response");
            auto& one = out.emplace_back();
            one.line = request.at("verb").as<std::string>() + " " + request.at("target").as<std::string>();
            one.body = request.value_or("body", "");
            one.answer = response.value_or("body", "");
            one.status = response.at("status").as<int>();
        }
    }
    EXPECT_FALSE(out.empty()) << "no recorded call " << number;
    return out;
}

/// A desk that answers as the server did in these calls, one after the other, and can tell whether the same was asked.
struct replay_desk : desk {
    std::vector<recorded_exchange> script;

    explicit replay_desk(const std::vector<std::string>& numbers)
        : desk(replies_of(script_of(numbers))), script(script_of(numbers)) {}

    /// Lines and bodies as recorded, in order.
    void expect_same() const {
        const auto& sent = fake.requests();
        ASSERT_EQ(sent.size(), script.size());
        for (std::size_t i = 0; i < sent.size(); ++i) {
            EXPECT_EQ(sent[i].method + " " + sent[i].target, script[i].line);
            if (script[i].body.empty())
                EXPECT_EQ(sent[i].body, "") << script[i].line;
            else
                EXPECT_EQ(json::parse(sent[i].body), json::parse(script[i].body))
                    << script[i].line << "\nsent " << sent[i].body << "\nrecorded " << script[i].body;
        }
    }

 private:
    static std::vector<recorded_exchange> script_of(const std::vector<std::string>& numbers) {
        std::vector<recorded_exchange> all;
        for (const auto& n : numbers)
            for (auto& e : recorded(n)) all.push_back(std::move(e));
        return all;
    }
    static std::vector<reply> replies_of(const std::vector<recorded_exchange>& script) {
        std::vector<reply> out;
        for (const auto& e : script) out.push_back(reply::json(e.answer, e.status));
        return out;
    }
};

/// Of most recorded calls.
inline constexpr std::string_view recorded_uuid = "a0000009000940008000000000000009";
inline api::run_ref recorded_run() {
    return {.owner = "default", .project = "alpha", .run_uuid = recorded_uuid};
}

/// A folder of its own, gone afterwards.
struct folder {
    std::filesystem::path path;
    folder() {
        std::string name = (std::filesystem::temp_directory_path() / "polyaxon-test-XXXXXX").string();
        path = ::mkdtemp(name.data());
    }
    ~folder() {
        std::error_code ec;
        std::filesystem::remove_all(path, ec);
    }
    folder(const folder&) = delete;
    folder& operator=(const folder&) = delete;
    std::string file(const std::string& name, const std::string& text) const {
        std::filesystem::create_directories((path / name).parent_path());
        std::ofstream(path / name, std::ios::binary) << text;
        return (path / name).string();
    }
};

}  // namespace v1_test
