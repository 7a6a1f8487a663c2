#pragma once
#include <polyaxon/resources/owned.hpp>
#include <polyaxon/resources/send.hpp>
#include <polyaxon/resources/v0/experiment.hpp>
#include <polyaxon/resources/v0/options.hpp>
#include <polyaxon/resources/v0/project.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

// What the list methods share: their query, and owned copies of options for pagers, which outlive what the caller viewed.

namespace polyaxon::v0 {

resources::message filters(const list_experiments_options&);
resources::message filters(const list_options&);
resources::message filters(const id& group, const list_group_experiments_options&);

/// Page `index` counted from the page that the caller began with.
inline int page_number(int first, std::size_t index) {
    const auto most = static_cast<std::size_t>(std::numeric_limits<int>::max());
    return static_cast<int>(std::min(most, static_cast<std::size_t>(std::max(first, 1)) + index));
}

using resources::owned_call;

class kept_names {
 public:
    explicit kept_names(const name_filter& from) {
        from.visit([&](std::string_view name) { names_.emplace_back(name); });
        views_.assign(names_.begin(), names_.end());
    }
    kept_names(const kept_names& other) : names_(other.names_), views_(names_.begin(), names_.end()) {}
    kept_names& operator=(const kept_names&) = delete;
    name_filter view() const { return std::span<const std::string_view>(views_); }

 private:
    std::vector<std::string> names_;
    std::vector<std::string_view> views_;
};

class kept_filters {
 public:
    explicit kept_filters(const list_experiments_options& o)
        : independent_(o.independent),
          first_(o.page),
          group_(o.group.text()),
          query_(o.query),
          sort_(o.sort),
          metrics_(o.metrics),
          params_(o.params),
          call_(o.call) {}
    list_experiments_options page(std::size_t index) const {
        return {
            independent_, group_, metrics_.view(), params_.view(), query_, sort_, page_number(first_, index),
            call_.view()};
    }

 private:
    bool independent_;
    int first_;
    std::string group_, query_, sort_;
    kept_names metrics_, params_;
    owned_call call_;
};

class kept_list {
 public:
    explicit kept_list(const list_options& o)
        : query_(o.query), sort_(o.sort), first_(o.page), call_(o.call) {}
    list_options page(std::size_t index) const {
        return {query_, sort_, page_number(first_, index), call_.view()};
    }

 private:
    std::string query_, sort_;
    int first_;
    owned_call call_;
};

class kept_group_filters {
 public:
    explicit kept_group_filters(const list_group_experiments_options& o)
        : metrics_(o.metrics), params_(o.params), rest_({o.query, o.sort, o.page, o.call}) {}
    list_group_experiments_options page(std::size_t index) const {
        const auto rest = rest_.page(index);
        return {metrics_.view(), params_.view(), rest.query, rest.sort, rest.page, rest.call};
    }

 private:
    kept_names metrics_, params_;
    kept_list rest_;
};

}  // namespace polyaxon::v0
