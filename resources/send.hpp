#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/async/call.hpp>
#include <polyaxon/codec/fields.hpp>
#include <polyaxon/codec/spare_memory.hpp>
#include <polyaxon/resources/core.hpp>
#include <polyaxon/resources/endpoint.hpp>
#include <polyaxon/resources/id.hpp>
#include <polyaxon/resources/lean_frame.hpp>
#include <polyaxon/resources/page.hpp>
#include <polyaxon/resources/response.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <memory>
#include <new>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

// Every API method is one line: send(core, row, path arguments, message, call options). What is said here once: the arguments are
// copied into one owned request before the function returns, so they may be temporaries and the awaitable may be kept.

namespace polyaxon {

/// Stands beside page so that `decode` finds it for every element.
template <class T>
std::error_code read(codec::json_in& in, page<T>& out) {
    using codec::at;
    static constexpr codec::field rows[] = {at<&page<T>::count>("count"), at<&page<T>::next>("next"),
                                            at<&page<T>::previous>("previous"),
                                            at<&page<T>::results>("results")};
    return codec::read_object(in, rows, &out);
}

}  // namespace polyaxon

namespace polyaxon::resources {

/// Path arguments of a row; their number is checked against its placeholders.
template <std::size_t N>
struct path_arguments {
    std::array<id, N ? N : 1> values;
    template <class... A>
    requires(sizeof...(A) == N && (std::convertible_to<const A&, id> && ...)) path_arguments(const A&... a)
        : values(fill(a...)) {}
    std::span<const id> view() const { return {values.data(), N}; }

 private:
    template <class... A>
    static std::array<id, N ? N : 1> fill(const A&... a) {
        if constexpr (N == 0)
            return {id(std::string_view{})};
        else
            return {id(a)...};
    }
};

/// Query and body of a request, in order. Empty, false and zero filters are left out by the `if_set` family.
class message {
 public:
    message& query(std::string_view key, std::string_view value);
    message& query(std::string_view key, std::int64_t value) { return query(key, id(value).text()); }
    message& query_if(std::string_view key, std::string_view value) {
        return value.empty() ? *this : query(key, value);
    }
    /// Not by the name of query: a literal would rather be a bool than a text.
    message& flag(std::string_view key, bool on) {
        return query(key, std::string_view(on ? "true" : "false"));
    }
    message& flag_if(std::string_view key, std::optional<bool> on) { return on ? flag(key, *on) : *this; }
    template <class T>
    message& json(const T& value, codec::json_out::nulls nulls = codec::json_out::nulls::omit) {
        body_ = codec::to_json(value, nulls);
        type_ = "application/json";
        return *this;
    }
    message& text(std::string body, std::string_view static_content_type) {
        body_ = std::move(body);
        type_ = static_content_type;
        return *this;
    }
    /// Replaces the destination's Authorization for this call ("EphemeralToken abc").
    message& authorization(std::string value) {
        authorization_ = std::move(value);
        return *this;
    }
    /// Ends the call as `invalid_argument` with this text before anything is sent; the first one stays.
    message& refuse(std::string why) {
        if (refused_.empty()) refused_ = std::move(why);
        return *this;
    }

 private:
    friend struct outgoing;
    std::string query_;  ///< keys and values in turn, each behind its length
    std::string body_, authorization_, refused_;
    std::string_view type_;
};

/// A request ready to go, or the reason why it cannot.
struct outgoing {
    codec::request request;
    std::chrono::milliseconds timeout{};
    int max_attempts = 0;
    bool may_repeat = false;
    bool needs_user = false;  ///< without a token it is refused before anything is sent
    std::unique_ptr<error_info> refused;

    /// What few calls say.
    struct rarities {
        std::shared_ptr<const codec::destination> elsewhere;  ///< instead of the client's own server

        // Of transfers. With a source or a sink there is no deadline but a given `timeout`.
        std::shared_ptr<async::body_source> source;  ///< the body, instead of `request.body`
        std::shared_ptr<async::body_sink> sink;  ///< where the answer's body goes; the result is `none` then
        std::chrono::milliseconds stall_timeout{};   ///< 0: never
        std::chrono::milliseconds answer_timeout{};  ///< 0: stall_timeout
    };
    std::unique_ptr<rarities> rare;  ///< null: nothing of it
    rarities& rarely() {
        if (!rare) rare = std::make_unique<rarities>();
        return *rare;
    }

