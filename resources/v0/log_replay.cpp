#include <polyaxon/resources/v0/log_replay.hpp>

#include <functional>
#include <string_view>

namespace polyaxon::v0 {

namespace {

constexpr std::size_t most_phases = 64;

/// Takes the next line off `text`, which is not empty; a line break at its end makes no further line.
std::string_view take_line(std::string_view& text) {
    const auto end = text.find('\n');
    const auto line = text.substr(0, end);
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
    return line;
}

std::uint64_t hash_of(std::string_view text) { return std::hash<std::string_view>{}(text); }

}  // namespace

void log_replay::restart() {
    // Cut again before it was decided: the next connection decides.
    withheld_.clear();
    withheld_bytes_ = 0;
    matched_ = 0;
    gap_ = false;
    comparing_ = total_ > 0;
}

void log_replay::deliver(log_message&& m, std::deque<log_message>& out) {
    for (const auto& text : m.log_lines) {
        std::string_view rest = text;
        do {
            const auto line = take_line(rest);
            if (known_.size() < remembered) known_.push_back(hash_of(line));
            ++total_;
        } while (!rest.empty());
    }
    if (!m.log_lines.empty() && !gap_) news_ = true;
    if (m.status && phases_.size() < most_phases && phases_.insert(hash_of(*m.status)).second) news_ = true;
    out.push_back(std::move(m));
}

void log_replay::release(std::deque<log_message>& out) {
    comparing_ = false;
    gap_ = true;
    ++gaps_;
    if (is_sure()) {
        repeated_ += matched_;
    } else {
        for (auto& m : withheld_) deliver(std::move(m), out);
    }
    withheld_.clear();
}

void log_replay::take(log_message&& m, std::deque<log_message>& out) {
    if (!comparing_) return deliver(std::move(m), out);
    if (m.status) {
        // "error" is the server giving up: it is news each time.
        if (*m.status == "error") {
            release(out);
            return deliver(std::move(m), out);
        }
        if (phases_.contains(hash_of(*m.status))) m.status.reset();
        if (m.status && m.log_lines.empty()) return deliver(std::move(m), out);
    }
    const auto before = matched_;
    for (std::size_t i = 0; i < m.log_lines.size(); ++i) {
        std::string_view rest = m.log_lines[i];
        do {
            auto behind = rest;
            const auto line = take_line(behind);
            if (hash_of(line) != known_[matched_]) {
                // Lines of this very message that matched belong to what is not sure.
                const bool was_sure = is_sure();
                if (!was_sure) matched_ = before;
                release(out);
                if (was_sure) {
                    m.log_lines[i] = std::string(rest);
                    m.log_lines.erase(m.log_lines.begin(),
                                      m.log_lines.begin() + static_cast<std::ptrdiff_t>(i));
                }
                return deliver(std::move(m), out);
            }
            rest = behind;
            if (++matched_ < known_.size()) continue;
            // Caught up, at least with what is remembered.
            comparing_ = false;
            withheld_.clear();
            repeated_ += matched_;
            gap_ = total_ > known_.size();
            gaps_ += gap_;
            m.log_lines[i] = std::string(rest);
            m.log_lines.erase(m.log_lines.begin(),
                              m.log_lines.begin() + static_cast<std::ptrdiff_t>(rest.empty() ? i + 1 : i));
            if (m.status || !m.log_lines.empty()) deliver(std::move(m), out);
            return;
        } while (!rest.empty());
    }
    // The phase is news, whatever becomes of the lines beside it.
    if (m.status) deliver({std::exchange(m.status, std::nullopt), {}}, out);
    if (m.log_lines.empty()) return;
    if (matched_ < sure)
        for (const auto& text : m.log_lines) withheld_bytes_ += text.size();
    withheld_.push_back(std::move(m));
    if (is_sure()) withheld_.clear();
}

void log_replay::finish(std::deque<log_message>& out) {
    if (!comparing_) return;
    if (withheld_.empty() && matched_ == 0) return;
    release(out);
}

}  // namespace polyaxon::v0
