#include <polyaxon/resources/v0/streams.hpp>

#include <polyaxon/codec/fields.hpp>
#include <polyaxon/resources/v0/container_resources.hpp>
#include <polyaxon/resources/v0/log_replay.hpp>
#include <polyaxon/resources/v0/message_stream.hpp>

#include <deque>

namespace polyaxon::v0 {

namespace {

/// What comes on a stream of resources: a list, or the server's reason for not sending one.
struct resources_message {
    std::vector<container_resources> all;
    std::optional<std::string> trouble;
};

std::error_code read_trouble(codec::json_in& in, void* self) {
    auto& out = *static_cast<resources_message*>(self);
    log_message said;
    if (auto ec = read(in, said)) return ec;
    out.trouble = said.status.value_or("no list");
    for (const auto& line : said.log_lines) *out.trouble += ": " + line;
    return {};
}

std::error_code read(codec::json_in& in, resources_message& out) {
    if (in.is_object()) return read_trouble(in, &out);
    return codec::read(in, out.all);
}

error_info undecodable(std::string_view request, std::string_view text, std::string why) {
    error_info info;
    info.kind = errc::decode;
    info.detail = std::move(why);
    info.request = request;
    info.body = text;
    return info;
}

/// Decodes, counts, and knows what to do with what is no message. `Kind` hands messages on.
template <class T>
class source_of : public stream<T>::source {
 public:
    source_of(const std::shared_ptr<resources::core>& c, resources::outgoing o, bool reconnect, bool strict)
        : request_(std::string(codec::name(o.request.method)) + ' ' + o.request.target),
          messages_(
              std::make_shared<message_stream>(std::static_pointer_cast<core>(c), std::move(o), reconnect)),
          strict_(strict) {}

    void close() override { messages_->close(); }
    void cancel() override { messages_->cancel(); }

 protected:
    /// False: it was dropped.
    template <class M>
    bool decode(std::string& text, M& out) {
        const auto size = text.size();
        text.append(codec::json_parser::padding, '\0');
        const auto ec = parser_.parse(text.data(), size, out);
        text.resize(size);
        parser_.shrink();
        if (!ec) return true;
        if (strict_)
            messages_->give_up(undecodable(
                request_, text, "a message of the stream is not the value asked for: " + parser_.what()));
        ++stats_.dropped;
        return false;
    }

    const std::string request_;
    const std::shared_ptr<message_stream> messages_;
    const bool strict_;
    codec::json_parser parser_;
    stream_stats stats_;
};

class log_source final : public source_of<log_message> {
 public:
    using source_of::source_of;

    awaitable<std::optional<log_message>> next() override {
        for (;;) {
            if (messages_->closed()) co_return std::nullopt;
            if (!ready_.empty()) {
                auto message = std::move(ready_.front());
                ready_.pop_front();
                ++stats_.messages;
                co_return message;
            }
            if (over_) co_return std::nullopt;
            auto text = co_await message_stream::next(messages_);
            if (messages_->take_restart()) replay_.restart();
            if (!text) {
                over_ = true;
                replay_.finish(ready_);
                continue;
            }
            log_message message;
            if (decode(*text, message)) replay_.take(std::move(message), ready_);
            if (replay_.take_news()) messages_->progressed();
        }
    }
    stream_stats stats() const override {
        auto all = stats_;
        all.reconnects = messages_->reconnects();
        all.repeated = replay_.repeated();
        all.gaps = replay_.gaps();
        return all;
    }

 private:
    std::deque<log_message> ready_;
    log_replay replay_;
    bool over_ = false;
};

class resources_source final : public source_of<std::vector<container_resources>> {
 public:
    using source_of::source_of;

    awaitable<std::optional<std::vector<container_resources>>> next() override {
        for (;;) {
            auto text = co_await message_stream::next(messages_);
            if (!text) co_return std::nullopt;
            resources_message message;
            if (!decode(*text, message)) continue;
            if (message.trouble)
                messages_->give_up(
                    undecodable(request_, *text, "the server sends no resources: " + *message.trouble));
            messages_->progressed();
            ++stats_.messages;
            co_return std::move(message.all);
        }
    }
    stream_stats stats() const override {
        auto all = stats_;
        all.reconnects = messages_->reconnects();
        return all;
    }
};

}  // namespace

stream<log_message> open_logs(const std::shared_ptr<resources::core>& c, resources::outgoing o,
                              logs_options options) {
    return stream<log_message>(
        std::make_shared<log_source>(c, std::move(o), options.reconnect, options.strict));
}

stream<std::vector<container_resources>> open_resources(const std::shared_ptr<resources::core>& c,
                                                        resources::outgoing o, resources_options options) {
    return stream<std::vector<container_resources>>(
        std::make_shared<resources_source>(c, std::move(o), options.reconnect, options.strict));
}

}  // namespace polyaxon::v0
