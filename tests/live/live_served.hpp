#pragma once
#include "live_support.hpp"

#include <algorithm>
#include <mutex>
#include <sstream>
#include <string_view>
#include <vector>

// What the real server serves, and what was asked of it.

namespace polyaxon::live {

/// "{owner}" of a path stands for one segment.
inline std::vector<std::string> segments(std::string_view path) {
    std::vector<std::string> out;
    std::istringstream in{std::string(path)};
    for (std::string one; std::getline(in, one, '/');) out.push_back(one);
    return out;
}

/// The same with all names of placeholders left out, which lists of paths give differently.
inline std::string shape_of(const std::string& path) {
    std::string out;
    bool inside = false;
    for (const char c : path) {
        if (c == '}') inside = false;
        if (!inside) out += c;
        if (c == '{') inside = true;
    }
    return out;
}

struct served_row {
    std::string area, verb, path;
    bool answered = false;
    std::string statuses;  ///< "200×2 404×1"

    std::string text() const { return verb + " " + path; }
    bool takes(std::string_view method, const std::vector<std::string>& asked) const {
        const auto mine = segments(path);
        return method == verb &&
               std::ranges::equal(mine, asked, [](const std::string& pattern, const std::string& given) {
                   return pattern == given || (pattern.starts_with('{') && !given.empty());
               });
    }
    std::string shape() const { return shape_of(path); }
    /// Of several rows that take a path, the one with the fewest open segments is meant.
    std::ptrdiff_t open_segments() const { return std::ranges::count(path, '{'); }
};

inline std::vector<std::vector<std::string>> table_of(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    EXPECT_TRUE(in) << "cannot read " << file;
    std::vector<std::vector<std::string>> rows;
    std::string line;
    for (std::getline(in, line); std::getline(in, line);) {
        std::istringstream cells(line);
        rows.emplace_back();
        for (std::string cell; std::getline(cells, cell, '\t');) rows.back().push_back(cell);
    }
    return rows;
}

/// served.tsv, and after it the operations that the list of operations says to be served and served.tsv does not have.
inline std::vector<served_row> served_rows() {
    std::vector<served_row> rows;
    for (const auto& r : table_of(POLYAXON_LIVE_DATA "/served.tsv"))
        rows.push_back({r.at(0), r.at(1), r.at(2), r.at(3) == "yes", r.at(4)});
    const auto known = rows.size();
    for (const auto& r : table_of(POLYAXON_LIVE_DATA "/operations.tsv")) {
        if (r.at(8) != "yes") continue;
        const auto same = [&](const served_row& s) {
            return s.verb == r.at(3) && s.shape() == shape_of(r.at(4));
        };
        if (std::none_of(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(known), same))
            rows.push_back({r.at(0), r.at(3), r.at(4), false, {}});
    }
    return rows;
}

/// Writes down each request with its status, 0 for none, for as long as it is a client's observer.
class ledger final : public observer {
 public:
    struct entry {
        std::string method, path;
        int status = 0;
    };
    void on_response(const call_event& e) override {
        const std::lock_guard lock(mutex_);
        entries_.push_back({std::string(e.method), std::string(e.path), e.status});
    }
    /// The statuses with which each row was answered, in the order of `rows`.
    std::vector<std::vector<int>> answers_to(const std::vector<served_row>& rows) const {
        std::vector<std::vector<int>> out(rows.size());
        const std::lock_guard lock(mutex_);
        for (const auto& e : entries_) {
            const auto asked = segments(e.path);
            const served_row* best = nullptr;
            for (const auto& r : rows)
                if (r.takes(e.method, asked) && (!best || r.open_segments() < best->open_segments()))
                    best = &r;
            if (best && e.status) out[static_cast<std::size_t>(best - rows.data())].push_back(e.status);
        }
        return out;
    }

 private:
    mutable std::mutex mutex_;
    std::vector<entry> entries_;
};

/// "GET /path: why" by line.
inline std::vector<std::pair<std::string, std::string>> left_out_rows() {
    std::ifstream in(POLYAXON_LIVE_LEFT_OUT);
    EXPECT_TRUE(in) << "cannot read " POLYAXON_LIVE_LEFT_OUT;
    std::vector<std::pair<std::string, std::string>> out;
    for (std::string line; std::getline(in, line);) {
        const auto colon = line.find(": ");
        EXPECT_NE(colon, line.npos) << "a row that is left out has no reason: " << line;
        if (colon != line.npos) out.emplace_back(line.substr(0, colon), line.substr(colon + 2));
    }
    return out;
}

}  // namespace polyaxon::live
