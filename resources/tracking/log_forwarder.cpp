#include <polyaxon/resources/tracking/log_forwarder.hpp>

#include <mutex>
#include <streambuf>
#include <utility>

namespace polyaxon {

// A line of more than this is passed on in pieces.
static constexpr std::size_t longest_line = 64 * 1024;

class log_forwarder::tee final : public std::streambuf {
 public:
    tee(std::ostream& stream, std::function<void(std::string_view)> sink)
        : stream_(stream), below_(stream.rdbuf()), sink_(std::move(sink)) {
        stream_.rdbuf(this);
    }
    ~tee() override {
        stream_.rdbuf(below_);
        pass_on();
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
        while (!text.empty()) {
            const auto end = text.find('\n');
            line_.append(text.substr(0, end));
            if (end != text.npos || line_.size() > longest_line) pass_on();
            text = end == text.npos ? std::string_view{} : text.substr(end + 1);
        }
    }
    // What the sink throws must not break the program's own output.
    void pass_on() noexcept try {
        const auto line = std::exchange(line_, {});
        if (!line.empty() && !line.starts_with("polyaxon: ")) sink_(line);
    } catch (...) {
    }

    std::ostream& stream_;
    std::streambuf* below_;
    std::function<void(std::string_view)> sink_;
    std::recursive_mutex mutex_;  // a sink may write to the stream
    std::string line_;
};

log_forwarder::log_forwarder(std::ostream& from, std::function<void(std::string_view)> sink)
    : tee_(std::make_unique<tee>(from, std::move(sink))) {}
log_forwarder::log_forwarder() noexcept = default;
log_forwarder::~log_forwarder() = default;
log_forwarder::log_forwarder(log_forwarder&&) noexcept = default;
log_forwarder& log_forwarder::operator=(log_forwarder&&) noexcept = default;
void log_forwarder::stop() { tee_.reset(); }

}  // namespace polyaxon
