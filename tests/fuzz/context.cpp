// What the loaders make of files and variables. Input: a byte of modes, then entries that end with 0x1E: a letter that says where, and
// the text that stands there. Every text is read as YAML too.
#include "conformance/context_machine.hpp"
#include "fuzz/targets.hpp"

#include <polyaxon/codec/json_tokens.hpp>
#include <polyaxon/codec/yaml.hpp>
#include <polyaxon/context/v0.hpp>
#include <polyaxon/context/v1.hpp>
#include <polyaxon/context/values.hpp>

#include <algorithm>
#include <map>

namespace polyaxon::fuzz {

namespace {

struct place {
    char letter;
    const char* path;
};
constexpr place places[] = {
    {'A', "/tmp/.polyaxon/.polyaxonclient"},
    {'B', "/home/ada/.polyaxon/.polyaxonclient"},
    {'C', "/tmp/.polyaxon/.authtoken"},
    {'D', "/plx-context/.authtoken"},
    {'E', "/home/ada/.polyaxon/.polyaxonconfig"},
    {'F', "/home/ada/.polyaxon/.polyaxonauth"},
    {'a', "/tmp/.polyaxon/.client"},
    {'b', "/home/ada/.polyaxon/.client"},
    {'c', "/home/ada/.polyaxon/.auth"},
    {'d', "/plx-context/.configs/.auth"},
    {'e', "/home/ada/.polyaxon/.home"},
    {'f', "/home/ada/project/.polyaxon/.project"},
    {'g', "/home/ada/project/.polyaxon/.run"},
    {'h', "/home/ada/.polyaxon/.user"},
    {'i', "/home/ada/.polyaxon/.cli"},
    {'j', "/home/ada/.polyaxon/.project"},
};

void check_yaml(std::string_view text) {
    const auto read = codec::yaml_to_json(text);
    if (!read) {
        require(read.error().kind() == errc::decode, "bad YAML is a decode error");
        return;
    }
    require(codec::valid_json(read->text(), 65), "YAML is read as JSON");
    const auto again = codec::yaml_to_json(read->text());
    require(again.has_value(), "the JSON of a YAML text is YAML");
    require(*again == *read, "and reads as the same value");
}

void check_values(std::string_view text) {
    if (const auto n = context::integer_of(text))
        require(context::integer_of(std::to_string(*n)) == n, "an integer written and read again is equal");
    if (const auto n = context::number_of(text)) require(*n - *n == 0, "a number is finite");
    require(context::shown(text).size() <= 100, "a value is shown in few words");
    std::string token(text);
    if (!context::clean_token(token, "here"))
        require(!codec::check_header_value(token), "a token that is taken can be sent");
}

/// No line breaks, nothing that ends a header or a request line.
void check_line(std::string_view text, const char* promise) {
    require(!codec::check_header_value(text), promise);
}

void check_destination(const codec::destination& d) {
    std::string why;
    const auto back = codec::parse_url(d.where.text() + "/", why);
    require(back && back->where == d.where, "a resolved origin printed and parsed again is equal");
    require(d.where.port != 0, "a port is 1 to 65535");
    check_line(d.host, "a Host can be sent");
    check_line(d.authorization, "a token can be sent");
    for (const char c : d.base)
        require(static_cast<unsigned char>(c) > 32 && c != 127, "the path of a host is one word");
    require(d.base.empty() || d.base.front() == '/', "the path of a host begins with a slash");
    require(!d.base.ends_with('/'), "the path of a host ends without a slash");
    const auto secrets = d.headers + d.secret_headers;
    std::size_t lines = 0;
    for (std::size_t at = 0; at < secrets.size(); ++lines) {
        const auto end = secrets.find("\r\n", at);
        require(end != secrets.npos && end > at, "common headers are lines");
        check_line(std::string_view(secrets).substr(at, end - at), "common headers hold one line each");
        at = end + 2;
    }
    require(lines <= 8, "a value makes no header of its own");
}

/// What a user may see holds the token nowhere that a token belongs.
void check_report(const context_report& report, const std::optional<std::string>& token, bool as_text) {
    if (as_text) require(codec::valid_json(report.to_json().text(), 65), "a report is JSON");
    const auto* shown = report.find("token");
    require(shown != nullptr, "the report names the token");
    if (!token || token->empty()) return;
    require(shown->value.is_string() && shown->value.as<std::string>().starts_with("<redacted"),
            "the report shows no token");
}

void check_error(const error& e) {
    require(e.kind() == errc::context, "a configuration that cannot be used is a context error");
    require(!e.detail().empty(), "and says what is wrong");
    for (const char c : e.detail())
        require(static_cast<unsigned char>(c) >= 32 && c != 127, "in one clean line");
}

template <class Context>
void compare(const result<Context>& a, const result<Context>& b) {
    require(a.has_value() == b.has_value(), "the same files give the same outcome");
    if (!a) return require(a.error().detail() == b.error().detail(), "the same files give the same error");
    const auto &one = a->report.entries, &two = b->report.entries;
    require(std::equal(one.begin(), one.end(), two.begin(), two.end(),
                       [](const auto& x, const auto& y) {
                           return x.name == y.name && x.source == y.source &&
                                  x.value.text() == y.value.text();
                       }),
            "the same files give the same values");
}

/// A machine as the input says, with no file read yet.
struct description {
    std::map<std::string, std::string, std::less<>> environment;
    std::map<std::filesystem::path, context::system::file> files;
    bool home_writable = true;
    bool as_text = false;  ///< the report too, which takes longer than all the rest

