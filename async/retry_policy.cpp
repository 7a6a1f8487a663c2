#include <polyaxon/async/retry_policy.hpp>

#include <algorithm>

namespace polyaxon::async {

using std::chrono::milliseconds;

bool worth_retrying(int status) noexcept {
    switch (status) {
        case 408:
        case 425:
        case 429:
        case 500:
        case 502:
        case 503:
        case 504: return true;
        default: return false;
    }
}

namespace {

bool may_go_again(const failed_try& t, const retry_options& o) {
    const bool repeatable = codec::idempotent(t.method) || t.may_repeat;
    if (t.status != 0) {
        if (!worth_retrying(t.status)) return false;
        return repeatable || (o.retry_writes && (t.status == 429 || t.status == 503) && t.retry_after);
    }
    // A server that goes while it shakes hands looks as one that speaks no TLS: it is called `tls`, and asked again all the same.
    if (t.kind == errc::tls && t.cut && !t.sent) return true;
    if (t.kind != errc::network) return false;  // tls, protocol, decode, too_large: the same would come again
    return repeatable || !t.sent;
}

milliseconds backoff(const failed_try& t, const retry_options& o, double jitter) {
    auto top = std::max(o.base_delay, milliseconds(0));
    for (int i = 1; i < t.attempts && top < o.max_delay; ++i) top *= 2;
    top = std::min(top, o.max_delay);
    return milliseconds(static_cast<milliseconds::rep>(static_cast<double>(top.count()) * jitter));
}

}  // namespace

retry_verdict after(const failed_try& t, const retry_options& o, double jitter, bool token) {
    using what = retry_verdict::what;
    if (t.status == 429 && t.retry_after && o.wait_for_retry_after && *t.retry_after <= o.max_retry_after) {
        // Not sooner than base_delay: a server that says 0 and means no must not be asked without end.
        const auto pause = std::max({*t.retry_after, o.base_delay, milliseconds(1)});
        if (pause < t.left) return {what::again_when_told, pause, {}};
        return {what::give_up, milliseconds(0),
                "the pause that the server asks for would outlast the deadline; allow the call more time"};
    }
    if (!may_go_again(t, o)) return {};
    // An idle connection may die under the hands of whoever takes it: that is nobody's failure, once.
    if (t.status == 0 && t.reused && !t.begun && !t.spared) return {what::again_free, milliseconds(0), {}};
    if (t.status == 0 && t.by_us) return {what::again_free, milliseconds(0), {}};
    if (t.attempts >= t.max_attempts) return {};
    if (t.retry_after && *t.retry_after > o.max_retry_after)
        return {what::give_up, milliseconds(0),
                "the server asks for a longer pause than max_retry_after allows"};
    auto pause = backoff(t, o, jitter);
    if (t.retry_after) pause = std::max(pause, *t.retry_after);
    if (pause >= t.left)
        return {what::give_up, milliseconds(0), "the pause before the next try would outlast the deadline"};
    if (!token) return {what::give_up, milliseconds(0), "the client's budget of retries is used up"};
    return {what::again, pause, {}};
}

}  // namespace polyaxon::async
