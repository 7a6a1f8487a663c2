#include <polyaxon/async/background_policy.hpp>

#include <algorithm>

namespace polyaxon::async {

using std::chrono::milliseconds;

namespace {

constexpr milliseconds pauses[] = {milliseconds(0), milliseconds(4'000), milliseconds(8'000)};

bool worth_it(const error_info& e, const background_try& t, const retry_options& o) {
    switch (e.status) {
        case 0:
            return (e.kind == errc::network || e.kind == errc::timeout) && (t.repeatable || !e.maybe_sent);
        case 429:
        case 503:
            if (e.retry_after && (o.retry_writes || (e.status == 429 && o.wait_for_retry_after))) return true;
            return t.repeatable;
        case 413: return t.repeatable && e.retry_after;
        case 500:
        case 502:
        case 504: return t.repeatable;
        default: return false;
    }
}

}  // namespace

bool unreached(const error_info& e) noexcept {
    return e.status == 0 && !e.maybe_sent && (e.kind == errc::network || e.kind == errc::timeout);
}

std::optional<milliseconds> pause_after(const error_info& e, const background_try& t, const retry_options& o,
                                        milliseconds max_outage) {
    if (!worth_it(e, t, o)) return std::nullopt;
    const int most = t.max_tries > 0 ? t.max_tries : 1 + static_cast<int>(std::size(pauses));
    if (t.tries >= most) {
        const bool wait_on = t.max_tries == 0 && t.may_outlast && unreached(e) && t.away < max_outage;
        return wait_on ? std::optional(pauses[std::size(pauses) - 1]) : std::nullopt;
    }
    const bool says_when = e.status == 413 || e.status == 429 || e.status == 503;
    if (says_when && e.retry_after) return std::clamp(*e.retry_after, milliseconds(0), o.max_retry_after);
    return pauses[std::clamp<int>(t.tries - 1, 0, static_cast<int>(std::size(pauses)) - 1)];
}

}  // namespace polyaxon::async
