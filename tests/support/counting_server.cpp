#include "support/counting_server.hpp"

#include "async/support/certificates.hpp"

#include <polyaxon/codec/json.hpp>

#include <algorithm>

namespace polyaxon::test {

/// One certificate for all the servers that follow each other.
struct counting_server::identity_files {
    identity root = issue({.common_name = "Test Root", .authority = true});
    identity leaf = issue({.alternative = "DNS:localhost,IP:127.0.0.1"}, &root);
    temporary_file root_file{root.certificate_pem()};
    temporary_file certificate{leaf.certificate_pem()};
    temporary_file key{leaf.key_pem()};
};

counting_server::counting_server(const setting& s) : setting_(s), dice_(s.seed) {
    if (s.tls) files_ = std::make_unique<identity_files>();
    start();
}
counting_server::~counting_server() = default;

void counting_server::start() {
    testing::server_options o;
    o.tls = setting_.tls;
    if (setting_.tls) o.cert_file = files_->certificate.path(), o.key_file = files_->key.path();
    o.keep_requests = 1;
    server_ = std::make_unique<testing::server>([this](const testing::received& r) { return answer(r); }, o);
}

void counting_server::kill_and_restart() {
    const std::lock_guard lock(starting_);
    server_.reset();
    start();
}

void counting_server::forget() {
    const std::lock_guard lock(mutex_);
    seen_.clear();
    requests_ = 0;
}

std::uint16_t counting_server::port() const {
    const std::lock_guard lock(starting_);
    return server_->port();
}
std::string counting_server::ca_file() const { return files_ ? files_->root_file.path() : std::string(); }
std::size_t counting_server::open_connections() const {
    const std::lock_guard lock(starting_);
    return server_->open_connections();
}

testing::reply counting_server::answer(const testing::received& r) {
    const bool post = r.method == "POST";
    std::string id;
    if (post) {
        id = json::parse(r.body).at("name").as<std::string>();
    } else {
        const auto path = r.path();
        id = path.substr(path.find_last_of('/', path.size() - 2) + 1);
        if (id.ends_with('/')) id.pop_back();
    }
    std::chrono::milliseconds late{0};
    {
        const std::lock_guard lock(mutex_);
        auto& times = seen_[id];
        ++(post ? times.posts : times.gets);
        ++requests_;
        late = std::chrono::milliseconds(dice_() % (setting_.slowest_ms + 1));
    }
    auto out = testing::reply::json("{\"uuid\":\"" + id + "\",\"name\":\"" + id + "\"}", post ? 201 : 200);
    out.delay = late;
    // The framing varies with the id: with a length, in chunks, packed.
    out.chunked = !id.empty() && id.back() % 3 == 0;
    out.gzip = !id.empty() && id.back() % 4 == 1;
    return out;
}

counting_server::arrivals counting_server::of(const std::string& id) const {
    const std::lock_guard lock(mutex_);
    const auto found = seen_.find(id);
    return found == seen_.end() ? arrivals() : found->second;
}
std::size_t counting_server::posts_seen_twice() const {
    const std::lock_guard lock(mutex_);
    return static_cast<std::size_t>(
        std::count_if(seen_.begin(), seen_.end(), [](const auto& one) { return one.second.posts > 1; }));
}
std::size_t counting_server::requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
}

}  // namespace polyaxon::test
