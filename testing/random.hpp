#pragma once
#include <cstdint>
#include <string_view>

namespace polyaxon::testing {

/// splitmix64: the same numbers from the same seed on every machine and with every standard library.
class seeded {
 public:
    explicit seeded(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next() {
        state_ += 0x9e3779b97f4a7c15ULL;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31);
    }
    std::uint64_t below(std::uint64_t n) { return next() % n; }
    /// In [0, 1).
    double share() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

 private:
    std::uint64_t state_;
};

/// FNV-1a.
inline std::uint64_t hash(std::string_view text, std::uint64_t seed = 0xcbf29ce484222325ULL) {
    for (unsigned char c : text) seed = (seed ^ c) * 0x100000001b3ULL;
    return seed;
}

}  // namespace polyaxon::testing
