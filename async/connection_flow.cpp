// What a connection does for a call whose body goes out or comes in pieces. Such a call has the connection to itself.
#include <polyaxon/async/connection.hpp>

#include <polyaxon/async/engine_core.hpp>
#include <polyaxon/codec/request.hpp>

namespace polyaxon::async {

void connection::on_progress() { moved_at_ = std::chrono::steady_clock::now(); }

void connection::begin_flow(call_state& s) {
    flow_ = std::make_unique<body_flow>(s.self.source, s.self.sink, core_.options.limits.ratio);
    const bool with_secrets = !s.moved || s.moved->with_secrets;
    if (!s.self.source) return codec::write_request(s.to(), s.request(), out_, with_secrets);
    codec::write_request_head(s.to(), s.request(), flow_->size(), out_, with_secrets);
    appended_ += flow_->size();
}

bool connection::fill_flow() {
    if (writing_ || !flow_->sending()) return true;
    if (!flow_->fill(out_)) return flow_failed();
    on_progress();  // a slow source is not the server's fault
    return true;
}

void connection::take_flow() {
    using state = codec::http_reader::state;
    while (link_.now_is() != pool_link::state::closed) {
        switch (reader_.read(in_)) {
            case state::need_more: return on_progress();  // nor is a slow sink
            case state::head:
                if (!flow_head()) return;
                break;
            case state::body:
                if (!flow_->take(reader_.piece())) return void(flow_failed());
                break;
            case state::done: return front_answered(false);
            case state::failed:
                return front_failed(reader_.error() == errc::too_large ? errc::too_large : errc::protocol,
                                    reader_.what());
        }
    }
}

bool connection::flow_head() {
    const auto& head = reader_.head();
    if (head.status >= 200 && head.status <= 299)
        return !flow_->stores() || flow_->begin(head) || flow_failed();
    flow_->stop();  // the server wants no more of it
    if (!flow_->stores() || reader_.keep_body(in_) != codec::http_reader::state::failed) return true;
    return front_failed(errc::too_large, reader_.what()), false;
}

bool connection::end_flow() {
    const auto& head = reader_.head();
    if (flow_->stores() && head.status >= 200 && head.status <= 299 &&
        (!flow_->begin(head) || !flow_->finish()))
        return flow_failed();
    in_flight_.front()->streamed = flow_->received();
    return true;
}

bool connection::flow_failed() {
    auto& s = *in_flight_.front();
    const auto& trouble = flow_->trouble();
    const auto& head = reader_.head();
    core_.fail_flow(s, trouble, reader_.begun() ? head : codec::http_head{});
    return false;
}

void connection::drop_flow() {
    flow_.reset();
    out_ = {};
    if (!writing_) sending_ = {};
}

std::string connection::flow_text(const call_state& s) const {
    if (!flow_ || in_flight_.empty() || in_flight_.front() != &s) return {};
    if (s.end_byte > written_ && s.self.source)
        return ", " + std::to_string(flow_->sent()) + " of " + std::to_string(flow_->size()) +
               " bytes of the body handed over";
    return s.self.sink ? ", " + std::to_string(flow_->received()) + " bytes of the body read" : std::string();
}

}  // namespace polyaxon::async
