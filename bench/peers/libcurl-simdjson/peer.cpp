// Peer: libcurl's multi interface and simdjson. A caller is an easy handle that is used again and again.
#include "checked.hpp"
#include "common/arguments.hpp"
#include "common/measure.hpp"
#include "multi.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <deque>
#include <exception>
#include <string>

namespace peer {
namespace {

using clock_type = std::chrono::steady_clock;

std::size_t take(char* data, std::size_t, std::size_t size, void* body) {
    static_cast<std::string*>(body)->append(data, size);
    return size;
}

class caller {
 public:
    caller(const bench::arguments& a, curl_slist* headers) : easy_(curl_easy_init()) {
        const auto url = (a.tls ? "https://" : "http://") + a.host + ':' + std::to_string(a.port) + a.path();
        curl_easy_setopt(easy_, CURLOPT_URL, url.c_str());
        curl_easy_setopt(easy_, CURLOPT_HTTPHEADER, headers);
        curl_easy_setopt(easy_, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
        curl_easy_setopt(easy_, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(easy_, CURLOPT_PROXY, "");
        curl_easy_setopt(easy_, CURLOPT_TIMEOUT_MS, 60'000L);
        curl_easy_setopt(easy_, CURLOPT_WRITEFUNCTION, &take);
        curl_easy_setopt(easy_, CURLOPT_WRITEDATA, &body_);
        curl_easy_setopt(easy_, CURLOPT_PRIVATE, this);
        if (!a.ca.empty()) {
            curl_easy_setopt(easy_, CURLOPT_CAINFO, a.ca.c_str());
        } else {
            curl_easy_setopt(easy_, CURLOPT_SSL_VERIFYPEER, 0L);
            curl_easy_setopt(easy_, CURLOPT_SSL_VERIFYHOST, 0L);
        }
    }
    ~caller() { curl_easy_cleanup(easy_); }
    caller(const caller&) = delete;
    caller& operator=(const caller&) = delete;

    static caller& of(CURL* easy) {
        char* self = nullptr;
        curl_easy_getinfo(easy, CURLINFO_PRIVATE, &self);
        return *reinterpret_cast<caller*>(self);
    }

    void start(multi& m) {
        body_.clear();
        begin_ = clock_type::now();
        m.add(easy_);
    }
    clock_type::time_point begin() const { return begin_; }
    std::string& body() { return body_; }
    long status() const {
        long out = 0;
        curl_easy_getinfo(easy_, CURLINFO_RESPONSE_CODE, &out);
        return out;
    }

 private:
    CURL* easy_;
    std::string body_;
    clock_type::time_point begin_{};
};

class desk {
 public:
    desk(const bench::arguments& a, bench::measure& m)
        : a_(a),
          measure_(m),
          multi_(a.connections, [this](CURL* easy, CURLcode code) { finished(easy, code); }) {
        headers_ = curl_slist_append(headers_, "Accept: application/json");
        headers_ = curl_slist_append(headers_, "Authorization: Token bench");
        for (std::size_t i = 0; i < a.concurrency; ++i) callers_.emplace_back(a, headers_);
    }
    ~desk() {
        callers_.clear();
        curl_slist_free_all(headers_);
    }
    desk(const desk&) = delete;
    desk& operator=(const desk&) = delete;

    void phase(std::size_t requests) {
        left_ = requests;
        for (auto& c : callers_) ask(c);
        multi_.run();
    }

 private:
    void ask(caller& c) {
        if (left_ == 0) return;
        --left_;
        c.start(multi_);
    }

    void finished(CURL* easy, CURLcode code) {
        auto& c = caller::of(easy);
        if (code != CURLE_OK)
            measure_.failed(curl_easy_strerror(code));
        else if (c.status() != 200)
            measure_.failed("status " + std::to_string(c.status()));
        else
            check(c.body());
        measure_.took(clock_type::now() - c.begin());
        ask(c);
    }

    void check(std::string& body) {
        try {
            if (!right(decoder_, body, a_)) measure_.failed("the answer is not what was asked for");
        } catch (const std::exception& e) {
            measure_.failed(e.what());
        }
    }

    const bench::arguments& a_;
    bench::measure& measure_;
    decoder decoder_;
    multi multi_;
    curl_slist* headers_ = nullptr;
    std::deque<caller> callers_;
    std::size_t left_ = 0;
};

}  // namespace
}  // namespace peer

int main(int argc, char** argv) {
    const auto a = bench::parse(argc, argv);
    if (a.pipeline != 1 || a.target == "experiment") {
        std::fprintf(stderr, "libcurl-simdjson: neither pipelining nor experiments\n");
        return 2;
    }
    bench::measure m(std::max(a.requests, a.warmup));
    curl_global_init(CURL_GLOBAL_DEFAULT);
    try {
        peer::desk d(a, m);
        d.phase(a.warmup);
        m.begin();
        d.phase(a.requests);
        m.end();
    } catch (const std::exception& e) {
        std::fprintf(stderr, "libcurl-simdjson: %s\n", e.what());
        return 1;
    }
    curl_global_cleanup();
    return m.print();
}
