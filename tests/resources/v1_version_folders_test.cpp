#include "resources/v1_versions_support.hpp"

#include <sys/stat.h>

namespace {

using namespace v1_versions;

TEST(V1VersionFolders, AVersionIsKeptAsThePythonClientKeepsIt) {
    work_folder here;
    desk d({reply::json("{}")});
    const auto thrown = with(d,
                             [](api::project_client& p) -> awaitable<void> {
                                 for (const std::string kind : {"component", "artifact"}) {
                                     api::project_version_body v;
                                     v.name = "v1", v.kind = kind, v.owner = "other", v.project = "speech";
                                     v.content = "{\"a\":\n 1}";
                                     v.meta_info = json::object().set("k", 1);
                                     co_await p.persist_version(v, "kept/" + kind + "s/v1");
                                 }
                             },
                             {.is_offline = true});
    EXPECT_FALSE(thrown) << thrown->what();
    EXPECT_EQ(read_file(here / "kept/components/v1/polyaxonfile.plx.json"), "{\"a\":\n 1}");
    EXPECT_EQ(read_file(here / "kept/artifacts/v1/content.plx.json"), "{\"a\":\n 1}");
    EXPECT_EQ(json::parse(read_file(here / "kept/components/v1/version.plx.json")),
              json::parse(R"({"name":"v1","kind":"component","owner":"other","project":"speech",
                  "content":"{\"a\":\n 1}","meta_info":{"k":1}})"));
    EXPECT_EQ(here.listing().find(".part"), std::string::npos);

    const auto loaded =
        with(d,
             [](api::project_client& p) -> awaitable<void> {
                 const auto kept =
                     co_await p.load_offline_version(component, "v1", "kept", {.reset_project = true});
                 EXPECT_TRUE(kept && kept->meta_info == json::parse(R"({"k":1})"));
                 EXPECT_EQ(p.owner() + "/" + p.project(), "acme/vision");
                 co_await p.load_offline_version(component, "v1", "kept");
                 EXPECT_EQ(p.owner() + "/" + p.project(), "other/speech");
                 const auto none = co_await p.load_offline_version(model, "v1", "kept");
                 EXPECT_FALSE(none);
                 co_await p.load_offline_version(model, "v1", "kept", {.raise_if_not_found = true});
             },
             {.is_offline = true});
    ASSERT_TRUE(loaded);
    EXPECT_EQ(loaded->kind(), errc::not_found);
    EXPECT_TRUE(d.fake.requests().empty());

    write_file(here / "kept/components/v1/version.plx.json", R"({"name":)");
    const auto broken = with(d, [](api::project_client& p) -> awaitable<void> {
        co_await p.load_offline_version(component, "v1", "kept");
    });
    ASSERT_TRUE(broken);
    EXPECT_EQ(broken->kind(), errc::invalid_argument);
    EXPECT_NE(broken->detail().find("version.plx.json"), std::string::npos) << broken->detail();
}

TEST(V1VersionFolders, WhatAnEarlierVersionLeftIsGone) {
    work_folder here;
    desk d({reply::json("{}")});
    const auto thrown = with(d, [](api::project_client& p) -> awaitable<void> {
        api::project_version_body v;
        v.name = "v1", v.kind = "component", v.content = "{}";
        co_await p.persist_version(v, "kept");
        v.kind = "model", v.content.reset();
        co_await p.persist_version(v, "kept");
    });
    EXPECT_FALSE(thrown) << thrown->what();
    EXPECT_EQ(here.listing(), "kept\nkept/version.plx.json\n");
}

TEST(V1VersionFolders, AFolderThatCannotBeMadeIsTold) {
    work_folder here;
    write_file(here / "taken", "a file");
    desk d({reply::json("{}")});
    const auto thrown = with(d, [](api::project_client& p) -> awaitable<void> {
        co_await p.persist_version(api::project_version_body(), "taken/v1");
    });
    ASSERT_TRUE(thrown);
    EXPECT_EQ(thrown->kind(), errc::invalid_argument);
    EXPECT_NE(thrown->detail().find("taken"), std::string::npos) << thrown->detail();
}

TEST(V1VersionFolders, PullingMakesTheFolderAnewOnceTheServerHasTold) {
    work_folder here;
    fs::create_directories(here / "kept/components/v1");
    write_file(here / "kept/components/v1/old", "old");
    write_file(here / "kept/components/v1/version.plx.json", "{}");
    bool there = false;
    desk d([&](const received&) {
        return there ? reply::json(a_version("component", R"(,"content":"{}")")) : reply::error(404, "none");
    });
    const auto pull = [](api::project_client& p) -> awaitable<void> {
        const auto folder = co_await p.pull_component_version("v1", "kept");
        EXPECT_EQ(folder, "kept/components/v1");
    };
    const auto missing = with(d, pull);
    ASSERT_TRUE(missing);
    EXPECT_EQ(missing->kind(), errc::not_found);
    EXPECT_EQ(read_file(here / "kept/components/v1/old"), "old");
    there = true;
    const auto thrown = with(d, pull);
    EXPECT_FALSE(thrown) << thrown->what();
    EXPECT_EQ(here.listing(),
              "kept\nkept/components\nkept/components/v1\nkept/components/v1/polyaxonfile.plx.json\n"
              "kept/components/v1/version.plx.json\n");
    EXPECT_EQ(d.lines().size(), 2u);
}

TEST(V1VersionFolders, WithoutAPathTheEnvironmentSaysTheFolder) {
    work_folder here;
    desk d({reply::json(a_version("component", R"(,"content":"{}")"))});
    d.here->variables["POLYAXON_OFFLINE_ROOT"] = (here / "offline").string() + "/";
    const auto thrown = with(d, [&](api::project_client& p) -> awaitable<void> {
        const auto folder = co_await p.pull_component_version("v1");
        EXPECT_EQ(folder, (here / "offline/components/v1").string());
        const auto kept = co_await p.load_offline_version(component, "v1");
        EXPECT_TRUE(kept && kept->content == "{}");
    });
    EXPECT_FALSE(thrown) << thrown->what();
    EXPECT_TRUE(fs::exists(here / "offline/components/v1/version.plx.json"));
}

TEST(V1VersionFolders, WhatIsNoFileIsToldAndNotRead) {
    work_folder here;
    fs::create_directories(here / "kept/models/v1");
    ASSERT_EQ(::mkfifo((here / "kept/models/v1/version.plx.json").c_str(), 0600), 0);
    desk d({reply::json("{}")});
    const auto thrown = with(d, [](api::project_client& p) -> awaitable<void> {
        co_await p.load_offline_version(model, "v1", "kept");
    });
    ASSERT_TRUE(thrown);
    EXPECT_EQ(thrown->kind(), errc::invalid_argument);
}

TEST(V1VersionFolders, NamesThatLeadOutOfTheFolderAreRefused) {
    work_folder here;
    write_file(here / "precious", "data");
    desk d({reply::json(a_version("model"))});
    for (const std::string bad : {"../..", "..", ".", "", "a/b", "/"}) {
        const auto thrown = with(
            d, [&](api::project_client& p) -> awaitable<void> { co_await p.pull_model_version(bad, "."); });
        ASSERT_TRUE(thrown) << bad;
        EXPECT_EQ(thrown->kind(), errc::invalid_argument) << bad;
    }
    EXPECT_TRUE(d.fake.requests().empty());
    EXPECT_EQ(here.listing(), "precious\n");
}

TEST(V1VersionFolders, PullingDownloadsTheLineage) {
    work_folder here;
    const std::string streams = "/streams/v1/polyaxon/acme/other/runs/" + std::string(made_by);
    const auto version = a_version(
        "model",
        R"(,"run":"a0000009000940008000000000000009","artifacts":["net"],"meta_info":{"run":{"project":"other",
        "name":"r","uuid":"a0000009000940008000000000000009"},"lineage":[
        {"name":"image","kind":"docker_image","path":"registry/image"},
        {"name":"log","kind":"file","path":"a0000009000940008000000000000009/outputs/train.log"},
        {"name":"env","kind":"env","path":"outputs/env.json"}]})");
    desk d([&](const received& r) {
        if (r.path().find("/versions/") != std::string::npos) return reply::json(version);
        if (r.path().starts_with("/api/"))
            return reply::json(R"({"uuid":"x","settings":{"namespace":"polyaxon"}})");
        reply file;
        file.content_type = "text/plain";
        file.body = "bytes of " + r.query("path").value_or("?");
        return file;
    });
    const auto thrown = with(d, [](api::project_client& p) -> awaitable<void> {
        co_await p.pull_model_version("v1", "kept");
        co_await p.pull_model_version("v1", "bare", {.download_artifacts = false});
    });
    EXPECT_FALSE(thrown) << thrown->what();
    EXPECT_EQ(read_file(here / "kept/models/v1/outputs/train.log"), "bytes of outputs/train.log");
    EXPECT_EQ(read_file(here / "kept/models/v1/outputs/env.json"), "bytes of outputs/env.json");
    const auto lines = d.lines();
    ASSERT_EQ(lines.size(), 5u);
    EXPECT_EQ(lines[1], "GET /api/v1/acme/other/runs/" + std::string(made_by));
    EXPECT_TRUE(lines[2].starts_with("GET " + streams + "/artifact?")) << lines[2];
    EXPECT_TRUE(lines[4].ends_with("/versions/model/v1")) << lines[4];
    EXPECT_EQ(here.listing().find("bare/models/v1/outputs"), std::string::npos);
}

