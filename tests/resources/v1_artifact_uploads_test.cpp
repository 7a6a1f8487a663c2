#include <polyaxon/resources/v1/artifact_uploads.hpp>
#include <polyaxon/resources/v1/run_state.hpp>

#include "resources/v1_artifact_support.hpp"

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <asio/post.hpp>

#include <array>

// What goes to the server: files, folders, bytes.

namespace {

using namespace v1_artifacts;

reply stored(const received&) { return {.body = "", .content_type = "text/html; charset=utf-8"}; }

/// No archive is left in the folder for temporary files.
class temporary_folder {
 public:
    temporary_folder() : path_(fs::current_path() / "temporary") {
        fs::create_directory(path_);
        ::setenv("TMPDIR", path_.c_str(), 1);
    }
    ~temporary_folder() {
        EXPECT_TRUE(fs::is_empty(path_)) << "an archive was left behind";
        ::unsetenv("TMPDIR");
        fs::remove_all(path_);
    }
    const fs::path& path() const { return path_; }

 private:
    fs::path path_;
};

TEST(V1ArtifactUploads, AFileAsThePythonClientSendsIt) {
    work_folder here;
    run_desk d(stored);
    put("work/a.txt", "line one\nline two\n");
    told_progress told;
    d.with([&](api::run_client& run) -> awaitable<void> {
        co_await run.upload_artifact("work/a.txt", {.path = "outputs", .progress = told});
        co_await run.upload_artifact("work/a.txt", {.untar = true, .overwrite = false});
    });
    EXPECT_EQ(d.kind, std::nullopt) << d.text;
    ASSERT_EQ(d.fake.requests().size(), 3u);
    const auto r = d.fake.requests()[1];
    EXPECT_EQ(r.method + " " + r.target, "POST " + streams + "/artifact");
    EXPECT_EQ(r.header("Authorization"), "Token token-abc");
    const auto boundary = r.header("Content-Type").value_or("").substr(30);
    EXPECT_EQ(r.body, "--" + boundary +
                          "\r\nContent-Disposition: form-data; name=\"upload_file\"; filename=\"a.txt\"\r\n"
                          "Content-Type: text/plain\r\n\r\nline one\nline two\n\r\n--" +
                          boundary +
                          "\r\nContent-Disposition: form-data; name=\"json\"\r\n\r\n"
                          R"({"untar":false,"path":"outputs","overwrite":true})"
                          "\r\n--" +
                          boundary + "--\r\n");
    EXPECT_EQ(told.last(), r.body.size());
    const auto parts = parts_of(d.fake.requests()[2]);
    ASSERT_EQ(parts.size(), 2u);
    EXPECT_EQ(parts[1].content, R"({"untar":true,"path":"","overwrite":false})");
}

TEST(V1ArtifactUploads, BytesUnderAName) {
    work_folder here;
    run_desk d(stored, R"({"namespace":"other","artifacts_store":{"uuid":"u","name":"my-store"}})");
    v1_test::run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        const api::run_ref ref{.owner = "acme", .project = "vision", .run_uuid = uuid};
        const auto state = std::make_shared<api::run_state>(client, ref);
        std::string content("step|\0\r\n--x", 11);
        const polyaxon::resources::owned_call call(polyaxon::call_options{});
        co_await api::upload_bytes(state, "events/metric", "loss.plx", content, true, call);
        co_await api::upload_bytes(state, "", "a", "", false, call);
        auto bad = api::upload_bytes(state, "", "a\r\nX-Evil: 1", "", false, call);
        const auto caught = co_await as_result(std::move(bad));
        EXPECT_FALSE(caught);
        if (!caught) {
            EXPECT_EQ(caught.error().kind(), errc::invalid_argument);
        }
        client.close();
    });
    ASSERT_EQ(d.fake.requests().size(), 3u);
    EXPECT_EQ(d.fake.requests()[1].target,
              "/streams/v1/other/acme/vision/runs/" + std::string(uuid) + "/artifact");
    const auto parts = parts_of(d.fake.requests()[1]);
    ASSERT_EQ(parts.size(), 2u);
    EXPECT_NE(parts[0].head.find("filename=\"loss.plx\""), std::string::npos) << parts[0].head;
    EXPECT_EQ(parts[0].content, std::string("step|\0\r\n--x", 11));
    EXPECT_EQ(parts[1].content,
              R"({"untar":false,"path":"events/metric","overwrite":true,"connection":"my-store"})");
    EXPECT_EQ(parts_of(d.fake.requests()[2])[0].content, "");
}

