#pragma once
#include "async/support/certificates.hpp"

#include <map>
#include <string>
#include <utility>

namespace polyaxon::test::hostile {

/// The certificates that rows name, made once in the process. The client trusts `root` alone.
struct certificates {
    identity root = issue({.common_name = "Test Root", .authority = true});
    identity other_root = issue({.common_name = "Other Root", .authority = true});
    identity middle = issue({.common_name = "Test Middle", .authority = true}, &root);
    identity narrow =
        issue({.common_name = "Narrow Middle", .authority = true, .constraints = "permitted;DNS:example.org"},
              &root);
    temporary_file root_file{root.certificate_pem()};
    std::map<std::string, identity, std::less<>> leaves;

    certificates() {
        const std::string here = "DNS:localhost,IP:127.0.0.1";
        add("good", {.alternative = here}, &root);
        add("expired", {.alternative = here, .from = -86400 * 3, .until = -86400}, &root);
        add("not yet valid", {.alternative = here, .from = 86400, .until = 86400 * 3}, &root);
        add("self-signed", {.common_name = "Lonely", .alternative = here}, nullptr);
        add("unknown root", {.alternative = here}, &other_root);
        add("unknown root, sent", {.alternative = here}, &other_root, {&other_root});
        add("wrong name", {.alternative = "DNS:other.example,DNS:*.example.net,IP:127.0.0.1"}, &root);
        add("wrong address", {.alternative = "DNS:localhost,IP:10.1.2.3"}, &root);
        add("address as a name", {.alternative = "DNS:127.0.0.1"}, &root);
        add("common name only", {.common_name = "localhost"}, &root);
        add("partial wildcard", {.alternative = "DNS:local*,DNS:*host,DNS:*"}, &root);
        add("missing middle", {.alternative = here}, &middle);
        add("whole chain", {.alternative = here}, &middle, {&middle});
        add("clients only", {.alternative = here, .usage = "clientAuth"}, &root);
        add("outside the constraints", {.alternative = here}, &narrow, {&narrow});
        const identity leaf = leaves.at("good");
        add("signed by a leaf", {.common_name = "Below a leaf", .alternative = here}, &leaf, {&leaf});
    }

    static const certificates& made() {
        static const certificates all;
        return all;
    }

 private:
    void add(const std::string& name, const recipe& r, const identity* issuer,
             const std::vector<const identity*>& chain = {}) {
        identity made = issue(r, issuer);
        for (const auto* one : chain) made.chain.push_back(one->certificate);
        leaves[name] = std::move(made);
    }
};

}  // namespace polyaxon::test::hostile
