#include "resources/v1_artifact_support.hpp"

// The recorded calls of the Python client that move artifacts, made by ours against the recorded answers.

namespace {

using namespace v1_artifacts;

std::string from_base64(const std::string& text) {
    std::string out;
    unsigned bits = 0, n = 0;
    for (const char c : text) {
        static constexpr std::string_view letters =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        const auto at = letters.find(c);
        if (at == letters.npos) continue;
        bits = bits << 6 | static_cast<unsigned>(at);
        if ((n += 6) >= 8) out += static_cast<char>(bits >> (n -= 8) & 0xFF);
    }
    return out;
}

std::string body_of(const json& message) {
    if (message.contains("body_base64")) return from_base64(message.at("body_base64").as<std::string>());
    return message.value_or("body", "");
}

/// A recorded message as one that arrived.
received arrived(const json& request) {
    received r;
    r.method = request.at("verb").as<std::string>();
    r.target = request.at("target").as<std::string>();
    for (const auto& h : request.at("headers").elements())
        r.headers.emplace_back(h.at(0).as<std::string>(), h.at(1).as<std::string>());
    r.body = body_of(request);
    // Bodies kept as base64 have the boundary that was on the wire.
    const auto line = r.body.substr(0, r.body.find("\r\n"));
    if (line.starts_with("--") && request.contains("body_base64"))
        for (auto& [name, value] : r.headers)
            if (name == "Content-Type") value = "multipart/form-data; boundary=" + line.substr(2);
    return r;
}

reply answer_of(const json& response) {
    reply r;
    r.status = response.at("status").as<int>();
    r.body = body_of(response);
    for (const auto& h : response.at("headers").elements()) {
        const auto name = h.at(0).as<std::string>();
        if (name == "content-type") r.content_type = h.at(1).as<std::string>();
        if (name == "content-disposition") r.headers.emplace_back(name, h.at(1).as<std::string>());
    }
    return r;
}

std::string last_part(const std::string& path) { return path.substr(path.rfind('/') + 1); }

std::string file_name(const part& p) {
    const auto start = p.head.find("filename=\"") + 10;
    return last_part(p.head.substr(start, p.head.find('"', start) - start));
}

/// Makes the call; gives what it returned as text.
awaitable<std::string> make(api::run_client& run, std::string method, json args) {
    const auto first = args.contains("positional") ? args.at("positional").at(0) : json();
    const auto named = first.is_string() ? first.as<std::string>() : std::string();
    const auto path = args.value_or("path", "");
    if (method == "upload_artifact")
        co_await run.upload_artifact(last_part(named),
                                     {.path = path, .overwrite = args.value_or("overwrite", true)});
    else if (method == "upload_artifacts" || method == "upload_artifacts_dir") {
        // The packed files were unpacked into "tree".
        if (method == "upload_artifacts_dir") {
            co_await run.upload_artifacts_dir("tree", {.path = path, .relative_to = "tree"});
            co_return "";
        }
        const std::string_view files[] = {"tree/a.txt", "tree/big.bin"};
        co_await run.upload_artifacts(files, {.path = path, .relative_to = "tree"});
    } else if (method == "get_artifacts_tree") {
        const auto tree = co_await run.get_artifacts_tree(path);
        std::string out;
        for (const auto& [name, size] : tree.files) out += name + "=" + std::to_string(size) + " ";
        for (const auto& d : tree.dirs) out += d + "/ ";
        co_return out;
    } else if (method == "get_artifact")
        co_return co_await run.get_artifact(
            named, {.stream = args.value_or("stream", true), .force = args.value_or("force", false)});
    else if (method == "download_artifact")
        co_return co_await run.download_artifact(named, {.path_to = "to"});
    else if (method == "download_artifacts")
        co_return co_await run.download_artifacts(named, {.path_to = "to"});
    else if (method == "delete_artifact")
        co_await run.delete_artifact(named);
    else if (method == "delete_artifacts")
        co_await run.delete_artifacts(named);
    else
        ADD_FAILURE() << "unknown method " << method;
    co_return "";
}

std::vector<std::pair<std::string, std::string>> query_of(const received& r) {
    std::vector<std::pair<std::string, std::string>> out;
    for (const char* key : {"path", "stream", "force", "connection", "check_path"})
        if (const auto value = r.query(key)) out.emplace_back(key, *value);
    return out;
}

TEST(V1ArtifactsRecorded, AsThePythonClient) {
    const auto calls = json::parse(data_text("calls.json"));
    std::map<std::string, int> seen;
    for (const auto& call : calls.elements()) {
        const auto method = call.at("method").as<std::string>();
        const auto& exchanges = call.at("exchanges");
        if (call.at("client").as<std::string>() != "RunClient" || method.find("artifact") == method.npos)
            continue;
        if (exchanges.size() != 1 ||
            !exchanges.at(0).at("request").at("target").as<std::string>().starts_with("/streams/"))
            continue;
        const auto id = call.at("id").as<std::string>();
        SCOPED_TRACE(id);
        ++seen[method];
        const auto wanted = arrived(exchanges.at(0).at("request"));
        const auto answer = answer_of(exchanges.at(0).at("response"));
        work_folder here;
        run_desk d(answer);
        const bool upload = wanted.method == "POST";
        std::vector<part> parts;
        if (upload) {
            parts = parts_of(wanted);
            ASSERT_EQ(parts.size(), 2u);
            if (wanted.path().ends_with("/artifacts")) {
                put("a.tar.gz", parts[0].content);
                polyaxon::codec::unpacker work("a.tar.gz", "tree");
                std::error_code ec;
                while (work.step(ec)) {
                }
                ASSERT_FALSE(ec) << work.what();
            } else {
                put(file_name(parts[0]), parts[0].content);
            }
        }

        // .../default/alpha/runs/{uuid}/...
        const auto in_path = wanted.path().find("/runs/") + 6;
        const auto run_uuid = wanted.path().substr(in_path, 32);
        std::string returned;
        std::optional<errc> kind;
        v1_test::run([&]() -> awaitable<void> {
            api::client client(co_await asio::this_coro::executor, d.config);
            api::run_client run(client, {.owner = "default", .project = "alpha", .run_uuid = run_uuid});
            auto made = make(run, method, call.at("args"));
            auto caught = co_await as_result(std::move(made));
            if (caught)
                returned = *caught;
            else
                kind = caught.error().kind();
            client.close();
        });

        EXPECT_EQ(kind, answer.status < 300 ? std::nullopt
                                            : std::optional(polyaxon::kind_of_status(answer.status)));
        ASSERT_EQ(d.fake.requests().size(), 2u);
        const auto got = d.fake.requests()[1];
        EXPECT_EQ(got.method, wanted.method);
        EXPECT_EQ(got.path(), wanted.path());
        EXPECT_EQ(query_of(got), query_of(wanted)) << got.target << " for " << wanted.target;
        if (upload) {
            const auto sent = parts_of(got);
            ASSERT_EQ(sent.size(), 2u);
            const bool packed = wanted.path().ends_with("/artifacts");
            EXPECT_TRUE(packed ? unpacked(sent[0].content) == unpacked(parts[0].content)
                               : sent[0].content == parts[0].content);
            if (!packed) {
                EXPECT_EQ(file_name(sent[0]), file_name(parts[0]));
            }
            EXPECT_TRUE(sent[0].head.starts_with(
                "Content-Disposition: form-data; name=\"upload_file\"; filename=\""));
            EXPECT_TRUE(sent[0].head.ends_with("\r\nContent-Type: text/plain"));
            EXPECT_EQ(sent[1].head, parts[1].head);
            EXPECT_EQ(sent[1].content, parts[1].content);
        }
        if (kind) continue;
        if (method == "get_artifact") {
            EXPECT_EQ(returned, answer.body);
        }
        if (method == "download_artifact") {
            EXPECT_TRUE(read_file(returned) == answer.body);
        }
        if (method == "download_artifacts") {
            EXPECT_TRUE(fs::exists(fs::path(returned) / "sub/two.txt")) << returned;
        }
        if (method == "get_artifacts_tree" && id.starts_with("0123")) {
            EXPECT_EQ(returned, "a.txt=18 big.bin=16384 several/ tree/ ");
        }
    }
    EXPECT_EQ(seen, (std::map<std::string, int>{{"delete_artifact", 2},
                                                {"delete_artifacts", 1},
                                                {"download_artifact", 1},
                                                {"download_artifacts", 2},
                                                {"get_artifact", 3},
                                                {"get_artifacts_tree", 4},
                                                {"upload_artifact", 8},
                                                {"upload_artifacts", 1},
                                                {"upload_artifacts_dir", 1}}));
}

}  // namespace