TEST(V1VersionFolders, APullThatBreaksOffLeavesTheOldFolder) {
    work_folder here;
    fs::create_directories(here / "kept/models/v1");
    write_file(here / "kept/models/v1/old", "old");
    const auto version =
        a_version("model",
                  R"(,"run":"a0000009000940008000000000000009","meta_info":{"run":{"project":"other",
        "uuid":"a0000009000940008000000000000009"},"lineage":[{"name":"env","kind":"env","path":"outputs/env.json"}]})");
    desk d([&](const received& r) {
        if (r.path().find("/versions/") != std::string::npos) return reply::json(version);
        if (r.path().starts_with("/api/")) return reply::json(R"({"uuid":"x"})");
        return reply::error(404, "none");
    });
    const auto pull = [](api::project_client& p) -> awaitable<void> {
        co_await p.pull_model_version("v1", "kept");
    };
    const auto foreign = with(d, pull);
    ASSERT_TRUE(foreign);
    EXPECT_EQ(foreign->kind(), errc::invalid_argument);
    EXPECT_NE(foreign->detail().find("version.plx.json"), std::string::npos) << foreign->detail();
    write_file(here / "kept/models/v1/version.plx.json", "{}");
    const auto cut = with(d, pull);
    ASSERT_TRUE(cut);
    EXPECT_EQ(cut->kind(), errc::not_found);
    EXPECT_EQ(here.listing(),
              "kept\nkept/models\nkept/models/v1\nkept/models/v1/old\nkept/models/v1/version.plx.json\n");
}

