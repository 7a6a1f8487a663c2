#include "support/sanitizers.hpp"

#include <resources/v0_transfer_support.hpp>

#include <polyaxon/v1.hpp>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>

// Large files take little memory. The peer is a process of its own, so that what it holds is not counted.

namespace {

using namespace v0_test;

constexpr std::uint64_t mib = 1024 * 1024;
#ifdef NDEBUG
constexpr std::uint64_t upload_size = 150 * mib, download_size = 1024 * mib;
#else
constexpr std::uint64_t upload_size = 48 * mib, download_size = 96 * mib;
#endif
constexpr std::uint64_t most_memory = 16 * mib;

void send_all(int fd, const char* data, std::size_t size) {
    while (size > 0) {
        const auto n = ::send(fd, data, size, MSG_NOSIGNAL);
        if (n <= 0) ::_exit(1);
        data += n, size -= static_cast<std::size_t>(n);
    }
}

void send_json(int fd, const std::string& body) {
    const auto answer =
        "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    send_all(fd, answer.data(), answer.size());
}

/// Answers one request: swallows a body and tells its length, tells of a run, or sends a file of `download_size` bytes.
void serve_one(int fd) {
    static char buffer[256 * 1024];
    std::size_t had = 0;
    const char* end = nullptr;
    while (!end) {
        const auto n = ::recv(fd, buffer + had, sizeof buffer - 1 - had, 0);
        if (n <= 0) ::_exit(0);
        had += static_cast<std::size_t>(n);
        buffer[had] = 0;
        end = std::strstr(buffer, "\r\n\r\n");
    }
    const std::string_view line(buffer, static_cast<std::size_t>(std::strstr(buffer, "\r\n") - buffer));
    if (line.starts_with("PUT") || line.starts_with("POST")) {
        const char* length = ::strcasestr(buffer, "content-length:");
        if (!length) ::_exit(1);
        const std::uint64_t wanted = std::strtoull(length + 15, nullptr, 10);
        std::uint64_t came = had - static_cast<std::size_t>(end + 4 - buffer);
        while (came < wanted) {
            const auto n = ::recv(fd, buffer, sizeof buffer, 0);
            if (n <= 0) ::_exit(1);
            came += static_cast<std::uint64_t>(n);
        }
        send_json(fd, "\"" + std::to_string(came) + "\"");
    } else if (line.find("/runs/") != line.npos && line.find("/streams/") == line.npos) {
        send_json(fd, R"({"uuid":"a","settings":{"namespace":"polyaxon"}})");
    } else {
        const auto head = "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(download_size) + "\r\n\r\n";
        send_all(fd, head.data(), head.size());
        std::memset(buffer, 'd', sizeof buffer);
        for (std::uint64_t sent = 0; sent < download_size; sent += sizeof buffer)
            send_all(fd, buffer, sizeof buffer);
    }
}

/// Serves one connection to its end.
[[noreturn]] void serve(int listener) {
    const int fd = ::accept(listener, nullptr, nullptr);
    if (fd < 0) ::_exit(1);
    for (;;) serve_one(fd);
}

class peer {
 public:
    peer() {
        const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in at{};
        at.sin_family = AF_INET;
        at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof at;
        if (::bind(listener, reinterpret_cast<sockaddr*>(&at), size) != 0 || ::listen(listener, 1) != 0 ||
            ::getsockname(listener, reinterpret_cast<sockaddr*>(&at), &size) != 0)
            throw std::runtime_error("no socket to listen on");
        port = ntohs(at.sin_port);
        child_ = ::fork();
        if (child_ == 0) serve(listener);
        ::close(listener);
    }
    ~peer() {
        ::kill(child_, SIGKILL);
        ::waitpid(child_, nullptr, 0);
    }
    std::uint16_t port = 0;

