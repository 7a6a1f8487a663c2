#include <polyaxon/context/file_reader.hpp>

#include <polyaxon/context/values.hpp>

namespace polyaxon::context {

file_reader::seen file_reader::load(const std::filesystem::path& path, std::size_t cap) {
    std::error_code ec;
    auto file = machine_.read(path, cap, ec);
    const std::string place = "file " + path.string();
    if (ec) {
        const bool large = ec == std::errc::file_too_large;
        report_.searched.push_back(place + (large ? ": too large" : ": cannot be read"));
        std::string why =
            large ? "is larger than " + std::to_string(cap / 1024) +
                        " KiB; a configuration never is, so remove or repair it"
                  : "cannot be read (" + ec.message() + "); make it readable for this user or remove it";
        return {std::nullopt, trouble(place + ' ' + why)};
    }
    report_.searched.push_back(place + (file ? ": read" : ": not there"));
    if (!file) return {};
    if (file->readable_by_others)
        report_.warnings.push_back(place + " can be read or written by others; run `chmod 600 " +
                                   path.string() + "`");
    if (file->is_link)
        report_.warnings.push_back(place +
                                   " is a symbolic link; put the file itself there and run `chmod 600 " +
                                   path.string() + "`");
    if (file->owned_by_other)
        report_.warnings.push_back(
            place +
            " belongs to another user, who decides what it says; remove it, or own it and run `chmod 600 " +
            path.string() + "`");
    return {std::move(file->text), std::nullopt};
}

result<const std::string*> file_reader::text(const std::filesystem::path& path, std::size_t cap) {
    auto at = files_.find(path);
    if (at == files_.end()) at = files_.emplace(path, load(path, cap)).first;
    if (at->second.failure) return *at->second.failure;
    return at->second.text ? &*at->second.text : nullptr;
}

result<json> file_reader::object(const std::filesystem::path& path, std::size_t cap) {
    const auto text = this->text(path, cap);
    if (!text) return text.error();
    if (*text == nullptr) return json();
    json value;
    try {
        value = json::parse(**text);
    } catch (const error&) {
        // The parser's own words may quote the file.
        return trouble("file " + path.string() + ((*text)->empty() ? " is empty" : " is not valid JSON") +
                       "; it must hold one JSON object: repair it or remove it");
    }
    if (value.is_object()) return value;
    report_.warnings.push_back("file " + path.string() + " holds no JSON object and was skipped");
    return json();
}

std::optional<std::string> file_reader::variable(std::string_view name) {
    auto value = machine_.variable(name);
    std::string note = "environment " + std::string(name);
    report_.searched.push_back(note + (!value ? ": not set" : value->empty() ? ": empty" : ": set"));
    return value;
}

}  // namespace polyaxon::context
