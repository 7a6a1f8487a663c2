#pragma once
#include <polyaxon/testing/run.hpp>
#include <polyaxon/v1.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <utility>

namespace polyaxon::live {

/// What a started server wrote down about itself.
inline json known(const std::string& server) {
    std::ifstream file(std::string(POLYAXON_LIVE_STATE "/") + server + ".json");
    return json::parse(std::string(std::istreambuf_iterator<char>(file), {}));
}

inline std::string haupt_url() { return known("haupt").at("url").as<std::string>(); }

/// A name nobody else has used: tests share one server.
inline std::string fresh(const std::string& stem) {
    static std::random_device device;
    return stem + "-" + std::to_string(device() % 1000000000u);
}

/// Runs one coroutine to its end and passes its exception on; a real server may take its time.
template <class F>
void run(F&& body) {
    testing::run(body(), std::chrono::minutes(3));
}

template <class T>
errc kind_of(const result<T>& r) {
    return r ? errc{} : r.error().kind();
}

}  // namespace polyaxon::live
