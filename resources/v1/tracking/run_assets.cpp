#include <polyaxon/resources/v1/tracking/run_assets.hpp>

#include <polyaxon/codec/error.hpp>
#include <polyaxon/resources/v1/content_hash.hpp>

#include <array>
#include <fstream>
#include <system_error>

namespace polyaxon::v1::tracking {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void refuse(const fs::path& file, const std::string& why) {
    error_info info;
    info.kind = errc::invalid_argument;
    info.detail = file.string() + " " + why;
    throw error(std::move(info));
}

void make_folder_of(const fs::path& file) {
    std::error_code ec;
    fs::create_directories(file.parent_path(), ec);
    if (ec) refuse(file.parent_path(), "cannot be made: " + ec.message());
}

/// MD5 may be forbidden on this machine: then there is none.
class lenient_hash {
 public:
    lenient_hash() try : hash_(std::in_place) {
    } catch (const error&) {
    }
    void add(std::string_view piece) {
        if (hash_) hash_->add(piece);
    }
    std::string text() { return hash_ ? hash_->text() : std::string(); }

 private:
    std::optional<content_hash> hash_;
};

std::string copy_bytes(const fs::path& from, const fs::path& to) {
    std::ifstream in(from, std::ios::binary);
    if (!in) refuse(from, "cannot be read: is it there?");
    std::ofstream out(to, std::ios::binary | std::ios::trunc);
    if (!out) refuse(to, "cannot be written: look at the folder's permissions");
    lenient_hash hash;
    std::array<char, 64 * 1024> piece;
    while (in.read(piece.data(), piece.size()), in.gcount() > 0) {
        const std::string_view text(piece.data(), static_cast<std::size_t>(in.gcount()));
        hash.add(text);
        out.write(text.data(), in.gcount());
    }
    out.close();
    if (!out || in.bad()) refuse(to, "could not be written: is the disk full?");
    return hash.text();
}

std::uint32_t big_endian(std::string_view four) {
    std::uint32_t n = 0;
    for (const char c : four) n = n << 8 | static_cast<unsigned char>(c);
    return n;
}

}  // namespace

std::string copy_into(const fs::path& from, const fs::path& to) {
    std::error_code ec;
    const auto kind = fs::status(from, ec);
    if (ec || !fs::exists(kind)) refuse(from, "is not there");
    make_folder_of(to);
    if (fs::equivalent(from, to, ec)) return {};
    if (!fs::is_directory(kind)) return copy_bytes(from, to);
    fs::copy(
        from, to,
        fs::copy_options::recursive | fs::copy_options::overwrite_existing | fs::copy_options::skip_symlinks,
        ec);
    if (ec) refuse(from, "cannot be copied: " + ec.message());
    return {};
}

void write_whole(const fs::path& to, std::string_view bytes) {
    make_folder_of(to);
    std::ofstream out(to, std::ios::binary | std::ios::trunc);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (!out)
        refuse(to, "could not be written: look at the folder's permissions, and whether the disk is full");
}

std::string ending_of(const fs::path& file) {
    const auto dotted = file.extension().string();
    return dotted.empty() ? dotted : dotted.substr(1);
}

std::string base_name(const fs::path& file) {
    const auto name = (file.has_filename() ? file : file.parent_path()).filename().string();
    return name.substr(0, name.find('.', 1));
}

std::optional<picture_size> size_of_png(std::string_view b) {
    if (b.size() < 26 || b.substr(0, 8) != "\x89PNG\r\n\x1a\n" || b.substr(12, 4) != "IHDR")
        return std::nullopt;
    picture_size s;
    s.width = big_endian(b.substr(16, 4));
    s.height = big_endian(b.substr(20, 4));
    switch (b[25]) {  // the colour type
        case 0: s.channels = 1; break;
        case 4: s.channels = 2; break;
        case 6: s.channels = 4; break;
        default: s.channels = 3;
    }
    return s;
}

}  // namespace polyaxon::v1::tracking
