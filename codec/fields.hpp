#pragma once
#include <polyaxon/codec/boxed.hpp>
#include <polyaxon/codec/json.hpp>
#include <polyaxon/codec/timestamp.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

// A struct is described once, by rows of {key, reader, writer}. One loop reads every struct of the library and one
// writes it; no parser type shows here.
//
//     static constexpr field run_fields[] = {at<&run::uuid>("uuid"), at<&run::name>("name")};
//     std::error_code read(json_in& in, run& out)        { return read_object(in, run_fields, &out); }
//     void            write(json_out& out, const run& v) { write_object(out, run_fields, &v); }
//
// What a reader may rely on: unknown keys are skipped (their values walked, so broken JSON never passes), a missing key
// and null leave the member's initialiser, order is free but the rows' order is fastest, a wrong type is an error that
// names the key, a vector is cleared before it is filled. The document must end where it should.

namespace polyaxon::codec {

struct json_state;
struct json_slot;

/// One value of a JSON document while it is read forward. Not copyable, lives on the stack of a reader. A reader that
/// failed may try another one: each starts at the value's first byte.
class json_in {
 public:
    json_in(const json_in&) = delete;
    json_in& operator=(const json_in&) = delete;

    bool is_null() const noexcept { return first_ == 'n'; }
    bool is_object() const noexcept { return first_ == '{'; }
    bool is_list() const noexcept { return first_ == '['; }
    bool is_string() const noexcept { return first_ == '"'; }
    bool is_number() const;
    /// Room to set aside for the elements of a list, each of which takes `element_size` bytes: their number where they are
    /// scalars, a guess in proportion to the document where they are not. 0 for anything but a list.
    std::size_t expected(std::size_t element_size) const;
    /// Calls `element` for each element of an array; stops at the first error. `each_takes`: bytes of what is kept of one, beside what is
    /// in proportion to its text; what all elements and members of a document take is limited. 0: nothing is kept.
    std::error_code each(void* self, std::error_code (*element)(json_in&, void*), std::size_t each_takes);
    /// Calls `member` for each member of an object whose keys are data; stops at the first error. `each_takes`: as of `each`.
    std::error_code each_member(void* self, std::error_code (*member)(std::string_view key, json_in&, void*),
                                std::size_t each_takes);
    /// Counts `bytes` as taken, as `each` does, for what a reader is about to keep; an error when that is more than a document may take.
    std::error_code take_room(std::size_t bytes);
    /// Records what was wrong ("expected a string": what came instead is added) and returns the decode error. The path
    /// is added by the loops. Put no value into the text: it may be secret.
    std::error_code fail(std::string_view what);

 private:
    friend struct json_access;
    friend class json_parser;
    json_in(json_state& state, json_slot& slot, char first);
    json_state& state_;
    json_slot& slot_;
    const char first_;  ///< byte of a value, which tells its kind
};

/// JSON text being written. `nulls` decides whether empty optionals are left out or written as null.
class json_out {
 public:
    enum class nulls { omit, write };
    explicit json_out(std::string& to, nulls mode = nulls::omit) : to_(to), mode_(mode) {}

    std::string& text() noexcept { return to_; }
    bool writes_nulls() const noexcept { return mode_ == nulls::write; }