    template <class Load>
    auto load(Load&& with) const {
        tests::context_machine machine;
        machine.environment = environment;
        machine.files = files;
        machine.home_writable = home_writable;
        auto out = with(machine);
        for (const auto& [path, times] : machine.all_reads())
            require(times <= 1, "each file is read at most once");
        return out;
    }
};

void check_v0(const description& machine) {
    const auto load = [](const context::system& m) {
        return context::load_v0(*context::copy(v0::api_config{}), m);
    };
    const auto loaded = machine.load(load);
    compare(loaded, machine.load(load));
    if (!loaded) return check_error(loaded.error());
    check_report(loaded->report, loaded->token, machine.as_text);
    check_destination(loaded->http);
    check_destination(loaded->ws);
    require(loaded->timeout >= 0 && loaded->interval >= 0, "times are not negative");
}

void check_v1(const description& machine, const std::optional<std::string>& reference) {
    const auto load = [](const context::system& m) {
        return context::load_v1(*context::copy(v1::client_config{}), m);
    };
    const auto loaded = machine.load(load);
    compare(loaded, machine.load(load));
    if (!loaded) return check_error(loaded.error());
    check_report(loaded->report, loaded->token, machine.as_text);
    check_destination(loaded->api);
    require(loaded->timeout >= 0 && loaded->interval >= 0, "times are not negative");
    for (const auto& given : {context::v1_reference{}, context::v1_reference{{}, reference, {}, {}, {}},
                              context::v1_reference{reference, "alpha", {}, {}, {}}}) {
        const auto run = context::resolve_run(*loaded, given);
        if (!run) check_error(run.error());
        const auto project = context::resolve_project(*loaded, given);
        if (!project) check_error(project.error());
    }
}

}  // namespace

int run_context(const std::uint8_t* data, std::size_t size) {
    input in(data, size);
    const auto mode = in.byte();
    description machine;
    machine.home_writable = !(mode & 1);
    machine.as_text = mode & 4;
    if (mode & 2) machine.environment["POLYAXON_IS_MANAGED"] = "true";
    std::optional<std::string> reference;
    for (int entries = 0; !in.rest().empty() && entries < 12; ++entries) {
        auto entry = in.until('\x1E');
        if (entry.empty()) continue;
        const char letter = entry.front();
        entry.remove_prefix(1);
        check_yaml(entry);
        check_values(entry);
        const auto at = std::find_if(std::begin(places), std::end(places),
                                     [&](const place& p) { return p.letter == letter; });
        if (at != std::end(places)) machine.files[at->path] = {std::string(entry), false, false, false};
        if (letter == 'r') reference = entry;
        if (letter == 'z') {  // NAME=value
            const auto equals = std::min(entry.find('='), entry.size());
            const auto value = entry.substr(std::min(equals + 1, entry.size()));
            machine.environment[std::string(entry.substr(0, equals))] = value.substr(0, value.find('\0'));
        }
    }
    check_v0(machine);
    check_v1(machine, reference);
    return 0;
}

}  // namespace polyaxon::fuzz
