#include <polyaxon/resources/v1/tracking/event_series.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace polyaxon::v1::tracking {

namespace {

std::string path_of(event_place place, event_kind kind, std::string_view name) {
    switch (place) {
        case event_place::resources: return resource_path(name);
        case event_place::logs: return logs_path();
        case event_place::events: break;
    }
    return event_path(kind, name);
}

std::error_code last_error() { return {errno, std::generic_category()}; }

/// The file, to be appended to; its folders are made where they are missing.
class descriptor {
 public:
    std::error_code open(const std::filesystem::path& file) {
        for (bool again : {true, false}) {
            fd_ = ::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
            if (fd_ >= 0) return {};
            if (errno != ENOENT || !again) break;
            std::error_code ec;
            std::filesystem::create_directories(file.parent_path(), ec);
            if (ec) return ec;
        }
        return last_error();
    }
    descriptor() = default;
    ~descriptor() {
        if (fd_ >= 0) ::close(fd_);
    }
    descriptor(const descriptor&) = delete;
    descriptor& operator=(const descriptor&) = delete;
    int get() const { return fd_; }

 private:
    int fd_ = -1;
};

std::error_code write_all(int fd, std::string_view text) {
    while (!text.empty()) {
        const auto n = ::write(fd, text.data(), text.size());
        if (n > 0)
            text.remove_prefix(static_cast<std::size_t>(n));
        else if (n == 0)
            return std::make_error_code(std::errc::no_space_on_device);
        else if (errno != EINTR)
            return last_error();
    }
    return {};
}

}  // namespace

event_series::event_series(const std::filesystem::path& run_directory, event_place place, event_kind kind,
                           std::string_view tidy_name, std::span<const std::filesystem::path> before)
    : place_(place),
      kind_(kind),
      name_(tidy_name),
      path_(path_of(place, kind, tidy_name)),
      file_(run_directory / path_),
      past_(past_of(before)),
      summary_(kind) {
    const auto& begun = past_.empty() ? file_ : past_;
    std::error_code ec;
    const auto size = std::filesystem::file_size(begun, ec);
    if (ec) return;
    size_ = size;
    if (place_ == event_place::logs) return;
    summary_ = summary_of_file(kind_, begun);
    rows_ = summary_.rows();
}

std::filesystem::path event_series::past_of(std::span<const std::filesystem::path> before) const {
    std::error_code ec;
    if (std::filesystem::exists(file_, ec)) return {};
    for (const auto& folder : before)
        if (std::filesystem::is_regular_file(folder / path_, ec)) return folder / path_;
    return {};
}

std::error_code event_series::bring_past() {
    std::error_code ec, ignored;
    if (!std::filesystem::exists(past_, ec) && !ec) {  // taken away meanwhile
        past_.clear();
        return {};
    }
    std::filesystem::create_directories(file_.parent_path(), ec);
    if (ec) return ec;
    auto part = file_;
    part += ".part";
    std::filesystem::copy_file(past_, part, std::filesystem::copy_options::overwrite_existing, ec);
    if (!ec) std::filesystem::rename(part, file_, ec);
    if (ec) {
        std::filesystem::remove(part, ignored);
        return ec;
    }
    past_.clear();
    return {};
}

void event_series::add(const waiting_event& e, const log_origin* from) {
    if (place_ == event_place::logs) {
        append_log_line(text_, *from, e.at, e.text);
    } else {
        if (kind_ == event_kind::metric)
            append_metric_row(text_, e.step, e.at, e.value);
        else
            append_event_row(text_, kind_, e.step, e.at, e.text);
        std::optional<double> step;
        if (e.step) step = static_cast<double>(*e.step);
        summary_.add(step, e.at, e.value);
    }
    ++rows_;
    ++unwritten_;
}

std::error_code event_series::write() {
    if (text_.empty()) return {};
    if (!past_.empty()) {
        if (auto ec = bring_past()) return ec;
    }
    descriptor to;
    if (auto ec = to.open(file_)) return ec;
    const int fd = to.get();
    struct stat now {};
    if (::fstat(fd, &now) != 0) return last_error();
    // Also a file that somebody took away begins with its head again.
    const std::string head = now.st_size == 0 && place_ != event_place::logs ? event_head(kind_) : "";
    auto ec = write_all(fd, head);
    if (!ec) ec = write_all(fd, text_);
    if (ec) {
        // Half a row must not stay: the next try begins where this one began. Where even that fails, the row stays cut short, and
        // readers leave it out.
        [[maybe_unused]] const int cut = ::ftruncate(fd, now.st_size);
        return ec;
    }
    size_ = static_cast<std::uintmax_t>(now.st_size) + head.size() + text_.size();
    unwritten_ = 0;
    if (std::exchange(reread_, false) && place_ != event_place::logs) {
        summary_ = summary_of_file(kind_, file_);
        rows_ = summary_.rows();
    }
    if (text_.capacity() > 64 * 1024)
        std::string().swap(text_);
    else
        text_.clear();
    return {};
}

void event_series::take_over(event_series& from) {
    if (from.text_.empty()) return;
    text_ += from.text_;
    unwritten_ += from.unwritten_;
    rows_ += from.unwritten_;
    reread_ = true;
    std::string().swap(from.text_);
    from.unwritten_ = 0;
}

std::string_view event_series::lineage_kind() const noexcept {
    switch (place_) {
        case event_place::resources: return "system";
        case event_place::logs: return "logs";
        case event_place::events: break;
    }
    return word(kind_);
}

}  // namespace polyaxon::v1::tracking
