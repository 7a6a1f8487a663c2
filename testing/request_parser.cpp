#include <polyaxon/testing/request_parser.hpp>

#include <llhttp.h>

namespace polyaxon::testing {

struct request_parser::impl {
    explicit impl(events e) : on(std::move(e)) {
        llhttp_settings_init(&settings);
        settings.on_message_begin = [](llhttp_t* p) {
            self(p).now = received{};
            self(p).in_value = true;
            return 0;
        };
        settings.on_url = [](llhttp_t* p, const char* at, std::size_t n) {
            self(p).now.target.append(at, n);
            return 0;
        };
        settings.on_header_field = [](llhttp_t* p, const char* at, std::size_t n) {
            auto& me = self(p);
            if (me.in_value) me.now.headers.emplace_back();
            me.in_value = false;
            me.now.headers.back().first.append(at, n);
            return 0;
        };
        settings.on_header_value = [](llhttp_t* p, const char* at, std::size_t n) {
            auto& me = self(p);
            me.in_value = true;
            me.now.headers.back().second.append(at, n);
            return 0;
        };
        settings.on_header_value_complete = [](llhttp_t* p) {
            self(p).in_value = true;  // also when the value is empty
            return 0;
        };
        settings.on_headers_complete = [](llhttp_t* p) {
            auto& me = self(p);
            me.now.method = llhttp_method_name(static_cast<llhttp_method_t>(llhttp_get_method(p)));
            if (auto expect = me.now.header("Expect"); expect && expect->starts_with("100"))
                me.on.wants_body();
            return 0;
        };
        settings.on_body = [](llhttp_t* p, const char* at, std::size_t n) {
            self(p).now.body.append(at, n);
            return 0;
        };
        settings.on_message_complete = [](llhttp_t* p) {
            auto& me = self(p);
            const bool keep = llhttp_should_keep_alive(p) != 0;
            if (me.on.request(std::move(me.now), keep) && keep) return 0;
            me.ended = true;
            return static_cast<int>(HPE_PAUSED);
        };
        llhttp_init(&parser, HTTP_REQUEST, &settings);
        parser.data = this;
    }

    static impl& self(llhttp_t* p) { return *static_cast<impl*>(p->data); }

    events on;
    llhttp_settings_t settings{};
    llhttp_t parser{};
    received now;
    bool in_value = true, ended = false;
    std::string why;
};

request_parser::request_parser(events e) : impl_(std::make_unique<impl>(std::move(e))) {}
request_parser::~request_parser() = default;

bool request_parser::feed(std::string_view bytes) {
    auto& me = *impl_;
    while (!me.ended && !bytes.empty()) {
        const auto code = llhttp_execute(&me.parser, bytes.data(), bytes.size());
        if (code == HPE_OK || me.ended) break;
        if (code == HPE_PAUSED_UPGRADE) {  // CONNECT and Upgrade are requests like others here
            const char* stopped = llhttp_get_error_pos(&me.parser);
            bytes.remove_prefix(static_cast<std::size_t>(stopped - bytes.data()));
            llhttp_resume_after_upgrade(&me.parser);
            continue;
        }
        const char* reason = llhttp_get_error_reason(&me.parser);
        me.why = reason && *reason ? reason : llhttp_errno_name(code);
        me.ended = true;
        return false;
    }
    return true;
}

const std::string& request_parser::what() const { return impl_->why; }

}  // namespace polyaxon::testing
