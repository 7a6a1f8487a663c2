#include <polyaxon/codec/archive.hpp>
#include <polyaxon/codec/gzip.hpp>
#include <polyaxon/resources/transfer.hpp>
#include <polyaxon/resources/v0/transfers.hpp>

#include <codec/tar_bytes.hpp>
#include <resources/v0_transfer_support.hpp>

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <unistd.h>

// download_repo and download_outputs against a real socket.

namespace {

using namespace v0_test;
using polyaxon::codec::archive_errc;
using polyaxon::v0::download_repo_options;
using tar_test::entry;

reply file_reply(std::string body) {
    return {.body = std::move(body), .content_type = "application/octet-stream"};
}

std::string patterned(std::size_t size) {
    std::string out(size, '\0');
    for (std::size_t i = 0; i < size; ++i) out[i] = static_cast<char>(i * 131 >> 4);
    return out;
}

struct downloads {
    work_folder folder;
    polyaxon::testing::server server;
    socket_desk desk;
    explicit downloads(polyaxon::testing::server::handler h) : server(std::move(h)), desk(server.port()) {}
    explicit downloads(reply r) : downloads(polyaxon::testing::scripted({std::move(r)})) {}

    /// The kind of the failure, or nothing; the path is in `path`, what a failure says in `text`.
    std::optional<errc> fetch(download_repo_options options = {}) {
        std::optional<errc> failed;
        run([&]() -> asio::awaitable<void> {
            polyaxon::v0::client client(co_await asio::this_coro::executor, desk.config);
            auto call = client.project().download_repo("adam", "mnist", options);
            auto caught = co_await polyaxon::as_result(std::move(call));
            if (caught) {
                path = *caught;
            } else {
                failed = caught.error().kind();
                text = caught.error().what();
                cause = caught.error().info().cause;
            }
            client.close();
        });
        return failed;
    }
    std::string path, text;
    std::error_code cause;
};

TEST(V0Downloads, StoreWhatComesHoweverItComes) {
    const auto content = patterned(300'000);
    auto plain = file_reply(content), chunked = plain, gzipped = plain, announced = plain, closing = plain;
    chunked.chunked = true;
    gzipped.gzip = true;
    announced.chunked = true;
    announced.headers = {{"x-polyaxon-content-length", std::to_string(content.size())}};
    closing.raw = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + content;
    closing.then = reply::end::fin;
    const std::pair<reply, std::optional<std::uint64_t>> rows[] = {{plain, content.size()},
                                                                   {chunked, std::nullopt},
                                                                   {gzipped, std::nullopt},
                                                                   {announced, content.size()},
                                                                   {closing, std::nullopt}};
    for (const auto& [answer, total] : rows) {
        downloads t(answer);
        told_progress told;
        EXPECT_EQ(t.fetch({.progress = told}), std::nullopt) << t.text;
        EXPECT_EQ(t.path, "repo.tar.gz");
        EXPECT_TRUE(read_file("repo.tar.gz") == content);
        EXPECT_EQ(t.folder.listing(), "repo.tar.gz\n");
        EXPECT_TRUE(told.grew());
        EXPECT_EQ(told.last(), content.size());
        for (const auto& seen : told.totals) EXPECT_EQ(seen, total);
        ASSERT_EQ(t.server.request_count(), 1u);
        EXPECT_EQ(t.server.requests()[0].target, "/api/v1/adam/mnist/repo/download/");
    }
}

TEST(V0Downloads, AskForACommitAndTakeTheNameOfTheCaller) {
    auto answer = file_reply("TAR");
    answer.headers = {{"Content-Disposition", "attachment; filename=\"../../evil\""}};
    downloads t(answer);
    fs::create_directory("into");
    EXPECT_EQ(t.fetch({.commit = "3783ab3", .filename = "into/code.tar.gz"}), std::nullopt) << t.text;
    EXPECT_EQ(t.path, "into/code.tar.gz");
    EXPECT_EQ(t.server.requests()[0].target, "/api/v1/adam/mnist/repo/download/?commit=3783ab3");
    EXPECT_EQ(t.folder.listing(), "into\ninto/code.tar.gz\n");
}

TEST(V0Downloads, NameOutputsAfterTheirRun) {
    downloads t(file_reply("TAR"));
    run([&]() -> asio::awaitable<void> {
        polyaxon::v0::client client(co_await asio::this_coro::executor, t.desk.config);
        const auto of_experiment = co_await client.experiment().download_outputs("adam", "mnist", 42);
        EXPECT_EQ(of_experiment, "adam.mnist.42.tar.gz");
        const auto of_job =
            co_await client.job().download_outputs("adam", "mnist", 12, {.filename = "job.tar.gz"});
        EXPECT_EQ(of_job, "job.tar.gz");
        client.close();
    });
    EXPECT_EQ(t.folder.listing(), "adam.mnist.42.tar.gz\njob.tar.gz\n");
    EXPECT_EQ(t.server.requests()[0].target, "/api/v1/adam/mnist/experiments/42/outputs/download/");
    EXPECT_EQ(t.server.requests()[1].target, "/api/v1/adam/mnist/jobs/12/outputs/download/");
    EXPECT_EQ(polyaxon::v0::outputs_name("../adam", "a/b", "7"), ".._adam.a_b.7.tar.gz");
}

TEST(V0Downloads, LeaveNothingOfAnAnswerThatIsAnError) {
    downloads t(reply::error(404, "Not found."));
    EXPECT_EQ(t.fetch(), errc::not_found);
    EXPECT_NE(t.text.find("Not found."), std::string::npos) << t.text;
    EXPECT_EQ(t.folder.listing(), "");
}

TEST(V0Downloads, LeaveNothingOfWhatWasCut) {
    const std::string head = "HTTP/1.1 200 OK\r\n";
    const auto half = patterned(50'000);
    const auto packed = polyaxon::codec::gzip(patterned(100'000));
    const std::string rows[] = {
        head + "Content-Length: 100000\r\n\r\n" + half,
        head + "Content-Length: 100000\r\n\r\n",
        head + "Transfer-Encoding: chunked\r\n\r\nc350\r\n" + half + "\r\n",
        head + "Content-Encoding: gzip\r\nConnection: close\r\n\r\n" + packed.substr(0, packed.size() / 2),
    };
    for (const auto& raw : rows)
        for (const auto how : {reply::end::fin, reply::end::rst}) {
            reply cut;
            cut.raw = raw;
            cut.then = how;
            downloads t(cut);
            const auto kind = t.fetch();
            EXPECT_TRUE(kind == errc::network || kind == errc::protocol) << t.text;
            EXPECT_EQ(t.folder.listing(), "") << raw.substr(0, 60);
        }
}

TEST(V0Downloads, CheckTheAnnouncedLength) {
    for (const auto announced : {"2999", "3001", "0"}) {
        auto answer = file_reply(patterned(3000));
        answer.headers = {{"x-polyaxon-content-length", announced}};
        downloads t(answer);
        EXPECT_EQ(t.fetch(), errc::decode) << announced;
        EXPECT_NE(t.text.find(announced), std::string::npos) << t.text;
        EXPECT_EQ(t.folder.listing(), "");
    }
}

TEST(V0Downloads, StartAnewWhenTriedAgain) {
    const auto content = patterned(200'000);
    reply cut;
    cut.raw = "HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\n" + std::string(150'000, '?');
    cut.then = reply::end::fin;
    downloads t(polyaxon::testing::scripted({cut, file_reply(content)}));
    t.desk.config.retry.max_attempts = 3;
    told_progress told;
    EXPECT_EQ(t.fetch({.progress = told}), std::nullopt) << t.text;
    EXPECT_EQ(t.server.request_count(), 2u);
    EXPECT_TRUE(read_file("repo.tar.gz") == content);
    EXPECT_EQ(t.folder.listing(), "repo.tar.gz\n");
    EXPECT_TRUE(told.grew());
    EXPECT_EQ(told.last(), content.size());
}

TEST(V0Downloads, TakeThePlaceOfWhatWasThere) {
    downloads t(file_reply("new"));
    write_file("other", "other");
    fs::create_symlink("other", "repo.tar.gz");
    write_file("repo.tar.gz.part", "left behind by a process that died");
    EXPECT_EQ(t.fetch(), std::nullopt) << t.text;
    EXPECT_EQ(read_file("repo.tar.gz"), "new");
    EXPECT_EQ(read_file("other"), "other");
    EXPECT_FALSE(fs::is_symlink("repo.tar.gz"));
    EXPECT_EQ(t.folder.listing(), "other\nrepo.tar.gz\n");
}

TEST(V0Downloads, KeepOffWhatOthersWrite) {
    downloads t(file_reply("new"));
    write_file("repo.tar.gz", "old");
    write_file("repo.tar.gz.part", "of another download");
    const int fd = ::open("repo.tar.gz.part", O_RDWR | O_CLOEXEC);
    ASSERT_EQ(::flock(fd, LOCK_EX | LOCK_NB), 0);
    EXPECT_EQ(t.fetch(), errc::invalid_argument);
    EXPECT_NE(t.text.find("another download"), std::string::npos) << t.text;
    ::close(fd);
    EXPECT_EQ(read_file("repo.tar.gz.part"), "of another download");

    fs::remove("repo.tar.gz.part");
    fs::create_symlink("elsewhere", "repo.tar.gz.part");
    EXPECT_EQ(t.fetch(), errc::invalid_argument);
    fs::remove("repo.tar.gz.part");
    EXPECT_EQ(read_file("repo.tar.gz"), "old");
    EXPECT_EQ(t.folder.listing(), "repo.tar.gz\n");

    EXPECT_EQ(t.fetch({.filename = "."}), errc::invalid_argument);
    EXPECT_EQ(t.fetch({.filename = "folder/"}), errc::invalid_argument);
    EXPECT_EQ(t.fetch({.filename = std::string_view("a\0b", 3)}), errc::invalid_argument);
    EXPECT_EQ(t.folder.listing(), "repo.tar.gz\n");
}

TEST(V0Downloads, SayThatTheDiskIsFull) {
    downloads t(file_reply(patterned(400'000)));
    ::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
    const rlimit small{100'000, before.rlim_max};
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
    const auto kind = t.fetch();
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
    ::signal(SIGXFSZ, SIG_DFL);
    EXPECT_EQ(kind, errc::invalid_argument);
    EXPECT_EQ(t.cause, std::errc::file_too_large);
    EXPECT_NE(t.text.find("cannot write repo.tar.gz.part"), std::string::npos) << t.text;
    EXPECT_EQ(t.folder.listing(), "");
}

TEST(V0Downloads, SayThatTheFolderCannotBeWritten) {
    downloads t(file_reply("TAR"));
    EXPECT_EQ(t.fetch({.filename = "missing/code.tar.gz"}), errc::invalid_argument);
    EXPECT_EQ(t.cause, std::errc::no_such_file_or_directory);
    EXPECT_NE(t.text.find("nothing was sent"), std::string::npos) << t.text;
    EXPECT_NE(t.text.find("GET /api/v1/adam/mnist/repo/download/"), std::string::npos) << t.text;
    write_file("file", "");
    EXPECT_EQ(t.fetch({.filename = "file/code.tar.gz"}), errc::invalid_argument);
    EXPECT_EQ(t.cause, std::errc::not_a_directory);
    fs::remove("file");

    fs::permissions(
        ".", fs::perms::owner_read | fs::perms::owner_exec | fs::perms::others_read | fs::perms::others_exec);
    const bool as_root = ::geteuid() == 0;  // who may write anywhere
    ASSERT_TRUE(!as_root || ::seteuid(65534) == 0);
    const auto kind = t.fetch();
    ASSERT_TRUE(!as_root || ::seteuid(0) == 0);
    fs::permissions(".", fs::perms::owner_all);
    EXPECT_EQ(kind, errc::invalid_argument);
    EXPECT_EQ(t.cause, std::errc::permission_denied);
    EXPECT_NE(t.text.find("its folder cannot be written"), std::string::npos) << t.text;
    EXPECT_EQ(t.folder.listing(), "");
    EXPECT_EQ(t.server.request_count(), 0u);
}

TEST(V0Downloads, TimeOutOnlyWhenNothingMoves) {
    reply stalling;
    stalling.raw = "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + std::string(5000, 's');
    downloads t(stalling);
    EXPECT_EQ(t.fetch({.stall_timeout = std::chrono::milliseconds(150)}), errc::timeout);
    EXPECT_EQ(t.folder.listing(), "");
    EXPECT_EQ(t.fetch({.call = {.timeout = std::chrono::milliseconds(150)}}), errc::timeout);
    EXPECT_EQ(t.folder.listing(), "");
}

TEST(V0Downloads, LeaveNothingWhenCancelled) {
    reply stalling;
    stalling.raw = "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + std::string(5000, 's');
    downloads t(stalling);
    asio::io_context loop(1);
    polyaxon::v0::client client(loop.get_executor(), t.desk.config);
    asio::cancellation_signal stop;
    bool part_was_there = false, ended = false;
    auto first_bytes = [&](std::uint64_t, std::optional<std::uint64_t>) {
        part_was_there = fs::exists("repo.tar.gz.part");
        asio::post(loop, [&] { stop.emit(asio::cancellation_type::terminal); });
    };
    asio::co_spawn(
        loop,
        [&]() -> asio::awaitable<void> {
            co_await client.project().download_repo("adam", "mnist", {.progress = first_bytes});
        },
        asio::bind_cancellation_slot(stop.slot(), [&](std::exception_ptr e) {
            ended = true;
            EXPECT_TRUE(e);
            client.close();
        }));
    loop.run_for(std::chrono::seconds(20));
    EXPECT_TRUE(ended);
    EXPECT_TRUE(part_was_there);
    EXPECT_EQ(t.folder.listing(), "");
}

TEST(V0Downloads, Unpack) {
    const auto tar = polyaxon::codec::gzip(tar_test::archive(
        entry{.name = "README", .content = "r"}, entry{.name = "pkg/main.py", .content = "print(1)\n"}));
    downloads t(file_reply(tar));
    EXPECT_EQ(t.fetch({.untar = true, .extract_path = "a/src"}), std::nullopt) << t.text;
    EXPECT_EQ(t.path, "repo.tar.gz");
    EXPECT_EQ(t.folder.listing(), "a\na/src\na/src/README\na/src/pkg\na/src/pkg/main.py\n");
    EXPECT_EQ(read_file("a/src/pkg/main.py"), "print(1)\n");

    EXPECT_EQ(t.fetch({.untar = true, .delete_tar = false}), std::nullopt) << t.text;
    EXPECT_EQ(read_file("pkg/main.py"), "print(1)\n");
    EXPECT_TRUE(read_file("repo.tar.gz") == tar);
}

TEST(V0Downloads, RefuseToUnpackWhatLeavesTheFolder) {
    const auto tar = tar_test::archive(entry{.name = "../evil", .content = "x"});
    downloads t(file_reply(tar));
    EXPECT_EQ(t.fetch({.untar = true, .extract_path = "src"}), errc::decode);
    EXPECT_EQ(t.cause, archive_errc::parent_path);
    EXPECT_NE(t.text.find("\"../evil\""), std::string::npos) << t.text;
    EXPECT_NE(t.text.find("GET /api/v1/adam/mnist/repo/download/"), std::string::npos) << t.text;
    EXPECT_EQ(t.folder.listing(), "repo.tar.gz\nsrc\n") << "the archive stays for a look at it";

    downloads big(file_reply(tar_test::archive(entry{.name = "big", .content = std::string(5000, 'b')})));
    EXPECT_EQ(big.fetch({.untar = true, .extract_path = "src", .max_unpacked = 4999}), errc::too_large);
    EXPECT_EQ(big.cause, archive_errc::too_large);
}

TEST(V0Downloads, DoNotBlockOthersWhileUnpacking) {
    std::string tar;
    for (int i = 0; i < 500; ++i) tar += tar_test::bytes({.name = "d/" + std::to_string(i), .content = "1"});
    downloads t(file_reply(tar + tar_test::end()));
    int turns = 0;
    run([&]() -> asio::awaitable<void> {
        const auto executor = co_await asio::this_coro::executor;
        polyaxon::v0::client client(executor, t.desk.config);
        bool over = false;
        auto other = [&]() -> asio::awaitable<void> {
            while (!over) {
                if (fs::exists("d")) ++turns;
                co_await asio::post(asio::use_awaitable);
            }
        };
        asio::co_spawn(executor, other, [](std::exception_ptr) {});
        co_await client.project().download_repo("adam", "mnist", {.untar = true});
        over = true;
        client.close();
    });
    EXPECT_GE(turns, 5);
    EXPECT_TRUE(fs::exists("d/499"));
}

}  // namespace
