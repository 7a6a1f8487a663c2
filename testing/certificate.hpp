#pragma once
#include <string>

namespace polyaxon::testing {

/// A certificate authority of this moment and a leaf of it for 127.0.0.1, ::1 and localhost; EC keys, PEM.
struct made_certificate {
    std::string ca_pem, leaf_pem, key_pem;
};
made_certificate make_certificate();

}  // namespace polyaxon::testing
