#include "conformance/v1_forms.hpp"

#include <polyaxon/codec/archive.hpp>
#include <polyaxon/codec/error.hpp>

#include <stdlib.h>

#include <fstream>
#include <sstream>

namespace conformance::v1 {

namespace fs = std::filesystem;

namespace {

std::string parameter(std::string_view line, std::string_view name) {
    const auto key = std::string("; ") + std::string(name) + "=\"";
    const auto at = line.find(key);
    if (at == line.npos) return {};
    const auto begin = at + key.size();
    return std::string(line.substr(begin, line.find('"', begin) - begin));
}

void write_file(const fs::path& path, std::string_view data) {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << data;
}
std::string read_file(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return std::move(text).str();
}
fs::path fresh_folder() {
    auto name = (fs::temp_directory_path() / "polyaxon-conformance-XXXXXX").string();
    if (!::mkdtemp(name.data())) throw std::runtime_error("cannot make a directory " + name);
    return fs::canonical(name);
}
void unpack_to(const fs::path& folder, std::string_view archive) {
    const auto packed = folder.parent_path() / (folder.filename().string() + ".tar.gz");
    write_file(packed, archive);
    polyaxon::codec::unpacker all(packed, folder);
    std::error_code ec;
    while (all.step(ec)) {
    }
    fs::remove(packed);
    if (ec) throw mismatch("an archive cannot be unpacked: " + all.what());
}
std::string replaced(std::string text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != text.npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}
std::string own_name(const std::string& path) { return fs::path(path).filename().string(); }

const form_part& part_named(const std::vector<form_part>& parts, const std::string& name) {
    for (const auto& one : parts)
        if (one.name == name) return one;
    throw mismatch("the form has no part " + name);
}

}  // namespace

std::vector<form_part> parts_of(std::string_view body) {
    const auto first = body.find("\r\n");
    if (first == body.npos || !body.starts_with("--")) throw mismatch("the body is no form");
    const auto line = std::string(body.substr(0, first)), between = "\r\n" + line;
    std::vector<form_part> out;
    for (auto at = first + 2; at < body.size();) {
        const auto blank = body.find("\r\n\r\n", at), end = body.find(between, blank);
        if (blank == body.npos || end == body.npos) throw mismatch("the form breaks off");
        const auto head = body.substr(at, blank - at);
        out.push_back({parameter(head, "name"), parameter(head, "filename"),
                       std::string(body.substr(blank + 4, end - blank - 4))});
        at = end + between.size();
        if (body.substr(at).starts_with("--")) break;
        at += 2;
    }
    return out;
}

bool is_archive(std::string_view data) { return data.starts_with("\x1f\x8b"); }

file_map unpacked(std::string_view archive) {
    const work_folder folder;
    unpack_to(folder.root() / "it", archive);
    return files_at(folder.root() / "it");
}

file_map files_at(const fs::path& path) {
    file_map out;
    if (fs::is_regular_file(path)) out.emplace(path.filename().string(), read_file(path));
    if (!fs::is_directory(path)) return out;
    for (const auto& entry : fs::recursive_directory_iterator(path))
        if (entry.is_regular_file())
            out.emplace(fs::relative(entry.path(), path).string(), read_file(entry.path()));
    return out;
}

void compare_forms(std::string_view recorded, std::string_view seen) {
    const auto want = parts_of(recorded), got = parts_of(seen);
    if (want.size() != got.size())
        throw mismatch("expected a form of " + std::to_string(want.size()) + " parts, got " +
                       std::to_string(got.size()));
    for (const auto& part : want) {
        const auto& other = part_named(got, part.name);
        const auto differs = [&](const std::string& what) {
            throw mismatch("part " + part.name + ": expected " + what + ", got " + shortened(other.data));
        };
        if (part.file_name.empty() != other.file_name.empty()) differs("a file name, or none");
        if (part.file_name.empty()) {
            if (!(json::parse(part.data) == json::parse(other.data))) differs(shortened(part.data));
        } else if (is_archive(part.data)) {
            if (!is_archive(other.data) || unpacked(part.data) != unpacked(other.data))
                differs("an archive of other files");
        } else {
            if (own_name(part.file_name) != own_name(other.file_name))
                throw mismatch("expected a file named " + own_name(part.file_name) + ", got " +
                               other.file_name);
            if (part.data != other.data) differs(shortened(part.data));
        }
    }
}

json bytes(std::string_view data) {
    std::string text;
    for (const char c : data) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) {
            text += c;
        } else {
            text += static_cast<char>(0xc0 | byte >> 6);
            text += static_cast<char>(0x80 | (byte & 0x3f));
        }
    }
    return json::from(text);
}

std::string body_of(const json& message) {
    if (const auto text = member(message, "body"); !text.is_null()) return text.as<std::string>();
    if (const auto packed = member(message, "body_base64"); !packed.is_null())
        return base64_decoded(packed.as<std::string>());
    return {};
}

work_folder::work_folder() : root_(fresh_folder()) {}
work_folder::~work_folder() {
    std::error_code ignored;
    fs::remove_all(root_, ignored);
}
std::string work_folder::here(std::string text) const {
    return replaced(std::move(text), "/work-dir", root_.string());
}
std::string work_folder::there(std::string text) const {
    return replaced(std::move(text), root_.string(), "/work-dir");
}

void work_folder::furnish(const json& args, const std::vector<json>& exchanges) const {
    const auto given = member(args, "positional");
    if (!given.is_array() || given.size() == 0) return;
    const auto first = given.at(0);
    const auto below = [this](const json& path) {
        return path.is_string() && path.as<std::string>().starts_with(root_.string());
    };
    for (const auto& e : exchanges) {
        const auto body = body_of(e.at("request"));
        if (!body.starts_with("--")) continue;
        const auto parts = parts_of(body);
        const auto& file = part_named(parts, "upload_file");
        const auto from = member(args, "relative_to");
        if (!is_archive(file.data) && below(first))
            write_file(first.as<std::string>(), file.data);
        else if (below(from))
            for (const auto& [path, data] : unpacked(file.data))
                write_file(fs::path(from.as<std::string>()) / path, data);
    }
}

}  // namespace conformance::v1
