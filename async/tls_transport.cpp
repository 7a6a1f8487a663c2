#include <polyaxon/async/read_room.hpp>
#include <polyaxon/async/tls_machine.hpp>
#include <polyaxon/async/tls_transport.hpp>

#include <asio/buffer.hpp>
#include <asio/post.hpp>

#include <sys/socket.h>

#include <algorithm>
#include <new>

namespace polyaxon::async {

namespace {

using state = tls_machine::state;

class tls_core final : public socket_core {
 public:
    tls_core(const asio::any_io_executor& e, route r, std::shared_ptr<tls_context> shared)
        : socket_core(e, std::move(r)), shared_(std::move(shared)) {}

    /// Files are read before the first connection is made, so that their errors come at once.
    void start(transport_events& events) {
        std::string why;
        machine_ = route_.trouble.empty() ? tls_machine::make(shared_, route_.to.host, route_.to.port, why)
                                          : nullptr;
        if (machine_ || !route_.trouble.empty()) return open(events);
        events_ = &events;
        asio::post(executor_, [self = shared_from_this(), why] {
            static_cast<tls_core&>(*self).fail_open(errc::tls, why);
        });
    }

    void read(std::span<char> into) {
        into_ = into;
        if (machine_->has_input())
            asio::post(executor_, handler<tls_core, &tls_core::decrypt>(read_slot_));
        else
            receive();
    }

    bool write(std::string_view bytes) {
        plain_ = bytes;
        writing_ = true;
        if (!pump()) return false;
        writing_ = false;
        return true;
    }

    bool clean() {
        if (!open_) return false;
        // A peer that keeps sending tickets is not waited for.
        for (int round = 0; round < 16; ++round) {
            if (machine_->has_input()) {
                const auto found = machine_->look();
                pump();
                if (found != state::need_more) return false;
            }
            if (!machine_->at_rest()) return false;
            // While a read is under way its buffer is not ours, so even a late session ticket counts as unclean then.
            const auto seen = look();
            if (receiving_ || seen != quiet::bytes) return seen == quiet::yes;
            const auto room = aside();
            const auto n = ::recv(socket_.native_handle(), room.data(), room.size(), MSG_DONTWAIT);
            if (n <= 0) return false;
            taken_ += static_cast<std::uint64_t>(n);
            machine_->feed({room.data(), static_cast<std::size_t>(n)});
        }
        return false;
    }

    bool drained() const { return drained_ && machine_->at_rest(); }

    void end(bool orderly) {
        if (events_ && open_ && orderly && !sending_ && sent_ == outgoing_.size()) {
            machine_->shut();
            std::error_code ignored;
            socket_.write_some(asio::buffer(machine_->output()), ignored);
        }
        detach();
    }

    std::string_view describe() const { return description_; }
    bool resumed() const { return open_ && machine_->resumed(); }

 private:
    static constexpr std::size_t slice =
        256 * 1024;  ///< of plain text encrypted at once: bounds the memory of a large body
    static constexpr std::size_t kept_capacity = 64 * 1024;

    void connected() override { shake(); }

    void shake() try {
        const auto s = machine_->handshake();
        pump();  // an alert too
        switch (s) {
            case state::need_more: return receive();
            case state::done:
                description_ = machine_->describe();
                if (!machine_->rest().empty()) keep_rest();
                open_ = true;
                return opened();
            default: return fail_open(errc::tls, machine_->what());
        }
    } catch (const std::bad_alloc&) {
        if (open_) throw;  // of who was told
        starved();
    }

    // The bytes of a handshake are used up as they are seen: room for them that went, between all that stays, would be lost to other use.
    void readable(std::error_code ec) {
        char room[4096];
        coming_ = room;
        const auto n = ec ? 0 : socket_.read_some(asio::buffer(room), ec);
        if (ec == asio::error::would_block) return receive();
        received(ec, n);
    }
    void keep_rest() {
        const auto rest = machine_->rest();
        const auto room = aside();
        std::copy(rest.begin(), rest.end(), room.begin());
        machine_->feed({room.data(), rest.size()});
    }

    /// Where cipher bytes may come: there to where their plain text goes, which is shorter and comes out behind what has been used up. That
    /// holds from a record's beginning on; the rest of one is taken in aside.
    std::span<char> place() {
        if (machine_->at_rest()) {
            aside_.reset();
            return into_;
        }
        return aside();
    }
    std::span<char> aside() {
        if (!aside_ || aside_size_ != room_.size()) {
            aside_ = std::make_unique_for_overwrite<char[]>(room_.size());
            aside_size_ = room_.size();
        }
        return {aside_.get(), aside_size_};
    }

    // The machine has used up what it was fed: the room may change.
    void receive() {
        receiving_ = true;
        if (!open_)
            return socket_.async_wait(asio::ip::tcp::socket::wait_read,
                                      handler<tls_core, &tls_core::readable>(read_slot_));
        coming_ = place();
        socket_.async_read_some(asio::buffer(coming_.data(), coming_.size()),
                                handler<tls_core, &tls_core::received>(read_slot_));
    }

    void received(std::error_code ec, std::size_t n) {
        receiving_ = false;
        taken_ += n;
        drained_ = n < coming_.size();
        if (!events_) return;
        if (!ec) {
            if (aside_) room_.took(n, aside_size_);
            machine_->feed({coming_.data(), n});
            return open_ ? decrypt() : shake();
        }
        if (!open_) return cut(ec);
        if (ec == asio::error::eof)
            return events_->on_read(note_safely(errc::network,
                                                "the server cut the TLS connection without saying so (no "
                                                "close_notify): the answer may be incomplete",
                                                ec),
                                    0);
        events_->on_read(lost(ec, "reading"), 0);
    }

