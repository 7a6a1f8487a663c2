#include <polyaxon/resources/transfer.hpp>

#include <resources/v0_transfer_support.hpp>

#include <array>

// upload_repo against a real socket.

namespace {

using namespace v0_test;
using polyaxon::v0::upload_file;

std::string boundary_of(const polyaxon::testing::received& r) {
    const auto type = r.header("Content-Type").value_or("");
    const std::string start = "multipart/form-data; boundary=";
    EXPECT_EQ(type.rfind(start, 0), 0u) << type;
    return type.substr(std::min(type.size(), start.size()));
}

std::string part(const std::string& boundary, const std::string& head, const std::string& content) {
    return "--" + boundary + "\r\nContent-Disposition: form-data; " + head + "\r\n\r\n" + content + "\r\n";
}

struct uploads {
    work_folder folder;
    polyaxon::testing::server server;
    socket_desk desk;
    explicit uploads(polyaxon::testing::server::handler h =
                         [](const auto&) { return reply{.body = "", .content_type = ""}; })
        : server(std::move(h)), desk(server.port()) {}

    /// The kind of the failure, or nothing; what it says is in `text`.
    std::optional<errc> send(std::span<const upload_file> files, polyaxon::v0::upload_options options = {},
                             std::shared_ptr<watching> watcher = nullptr) {
        std::optional<errc> failed;
        run([&]() -> asio::awaitable<void> {
            polyaxon::v0::client client(co_await asio::this_coro::executor, desk.config);
            if (watcher) client.set_observer(watcher);
            auto call = client.project().upload_repo("adam", "mnist", files, options);
            auto caught = co_await polyaxon::as_result(std::move(call));
            if (!caught) {
                failed = caught.error().kind();
                text = caught.error().what();
                cause = caught.error().info().cause;
            } else {
                status = caught->status;
            }
            client.close();
        });
        return failed;
    }
    std::string text;
    std::error_code cause;
    int status = 0;
};

TEST(V0Uploads, SendFilesAndContentsByteForByte) {
    uploads t;
    std::string large(300'000, 'x');
    for (std::size_t i = 0; i < large.size(); ++i) large[i] = static_cast<char>(i * 31 >> 3);
    write_file("code.tar.gz", large);
    write_file("empty", "");
    const std::array files{
        upload_file{.path = "code.tar.gz"},
        upload_file{.content = std::string_view("TAR\0\1\r\n--x", 10), .content_type = ""},
        upload_file{.path = "empty", .file_name = "dir/\xC3\xBC \"q\".txt", .content_type = "a/b"}};
    told_progress told;
    EXPECT_EQ(t.send(files, {.sync = true, .progress = told}), std::nullopt) << t.text;
    EXPECT_EQ(t.status, 200);

    const auto requests = t.server.requests();
    ASSERT_EQ(requests.size(), 1u);
    const auto& r = requests[0];
    EXPECT_EQ(r.method, "PUT");
    EXPECT_EQ(r.target, "/api/v1/adam/mnist/repo/upload/");
    EXPECT_EQ(r.header("Authorization"), "Token token-abc");
    EXPECT_EQ(r.header("Content-Length"), std::to_string(r.body.size()));
    EXPECT_EQ(r.header("Transfer-Encoding"), std::nullopt);
    const auto b = boundary_of(r);
    EXPECT_EQ(
        r.body ==
            part(b, "name=\"repo\"; filename=\"code.tar.gz\"\r\nContent-Type: text/plain", large) +
                part(b, "name=\"repo\"; filename=\"repo.tar.gz\"", std::string("TAR\0\1\r\n--x", 10)) +
                part(b, "name=\"repo\"; filename=\"dir/\xC3\xBC %22q%22.txt\"\r\nContent-Type: a/b", "") +
                part(b, "name=\"json\"", "{\"sync\": true}") + "--" + b + "--\r\n",
        true)
        << r.body.size() << " bytes that are not those expected";
    EXPECT_TRUE(told.grew());
    EXPECT_GT(told.done.size(), 2u);
    EXPECT_EQ(told.last(), r.body.size());
    for (const auto& total : told.totals) EXPECT_EQ(total, r.body.size());
}

TEST(V0Uploads, OwnWhatTheyWereGivenAsViews) {
    uploads t;
    run([&]() -> asio::awaitable<void> {
        polyaxon::v0::client client(co_await asio::this_coro::executor, t.desk.config);
        std::optional<asio::awaitable<polyaxon::response>> call;
        {
            const std::string content = "content that goes", name = "name that goes", user = "adam";
            const upload_file files[] = {{.content = content, .file_name = name}};
            call.emplace(client.project().upload_repo(user, "mnist", files));
        }
        co_await std::move(*call);
        client.close();
    });
    const auto requests = t.server.requests();
    ASSERT_EQ(requests.size(), 1u);
    EXPECT_NE(requests[0].body.find("filename=\"name that goes\""), std::string::npos);
    EXPECT_NE(requests[0].body.find("\r\n\r\ncontent that goes\r\n"), std::string::npos);
}

TEST(V0Uploads, RefuseWhatCannotBeSent) {
    uploads t;
    write_file("file", "x");
    fs::create_directory("folder");
    ASSERT_EQ(::mkfifo("pipe", 0600), 0);
    const std::pair<upload_file, std::string> rows[] = {
        {{.path = "missing"}, "missing"},
        {{.path = "folder"}, "folder"},
        {{.path = "pipe"}, "pipe"},
        {{.path = ""}, "read"},
        {{.path = "file", .file_name = "a\r\nX-Evil: 1"}, "file name"},
        {{.path = "file", .file_name = std::string_view("a\0b", 3)}, "file name"},
        {{.path = std::string_view("file\0x", 6)}, "NUL"},
        {{.path = "file", .content_type = "a\nb"}, "content type"},
        {{.path = "file", .field = "a\rb"}, "field name"},
        {{.path = "file", .field = ""}, "field name"},
    };
    for (const auto& [file, says] : rows) {
        EXPECT_EQ(t.send({&file, 1}), errc::invalid_argument) << says;
        EXPECT_NE(t.text.find(says), std::string::npos) << t.text;
    }
    EXPECT_EQ(t.send({}), errc::invalid_argument);
    EXPECT_EQ(t.server.request_count(), 0u);
}

TEST(V0Uploads, KeepToTheLimitsOfTheSettings) {
    uploads t;
    t.desk.here->variables["POLYAXON_WARN_UPLOAD_SIZE"] = "8";
    t.desk.here->variables["POLYAXON_MAX_UPLOAD_SIZE"] = "10";
    write_file("five", "12345");
    const auto watcher = std::make_shared<watching>();

    const std::array eight{upload_file{.path = "five"}, upload_file{.content = "123"}};
    EXPECT_EQ(t.send(eight, {.sync = true}, watcher), std::nullopt) << t.text;
    EXPECT_EQ(watcher->warnings.size(), 0u);

    const std::array ten{upload_file{.path = "five"}, upload_file{.path = "five"}};
    EXPECT_EQ(t.send(ten, {.sync = true}, watcher), std::nullopt) << t.text;
    ASSERT_EQ(watcher->warnings.size(), 1u);
    EXPECT_NE(watcher->warnings[0].find("10 bytes"), std::string::npos) << watcher->warnings[0];
    EXPECT_NE(watcher->warnings[0].find("POLYAXON_WARN_UPLOAD_SIZE"), std::string::npos)
        << watcher->warnings[0];

    const std::array eleven{upload_file{.path = "five"}, upload_file{.content = "123456"}};
    EXPECT_EQ(t.send(eleven, {}, watcher), errc::too_large);
    EXPECT_NE(t.text.find("11 bytes"), std::string::npos) << t.text;
    EXPECT_NE(t.text.find("POLYAXON_MAX_UPLOAD_SIZE"), std::string::npos) << t.text;
    EXPECT_NE(t.text.find("PUT /api/v1/adam/mnist/repo/upload/"), std::string::npos) << t.text;
    EXPECT_EQ(t.send(eleven, {.background = true}, watcher), errc::too_large);
    EXPECT_EQ(watcher->warnings.size(), 1u);
    EXPECT_EQ(t.server.request_count(), 2u);
}

TEST(V0Uploads, StartTheBodyAnewWhenTriedAgain) {
    uploads t(polyaxon::testing::scripted({{.status = 503}, {.status = 200}}));
    t.desk.config.retry.max_attempts = 3;
    write_file("code", std::string(100'000, 'c'));
    const upload_file files[] = {{.path = "code"}, {.content = "more"}};
    told_progress told;
    EXPECT_EQ(t.send(files, {.progress = told}), std::nullopt) << t.text;
    const auto requests = t.server.requests();
    ASSERT_EQ(requests.size(), 2u);
    EXPECT_GT(requests[0].body.size(), 100'000u);
    EXPECT_TRUE(requests[0].body == requests[1].body);
    EXPECT_TRUE(told.grew());
    EXPECT_EQ(told.last(), requests[0].body.size());
}

TEST(V0Uploads, TellWhatTheServerHides) {
    uploads t([](const auto&) { return reply{.status = 405, .body = "", .content_type = "text/html"}; });
    const upload_file files[] = {{.content = "no archive"}};
    EXPECT_EQ(t.send(files), errc::client_error);
    EXPECT_NE(t.text.find("hides"), std::string::npos) << t.text;
    EXPECT_NE(t.text.find("name, id or uuid"), std::string::npos) << t.text;
    EXPECT_NE(t.text.find("a name that is taken"), std::string::npos) << t.text;
}

TEST(V0Uploads, LeaveTheServerTimeToTakeItOver) {
    const reply late{.body = "", .content_type = "", .delay = std::chrono::milliseconds(200)};
    uploads t([&](const auto&) { return late; });
    const upload_file files[] = {{.content = "code"}};
    EXPECT_EQ(t.send(files, {.sync = true, .stall_timeout = std::chrono::milliseconds(40)}), std::nullopt)
        << t.text;
    EXPECT_EQ(t.send(files, {.sync = true, .answer_timeout = std::chrono::milliseconds(40)}), errc::timeout);
    EXPECT_NE(t.text.find("raise answer_timeout"), std::string::npos) << t.text;
    EXPECT_EQ(t.send(files, {.stall_timeout = std::chrono::milliseconds(40),
                             .answer_timeout = std::chrono::milliseconds(0)}),
              std::nullopt)
        << t.text;
    EXPECT_EQ(polyaxon::v0::upload_options{}.answer_timeout, std::chrono::hours(1));
}

TEST(V0Uploads, CountInTheBackgroundWhatTheyHold) {
    uploads t;
    t.desk.config.background.max_bytes = 10'000;
    const std::string large(20'000, 'x');
    run([&]() -> asio::awaitable<void> {
        polyaxon::v0::client client(co_await asio::this_coro::executor, t.desk.config);
        client.set_observer(std::make_shared<watching>());
        const upload_file files[] = {{.content = large}};
        co_await client.project().upload_repo("adam", "mnist", files, {.background = true});
        EXPECT_EQ(client.background().dropped, 1u);
        EXPECT_GT(client.background().dropped_bytes, 20'000u);
        EXPECT_EQ(client.background().waiting, 0u);
        client.close();
    });
    EXPECT_EQ(t.server.request_count(), 0u);
}

TEST(V0Uploads, GoInTheBackgroundWithNothingOfTheCallers) {
    uploads t;
    run([&]() -> asio::awaitable<void> {
        polyaxon::v0::client client(co_await asio::this_coro::executor, t.desk.config);
        polyaxon::response at_once;
        {
            const std::string content = "content that goes";
            const upload_file files[] = {{.content = content}};
            told_progress told;
            at_once = co_await client.project().upload_repo("adam", "mnist", files,
                                                            {.background = true, .progress = told});
        }
        EXPECT_EQ(at_once.status, 0);
        const auto left = co_await client.drain_background(std::chrono::seconds(15));
        EXPECT_EQ(left, 0u);
        client.close();
    });
    const auto requests = t.server.requests();
    ASSERT_EQ(requests.size(), 1u);
    EXPECT_NE(requests[0].body.find("content that goes"), std::string::npos);
}

TEST(V0Uploads, EndWhenTheCallableThrows) {
    uploads t;
    const upload_file files[] = {{.content = "x"}};
    auto throws = [](std::uint64_t, std::optional<std::uint64_t>) {
        throw std::runtime_error("shown nowhere");
    };
    EXPECT_EQ(t.send(files, {.progress = throws}), errc::invalid_argument);
    EXPECT_NE(t.text.find("progress"), std::string::npos) << t.text;
}

TEST(FileReader, FindsFilesThatChanged) {
    work_folder folder;
    std::array<char, 64> into{};
    std::error_code ec;
    const auto described = [&] {
        write_file("file", "0123456789");
        polyaxon::resources::file_reader r;
        EXPECT_FALSE(r.describe("file"));
        EXPECT_EQ(r.size(), 10u);
        return r;
    };
    {
        auto r = described();
        write_file("file", "0123456789+");
        EXPECT_EQ(r.open(), errc::invalid_argument);
        EXPECT_NE(r.what().find("changed"), std::string::npos) << r.what();
    }
    {
        auto r = described();
        ASSERT_FALSE(r.open()) << r.what();
        fs::resize_file("file", 4);
        EXPECT_EQ(r.read(into, ec), 4u);
        EXPECT_FALSE(ec);
        EXPECT_EQ(r.read(into, ec), 0u);
        EXPECT_EQ(ec, errc::invalid_argument);
    }
    {
        auto r = described();
        ASSERT_FALSE(r.open()) << r.what();
        std::ofstream("file", std::ios::app) << "and more";
        EXPECT_EQ(r.read(into, ec), 0u);
        EXPECT_EQ(ec, errc::invalid_argument);
    }
    {
        auto r = described();
        fs::remove("file");
        ASSERT_EQ(::mkfifo("file", 0600), 0);
        EXPECT_EQ(r.open(), errc::invalid_argument);
        fs::remove("file");
    }
    auto r = described();
    ASSERT_FALSE(r.open()) << r.what();
    EXPECT_EQ(r.read(std::span(into).first(7), ec), 7u);
    EXPECT_EQ(r.read(std::span(into).first(7), ec), 3u);
    EXPECT_EQ(r.read(into, ec), 0u);
    EXPECT_FALSE(ec);
}

TEST(MultipartSource, GivesTheSameBytesInPiecesOfAnySize) {
    work_folder folder;
    write_file("file", std::string(1000, 'f'));
    polyaxon::resources::multipart_source s;
    ASSERT_FALSE(s.add_file({.field = "repo", .file_name = "a"}, "file"));
    ASSERT_FALSE(s.add({.field = "repo", .file_name = "b"}, ""));
    ASSERT_FALSE(s.add({.field = "json"}, "{}"));
    EXPECT_EQ(s.content_size(), 1002u);
    std::string first;
    for (std::size_t piece = 1; piece < 1500; piece += 1 + piece / 7) {
        ASSERT_FALSE(s.rewind());
        std::string all, buffer(piece, 0);
        std::error_code ec;
        while (const auto n = s.read({buffer.data(), buffer.size()}, ec)) all.append(buffer.data(), n);
        EXPECT_FALSE(ec) << s.what();
        EXPECT_EQ(all.size(), s.size()) << piece;
        if (first.empty()) first = all;
        EXPECT_TRUE(all == first) << piece;
    }
}

}  // namespace
