#pragma once
#include <memory>
#include <string>

namespace polyaxon::resources {
class core;
}

namespace polyaxon::v1 {

/// Whose runs a batch is about, once it is known.
struct run_place {
    enum whose { of_project, of_organization, of_team } level = of_project;
    bool idle = false;        ///< offline or no_op: nothing is to be sent
    std::string owner, name;  ///< name: of the project or team
};

class run_scope {
 public:
    virtual ~run_scope() = default;
    /// Finds it when nobody has yet. Throws `context`.
    virtual run_place runs() = 0;
    virtual std::shared_ptr<resources::core> core() const = 0;
};

}  // namespace polyaxon::v1
