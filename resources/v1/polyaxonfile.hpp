#pragma once
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/v1/operation_options.hpp>
#include <polyaxon/resources/v1/run_options.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// A polyaxonfile: a component, an operation, or a file without a kind, as JSON. What the Python client does before it creates a run of one:
// check it and lay over it what was asked for. Everything here throws `invalid_argument` that says what to mend.

namespace polyaxon::v1 {

/// Owned form of the short forms of `polyaxon run`, as the root members of a polyaxonfile. Null when none was given.
class inline_members {
 public:
    inline_members() = default;
    /// Of create_run_options or operation_options.
    template <class Options>
    explicit inline_members(const Options& o) : inline_members(o.image, o.cmd, o.env, o.ports) {
        add_resources(o.cpu, o.memory, o.gpu);
    }
    const json& value() const { return value_; }

 private:
    inline_members(std::string_view image, std::string_view cmd, std::string_view env,
                   std::string_view ports);
    void add_resources(quantity cpu, quantity memory, quantity gpu);
    json value_;
};

/// Owned form of the members that operation_options lays over the file: params, matrix, presets, queue, namespace, cache, isApproved.
class operation_members {
 public:
    operation_members() = default;
    explicit operation_members(const operation_options&);
    const json& value() const { return value_; }  ///< an object

 private:
    json value_ = json::object();
};

/// The text of a polyaxonfile, YAML or JSON, as an object whose sections and kind are known. `origin` is told in errors: a path or URL.
json parse_polyaxonfile(std::string_view text, std::string_view origin);

/// `over` laid over `base`: objects member by member, everything else replaced.
json merged_deep(const json& base, const json& over);
/// The short forms laid over a polyaxonfile: the container, env and resources member by member, ports added to those that are there, the rest replaced.
json with_inline(json file, const json& inline_root);

/// The operation that is sent. A component is wrapped in one; an operation, or a file without kind, gets the members itself.
json operation_of(const json& file, const operation_members&);

/// Refuses what no server can run: no runtime, two references, a required input without a param or one of the wrong type, an unknown param
/// where strictParams says so. Only with all references resolved can it be told.
void check_operation(const json& operation);

/// An unresolved reference of a polyaxonfile: `hubRef`, `urlRef` or `pathRef`. Nothing when there is none, or its component is there already.
class file_reference {
 public:
    file_reference(std::string_view k, std::string_view t) : kind(k), target(t) {}
    std::string kind, target;
};
std::optional<file_reference> reference_of(const json& file);

}  // namespace polyaxon::v1
