#include <polyaxon/resources/tracking/log_forwarder.hpp>

#include <atomic>
#include <mutex>
#include <streambuf>
#include <utility>

namespace polyaxon {

// A line of more than this is passed on in pieces.
static constexpr std::size_t longest_line = 64 * 1024;

/// Never deleted: a thread that was writing to the stream when it got its buffer back may be in here still, or come yet.
class log_forwarder::tee final : public std::streambuf {
 public:
    tee(std::ostream& stream, std::function<void(std::string_view)> sink)
        : stream_(stream),
          below_(stream.rdbuf()),
          sink_(std::make_shared<std::function<void(std::string_view)>>(std::move(sink))) {
        stream_.rdbuf(this);
    }

    /// Once, by the forwarder's end. From then on what comes goes to the stream's own buffer only.
    void retire() {
        stream_.rdbuf(below_);
        std::shared_ptr<std::function<void(std::string_view)>> last;  // goes when the mutex is free
        {
            const std::lock_guard lock(mutex_);
            pass_on();
            last = std::move(sink_);
        }
        next_ = retired_.load(std::memory_order_relaxed);
        while (!retired_.compare_exchange_weak(next_, this)) {
        }
    }

 protected:
    int_type overflow(int_type c) override {
        if (traits_type::eq_int_type(c, traits_type::eof())) return traits_type::not_eof(c);
        const char one = traits_type::to_char_type(c);
        return xsputn(&one, 1) == 1 ? c : traits_type::eof();
    }
    std::streamsize xsputn(const char* text, std::streamsize n) override {
        const auto written = below_ ? below_->sputn(text, n) : n;
        add({text, static_cast<std::size_t>(n)});
        return written;
    }
    int sync() override { return below_ ? below_->pubsync() : 0; }

 private:
    void add(std::string_view text) {
        const std::lock_guard lock(mutex_);
        while (sink_ && !text.empty()) {
            const auto end = text.find('\n');
            line_.append(text.substr(0, end));
            if (end != text.npos || line_.size() > longest_line) pass_on();
            text = end == text.npos ? std::string_view{} : text.substr(end + 1);
        }
    }
    // With the mutex. What the sink throws must not break the program's own output.
    void pass_on() noexcept try {
        const auto line = std::exchange(line_, {});
        const auto sink = sink_;  // it may end the forwarder
        if (sink && !line.empty() && !line.starts_with("polyaxon: ")) (*sink)(line);
    } catch (...) {
    }

    static inline std::atomic<tee*> retired_{nullptr};

    std::ostream& stream_;
    std::streambuf* below_;
    std::shared_ptr<std::function<void(std::string_view)>> sink_;
    std::recursive_mutex mutex_;  // a sink may write to the stream
    std::string line_;
    tee* next_ = nullptr;  // of those that have retired
};

void log_forwarder::retirement::operator()(tee* t) const { t->retire(); }

log_forwarder::log_forwarder(std::ostream& from, std::function<void(std::string_view)> sink)
    : tee_(new tee(from, std::move(sink))) {}
log_forwarder::log_forwarder() noexcept = default;
log_forwarder::~log_forwarder() = default;
log_forwarder::log_forwarder(log_forwarder&&) noexcept = default;
log_forwarder& log_forwarder::operator=(log_forwarder&&) noexcept = default;
void log_forwarder::stop() { tee_.reset(); }

}  // namespace polyaxon
