#include <polyaxon/resources/v1/tracking/upload_policy.hpp>

#include <algorithm>

namespace polyaxon::v1::tracking {

using std::chrono::milliseconds;

namespace {

constexpr milliseconds pauses[] = {milliseconds(1'000), milliseconds(2'000), milliseconds(4'000),
                                   milliseconds(8'000)};
constexpr int most_tries = 4;

bool may_pass(int status) {
    switch (status) {
        case 405:
        case 408:
        case 425:
        case 500: return true;
        default: return false;
    }
}

}  // namespace

bool is_away(const error_info& e) noexcept {
    switch (e.status) {
        case 0: return e.kind == errc::network || e.kind == errc::timeout;
        case 429:
        case 502:
        case 503:
        case 504: return true;
        default: return false;
    }
}

std::optional<milliseconds> pause_after(const error_info& e, const upload_try& t, milliseconds max_outage) {
    const bool away = is_away(e);
    if (!away && !(may_pass(e.status) && t.tries < most_tries)) return std::nullopt;
    if (away && t.away >= max_outage) return std::nullopt;
    if (e.retry_after) return std::clamp(*e.retry_after, milliseconds(0), milliseconds(60'000));
    const auto last = static_cast<int>(std::size(pauses)) - 1;
    return pauses[std::clamp(t.tries - 1, 0, last)];
}

}  // namespace polyaxon::v1::tracking
