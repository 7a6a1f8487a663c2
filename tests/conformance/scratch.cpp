#include "conformance/scratch.hpp"

#include <stdlib.h>

#include <fstream>
#include <set>
#include <sstream>

namespace conformance {

namespace fs = std::filesystem;

scratch::scratch() : before_(fs::current_path()) {
    std::string name = (fs::temp_directory_path() / "polyaxon-conformance-XXXXXX").string();
    if (!::mkdtemp(name.data())) throw std::runtime_error("cannot make a directory " + name);
    root_ = fs::canonical(name);
    for (const auto* folder : {"work", "tmp", "plx-context"}) fs::create_directory(root_ / folder);
    fs::current_path(root_ / "work");
}
scratch::~scratch() {
    std::error_code ignored;
    fs::current_path(before_, ignored);
    fs::remove_all(root_, ignored);
}

fs::path scratch::place_of(std::string_view recorded) const {
    if (recorded.starts_with("/")) return root_ / recorded.substr(1);
    return root_ / "work" / recorded;
}

namespace {

bool same_content(const json& expected, const std::string& actual) {
    if (const auto packed = member(expected, "$base64"); !packed.is_null())
        return base64_decoded(packed.as<std::string>()) == actual;
    const auto text = expected.as<std::string>();
    if (text == actual) return true;
    try {
        return json::parse(text) == json::parse(actual);
    } catch (const std::exception&) {
        return false;
    }
}

}  // namespace

void scratch::compare(const json& files_written) const {
    std::set<fs::path> wanted;
    for (const auto& [recorded, content] : files_written.items()) {
        const auto path = place_of(recorded);
        wanted.insert(path);
        std::ifstream in(path, std::ios::binary);
        if (!in) throw mismatch("file " + recorded + " was not written");
        std::ostringstream text;
        text << in.rdbuf();
        if (!same_content(content, text.str()))
            throw mismatch("file " + recorded + " has other content than recorded: " + shortened(text.str()));
    }
    for (const auto& entry : fs::recursive_directory_iterator(root_))
        if (!entry.is_directory() && !wanted.contains(entry.path()))
            throw mismatch("file " + fs::relative(entry.path(), root_).string() +
                           " was written and is not in the record");
}

std::error_code scratch_system::write_secret(const fs::path& path, std::string_view text,
                                             bool make_folder) const {
    return polyaxon::context::write_secret_file(path, text, make_folder);
}

}  // namespace conformance
