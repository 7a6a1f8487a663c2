// One libFuzzer program: POLYAXON_FUZZ_TARGET says which function it drives.
#include "fuzz/targets.hpp"

#include <cstdio>
#include <cstdlib>
#include <exception>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        return polyaxon::fuzz::POLYAXON_FUZZ_TARGET(data, size);
    } catch (const std::exception& e) {
        std::fprintf(stderr, "broken: %s\n", e.what());
    }
    std::abort();
}
