#include <polyaxon/resources/v1/tracking/summary.hpp>

#include <polyaxon/codec/fields.hpp>
#include <polyaxon/resources/v1/tracking/event_text.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <string>

namespace polyaxon::v1::tracking {

namespace {

/// The sum in the order in which NumPy adds, so that it rounds the same way.
double pairwise_sum(const double* a, std::size_t n) {
    if (n < 8) {
        double sum = 0;
        for (std::size_t i = 0; i < n; ++i) sum += a[i];
        return sum;
    }
    if (n <= 128) {
        double r[8];
        for (std::size_t i = 0; i < 8; ++i) r[i] = a[i];
        std::size_t i = 8;
        for (; i < n - n % 8; i += 8)
            for (std::size_t k = 0; k < 8; ++k) r[k] += a[i + k];
        double sum = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
        for (; i < n; ++i) sum += a[i];
        return sum;
    }
    const std::size_t half = n / 2 - n / 2 % 8;
    return pairwise_sum(a, half) + pairwise_sum(a + half, n - half);
}

/// Quantile `q` of `values`, which may be reordered; between two of them it is interpolated.
double quantile(std::vector<double>& values, double q) {
    const double place = static_cast<double>(values.size() - 1) * q;
    const auto below = static_cast<std::size_t>(std::floor(place));
    const double part = place - static_cast<double>(below);
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(below);
    std::nth_element(values.begin(), at, values.end());
    if (below + 1 == values.size()) return *at;
    const double low = *at, high = *std::min_element(at + 1, values.end());
    // From the nearer end: that is how NumPy rounds.
    return part < 0.5 ? low + (high - low) * part : high - (high - low) * (1 - part);
}

void append_member(std::string& to, std::string_view key, double value) {
    if (to.back() != '{') to += ',';
    to.append("\"").append(key).append("\":");
    append_payload_number(to, value);
}

}  // namespace

void event_summary::add(std::optional<double> step, timestamp at, double metric) {
    if (rows_++ == 0) first_step_ = step, first_at_ = at;
    last_step_ = step;
    last_at_ = at;
    if (step) ++steps_;
    whole_steps_ = whole_steps_ && step && std::trunc(*step) == *step && std::abs(*step) < 9e18;
    if (kind_ == event_kind::metric) keep(metric);
}

void event_summary::keep(double value) {
    last_ = value;
    if (!std::isnan(value)) {
        ++numbers_;
        least_ = numbers_ == 1 ? value : std::min(least_, value);
        most_ = numbers_ == 1 ? value : std::max(most_, value);
        const double off = value - mean_;
        mean_ += off / static_cast<double>(numbers_);
        squares_ += off * (value - mean_);
    }
    if (rows_ <= exact_values) {
        values_.push_back(value);
        return;
    }
    if (rows_ == exact_values + 1) std::erase_if(values_, [](double v) { return std::isnan(v); });
    if (std::isnan(value)) return;
    if (values_.size() < exact_values) {
        values_.push_back(value);
        return;
    }
    random_ ^= random_ << 13, random_ ^= random_ >> 7, random_ ^= random_ << 17;
    if (const auto place = random_ % numbers_; place < exact_values)
        values_[static_cast<std::size_t>(place)] = value;
}

std::optional<double> event_summary::last() const noexcept {
    if (kind_ != event_kind::metric || rows_ == 0 || !std::isfinite(last_)) return std::nullopt;
    return last_;
}

void event_summary::append_steps(std::string& to) const {
    const auto number = [&](const std::optional<double>& step) {
        if (!step)
            to += "null";
        else if (whole_steps_)
            to += std::to_string(static_cast<std::int64_t>(*step));
        else
            append_payload_number(to, *step);
    };
    to += ",\"step\":{\"count\":" + std::to_string(steps_) + ",\"min\":";
    number(first_step_);
    to += ",\"max\":";
    number(last_step_);
    to += '}';
}

void event_summary::append_statistics(std::string& to) const {
    const auto count = static_cast<double>(numbers_);
    double mean = mean_, squares = squares_;
    std::vector<double> numbers = values_;
    if (rows_ <= exact_values && numbers_ != 0) {
        // Once more over all values: the two-pass way, with the gaps left in as zeros, gives the very digits that pandas gives.
        const auto gap = [](double v) { return std::isnan(v); };
        std::ranges::replace_if(numbers, gap, 0.0);
        mean = pairwise_sum(numbers.data(), numbers.size()) / count;
        for (std::size_t i = 0; i < numbers.size(); ++i)
            numbers[i] = gap(values_[i]) ? 0 : (mean - values_[i]) * (mean - values_[i]);
        squares = pairwise_sum(numbers.data(), numbers.size());
        numbers = values_;
        std::erase_if(numbers, gap);
    }
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    const bool any = numbers_ != 0;
    std::string out = "{";
    append_member(out, "count", count);
    append_member(out, "mean", any ? mean : none);
    append_member(out, "std", numbers_ > 1 ? std::sqrt(squares / (count - 1)) : none);
    append_member(out, "min", any ? least_ : none);
    append_member(out, "25%", any ? quantile(numbers, 0.25) : none);
    append_member(out, "50%", any ? quantile(numbers, 0.5) : none);
    append_member(out, "75%", any ? quantile(numbers, 0.75) : none);
    append_member(out, "max", any ? most_ : none);
    append_member(out, "last", last_);
    to += ",\"metric\":" + out + '}';
}

json event_summary::summary() const {
    std::string to = "{\"is_event\":true";
    if (steps_ != 0) append_steps(to);
    if (rows_ != 0) {
        to += ",\"timestamp\":{\"min\":\"" + first_at_.text() + "\",\"max\":\"" + last_at_.text() + "\"}";
        if (kind_ == event_kind::metric) append_statistics(to);
    }
    return json::raw(to + '}');
}

}  // namespace polyaxon::v1::tracking