TEST(V1VersionFolders, PushingRegistersWhatWasKept) {
    work_folder here;
    desk d([](const received& r) {
        return r.method == "GET" ? reply::error(404, "none") : reply::json(a_version("model"), 201);
    });
    api::project_version_body v;
    v.name = "v1", v.kind = "model", v.description = "first", v.tags = {"v"}, v.run = std::string(made_by);
    v.artifacts = {"net"}, v.content = "{}", v.readme = "# v1", v.stage = "staging", v.uuid = "u",
    v.state = "s";
    const auto thrown = with(d, [&](api::project_client& p) -> awaitable<void> {
        co_await p.persist_version(v, "kept/models/v1");
        const auto pushed = co_await p.push_model_version("v1", "kept", {.clean = true});
        EXPECT_EQ(pushed.kind, "model");
    });
    EXPECT_FALSE(thrown) << thrown->what();
    EXPECT_EQ(d.lines(), (texts{"GET /api/v1/acme/vision/versions/model/v1",
                                "POST /api/v1/acme/vision/versions/model"}));
    EXPECT_EQ(
        d.body(1),
        json::parse(
            R"({"name":"v1","kind":"model","description":"first","tags":["v"],"content":"{}","readme":"# v1",
        "run":"a0000009000940008000000000000009","artifacts":["net"],"stage":"staging"})"));
    EXPECT_EQ(here.listing(), "kept\nkept/models\n");
}

