#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/codec/json.hpp>
#include <polyaxon/context/system.hpp>
#include <polyaxon/testing/server.hpp>

#include <asio/awaitable.hpp>

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

// What the replays of both generations share: choosing cases, keeping the score, playing the server, comparing.

namespace conformance {

using polyaxon::json;

struct options {
    std::string api, cases;
    std::vector<std::string> only;  ///< globs of ids, any of which takes a case in; empty: all
};

/// Replays one case of a generation. Throws `mismatch` where something differs, `inexpressible` where C++ cannot say it.
void replay_v0(const json& a_case);
/// `all` is the whole file: calls of one tracked run belong together.
void replay_v1(const json& a_case, const std::vector<json>& all);

/// Replays the chosen cases of the file; returns the exit code of the program.
int run(const options&, void (*replay)(const json& a_case));
int run(const options&, const std::function<void(const json& a_case, const std::vector<json>& all)>& replay);

/// A list of cases, or an object with `cases`. Throws std::runtime_error that names the file.
std::vector<json> load_cases(const std::string& file);
/// `*` stands for any text, `?` for one character.
bool matches(std::string_view glob, std::string_view text);
/// Appends the globs of a list separated by commas.
void add_globs(std::string_view list, std::vector<std::string>& to);
bool chosen(const options&, std::string_view id);

/// Prints what happens to the cases as it happens, and the last line.
class score {
 public:
    void pass() { ++passed_; }
    void fail(std::string_view id, std::string_view why);
    /// A case that typed C++ cannot express: printed.
    void skip(std::string_view id, std::string_view reason);
    /// A case that shows what must not be copied: counted only.
    void skip_quirk() { ++skipped_; }
    /// Prints `N passed, M failed, K skipped`; 0 when nothing failed.
    int finish() const;

 private:
    std::size_t passed_ = 0, failed_ = 0, skipped_ = 0;
};

/// Thrown where a case cannot be said in typed C++; `what()` is the reason.
struct inexpressible : std::runtime_error {
    using std::runtime_error::runtime_error;
};
/// Thrown where a case failed; `what()` is the line to print.
struct mismatch : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Member of an object, or null where there is none.
json member(const json& object, std::string_view key);
bool is_number(const json&);
bool is_bool(const json&);
std::string base64_decoded(std::string_view text);
std::string shortened(std::string_view text, std::size_t most = 300);

/// The machine as a case wants it: its variables and files, nothing else.
class case_system : public polyaxon::context::system {
 public:
    std::map<std::string, std::string, std::less<>> variables;
    std::map<std::string, std::string, std::less<>> files;  ///< absolute path to text

    std::optional<std::string> variable(std::string_view name) const override;
    std::filesystem::path home() const override { return "/home/conformance"; }
    std::filesystem::path working_directory() const override { return "/home/conformance/work"; }
    std::filesystem::path temporary() const override { return "/conformance-tmp"; }
    std::filesystem::path pod_context() const override { return "/conformance-pod"; }
    bool writable(const std::filesystem::path&) const override { return true; }
    std::optional<file> read(const std::filesystem::path&, std::size_t cap,
                             std::error_code& ec) const override;
};

/// A recorded answer as the server gives it: status, headers, body as JSON, text or base64; gzip where its headers say so.
polyaxon::testing::reply reply_of(const json& recorded);

/// Runs `call` on an event loop of its own; throws `mismatch` when it does not end within `limit`.
void run_to_end(const std::function<asio::awaitable<void>()>& call,
                std::chrono::seconds limit = std::chrono::seconds(20));

}  // namespace conformance
