// query=field:operation,… and sort=key,-key of list calls.
#include <polyaxon/testing/platform_data.hpp>

#include <algorithm>
#include <charconv>
#include <functional>

namespace polyaxon::testing {
namespace {

std::vector<std::string_view> split(std::string_view text, char by) {
    std::vector<std::string_view> parts;
    for (;;) {
        const auto at = text.find(by);
        parts.push_back(text.substr(0, at));
        if (at == std::string_view::npos) return parts;
        text.remove_prefix(at + 1);
    }
}

/// `%x%`, `x%`, `%x` or the whole.
bool like(std::string_view value, std::string_view pattern) {
    const bool before = pattern.starts_with('%'), after = pattern.size() > 1 && pattern.ends_with('%');
    if (before) pattern.remove_prefix(1);
    if (after) pattern.remove_suffix(1);
    if (before && after) return value.find(pattern) != std::string_view::npos;
    if (before) return value.ends_with(pattern);
    return after ? value.starts_with(pattern) : value == pattern;
}

using texts = std::function<std::vector<std::string>(const platform_run&)>;
using number = std::function<std::optional<double>(const platform_run&)>;

texts text_field(const platform_data& data, std::string_view field) {
    if (field == "status" || field == "last_status")
        return [](const platform_run& r) { return std::vector<std::string>{r.status}; };
    if (field == "name") return [](const platform_run& r) { return std::vector<std::string>{r.name}; };
    if (field == "uuid") return [](const platform_run& r) { return std::vector<std::string>{r.uuid}; };
    if (field == "id")
        return [](const platform_run& r) { return std::vector<std::string>{std::to_string(r.id)}; };
    if (field == "kind") return [](const platform_run&) { return std::vector<std::string>{"job"}; };
    if (field == "framework")
        return [](const platform_run& r) { return std::vector<std::string>{r.framework}; };
    if (field == "tags") return [](const platform_run& r) { return r.tags; };
    if (field == "project.name" || field == "project") {
        return [&data](const platform_run& r) {
            return std::vector<std::string>{data.projects[r.project].name};
        };
    }
    return nullptr;
}

std::optional<double> scaled(std::optional<std::int64_t> n, double by) {
    if (!n) return std::nullopt;
    return static_cast<double>(*n) / by;
}

number number_field(std::string_view field) {
    if (field == "metrics.loss" || field == "metric.loss")
        return [](const platform_run& r) { return scaled(r.loss, 1024); };
    if (field == "metrics.accuracy" || field == "metric.accuracy")
        return [](const platform_run& r) { return scaled(r.accuracy, 1024); };
    if (field == "duration") return [](const platform_run& r) { return scaled(r.duration, 64); };
    return nullptr;
}

using test = std::function<bool(const platform_run&)>;

bool text_test(const texts& field, std::string_view operation, test& out) {
    const bool negated = operation.starts_with('~');
    if (negated) operation.remove_prefix(1);
    std::vector<std::string> patterns;
    for (const auto part : split(operation, '|')) patterns.emplace_back(part);
    out = [=](const platform_run& r) {
        const auto values = field(r);
        const bool any = std::any_of(values.begin(), values.end(), [&](const auto& value) {
            return std::any_of(patterns.begin(), patterns.end(),
                               [&](const auto& p) { return like(value, p); });
        });
        return any != negated;
    };
    return true;
}

bool number_test(const number& field, std::string_view operation, test& out) {
    const bool negated = operation.starts_with('~');
    if (negated) operation.remove_prefix(1);
    std::string_view comparison = operation.substr(0, operation.find_first_not_of("<>="));
    const auto text = operation.substr(comparison.size());
    double limit = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), limit);
    if (end.ec != std::errc{} || end.ptr != text.data() + text.size()) return false;
    const bool less = comparison.starts_with('<'), more = comparison.starts_with('>'),
               equal = comparison.ends_with('=') || comparison.empty();
    out = [=](const platform_run& r) {
        const auto value = field(r);
        if (!value) return false;
        return ((less && *value < limit) || (more && *value > limit) || (equal && *value == limit)) !=
               negated;
    };
    return true;
}

std::function<int(const platform_run&, const platform_run&)> order(std::string_view key) {
    auto by = [](auto get) {
        return [get](const platform_run& a, const platform_run& b) {
            const auto x = get(a), y = get(b);
            return x < y ? -1 : y < x ? 1 : 0;
        };
    };
    if (key == "created_at" || key == "id") return by([](const platform_run& r) { return r.created; });
    if (key == "updated_at") return by([](const platform_run& r) { return r.updated; });
    if (key == "started_at") return by([](const platform_run& r) { return r.started; });
    if (key == "finished_at") return by([](const platform_run& r) { return r.finished; });
    if (key == "name") return by([](const platform_run& r) { return std::string_view(r.name); });
    if (key == "status" || key == "last_status")
        return by([](const platform_run& r) { return std::string_view(r.status); });
    if (key == "duration") return by([](const platform_run& r) { return r.duration; });
    if (key == "metrics.loss" || key == "metric.loss")
        return by([](const platform_run& r) { return r.loss; });
    return nullptr;  // servers ignore a key they do not know
}

}  // namespace

bool select_runs(const platform_data& data, const platform_project* project, std::string_view query,
                 std::string_view sort, std::vector<const platform_run*>& out, std::string& why) {
    std::vector<test> tests;
    if (!query.empty()) {
        for (const auto part : split(query, ',')) {
            const auto colon = part.find(':');
            const auto field = part.substr(0, colon);
            const auto operation =
                colon == std::string_view::npos ? std::string_view() : part.substr(colon + 1);
            const auto text = text_field(data, field);
            const auto figure = number_field(field);
            test one;
            if (!text && !figure) {
                why = "Error applying or resolving queryset, key `" + std::string(field) +
                      "` is not supported by the query manager `run`.";
                return false;
            }
            if (operation.empty() ||
                !(text ? text_test(text, operation, one) : number_test(figure, operation, one))) {
                why = "Error applying or resolving queryset, `" + std::string(part) +
                      "` is no valid condition.";
                return false;
            }
            tests.push_back(std::move(one));
        }
    }
    auto take = [&](const platform_run& r) {
        if (std::all_of(tests.begin(), tests.end(), [&](const auto& t) { return t(r); })) out.push_back(&r);
    };
    // Newest first, as the servers do unasked.
    if (project) {
        for (auto i = project->runs.rbegin(); i != project->runs.rend(); ++i) take(data.runs[*i]);
    } else {
        for (auto i = data.runs.rbegin(); i != data.runs.rend(); ++i) take(*i);
    }
    if (sort.empty() || sort == "-created_at") return true;
    std::vector<std::pair<std::function<int(const platform_run&, const platform_run&)>, bool>> keys;
    for (auto key : split(sort, ',')) {
        const bool down = key.starts_with('-');
        if (down) key.remove_prefix(1);
        if (auto by = order(key)) keys.emplace_back(std::move(by), down);
    }
    std::stable_sort(out.begin(), out.end(), [&](const platform_run* a, const platform_run* b) {
        for (const auto& [by, down] : keys) {
            if (const int c = by(*a, *b)) return down ? c > 0 : c < 0;
        }
        return false;
    });
    return true;
}

}  // namespace polyaxon::testing
