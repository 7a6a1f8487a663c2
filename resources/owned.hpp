#pragma once
#include <polyaxon/async/options.hpp>

#include <string>
#include <string_view>
#include <vector>

// Owned forms of what callers pass as views, for coroutines that begin after the caller's temporaries are gone.

namespace polyaxon::resources {

class owned_call {
 public:
    explicit owned_call(const call_options& o) : options_(o), key_(o.idempotency_key) {}
    call_options view() const {
        call_options o = options_;
        o.idempotency_key = key_;
        return o;
    }
    /// For a further request of the same method. An idempotency key stands for one request, so this one's is the caller's with `name`
    /// behind it: "k7" and "meta" make "k7-meta". It says what the request is for, not which in line, so that the method called
    /// again gives the same request the same key although others were left out.
    owned_call part(std::string_view name) const {
        owned_call one(*this);
        if (!key_.empty()) one.key_.append("-").append(name);
        return one;
    }

 private:
    call_options options_;
    std::string key_;
};

/// "a, b" as {"a", "b"}; empty pieces are left out.
inline std::vector<std::string> split_list(std::string_view text) {
    std::vector<std::string> out;
    while (!text.empty()) {
        const auto comma = text.find(',');
        auto piece = text.substr(0, comma);
        text = comma == text.npos ? std::string_view() : text.substr(comma + 1);
        while (!piece.empty() && piece.front() == ' ') piece.remove_prefix(1);
        while (!piece.empty() && piece.back() == ' ') piece.remove_suffix(1);
        if (!piece.empty()) out.emplace_back(piece);
    }
    return out;
}

}  // namespace polyaxon::resources
