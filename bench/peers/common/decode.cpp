#include "decode.hpp"

#include <charconv>
#include <cstddef>
#include <string_view>

namespace peer {
namespace {

using simdjson::ondemand::value;

[[noreturn]] void refuse() { throw simdjson::simdjson_error(simdjson::INCORRECT_TYPE); }

template <class T>
struct row {
    std::string_view key;
    void (*read)(value&, T&);
};

// Members come in any order, but nearly always in that of the rows: the search starts behind the one found last.
template <class T, std::size_t N>
void read_members(simdjson::ondemand::object object, T& out, const row<T> (&rows)[N]) {
    std::size_t expected = 0;
    for (auto field : object) {
        const auto key = field.key().value();
        for (std::size_t tried = 0; tried < N; ++tried) {
            const auto& r = rows[expected];
            expected = expected + 1 == N ? 0 : expected + 1;
            if (!key.unsafe_is_equal(r.key)) continue;
            value v = field.value();
            r.read(v, out);
            break;
        }
    }
}

int digits(std::string_view s, std::size_t at, std::size_t count) {
    int n = 0;
    if (at + count > s.size()) refuse();
    const auto [end, ec] = std::from_chars(s.data() + at, s.data() + at + count, n);
    if (ec != std::errc() || end != s.data() + at + count) refuse();
    return n;
}

// 2026-11-22T00:00:38.124511Z, or an offset such as +01:00 in place of the Z
std::chrono::sys_time<std::chrono::microseconds> moment_of(std::string_view s) {
    using namespace std::chrono;
    const year_month_day date{year(digits(s, 0, 4)), month(static_cast<unsigned>(digits(s, 5, 2))),
                              day(static_cast<unsigned>(digits(s, 8, 2)))};
    microseconds time = hours(digits(s, 11, 2)) + minutes(digits(s, 14, 2)) + seconds(digits(s, 17, 2));
    std::size_t at = 19;
    if (at < s.size() && s[at] == '.') {
        int unit = 100'000;
        for (++at; at < s.size() && s[at] >= '0' && s[at] <= '9'; ++at, unit /= 10)
            time += microseconds((s[at] - '0') * unit);
    }
    if (at < s.size() && (s[at] == '+' || s[at] == '-')) {
        const minutes east = hours(digits(s, at + 1, 2)) + minutes(digits(s, at + 4, 2));
        time += s[at] == '+' ? -east : east;
    }
    if (!date.ok()) refuse();
    return sys_days(date) + time;
}

void read(value& v, std::string& out) { out = std::string_view(v.get_string()); }
void read(value& v, double& out) { out = v.get_double(); }
void read(value& v, bool& out) { out = v.get_bool(); }
void read(value& v, std::int64_t& out) { out = v.get_int64(); }
void read(value& v, std::chrono::sys_time<std::chrono::microseconds>& out) {
    out = moment_of(v.get_string());
}
void read(value&, reference&);
void read(value&, resources&);
void read(value&, catalog&);
void read(value&, model_reference&);
void read(value&, settings&);
void read(value&, condition&);
void read(value&, run&);

template <class T>
void read(value& v, std::optional<T>& out) {
    if (const bool null = v.is_null(); null) return;
    read(v, out.emplace());
}

template <class T>
void read(value& v, std::vector<T>& out) {
    if (const bool null = v.is_null(); null) return;
    for (auto element : v.get_array()) {
        value e = element.value();
        read(e, out.emplace_back());
    }
}

void read_raw(value& v, raw_json& out) {
    using simdjson::ondemand::json_type;
    const json_type type = v.type();
    if (type == json_type::object) {
        simdjson::ondemand::object object = v.get_object();
        out = std::string_view(object.raw_json());
    } else if (type == json_type::array) {
        simdjson::ondemand::array array = v.get_array();
        out = std::string_view(array.raw_json());
    } else if (type != json_type::null) {
        out = v.raw_json_token();
    }
}

void read_raw(value& v, std::vector<raw_json>& out) {
    if (const bool null = v.is_null(); null) return;
    for (auto element : v.get_array()) {
        value e = element.value();
        read_raw(e, out.emplace_back());
    }
}

#define MEMBER(type, name)                                                  \
    {                                                                       \
#name, [](value & member, type & into) { read(member, into.name); } \
    }
#define RAW_MEMBER(type, name)                                                  \
    {                                                                           \
#name, [](value & member, type & into) { read_raw(member, into.name); } \
    }

void read(value& v, reference& out) {
    static constexpr row<reference> rows[] = {MEMBER(reference, uuid), MEMBER(reference, name),
                                              MEMBER(reference, kind)};
    read_members(v.get_object(), out, rows);
}

void read(value& v, resources& out) {
    static constexpr row<resources> rows[] = {MEMBER(resources, memory), MEMBER(resources, cpu),
                                              MEMBER(resources, gpu), MEMBER(resources, custom),
                                              MEMBER(resources, cost)};
    read_members(v.get_object(), out, rows);
}

void read(value& v, catalog& out) {
    static constexpr row<catalog> rows[] = {MEMBER(catalog, uuid), MEMBER(catalog, name),
                                            MEMBER(catalog, version), MEMBER(catalog, url)};
    read_members(v.get_object(), out, rows);
}

void read(value& v, model_reference& out) {
    static constexpr row<model_reference> rows[] = {
        MEMBER(model_reference, name), MEMBER(model_reference, state), MEMBER(model_reference, project),
        MEMBER(model_reference, owner)};
    read_members(v.get_object(), out, rows);
}

void read(value& v, settings& out) {
    static constexpr row<settings> rows[] = {
        {"namespace", [](value& n, settings& s) { read(n, s.namespace_); }},
        MEMBER(settings, agent),
        MEMBER(settings, queue),
        MEMBER(settings, artifacts_store),
        RAW_MEMBER(settings, tensorboard),
        RAW_MEMBER(settings, build),
        RAW_MEMBER(settings, component),
        MEMBER(settings, models),
        MEMBER(settings, artifacts)};
    read_members(v.get_object(), out, rows);
}

void read(value& v, condition& out) {
    static constexpr row<condition> rows[] = {MEMBER(condition, type),
                                              RAW_MEMBER(condition, status),
                                              MEMBER(condition, reason),
                                              MEMBER(condition, message),
                                              MEMBER(condition, last_update_time),
                                              MEMBER(condition, last_transition_time),
                                              RAW_MEMBER(condition, meta_info)};
    read_members(v.get_object(), out, rows);
}

constexpr row<run> run_rows[] = {MEMBER(run, uuid),        MEMBER(run, name),
                                 MEMBER(run, created_at),  MEMBER(run, updated_at),
                                 MEMBER(run, started_at),  MEMBER(run, finished_at),
                                 MEMBER(run, schedule_at), MEMBER(run, wait_time),
                                 MEMBER(run, duration),    MEMBER(run, kind),
                                 MEMBER(run, runtime),     RAW_MEMBER(run, meta_info),
                                 MEMBER(run, status),      MEMBER(run, pipeline),
                                 MEMBER(run, original),    MEMBER(run, is_managed),
                                 MEMBER(run, managed_by),  MEMBER(run, pending),
                                 RAW_MEMBER(run, inputs),  RAW_MEMBER(run, outputs),
                                 MEMBER(run, tags),        MEMBER(run, settings),
                                 MEMBER(run, user),        MEMBER(run, owner),
                                 MEMBER(run, project),     MEMBER(run, readme),
                                 MEMBER(run, description), MEMBER(run, raw_content),
                                 MEMBER(run, content),     MEMBER(run, live_state),
                                 MEMBER(run, is_approved), MEMBER(run, status_conditions),
                                 MEMBER(run, bookmarked),  MEMBER(run, resources),
                                 MEMBER(run, role),        RAW_MEMBER(run, contributors),
                                 RAW_MEMBER(run, graph),   MEMBER(run, merge)};

void read(value& v, run& out) { read_members(v.get_object(), out, run_rows); }

constexpr row<page> page_rows[] = {MEMBER(page, count), MEMBER(page, next), MEMBER(page, previous),
                                   MEMBER(page, results)};

}  // namespace

simdjson::ondemand::document decoder::document_of(std::string& body) {
    body.reserve(body.size() + simdjson::SIMDJSON_PADDING);
    return parser_.iterate(simdjson::padded_string_view(body.data(), body.size(), body.capacity()));
}

void decoder::decode(std::string& body, run& out) {
    auto document = document_of(body);
    read_members(document.get_object(), out, run_rows);
    if (document.current_location().error() != simdjson::OUT_OF_BOUNDS)
        throw simdjson::simdjson_error(simdjson::TRAILING_CONTENT);
}

void decoder::decode(std::string& body, page& out) {
    auto document = document_of(body);
    read_members(document.get_object(), out, page_rows);
    if (document.current_location().error() != simdjson::OUT_OF_BOUNDS)
        throw simdjson::simdjson_error(simdjson::TRAILING_CONTENT);
}

}  // namespace peer
