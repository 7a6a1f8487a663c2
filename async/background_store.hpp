#pragma once
#include <polyaxon/async/background_stats.hpp>
#include <polyaxon/async/options.hpp>
#include <polyaxon/codec/request.hpp>

#include <chrono>
#include <deque>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace polyaxon::async {

class body_source;

/// One request to be sent some time, with what its call says.
struct background_job {
    codec::request request;
    std::chrono::milliseconds timeout{};  ///< of each try; 0: the session's, none for a streamed body
    int max_tries = 0;                    ///< 0: one and three retries
    bool may_repeat = false;              ///< a POST or PATCH that its caller marked idempotent
    std::shared_ptr<body_source> source;  ///< streamed body, begun anew by each try; what it holds is counted
    std::chrono::milliseconds stall_timeout{}, answer_timeout{};
};

/// What leaves the store in one request.
struct background_parcel {
    background_job job;
    std::size_t items = 0, bytes = 0;
};

/// How the items of a batch become one body.
struct batch_frame {
    char open = '[', between = ',', close = ']';
    std::string_view content_type = "application/json";
};

/// What waits to be sent, within bounds, and its counters. Thread-safe; knows no time and does no I/O. Adding is a short lock and, for a
/// batch, an append: no allocation an item.
class background_store {
 public:
    explicit background_store(const background_options& bounds, batch_frame frame = {})
        : bounds_(bounds), frame_(frame) {}

    /// What the worker has to be told of an addition.
    enum class wake { nothing, singles, batches, flush };

    /// `singles`: that worker slept.
    wake add(background_job);
    /// `batches`: a batch is full and that worker slept; `flush`: the first item since the last flush.
    wake add_item(background_job target, std::string_view item);
    /// The worker could not be told: the next addition asks for it again.
    void not_told(wake);

    /// The oldest; none: the worker may sleep until it is woken.
    std::optional<background_parcel> next_single();
    /// The oldest full batch. Throws std::bad_alloc before anything has changed.
    std::optional<background_parcel> next_batch();
    /// Makes all batches count as full.
    void flush() noexcept;

    enum class outcome { sent, failed, lost };
    void finished(const background_parcel&, outcome, bool was_batch = false);
    void count_retry();
    void count_heartbeat(bool sent);

    /// Empties it for good: what waits is lost, what is added later is dropped.
    struct remains {
        std::size_t items = 0;
        std::string first;  ///< "POST /adam/mnist/…" of the oldest; empty where there is no memory for it
    };
    remains close() noexcept;
    /// Items that were refused since the last question.
    std::size_t newly_dropped();
    std::size_t waiting() const;
    background_stats stats() const;

 private:
    struct target;
    struct batch {
        std::string body;
        std::size_t items = 0;
        bool full = false;
        std::list<target*> place;  ///< its entry in the line of full ones, kept until then
    };
    struct target {
        background_job job;
        std::deque<batch> batches;
    };
    bool has_room(std::size_t bytes);
    void count_in(std::size_t bytes) noexcept;
    void append(batch&, std::string_view item) const;
    void fill(target&) noexcept;

    const background_options bounds_;
    const batch_frame frame_;
    mutable std::mutex mutex_;
    std::deque<background_parcel> singles_;
    std::unordered_map<std::string, target> targets_;  ///< only those with items
    std::list<target*> full_;                          ///< one entry for each full batch, oldest first
    background_stats count_;
    std::size_t undisclosed_ = 0;  ///< dropped and not yet told
    bool singles_awake_ = false, batches_awake_ = false, flush_asked_ = false, closed_ = false;
};

/// "POST /adam/mnist/": verb and target without query.
std::string name_of(const codec::request&);

}  // namespace polyaxon::async