 private:
    pid_t child_ = 0;
};

/// A line of /proc/self/status, in bytes.
std::uint64_t memory(const std::string& name) {
    std::ifstream in("/proc/self/status");
    for (std::string line; std::getline(in, line);)
        if (line.rfind(name + ":", 0) == 0) return std::stoull(line.substr(name.size() + 1)) * 1024;
    return 0;
}

/// Runs a call, and tells by how much the process grew at its largest.
template <class Client, class F>
std::uint64_t growth_of(asio::io_context& loop, Client client, F call) {
    bool ended = false;
    std::ofstream("/proc/self/clear_refs") << "5";  // the peak begins here
    const auto before = memory("VmRSS");
    auto work = [&]() -> asio::awaitable<void> { co_await call(client); };
    asio::co_spawn(loop, work, [&](std::exception_ptr e) {
        ended = true;
        try {
            if (e) std::rethrow_exception(e);
        } catch (const std::exception& thrown) {
            ADD_FAILURE() << thrown.what();
        }
        client.close();
    });
    loop.run_for(std::chrono::seconds(100));
    EXPECT_TRUE(ended);
    const auto peak = memory("VmHWM");
    return peak > before ? peak - before : 0;
}

template <class F>
std::uint64_t growth_of(std::uint16_t port, F call) {
    socket_desk desk(port);
    asio::io_context loop(1);
    return growth_of(loop, polyaxon::v0::client(loop.get_executor(), desk.config), call);
}
template <class F>
std::uint64_t growth_of_v1(std::uint16_t port, F call) {
    socket_desk desk(port);
    asio::io_context loop(1);
    const auto url = "http://127.0.0.1:" + std::to_string(port);
    polyaxon::v1::client_config config;
    config.host = url;
    config.token = "token-abc";
    config.system = &desk.system;
    return growth_of(loop, polyaxon::v1::client(loop.get_executor(), config), call);
}

void check(std::uint64_t grown) {
    ::testing::Test::RecordProperty("grown_bytes", std::to_string(grown));
    if (polyaxon::test::under_sanitizer) return;  // whose memory it would be
    EXPECT_LE(grown, most_memory);
}

TEST(V0TransferMemory, OfALargeUploadIsBounded) {
    work_folder folder;
    write_file("code.tar.gz", "");
    fs::resize_file("code.tar.gz", upload_size);
    const peer server;
    std::string told;
    check(growth_of(server.port, [&](polyaxon::v0::client& client) -> asio::awaitable<void> {
        const polyaxon::v0::upload_file files[] = {{.path = "code.tar.gz"}};
        auto call = client.project().upload_repo("adam", "mnist", files);
        const auto answer = co_await std::move(call);
        told = answer.body;
    }));
    const auto frame = std::string("--") + std::string(32, 'b') +
                       "\r\nContent-Disposition: form-data; name=\"repo\"; filename=\"code.tar.gz\"\r\n"
                       "Content-Type: text/plain\r\n\r\n\r\n--" +
                       std::string(32, 'b') + "--\r\n";
    EXPECT_EQ(told, "\"" + std::to_string(upload_size + frame.size()) + "\"");
}

TEST(V0TransferMemory, OfALargeDownloadIsBounded) {
    work_folder folder;
    const peer server;
    check(growth_of(server.port, [&](polyaxon::v0::client& client) -> asio::awaitable<void> {
        co_await client.experiment().download_outputs("adam", "mnist", 42);
    }));
    EXPECT_EQ(fs::file_size("adam.mnist.42.tar.gz"), download_size);
    EXPECT_EQ(folder.listing(), "adam.mnist.42.tar.gz\n");
}

polyaxon::v1::run_client run_of(const polyaxon::v1::client& client) {
    return polyaxon::v1::run_client(client,
                                    {.owner = "acme", .project = "vision", .run_uuid = std::string(32, 'a')});
}

TEST(V1TransferMemory, OfALargeUploadIsBounded) {
    work_folder folder;
    write_file("model.bin", "");
    fs::resize_file("model.bin", upload_size);
    const peer server;
    check(growth_of_v1(server.port, [](polyaxon::v1::client& client) -> asio::awaitable<void> {
        auto run = run_of(client);
        co_await run.upload_artifact("model.bin", {.path = "outputs"});
    }));
}

TEST(V1TransferMemory, OfALargeDownloadIsBounded) {
    work_folder folder;
    const peer server;
    std::string path;
    check(growth_of_v1(server.port, [&](polyaxon::v1::client& client) -> asio::awaitable<void> {
        auto run = run_of(client);
        path = co_await run.download_artifact("model.bin", {.path_to = "to"});
    }));
    EXPECT_EQ(fs::file_size(path), download_size);
}

}  // namespace