    void cut(std::error_code ec) try {
        fail_open(errc::tls, machine_->cut_in_handshake(ec.message()), ec);
    } catch (const std::bad_alloc&) {
        starved();
    }

    std::error_code note_safely(errc kind, std::string_view text, std::error_code cause = {}) noexcept {
        try {
            return note(kind, std::string(text), cause);
        } catch (const std::bad_alloc&) {
            return note(kind, {}, cause);
        }
    }

    void decrypt() {
        if (!events_) return;
        std::error_code ec;
        tls_machine::taken got{};
        try {
            got = machine_->read(into_);
            pump();  // answers to key updates
            if (got.bytes == 0 && got.then == state::need_more) {
                events_->on_progress();
                return receive();
            }
            if (got.bytes == 0 && got.then != state::ended) ec = note_safely(errc::tls, machine_->what());
        } catch (const std::bad_alloc&) {
            got = {};
            ec = note(errc::network, {}, std::make_error_code(std::errc::not_enough_memory));
        }
        events_->on_read(ec, got.bytes);
    }

    /// Sends what there is to send until the socket takes no more. True when all has left.
    bool pump() {
        if (sending_) return false;
        while (true) {
            if (sent_ == outgoing_.size()) {
                outgoing_.clear();
                sent_ = 0;
                if (machine_->output().empty() && !plain_.empty()) {
                    const auto part = plain_.substr(0, slice);
                    plain_.remove_prefix(part.size());
                    if (machine_->write(part) != state::done)
                        return give_up(note_safely(errc::tls, machine_->what()));
                }
                if (machine_->output().empty()) {
                    if (outgoing_.capacity() > kept_capacity) std::string().swap(outgoing_);
                    outgoing_.swap(machine_->output());  // one room serves both
                    return true;
                }
                outgoing_.swap(machine_->output());
            }
            std::error_code ec;
            sent_ += socket_.write_some(asio::buffer(outgoing_.data() + sent_, outgoing_.size() - sent_), ec);
            if (ec == asio::error::would_block) return wait_for_room();
            if (ec) return give_up(lost(ec, "writing"));
        }
    }

    bool wait_for_room() {
        sending_ = true;
        socket_.async_write_some(asio::buffer(outgoing_.data() + sent_, outgoing_.size() - sent_),
                                 handler<tls_core, &tls_core::sent>(write_slot_));
        return false;
    }

    bool give_up(std::error_code why) {
        plain_ = {};
        outgoing_.clear();
        sent_ = 0;
        if (!writing_) return false;  // nobody waits; reading will tell
        asio::post(executor_,
                   [self = shared_from_this(), why] { static_cast<tls_core&>(*self).report_written(why); });
        return false;
    }

    void sent(std::error_code ec, std::size_t n) {
        sending_ = false;
        if (!events_) return;
        sent_ += n;
        if (ec) {
            outgoing_.clear();
            sent_ = 0;
            plain_ = {};
            if (writing_) report_written(lost(ec, "writing"));
            return;
        }
        bool all = false;
        std::error_code trouble;
        try {
            all = pump();
        } catch (const std::bad_alloc&) {
            plain_ = {};
            trouble = lost(std::make_error_code(std::errc::not_enough_memory), "writing");
        }
        if (!all && !trouble)
            events_->on_progress();
        else if (writing_)
            report_written(trouble);
    }

    void report_written(std::error_code ec) {
        if (!events_) return;
        writing_ = false;
        events_->on_written(ec);
    }

    std::shared_ptr<tls_context> shared_;
    std::unique_ptr<tls_machine> machine_;
    std::unique_ptr<char[]> aside_;
    std::size_t aside_size_ = 0;
    read_room room_;          // of what comes aside
    std::span<char> into_;    // of the reader
    std::span<char> coming_;  // where the read under way takes cipher bytes
    std::string_view plain_;  // rest of the writer's bytes
    std::string outgoing_, description_;
    std::size_t sent_ = 0;  // of outgoing_
    bool open_ = false, drained_ = false, receiving_ = false, sending_ = false, writing_ = false;
};

class tls_transport final : public transport {
 public:
    tls_transport(const asio::any_io_executor& e, route r, std::shared_ptr<tls_context> shared)
        : core_(std::make_shared<tls_core>(e, std::move(r), std::move(shared))) {}
    ~tls_transport() override { core_->detach(); }

    void open(transport_events& events) override { core_->start(events); }
    void read(std::span<char> into) override { core_->read(into); }
    bool write(std::string_view bytes) override { return core_->write(bytes); }
    bool idle_and_clean() override { return core_->clean(); }
    bool drained() const override { return core_->drained(); }
    void close(bool orderly) override { core_->end(orderly); }
    std::string_view describe() const override { return core_->describe(); }
    bool resumed() const override { return core_->resumed(); }
    std::string_view failure() const override { return core_->failure(); }
    std::error_code cause() const override { return core_->cause(); }

 private:
    std::shared_ptr<tls_core> core_;
};

}  // namespace

std::unique_ptr<transport> make_tls_transport(const asio::any_io_executor& e, route r,
                                              std::shared_ptr<tls_context> shared) {
    return std::make_unique<tls_transport>(e, std::move(r), std::move(shared));
}

}  // namespace polyaxon::async
