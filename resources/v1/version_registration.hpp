#pragma once
#include <polyaxon/resources/v1/version_options.hpp>

#include <optional>
#include <string>
#include <vector>

namespace polyaxon::v1 {

/// What a version is registered with: owned form of register_version_options, and what a copied or stored version has.
class version_registration {
 public:
    version_registration(version_kind, std::string_view name, const register_version_options&);
    /// What `of` has, under another name perhaps.
    version_registration(version_kind, std::string_view name, const project_version& of, bool force);

    version_kind kind() const { return kind_; }
    const std::string& name() const { return version_.name.value(); }
    bool force() const { return force_; }
    /// Replaces what the options name (description, tags, content).
    void change(const copy_version_options&);

    /// The body of a POST: name and kind with what is set.
    json creation() const;
    /// The body of a PATCH: what is set alone.
    json changes() const;

 private:
    version_kind kind_;
    bool force_;
    bool clears_artifacts_ = false;  ///< an empty list was given
    project_version_body version_;   ///< what is registered of it
};

}  // namespace polyaxon::v1
