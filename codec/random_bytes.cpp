#include <polyaxon/codec/random_bytes.hpp>

#include <openssl/rand.h>

namespace polyaxon::codec {

bool fill_random(std::span<char> bytes) noexcept {
    return RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(bytes.size())) == 1;
}

}  // namespace polyaxon::codec