TEST(V1VersionFolders, WhatWasNotSentStaysWhenTheFolderIsCleaned) {
    work_folder here;
    const fs::path folder = "kept/models/v1";
    bool meddles = false;
    desk d([&](const received& r) {
        if (r.method == "GET") return reply::error(404, "none");
        if (meddles)
            write_file(folder / "version.plx.json", R"({"name":"v1","kind":"model","tags":["newer"]})");
        return reply::json(a_version("model"), 201);
    });
    api::project_version_body v;
    v.name = "v1", v.kind = "model", v.content = "{}";
    const auto push = [&](api::project_client& p) -> awaitable<void> {
        co_await p.persist_version(v, folder.string());
        fs::create_directories(folder / "outputs");
        write_file(folder / "outputs/net.bin", "weights");
        co_await p.push_model_version("v1", "kept", {.clean = true});
    };
    const auto rest =
        "kept\nkept/models\nkept/models/v1\nkept/models/v1/outputs\nkept/models/v1/outputs/net.bin\n"
        "kept/models/v1/version.plx.json\n";
    auto thrown = with(d, push);
    EXPECT_FALSE(thrown) << thrown->what();
    EXPECT_EQ(here.listing(), rest) << "artifacts are never sent";
    meddles = true;
    thrown = with(d, push);
    EXPECT_FALSE(thrown) << thrown->what();
    EXPECT_NE(read_file(folder / "version.plx.json").find("newer"), std::string::npos) << "written meanwhile";
    EXPECT_EQ(read_file(folder / "content.plx.json"), "{}");

    meddles = false;
    fs::remove_all(folder);
    const auto edited = with(d, [&](api::project_client& p) -> awaitable<void> {
        co_await p.persist_version(v, folder.string());
        write_file(folder / "content.plx.json", R"({"mine":1})");
        co_await p.push_model_version("v1", "kept", {.clean = true});
    });
    EXPECT_FALSE(edited) << edited->what();
    EXPECT_EQ(here.listing(),
              "kept\nkept/models\nkept/models/v1\nkept/models/v1/content.plx.json\nkept/models/v1/"
              "version.plx.json\n")
        << "what was sent is the content in version.plx.json";
}

TEST(V1VersionFolders, PushingAModelChangesOneThatIsThere) {
    work_folder here;
    desk d([](const received& r) {
        return reply::json(
            a_version(r.path().find("/component") == std::string::npos ? "model" : "component"));
    });
    const auto push = [&](bool component_too) {
        return with(d, [component_too](api::project_client& p) -> awaitable<void> {
            api::project_version_body v;
            v.name = "v1", v.kind = component_too ? "component" : "model", v.content = "{}";
            co_await p.persist_version(v, component_too ? "kept/components/v1" : "kept/models/v1");
            if (component_too)
                co_await p.push_component_version("v1", "kept");
            else
                co_await p.push_model_version("v1", "kept");
        });
    };
    EXPECT_FALSE(push(false)) << "as in Python, models are pushed with force";
    EXPECT_EQ(d.lines().at(1), "PATCH /api/v1/acme/vision/versions/model/v1");
    const auto refused = push(true);
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->kind(), errc::conflict);
}

TEST(V1VersionFolders, PushingNeedsAVersionOfThatKind) {
    work_folder here;
    desk d({reply::json("{}")});
    const auto none = with(d, [](api::project_client& p) -> awaitable<void> {
        co_await p.push_component_version("v1", "kept");
    });
    ASSERT_TRUE(none);
    EXPECT_EQ(none->kind(), errc::not_found);
    const auto other = with(d, [](api::project_client& p) -> awaitable<void> {
        api::project_version_body v;
        v.name = "v1", v.kind = "model";
        co_await p.persist_version(v, "kept/components/v1");
        co_await p.push_component_version("v1", "kept");
    });
    ASSERT_TRUE(other);
    EXPECT_EQ(other->kind(), errc::invalid_argument);
    EXPECT_TRUE(d.fake.requests().empty());
}

}  // namespace
