#pragma once
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <string>
#include <string_view>

// Tar archives byte by byte, so that they may be as wrong as they like.

namespace tar_test {

struct entry {
    std::string name;
    std::string content = {};
    char type = '0';  // '0' file, '1' hard link, '2' symbolic link, '3' '4' devices, '5' folder, '6' pipe
    std::string link = {};
    unsigned mode = 0644;
    std::uint64_t announced = UINT64_MAX;  // instead of the size of the content
    std::uint64_t modified = 1'600'000'000;
};

inline void octal(char* at, std::size_t width, std::uint64_t n) {
    char text[32];
    std::snprintf(text, sizeof text, "%0*llo", static_cast<int>(width - 1),
                  static_cast<unsigned long long>(n));
    std::memcpy(at, text, width - 1);
}

inline std::string header(const entry& e) {
    char h[512] = {};
    std::memcpy(h, e.name.data(), std::min<std::size_t>(e.name.size(), 100));
    octal(h + 100, 8, e.mode);
    octal(h + 108, 8, 0);
    octal(h + 116, 8, 0);
    octal(h + 124, 12, e.announced == UINT64_MAX ? e.content.size() : e.announced);
    octal(h + 136, 12, e.modified);
    std::memset(h + 148, ' ', 8);
    h[156] = e.type;
    std::memcpy(h + 157, e.link.data(), std::min<std::size_t>(e.link.size(), 100));
    std::memcpy(h + 257,
                "ustar\0"
                "00",
                8);
    unsigned sum = 0;
    for (const unsigned char c : h) sum += c;
    octal(h + 148, 7, sum);
    return std::string(h, sizeof h);
}

inline std::string padded(std::string content) {
    content.resize((content.size() + 511) / 512 * 512, '\0');
    return content;
}

/// A pax record before the entry it speaks of: "27 path=…\n".
inline std::string pax(std::string_view key, std::string_view value) {
    const auto rest = std::string(" ") + std::string(key) + "=" + std::string(value) + "\n";
    std::size_t n = rest.size() + 1;
    while (std::to_string(n).size() + rest.size() != n) ++n;
    const auto record = std::to_string(n) + rest;
    return header({.name = "pax", .content = record, .type = 'x'}) + padded(record);
}

inline std::string bytes(const entry& e) { return header(e) + padded(e.content); }
inline std::string end() { return std::string(1024, '\0'); }

template <class... E>
std::string archive(const E&... entries) {
    return (bytes(entries) + ... + end());
}

}  // namespace tar_test
