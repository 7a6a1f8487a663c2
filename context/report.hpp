#pragma once
#include <polyaxon/codec/json.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace polyaxon {

/// What was resolved and where each value came from. Secrets are redacted when it is made: `value` never holds a token.
///
///     auto report = co_await client.context();   std::cout << report.to_json().text() << '\n';
struct context_report {
    struct entry {
        std::string name;  ///< "token", "host", …
        json value;        ///< as resolved; a secret shows as "<redacted, 40 characters>"
        std::string
            source;  ///< "argument", "environment POLYAXON_API_HOST", "file /home/ada/.polyaxon/.polyaxonauth", "default"
    };
    std::vector<entry> entries;
    std::vector<std::string>
        searched;  ///< every place that was looked at, in order, with what was found there
    std::vector<std::string> warnings;  ///< "file … is readable by others"

    const entry* find(std::string_view name) const;
    /// {"values": {name: {"value":…, "source":…}}, "searched": […], "warnings": […]}
    json to_json() const;
};

}  // namespace polyaxon