    outgoing(const dialect&, codec::verb, const path_pattern& path, std::span<const id> arguments,
             const call_options&);
    outgoing(const dialect&, codec::verb, const path_pattern& path, std::span<const id> arguments, message&&,
             const call_options&);
    outgoing(outgoing&&) = default;
    ~outgoing();
};

std::error_code decode_response(void* self, const async::answer&, std::string& what);
std::error_code decode_json(const async::answer&, void* out,
                            std::error_code (*reader)(codec::json_in&, void*), std::string& what);

template <class Out>
std::error_code decode(void* self, const async::answer& a, std::string& what) {
    if constexpr (std::is_same_v<Out, response>)
        return decode_response(self, a, what);
    else if constexpr (std::is_same_v<Out, none>)
        return {};
    else
        return decode_json(
            a, self,
            [](codec::json_in& in, void* out) {
                using codec::read;
                return read(in, *static_cast<Out*>(out));
            },
            what);
}

/// Where a result is made: memory from its decoding to its return, so that a call that waits holds none for it.
template <class Out>
class result_place {
 public:
    result_place() = default;
    result_place(const result_place&) = delete;
    result_place& operator=(const result_place&) = delete;
    ~result_place() {
        if (!value_) return;
        value_->~Out();
        codec::give_spare(value_, sizeof(Out));
    }
    Out& get() {
        static_assert(alignof(Out) <= alignof(std::max_align_t));
        if (value_) return *value_;
        void* const room = codec::take_spare(sizeof(Out));
        try {
            value_ = new (room) Out{};
        } catch (...) {
            codec::give_spare(room, sizeof(Out));
            throw;
        }
        return *value_;
    }

 private:
    Out* value_ = nullptr;
};

template <class Out>
std::error_code decode_into(void* place, const async::answer& a, std::string& what) {
    if constexpr (std::is_same_v<Out, none>)
        return {};
    else
        return decode<Out>(&static_cast<result_place<Out>*>(place)->get(), a, what);
}

/// Prepares `call` for `o` on the client's session; throws what keeps it from being sent.
const session& prepare(core&, outgoing&, async::call&);
/// Runs it to its end.
awaitable<void> run(const session&, async::call&);
/// Throws its failure, explained where the server hides its cause; std::bad_alloc where there was no memory even for that.
[[noreturn]] void fail(async::call&);

/// The one coroutine of the library's calls. Its frame is lean_frame's.
template <class Out>
awaitable<std::conditional_t<std::is_same_v<Out, none>, void, Out>> perform(std::shared_ptr<core> c,
                                                                            outgoing o) {
    async::call call;
    result_place<Out> out;
    call.decode = &decode_into<Out>;
    call.self = &out;
    const session& s = prepare(*c, o, call);
    co_await running(s, call);
    if (call.failure || call.starved) fail(call);
    if constexpr (!std::is_same_v<Out, none>) co_return std::move(out.get());
}

template <class E>
auto send(const std::shared_ptr<core>& c, const E&, const path_arguments<E::arguments>& path, message m,
          const call_options& options) {
    return perform<typename E::out>(
        c, outgoing(c->how(), E::method, E::path, path.view(), std::move(m), options));
}
template <class E>
auto send(const std::shared_ptr<core>& c, const E&, const path_arguments<E::arguments>& path,
          const call_options& options) {
    return perform<typename E::out>(c, outgoing(c->how(), E::method, E::path, path.view(), options));
}
/// For a call that makes no sense without a user: without a token it ends as `unauthenticated` and nothing is sent.
template <class E>
auto send_as_user(const std::shared_ptr<core>& c, const E&, const path_arguments<E::arguments>& path,
                  message m, const call_options& options) {
    outgoing o(c->how(), E::method, E::path, path.view(), std::move(m), options);
    o.needs_user = true;
    return perform<typename E::out>(c, std::move(o));
}

}  // namespace polyaxon::resources
