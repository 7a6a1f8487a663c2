#pragma once
#include "resources/v0_transfer_support.hpp"
#include "resources/v1_support.hpp"

#include <polyaxon/codec/archive.hpp>
#include <polyaxon/codec/gzip.hpp>

#include "codec/tar_bytes.hpp"

namespace v1_artifacts {

using namespace v1_test;
namespace fs = std::filesystem;
using v0_test::read_file;
using v0_test::told_progress;
using v0_test::watching;
using v0_test::work_folder;

/// Writes a file and its folders.
inline void put(const fs::path& path, const std::string& content) {
    if (path.has_parent_path()) fs::create_directories(path.parent_path());
    v0_test::write_file(path, content);
}

inline const std::string streams = "/streams/v1/polyaxon/acme/vision/runs/" + std::string(uuid);

/// The run as the server tells it, with these settings.
inline reply the_run(const std::string& settings = R"({"namespace":"polyaxon"})") {
    return reply::json(R"({"uuid":")" + std::string(uuid) +
                       R"(","owner":"acme","project":"vision","settings":)" + settings + "}");
}

/// An answer with a file, as the streams service gives it.
inline reply a_file(std::string content, const std::string& name, bool x = false) {
    reply r;
    r.content_type = name.ends_with(".gz") ? "application/gzip" : "text/plain";
    r.headers = {{x ? "X-Content-Disposition" : "Content-Disposition", "inline; filename=\"" + name + "\""}};
    r.body = std::move(content);
    return r;
}

/// A run and a server that knows it, unless `settings` is empty; `answer` is asked for everything below its streams.
struct run_desk : desk {
    explicit run_desk(polyaxon::testing::server::handler answer,
                      std::string settings = R"({"namespace":"polyaxon"})")
        : desk([answer, settings](const received& r) {
              if (!r.path().starts_with("/api/")) return answer(r);
              return settings.empty() ? reply::error(404, "no run") : the_run(settings);
          }) {
        config.archives_root = root;
    }
    explicit run_desk(reply r) : run_desk([r](const received&) { return r; }) {}

    /// Runs `f` with the run; what it throws is kept in `kind`, `text`, `cause`.
    template <class F>
    void with(F f) {
        kind.reset();
        text.clear();
        v1_test::run([&]() -> awaitable<void> {
            api::client client(co_await asio::this_coro::executor, config);
            if (watcher) client.set_observer(watcher);
            api::run_client run(client, {.owner = "acme", .project = "vision", .run_uuid = uuid});
            auto body = f(run);
            auto caught = co_await as_result(std::move(body));
            if (!caught) {
                kind = caught.error().kind();
                text = caught.error().what();
                cause = caught.error().info().cause;
            }
            client.close();
        });
    }

    std::string root = fs::current_path().string() + "/archives";
    std::shared_ptr<watching> watcher;
    std::optional<errc> kind;
    std::string text;
    std::error_code cause;
};

/// A part of a form as it arrived.
struct part {
    std::string head, content;
};
inline std::vector<part> parts_of(const received& r) {
    const std::string start = "multipart/form-data; boundary=";
    const auto type = r.header("Content-Type").value_or("");
    EXPECT_TRUE(type.starts_with(start)) << type;
    const auto boundary = "--" + type.substr(std::min(type.size(), start.size()));
    std::vector<part> out;
    std::string_view rest = r.body;
    EXPECT_TRUE(rest.starts_with(boundary + "\r\n"));
    rest.remove_prefix(std::min(rest.size(), boundary.size()));
    while (rest.starts_with("\r\n")) {
        rest.remove_prefix(2);
        const auto head = rest.find("\r\n\r\n"), end = rest.find("\r\n" + boundary);
        if (head == rest.npos || end == rest.npos) break;
        out.push_back(
            {std::string(rest.substr(0, head)), std::string(rest.substr(head + 4, end - head - 4))});
        rest.remove_prefix(end + 2 + boundary.size());
    }
    EXPECT_EQ(rest, "--\r\n") << "the form does not end";
    return out;
}

/// The files in a tar.gz: "name=content", one a line, in their order of names.
inline std::string unpacked(const std::string& archive) {
    char name[] = "/tmp/polyaxon-unpacked-XXXXXX";
    if (::mkdtemp(name) == nullptr) throw std::runtime_error("no temporary folder");
    const fs::path folder = name;
    v0_test::write_file(folder / "a.tar.gz", archive);
    polyaxon::codec::unpacker work(folder / "a.tar.gz", folder / "a");
    std::error_code ec;
    while (work.step(ec)) {
    }
    EXPECT_FALSE(ec) << work.what();
    std::vector<std::string> lines;
    for (const auto& e : fs::recursive_directory_iterator(folder / "a"))
        if (e.is_regular_file())
            lines.push_back(e.path().lexically_relative(folder / "a").generic_string() + "=" +
                            read_file(e.path()));
    std::sort(lines.begin(), lines.end());
    fs::remove_all(folder);
    std::string out;
    for (const auto& l : lines) out += l + "\n";
    return out;
}

inline std::string tar_gz(const std::string& tar) { return polyaxon::codec::gzip(tar); }

}  // namespace v1_artifacts
