#pragma once
#include <polyaxon/async/options.hpp>
#include <polyaxon/codec/timestamp.hpp>
#include <polyaxon/resources/id.hpp>
#include <polyaxon/resources/v0/content.hpp>

#include <concepts>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

namespace polyaxon::v0 {

/// Which metrics or params a list shows: all (`true`), some ("loss,acc", or a vector, array or span of std::string or std::string_view), or no
/// choice (false, empty).
/// Text is viewed, not copied, and must live until the call returns its awaitable.
class name_filter {
 public:
    constexpr name_filter() = default;
    template <std::same_as<bool> B>
    constexpr name_filter(B all) : all_(all) {}
    constexpr name_filter(std::string_view names) : text_(names) {}
    constexpr name_filter(const char* names) : text_(names) {}
    name_filter(const std::string& names) : text_(names) {}
    template <class Names>
    requires std::convertible_to<const Names&, std::span<const std::string_view>>
    constexpr name_filter(const Names& names) : views_(names) {}
    template <class Names>
    requires std::convertible_to<const Names&, std::span<const std::string>>
    constexpr name_filter(const Names& names) : strings_(names) {}

    /// Calls `each` with every value to send; text is split at its commas, blanks around a name are dropped.
    template <class F>
    void visit(F each) const {
        if (all_) each(std::string_view("True"));
        for (const auto name : views_) each(name);
        for (const auto& name : strings_) each(std::string_view(name));
        for (auto rest = text_; !rest.empty();) {
            const auto comma = rest.find(',');
            auto name = rest.substr(0, comma);
            rest = comma == rest.npos ? std::string_view{} : rest.substr(comma + 1);
            while (name.starts_with(' ')) name.remove_prefix(1);
            while (name.ends_with(' ')) name.remove_suffix(1);
            if (!name.empty()) each(name);
        }
    }

 private:
    std::string_view text_;
    std::span<const std::string_view> views_;
    std::span<const std::string> strings_;
    bool all_ = false;
};

/// Of lists that take nothing but a page.
struct page_options {
    int page = 1;  ///< from 1, of 20 elements; less than 1 is the first
    call_options call = {};
};

/// Of calls that change something and take nothing else.
struct write_options {
    /// true: the client's worker sends it, after what was left to it before; the awaitable completes at once with a default value.
    bool background = false;
    call_options call = {};
};

/// Of a new status of an experiment, a job or a build. Empty texts are not sent.
struct create_status_options {
    std::string_view message = {};
    std::string_view traceback = {};
    bool background = false;  ///< as of write_options
    call_options call = {};
};

struct create_metric_options {
    std::optional<timestamp> created_at = {};  ///< unset: the moment at which the server takes it
    bool background = false;                   ///< as of write_options
    /// true: the client collects it with others for the same experiment and sends them together, at most an interval later; the awaitable
    /// completes at once with a default value.
    bool periodic = false;
    call_options call = {};
};

struct send_logs_options {
    bool background = false;  ///< as of write_options
    bool periodic = false;    ///< as of create_metric_options
    call_options call = {};
};

/// Of restart, resume and copy.
struct clone_options {
    v0::content content = {};  ///< what the new run has instead of, or beside, what the old one had
    bool update_code = false;  ///< with the project's newest code instead of that of the old run
    bool background = false;   ///< as of write_options
    call_options call = {};
};

struct get_user_options {
    std::string_view token = {};  ///< asks for this token's user instead of the client's
    call_options call = {};
};

struct list_experiments_options {
    bool independent = false;  ///< only those in no group
    id group = {""};           ///< only those of this group
    name_filter metrics = {};  ///< answers with little but ids, names and these of `last_metric`
    name_filter params = {};   ///< answers with little but ids, names and these of `params`
    std::string_view query =
        {};                      ///< "status:running, metric.loss:<0.1": `,` and, `|` or, `~` not, `%x%` like
    std::string_view sort = {};  ///< "-created_at", "metric.loss"
    int page = 1;                ///< from 1, of 20 elements; less than 1 is the first
    call_options call = {};
};

/// Of lists of a project's groups, jobs, builds and tensorboards.
struct list_options {
    std::string_view query = {};  ///< "status:running|stopped, tags:hp": `,` and, `|` or, `~` not, `%x%` like
    std::string_view sort = {};   ///< "-created_at"; unknown keys are ignored by the server
    int page = 1;                 ///< from 1, of 20 elements; less than 1 is the first
    call_options call = {};
};

/// Of the list of one group's experiments.
struct list_group_experiments_options {
    name_filter metrics = {};  ///< answers with little but ids, names and these of `last_metric`
    name_filter params = {};   ///< answers with little but ids, names and these of `params`
    std::string_view query =
        {};                      ///< "status:running, metric.loss:<0.1": `,` and, `|` or, `~` not, `%x%` like
    std::string_view sort = {};  ///< "-created_at", "metric.loss"
    int page = 1;                ///< from 1, of 20 elements; less than 1 is the first
    call_options call = {};
};

struct create_experiment_options {
    id group = {""};  ///< the group that it belongs to; beats `experiment_group` of the configuration
    bool background = false;
    call_options call = {};
};

struct set_repo_options {
    bool is_public = true;  ///< false: the platform asks for credentials
    bool background = false;
    call_options call = {};
};

/// Of calls that start a tensorboard or a notebook.
struct start_options {
    v0::content content = {};  ///< its polyaxonfile; empty: the platform's own
    bool is_managed = true;    ///< sent together with `content` only
    bool background = false;
    call_options call = {};
};

struct stop_notebook_options {
    bool commit = true;  ///< false: what was changed in the notebook is not committed to the code
    bool background = false;
    call_options call = {};
};

struct stop_group_options {
    bool pending = false;  ///< true: stops only what has not started
    bool background = false;
    call_options call = {};
};

struct group_status_options {
    std::string_view message = {};  ///< not sent when empty
    bool background = false;
    call_options call = {};
};

struct login_options {
    bool set_token = false;  ///< the client's later calls carry the token
    call_options call = {};
};

/// Of the exchanges of a token that a pod was given for one that speaks as its user.
struct exchange_options {
    bool set_token = true;      ///< the client's later calls carry the token
    bool persist_token = true;  ///< writes it where other programs of the pod look for it
    call_options call = {};
};

static_assert(std::is_trivially_destructible_v<name_filter>);
static_assert(std::is_trivially_destructible_v<list_options>);
static_assert(std::is_trivially_destructible_v<list_group_experiments_options>);
static_assert(std::is_trivially_destructible_v<create_experiment_options>);
static_assert(std::is_trivially_destructible_v<set_repo_options>);
static_assert(std::is_trivially_destructible_v<stop_notebook_options>);
static_assert(std::is_trivially_destructible_v<stop_group_options>);
static_assert(std::is_trivially_destructible_v<group_status_options>);
static_assert(std::is_trivially_destructible_v<login_options>);
static_assert(std::is_trivially_destructible_v<exchange_options>);
static_assert(std::is_trivially_destructible_v<page_options>);
static_assert(std::is_trivially_destructible_v<write_options>);
static_assert(std::is_trivially_destructible_v<create_status_options>);
static_assert(std::is_trivially_destructible_v<create_metric_options>);
static_assert(std::is_trivially_destructible_v<send_logs_options>);
static_assert(std::is_trivially_destructible_v<clone_options>);
static_assert(std::is_trivially_destructible_v<start_options>);
static_assert(std::is_trivially_destructible_v<get_user_options>);
static_assert(std::is_trivially_destructible_v<list_experiments_options>);

}  // namespace polyaxon::v0
