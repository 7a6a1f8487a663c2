#pragma once
#include <polyaxon/async/body.hpp>
#include <polyaxon/codec/file_handle.hpp>
#include <polyaxon/codec/multipart.hpp>
#include <polyaxon/resources/progress.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Bodies that come from files and go to files. None is ever held whole.

namespace polyaxon::resources {

/// A file that is read once, from the front, by `file_source` and `multipart_source`. It must be a regular one and must not change meanwhile: if it
/// does, reading ends with `invalid_argument`, never with a mixture.
class file_reader {
 public:
    /// Looks at the file without opening it; `size()` is known then.
    std::error_code describe(std::filesystem::path path);
    std::uint64_t size() const noexcept { return size_; }
    const std::filesystem::path& path() const noexcept { return path_; }

    std::error_code open();
    void close() noexcept { file_.close(); }
    /// As body_source::read.
    std::size_t read(std::span<char> into, std::error_code& ec);
    const std::string& what() const noexcept { return what_; }

 private:
    std::error_code fail(std::string_view did, int error);
    std::error_code changed();

    std::filesystem::path path_;
    codec::file_handle file_;
    std::uint64_t size_ = 0, left_ = 0;
    std::int64_t stamp_ = 0, stamp_ns_ = 0;  ///< of its last change
    std::string what_;
};

/// Calls a `progress` with growing numbers only.
class progress_teller {
 public:
    explicit progress_teller(progress told) : told_(told) {}
    /// `invalid_argument` when the callable threw.
    std::error_code tell(std::uint64_t done, std::optional<std::uint64_t> total) noexcept;

 private:
    progress told_;
    std::uint64_t last_ = 0;
};

/// One file as a body.
class file_source final : public async::body_source {
 public:
    explicit file_source(progress told = {}) : teller_(told) {}
    /// `invalid_argument` or the system's code, with `what()`, for what cannot be sent. Nothing is opened yet.
    std::error_code describe(std::filesystem::path path) { return file_.describe(std::move(path)); }

    std::uint64_t size() const override { return file_.size(); }
    std::error_code rewind() override;
    std::size_t read(std::span<char> into, std::error_code& ec) override;
    std::string_view what() const override;

 private:
    file_reader file_;
    progress_teller teller_;
    std::uint64_t done_ = 0;
    bool told_wrong_ = false;
};

/// A form of files and fields as a body. Each file is open only while it is being read.
class multipart_source final : public async::body_source {
 public:
    explicit multipart_source(progress told = {}) : teller_(told) {}

    /// Adds a part with this content, or with that of the file. `part.size` is set here. Errors as of multipart::add and file_source::describe.
    std::error_code add(codec::multipart_part part, std::string content);
    std::error_code add_file(codec::multipart_part part, std::filesystem::path path);

    /// For `request::content_type`; lives as long as the source.
    const std::string& content_type() const noexcept { return form_.content_type(); }
    /// Bytes of the contents alone.
    std::uint64_t content_size() const noexcept { return contents_; }

    std::uint64_t size() const override { return form_.size(); }
    std::size_t held() const override;
    std::error_code rewind() override;
    std::size_t read(std::span<char> into, std::error_code& ec) override;
    std::string_view what() const override { return what_; }

 private:
    struct part {
        std::optional<file_reader> file;
        std::string content;
    };
    std::size_t take(std::string_view from, std::span<char> into);
    std::size_t read_some(std::span<char> into, std::error_code& ec);
    std::error_code next_stretch();

    codec::multipart form_;
    std::vector<part> parts_;
    progress_teller teller_;
    std::string what_;
    std::uint64_t contents_ = 0, done_ = 0;
    std::size_t part_ = 0;      ///< whose head or content is being read
    bool in_content_ = false;   ///< or in the head before it
    std::uint64_t offset_ = 0;  ///< in it
};

/// A body to a file. It grows as NAME.part beside the file, which is created exclusively and locked, and takes the file's place, whatever is
/// there, when it is complete and as long as announced: then, and only then, there is a file of that name. Whatever else happens, nothing
/// of it is left. A part that a process left behind when it died is written anew; one that somebody writes right now is an error.
/// The announced length is X-Polyaxon-Content-Length, else Content-Length when the body came unpacked; another one ends the call as `decode`.
class file_sink final : public async::body_sink {
 public:
    explicit file_sink(std::filesystem::path path, progress told = {});
    ~file_sink() override;
    file_sink(const file_sink&) = delete;
    file_sink& operator=(const file_sink&) = delete;

    std::error_code begin(const codec::http_head&) override;
    std::error_code write(std::string_view piece) override;
    std::error_code finish() override;
    std::string_view what() const override { return what_; }

    bool finished() const noexcept { return finished_; }
    /// What speaks against the path already, before anything is asked for: no folder, or one that cannot be written. Makes nothing.
    std::error_code check();

 private:
    std::error_code check_name();
    std::error_code open_part();
    std::error_code take_over_part();
    std::error_code fail(std::string_view did, int error);
    std::error_code refuse(errc kind, std::string why);
    void drop() noexcept;

    std::filesystem::path path_, part_;
    codec::file_handle file_;
    progress_teller teller_;
    std::optional<std::uint64_t> total_;
    std::uint64_t done_ = 0;
    std::string what_;
    bool finished_ = false;
};

}  // namespace polyaxon::resources
