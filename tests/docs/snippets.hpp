#pragma once
#include <polyaxon/testing.hpp>
#include <polyaxon/v0.hpp>
#include <polyaxon/v1.hpp>

#include <optional>
#include <span>

// What the programs cut out of the pages share.

namespace docs {

struct place {
    polyaxon::v0::client v0;
    polyaxon::v1::client v1;
};

struct snippet {
    const char* name;
    asio::awaitable<void> (*run)(const place&);
};

std::span<const snippet> guide_snippets();  ///< of the README and docs/*.md
std::span<const snippet> v0_snippets();     ///< of docs/v0/*.md
std::span<const snippet> v1_snippets();     ///< of docs/v1/*.md

/// What the pages of docs/v0 ask for and the embedded platform does not have: groups, jobs, builds, streams, transfers.
std::optional<polyaxon::testing::reply> answer_v0_page(const polyaxon::testing::received&);
/// The same for docs/v1: changes, versions, organizations, files, logs.
std::optional<polyaxon::testing::reply> answer_v1_page(const polyaxon::testing::received&);

}  // namespace docs
