#include <polyaxon/resources/v0/tracking/child.hpp>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <thread>
#include <utility>

namespace polyaxon::v0::tracking {

namespace {

using std::chrono::steady_clock;

constexpr std::size_t most = 1024 * 1024;

class pipe_end {
 public:
    explicit pipe_end(int fd) : fd_(fd) {}
    ~pipe_end() { close(); }
    pipe_end(const pipe_end&) = delete;
    pipe_end& operator=(const pipe_end&) = delete;
    int get() const { return fd_; }
    void close() {
        if (fd_ >= 0) ::close(fd_);
        fd_ = -1;
    }

 private:
    int fd_;
};

class spawn_actions {
 public:
    spawn_actions() { ::posix_spawn_file_actions_init(&actions_); }
    ~spawn_actions() { ::posix_spawn_file_actions_destroy(&actions_); }
    spawn_actions(const spawn_actions&) = delete;
    spawn_actions& operator=(const spawn_actions&) = delete;
    ::posix_spawn_file_actions_t* get() { return &actions_; }

 private:
    ::posix_spawn_file_actions_t actions_;
};

int milliseconds_until(steady_clock::time_point until) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - steady_clock::now()).count();
    return static_cast<int>(std::clamp<long long>(left, 0, 60'000));
}

/// Reads to the end; false when the time is over or it is too much.
bool read_all(int from, std::string& to, steady_clock::time_point until) {
    char buffer[4096];
    for (;;) {
        ::pollfd ready{from, POLLIN, 0};
        const int n = ::poll(&ready, 1, milliseconds_until(until));
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return false;
        const auto got = ::read(from, buffer, sizeof buffer);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return got == 0;
        to.append(buffer, static_cast<std::size_t>(got));
        if (to.size() > most) return false;
    }
}

/// Waits for the end of a child that has closed its output, or kills it when the time is over. True after exit code 0. The pause is between looks
/// at another process; a number that was waited for is never killed, because it may belong to another by then.
bool ended_well(::pid_t child, steady_clock::time_point until) {
    for (int status = 0;;) {
        const auto got = ::waitpid(child, &status, WNOHANG);
        if (got == child) return WIFEXITED(status) && WEXITSTATUS(status) == 0;
        if (got < 0 && errno != EINTR) return false;
        if (steady_clock::now() >= until) break;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    ::kill(child, SIGKILL);
    while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
    }
    return false;
}

}  // namespace

std::optional<std::string> output_of(std::vector<std::string> words, steady_clock::time_point until) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return std::nullopt;
    pipe_end in(ends[0]), out(ends[1]);
    spawn_actions actions;
    if (::posix_spawn_file_actions_addopen(actions.get(), 0, "/dev/null", O_RDONLY, 0) != 0 ||
        ::posix_spawn_file_actions_adddup2(actions.get(), out.get(), 1) != 0 ||
        ::posix_spawn_file_actions_addopen(actions.get(), 2, "/dev/null", O_WRONLY, 0) != 0)
        return std::nullopt;
    std::vector<char*> argv;
    for (auto& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    ::pid_t child = 0;
    if (::posix_spawnp(&child, argv[0], actions.get(), nullptr, argv.data(), environ) != 0)
        return std::nullopt;
    out.close();
    std::string text;
    const bool read = read_all(in.get(), text, until);
    in.close();
    const bool well = ended_well(child, read ? until : steady_clock::now());
    return read && well ? std::optional(std::move(text)) : std::nullopt;
}

}  // namespace polyaxon::v0::tracking