TEST(V1ArtifactUploads, SeveralFilesAndFolders) {
    work_folder here;
    temporary_folder temporary;
    run_desk d(stored);
    std::string large(400'000, 'x');
    for (std::size_t i = 0; i < large.size(); ++i) large[i] = static_cast<char>(i * i >> 5);
    put("work/big.bin", large);
    put("work/a.txt", "a");
    put("work/sub/deep/\xC3\xBC b.txt", "b");
    put("work/sub/.git/config", "not left out: the folder was named");
    const std::string long_name(120, 'n');
    put("work/" + long_name + "/" + long_name, "long");
    fs::create_symlink("a.txt", "work/link");
    fs::create_symlink("../a.txt", "work/sub/link");
    d.watcher = std::make_shared<watching>();
    d.with([&](api::run_client& run) -> awaitable<void> {
        const std::string_view files[] = {"work/a.txt", "work/big.bin", "work/link", "work/sub"};
        co_await run.upload_artifacts(files, {.path = "outputs/several/", .relative_to = "work"});
        const std::array<std::string, 1> name{"work/" + long_name};
        const std::string_view more[] = {name[0]};
        co_await run.upload_artifacts(more, {.overwrite = false});
    });
    EXPECT_EQ(d.kind, std::nullopt) << d.text;
    ASSERT_EQ(d.fake.requests().size(), 3u);
    EXPECT_EQ(d.lines()[1], "POST " + streams + "/artifacts");
    const auto parts = parts_of(d.fake.requests()[1]);
    ASSERT_EQ(parts.size(), 2u);
    EXPECT_NE(parts[0].head.find("name=\"upload_file\"; filename=\"several.tar.gz\""), std::string::npos)
        << parts[0].head;
    EXPECT_EQ(parts[1].content, R"({"untar":true,"path":"outputs/several/","overwrite":true})");
    EXPECT_EQ(
        unpacked(parts[0].content),
        "a.txt=a\nbig.bin=" + large +
            "\nlink=a\nsub/.git/config=not left out: the folder was named\nsub/deep/\xC3\xBC b.txt=b\n");
    ASSERT_EQ(d.watcher->warnings.size(), 1u);
    EXPECT_NE(d.watcher->warnings[0].find("work/sub/link"), std::string::npos) << d.watcher->warnings[0];
    const auto second = parts_of(d.fake.requests()[2]);
    EXPECT_NE(second[0].head.find("filename=\"artifacts.tar.gz\""), std::string::npos);
    EXPECT_EQ(unpacked(second[0].content), "work/" + long_name + "/" + long_name + "=long\n");
    EXPECT_EQ(second[1].content, R"({"untar":true,"path":"","overwrite":false})");
}

TEST(V1ArtifactUploads, AFolderWithoutWhatIsIgnored) {
    work_folder here;
    temporary_folder temporary;
    run_desk d(stored);
    d.watcher = std::make_shared<watching>();
    for (const char* file :
         {"t/one.txt", "t/sub/two.txt", "t/x.pyc", "t/.git/config", "t/run.plx.json", "t/notes.tmp"})
        put(file, file);
    fs::create_symlink("/etc/hosts", "t/hosts");
    const auto send = [&](api::upload_artifacts_options o) {
        d.with([&](api::run_client& run) -> awaitable<void> { co_await run.upload_artifacts_dir("t", o); });
        EXPECT_EQ(d.kind, std::nullopt) << d.text;
        return unpacked(parts_of(d.fake.requests().back())[0].content);
    };
    EXPECT_EQ(send({.path = "outputs/t", .relative_to = "t"}),
              "notes.tmp=t/notes.tmp\none.txt=t/one.txt\nsub/two.txt=t/sub/two.txt\n");
    EXPECT_EQ(parts_of(d.fake.requests().back())[1].content,
              R"({"untar":true,"path":"outputs/t","overwrite":true})");
    ASSERT_EQ(d.watcher->warnings.size(), 1u);
    EXPECT_NE(d.watcher->warnings[0].find("t/hosts"), std::string::npos) << d.watcher->warnings[0];
    put(".polyaxonignore", "*.tmp\nsub/\n");
    EXPECT_EQ(send({}), "t/.git/config=t/.git/config\nt/one.txt=t/one.txt\nt/x.pyc=t/x.pyc\n");

    put(".polyaxonignore", "*\n");
    const auto asked = d.fake.requests().size();
    d.with([&](api::run_client& run) -> awaitable<void> {
        co_await run.upload_artifacts_dir("t");
        co_await run.upload_artifacts({});
    });
    EXPECT_EQ(d.kind, std::nullopt) << d.text;
    EXPECT_EQ(d.fake.requests().size(), asked);
    EXPECT_NE(d.watcher->warnings.back().find("nothing was uploaded"), std::string::npos);
}

TEST(V1ArtifactUploads, RefuseWhatCannotBeSent) {
    work_folder here;
    temporary_folder temporary;
    run_desk d(stored);
    put("f", "x");
    fs::create_directory("folder");
    ASSERT_EQ(::mkfifo("pipe", 0600), 0);
    for (const char* file : {"missing", "folder", "pipe", ""}) {
        d.with([&](api::run_client& run) -> awaitable<void> { co_await run.upload_artifact(file); });
        EXPECT_EQ(d.kind, errc::invalid_argument) << file;
        EXPECT_NE(d.text.find(file), std::string::npos) << d.text;
        EXPECT_NE(d.text.find("nothing was sent"), std::string::npos) << d.text;
    }
    for (const char* file : {"missing", "pipe", "../f"}) {
        d.with([&](api::run_client& run) -> awaitable<void> {
            const std::string_view files[] = {"f", file};
            co_await run.upload_artifacts(files);
        });
        EXPECT_EQ(d.kind, errc::invalid_argument) << file;
        EXPECT_NE(d.text.find(file), std::string::npos) << d.text;
    }
    for (const char* folder : {"missing", "f"}) {
        d.with([&](api::run_client& run) -> awaitable<void> { co_await run.upload_artifacts_dir(folder); });
        EXPECT_EQ(d.kind, errc::invalid_argument) << folder;
        EXPECT_NE(d.text.find(folder), std::string::npos) << d.text;
    }
    EXPECT_TRUE(d.fake.requests().empty());
}

TEST(V1ArtifactUploads, KeepToTheLimit) {
    work_folder here;
    temporary_folder temporary;
    run_desk d(stored);
    d.watcher = std::make_shared<watching>();
    put("t/ten", "1234567890");
    const auto send = [&](bool folder) {
        d.with([&](api::run_client& run) -> awaitable<void> {
            if (folder)
                co_await run.upload_artifacts_dir("t");
            else
                co_await run.upload_artifact("t/ten");
        });
    };
    d.here->variables["POLYAXON_UPLOAD_SIZE"] = "10";
    send(false);
    EXPECT_EQ(d.kind, std::nullopt) << d.text;
    send(true);  // packed it has more
    EXPECT_EQ(d.kind, errc::too_large);
    EXPECT_NE(d.text.find("limit"), std::string::npos) << d.text;
    EXPECT_NE(d.text.find("POLYAXON_UPLOAD_SIZE"), std::string::npos) << d.text;
    d.here->variables["POLYAXON_UPLOAD_SIZE"] = "9";
    send(false);
    EXPECT_EQ(d.kind, errc::too_large);
    EXPECT_NE(d.text.find("10 bytes, more than the 9 bytes of POLYAXON_UPLOAD_SIZE"), std::string::npos)
        << d.text;
    for (const char* wrong : {"ten", "-1", "5 ", "99999999999999999999999"}) {
        d.here->variables["POLYAXON_UPLOAD_SIZE"] = wrong;
        send(false);
        EXPECT_EQ(d.kind, errc::context) << wrong;
        EXPECT_NE(d.text.find("bad_value: POLYAXON_UPLOAD_SIZE"), std::string::npos) << d.text;
    }
    d.here->variables["POLYAXON_UPLOAD_SIZE"] = "";
    d.here->variables["POLYAXON_UPLOAD_SIZE_MAX"] = "9";  // its older name
    send(false);
    EXPECT_EQ(d.kind, errc::too_large);
    EXPECT_EQ(d.fake.requests().size(), 2u);

    // Without a variable 500 MiB, with a warning above 50: of a sparse file nothing is read before the size is known.
    d.here->variables.clear();
    fs::resize_file("t/ten", 500ull * 1024 * 1024 + 1);
    send(false);
    EXPECT_EQ(d.kind, errc::too_large);
    EXPECT_TRUE(d.watcher->warnings.empty());
    EXPECT_EQ(d.fake.requests().size(), 2u);
}

TEST(V1ArtifactUploads, WarnOfMuch) {
    work_folder here;
    put("large", "");
    fs::resize_file("large", 50ull * 1024 * 1024 + 1);
    run_desk d(stored, "");  // the run is unknown: the file itself need not travel
    d.watcher = std::make_shared<watching>();
    d.with([](api::run_client& run) -> awaitable<void> { co_await run.upload_artifact("large"); });
    EXPECT_EQ(d.kind, errc::not_found);
    EXPECT_EQ(d.fake.requests().size(), 1u);
    ASSERT_EQ(d.watcher->warnings.size(), 1u);
    EXPECT_NE(d.watcher->warnings[0].find("52428801 bytes"), std::string::npos) << d.watcher->warnings[0];
}

TEST(V1ArtifactUploads, ARefusalIsTheServersWords) {
    work_folder here;
    temporary_folder temporary;
    run_desk d(reply{.status = 400,
                     .body = "Invalid path: traversal detected",
                     .content_type = "text/html; charset=utf-8"});
    put("a.txt", "x");
    for (const bool folder : {false, true}) {
        d.with([&](api::run_client& run) -> awaitable<void> {
            if (folder)
                co_await run.upload_artifacts_dir(".", {.path = "../../x"});
            else
                co_await run.upload_artifact("a.txt", {.path = "../../x.txt"});
        });
        EXPECT_EQ(d.kind, errc::client_error);
        EXPECT_NE(d.text.find("Invalid path: traversal detected"), std::string::npos) << d.text;
        EXPECT_EQ(d.text.find("token-abc"), std::string::npos) << d.text;
    }
}

TEST(V1ArtifactUploads, GoAgainWhenTheyReplaceWhatIsThere) {
    work_folder here;
    put("a.txt", std::string(100'000, 'a'));
    for (const bool overwrite : {true, false}) {
        int tries = 0;
        run_desk d([&](const received&) {
            return ++tries == 1 ? reply{.status = 503} : reply{.body = "", .content_type = ""};
        });
        d.config.retry.max_attempts = 3;
        d.config.retry.base_delay = std::chrono::milliseconds(1);
        d.with([&](api::run_client& run) -> awaitable<void> {
            co_await run.upload_artifact("a.txt", {.overwrite = overwrite});
        });
        EXPECT_EQ(d.kind, overwrite ? std::nullopt : std::optional(errc::server_error)) << d.text;
        EXPECT_EQ(tries, overwrite ? 2 : 1);
        const auto all = d.fake.requests();
        EXPECT_EQ(all.size(), overwrite ? 3u : 2u);
        EXPECT_TRUE(all.back().body == all[1].body);
    }
}

TEST(V1ArtifactUploads, EndWhenCancelled) {
    work_folder here;
    temporary_folder temporary;
    std::string noise(3'000'000, ' ');
    std::uint32_t x = 1;
    for (auto& c : noise) c = static_cast<char>((x = x * 1664525u + 1013904223u) >> 24);
    put("t/noise", noise);
    for (const bool while_packing : {false, true}) {
        run_desk d(stored);
        asio::io_context loop(1);
        api::client client(loop.get_executor(), d.config);
        api::run_client run(client, {.owner = "acme", .project = "vision", .run_uuid = uuid});
        asio::cancellation_signal stop;
        std::optional<errc> kind;
        auto first_bytes = [&](std::uint64_t, std::optional<std::uint64_t>) {
            asio::post(loop, [&] { stop.emit(asio::cancellation_type::terminal); });
        };
        asio::co_spawn(
            loop,
            [&]() -> awaitable<void> {
                auto call = run.upload_artifacts_dir("t", {.progress = first_bytes});
                auto caught = co_await as_result(std::move(call));
                if (!caught) kind = caught.error().kind();
            },
            asio::bind_cancellation_slot(stop.slot(), [&](std::exception_ptr) { client.close(); }));
        if (while_packing) asio::post(loop, [&] { stop.emit(asio::cancellation_type::terminal); });
        loop.run_for(std::chrono::seconds(20));
        EXPECT_EQ(kind, errc::canceled) << while_packing;
        if (while_packing) {
            EXPECT_TRUE(d.fake.requests().empty());
        }
    }
}

TEST(V1ArtifactUploads, OwnWhatTheyWereGivenAsViews) {
    work_folder here;
    put("a file that has a long name.txt", "x");
    run_desk d(stored);
    d.with([&](api::run_client& run) -> awaitable<void> {
        std::optional<awaitable<void>> call;
        {
            const std::string file = "a file that has a long name.txt",
                              path = "a folder that has a long name";
            call.emplace(run.upload_artifact(file, {.path = path}));
        }
        co_await std::move(*call);
    });
    EXPECT_EQ(d.kind, std::nullopt) << d.text;
    const auto parts = parts_of(d.fake.requests().back());
    EXPECT_NE(parts[0].head.find("a file that has a long name.txt"), std::string::npos);
    EXPECT_NE(parts[1].content.find("a folder that has a long name"), std::string::npos);
}

}  // namespace