 private:
    std::string& to_;
    nulls mode_;
};

/// `present` tells whether the member has something to write when nulls are left out. `otherwise` is what a complete body (write_complete)
/// has where nothing was given; empty: the key never stands in one.
struct field {
    std::string_view key;
    std::error_code (*read)(json_in&, void* self);
    void (*write)(json_out&, const void* self);
    bool (*present)(const void* self);
    std::string_view otherwise = "null";
};
/// A row with another `otherwise`.
constexpr field with_default(field row, std::string_view json_text) {
    row.otherwise = json_text;
    return row;
}
/// A row of what the server sends only.
constexpr field answer_only(field row) { return with_default(row, {}); }

std::error_code read_object(json_in&, std::span<const field>, void* self);
void write_object(json_out&, std::span<const field>, const void* self);
/// A body that names every key: what `given`, an object, has is written from `self`, for the rest the row's `otherwise` stands.
void write_complete(json_out&, std::span<const field>, const void* self, const json& given);

// Scalars. Lenient where the servers are: an integer may come as decimal text or as a float with integral part, a bool
// as 1/0 or as t/true/on/y/yes and f/false/off/n/no. A string must be a string.
std::error_code read(json_in&, bool&);
std::error_code read(json_in&, int&);
std::error_code read(json_in&, std::int64_t&);
std::error_code read(json_in&, double&);
std::error_code read(json_in&, std::string&);
std::error_code read(json_in&, std::optional<std::string>&);
std::error_code read(json_in&, timestamp&);
std::error_code read(json_in&, json&);              ///< any value, kept as its text
std::error_code read_text(json_in&, std::string&);  ///< text or a number or a bool, kept as text
std::error_code read_uuid(json_in&,
                          std::string&);  ///< dashed or not, any case; 32 lower-case hex digits come out

void write(json_out&, bool);
void write(json_out&, int);
void write(json_out&, std::int64_t);
void write(json_out&, double);  ///< shortest text that reads back; NaN and infinities as null
void write(json_out&, std::string_view);
inline void write(json_out& out, const std::string& v) { write(out, std::string_view(v)); }
void write(json_out&, const timestamp&);
void write(json_out&, const json&);

/// What one of a std::map takes, for `each_member`: itself, three links and a colour.
template <class Map>
inline constexpr std::size_t size_in_map = sizeof(typename Map::value_type) + 4 * sizeof(void*);

template <class T>
std::error_code read(json_in& in, std::optional<T>& out) {
    if (in.is_null()) return out.reset(), std::error_code{};
    return read(in, out ? *out : out.emplace());
}
template <class T>
std::error_code read(json_in& in, boxed<T>& out) {
    if (in.is_null()) return out.reset(), std::error_code{};
    if (!out) {
        if (const auto ec = in.take_room(sizeof(T))) return ec;
        out.emplace();
    }
    return read(in, *out);
}
template <class T>
std::error_code read(json_in& in, std::vector<T>& out) {
    out.clear();
    const auto room = in.expected(sizeof(T));
    const bool guessed = room > out.capacity();
    if (guessed) out.reserve(room);
    const auto ec = in.each(
        &out,
        [](json_in& element, void* self) -> std::error_code {
            auto& list = *static_cast<std::vector<T>*>(self);
            if constexpr (std::is_same_v<T, bool>) {
                bool b = false;
                const auto bad = read(element, b);
                return list.push_back(b), bad;
            } else {
                return read(element, list.emplace_back());
            }
        },
        sizeof(T));
    if (guessed && out.capacity() / 2 > out.size()) out.shrink_to_fit();
    return ec;
}

/// std::optional and boxed.
template <class M>
concept optional_member = requires(const M& v) {
    v.has_value();
    *v;
};

template <optional_member M>
void write(json_out& out, const M& v) {
    if (v)
        write(out, *v);
    else
        out.text() += "null";
}
template <class T>
void write(json_out& out, const std::vector<T>& v) {
    out.text() += '[';
    for (bool first = true; const auto& element : v) {
        if (!first) out.text() += ',';
        first = false;
        write(out, element);
    }
    out.text() += ']';
}

template <class T>
bool present(const T&) {
    return true;
}
template <optional_member M>
bool present(const M& v) {
    return v.has_value();
}
template <class T>
bool present(const std::vector<T>& v) {
    return !v.empty();
}
inline bool present(const json& v) { return !v.is_null(); }

template <auto Member>
struct member;
template <class C, class M, M C::*P>
struct member<P> {
    static M& of(void* self) { return static_cast<C*>(self)->*P; }
    static const M& of(const void* self) { return static_cast<const C*>(self)->*P; }
    static std::error_code from(json_in& in, void* self) { return read(in, of(self)); }
    static void to(json_out& out, const void* self) { write(out, of(self)); }
    static bool there(const void* self) { return present(of(self)); }

    template <std::error_code (*Read)(json_in&, std::string&)>
    static std::error_code text_from(json_in& in, void* self) {
        if constexpr (std::is_same_v<M, std::string>)
            return Read(in, of(self));
        else if (in.is_null())
            return of(self).reset(), std::error_code{};
        else
            return Read(in, of(self).emplace());
    }
};

/// A row for a member whose type says how it is read.
template <auto Member>
constexpr field at(std::string_view key) {
    return {key, &member<Member>::from, &member<Member>::to, &member<Member>::there};
}
/// A row for a reference that comes as text or as a number: kept as text.
template <auto Member>
constexpr field at_text(std::string_view key) {
    return {key, &member<Member>::template text_from<&read_text>, &member<Member>::to,
            &member<Member>::there};
}
/// A row for a uuid: 32 lower-case hex digits whatever way it came.
template <auto Member>
constexpr field at_uuid(std::string_view key) {
    return {key, &member<Member>::template text_from<&read_uuid>, &member<Member>::to,
            &member<Member>::there};
}

/// Decodes documents; keep one per connection or thread (a new one per document costs 15 to 30 %). Not synchronised.
class json_parser {
 public:
    json_parser();
    ~json_parser();
    json_parser(json_parser&&) noexcept;
    json_parser& operator=(json_parser&&) noexcept;

    /// Bytes that must be readable behind every document.
    static constexpr std::size_t padding = 64;
    /// Depth of nesting beyond which a document is refused.
    static constexpr int max_depth = 256;

    /// Reads one document in place from `data[0, size)`, with `padding` readable bytes behind it.
    template <class T>
    std::error_code parse(const char* data, std::size_t size, T& out) {
        return parse(data, size, &out,
                     [](json_in& in, void* self) { return read(in, *static_cast<T*>(self)); });
    }
    std::error_code parse(const char* data, std::size_t size, void* out,
                          std::error_code (*reader)(json_in&, void*));
    /// The same for text without padding (copies it).
    template <class T>
    std::error_code parse_text(std::string_view text, T& out) {
        std::string padded(text);
        padded.append(padding, '\0');
        return parse(padded.data(), text.size(), out);
    }

    /// Gives back what a large document (over 1 MiB) has made it take: for one that will not be used soon.
    void shrink() noexcept;

    /// After a failure, one line: "results[3].tags: expected a list, got a number".
    const std::string& what() const noexcept;

 private:
    std::unique_ptr<json_state> state_;
};

template <class T>
std::string to_json(const T& value, json_out::nulls mode = json_out::nulls::omit) {
    std::string text;
    json_out out(text, mode);
    write(out, value);
    return text;
}

/// Appends `text` as a JSON string with its quotes; invalid UTF-8 becomes U+FFFD.
void append_quoted(std::string& to, std::string_view text);

}  // namespace polyaxon::codec
