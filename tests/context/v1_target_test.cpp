#include <context/loading.hpp>

namespace polyaxon::tests {
namespace {

const std::string here = "/home/ada/project/.polyaxon/", uuid(32, '2');

result<context::v1_target> run_of(const machine& m, const context::v1_reference& which = {},
                                  const v1::client_config& config = {}) {
    const auto c = load_v1(m, config);
    if (!c) return c.error();
    return context::resolve_run(*c, which);
}
result<context::v1_target> project_of(const machine& m, const context::v1_reference& which = {}) {
    const auto c = load_v1(m);
    if (!c) return c.error();
    return context::resolve_project(*c, which);
}
context::v1_reference project(std::string name, std::optional<std::string> owner = {}) {
    context::v1_reference r;
    r.project = std::move(name);
    r.owner = std::move(owner);
    return r;
}

TEST(V1Target, ReferencesToAProject) {
    struct row {
        std::string given;
        std::optional<std::string> owner_given, owner, team, project;
    };
    for (const auto& r :
         {row{"vision", {}, "default", {}, "vision"}, row{"acme/vision", {}, "acme", {}, "vision"},
          row{"acme.vision", {}, "acme", {}, "vision"}, row{"acme/ml/vision", {}, "acme", "ml", "vision"},
          row{"acme.ml/vision", {}, "acme", "ml", "vision"}, row{"vision", "acme", "acme", {}, "vision"},
          row{"vision", "acme/ml", "acme", {}, "vision"},  // the owner's team is dropped
          row{"ml/vision", "acme", "acme", "ml", "vision"}}) {
        const auto t = run_of(machine(), project(r.given, r.owner_given));
        ASSERT_TRUE(t) << r.given << ": " << failure(t);
        EXPECT_EQ(t->owner, r.owner) << r.given;
        EXPECT_EQ(t->team, r.team) << r.given;
        EXPECT_EQ(t->project, r.project) << r.given;
    }
    for (const std::string bad : {"a/b/c/d", "a.b.c.d", "/vision", "acme/", "acme//vision", "."})
        EXPECT_TRUE(begins(failure(run_of(machine(), project(bad))), "invalid_reference: ")) << bad;
}

TEST(V1Target, NamesMustBeSlugs) {
    for (const std::string bad : {"Vision 1", "a--b", "ä", "a\nb", "a%2Fb"})
        EXPECT_TRUE(begins(failure(run_of(machine(), project(bad))), "invalid_project: ")) << bad;
    for (const std::string bad : {"Acme Inc", "a--b"})
        EXPECT_TRUE(begins(failure(run_of(machine(), project("p", bad))), "invalid_owner: ")) << bad;
    EXPECT_TRUE(run_of(machine(), project("Vision_1-b")));
    EXPECT_TRUE(begins(failure(project_of(machine(), project("p", "a b"))), "invalid_owner: "));
}

TEST(V1Target, TheLocalFileWinsAsAWholeAndPerFile) {
    machine m;
    m.put(home + ".project", "owner: acme\nname: vision\n")
        .put(here + ".project", "name: speech\n")
        .put(home + ".run", "uuid: " + uuid + "x\n");
    const auto t = run_of(m);
    ASSERT_TRUE(t) << failure(t);
    EXPECT_EQ(t->project, "speech");
    EXPECT_EQ(t->owner, "default");  // nothing is taken from the other file
    EXPECT_EQ(t->run_uuid, uuid + "x");
    EXPECT_TRUE(t->has_cached_run);
}

TEST(V1Target, AnOwnerAloneIsReplacedByTheCachedOne) {
    machine m;
    m.put(home + ".project", "owner: acme/ml\nname: vision\n");
    context::v1_reference r;
    r.owner = "other";
    const auto t = run_of(m, r);
    ASSERT_TRUE(t);
    EXPECT_EQ(t->owner, "acme");
    EXPECT_EQ(t->team, "ml");
    EXPECT_TRUE(has(t->warnings, "`other`"));
}

TEST(V1Target, RunInstanceOfAManagedProcess) {
    machine m;
    m.set("POLYAXON_IS_MANAGED", "true").set("POLYAXON_RUN_INSTANCE", "acme.vision.runs." + uuid);
    auto t = run_of(m);
    ASSERT_TRUE(t);
    EXPECT_EQ(t->owner, "acme");
    EXPECT_EQ(t->project, "vision");
    EXPECT_EQ(t->run_uuid, uuid);
    EXPECT_FALSE(t->has_cached_run);
    t = run_of(m, {}, {.host = "http://given"});  // a given configuration does not change what the process is
    ASSERT_TRUE(t) << failure(t);
    EXPECT_EQ(t->run_uuid, uuid);
    for (const auto& bad : {"acme.vision." + uuid, "a.b.c." + uuid, std::string("a.b.runs."),
                            std::string(".b.runs.c"), std::string("x")}) {
        m.set("POLYAXON_RUN_INSTANCE", bad);
        EXPECT_TRUE(begins(failure(run_of(m)), "bad_run_instance: ")) << bad;
    }
    m.set("POLYAXON_RUN_INSTANCE", "");
    EXPECT_TRUE(begins(failure(run_of(m)), "no_run_instance: "));
}

TEST(V1Target, ACachedProjectHidesTheRunInstanceAndSaysSo) {
    machine m;
    m.set("POLYAXON_IS_MANAGED", "true")
        .set("POLYAXON_RUN_INSTANCE", "acme.vision.runs." + uuid)
        .put(home + ".project", "owner: acme\nname: speech\n");
    const auto t = run_of(m);
    ASSERT_TRUE(t);
    EXPECT_EQ(t->project, "speech");
    EXPECT_FALSE(t->run_uuid);
    EXPECT_TRUE(has(t->warnings, "hides POLYAXON_RUN_INSTANCE"));
}

TEST(V1Target, NoProjectSaysWhatToDo) {
    const auto text = failure(run_of(machine()));
    EXPECT_TRUE(begins(text, "no_project: ") && holds(text, "give a project")) << text;
}

TEST(V1Target, TheOwnerWhereNoneIsKnown) {
    machine m;
    m.put(home + ".cli", R"({"installation": {"dist": "ce"}})");
    EXPECT_EQ(project_of(m)->owner, "default");
    m.put(home + ".cli", R"({"installation": {"dist": "ee"}})");
    EXPECT_TRUE(begins(failure(project_of(m)), "no_owner: "));
    EXPECT_TRUE(begins(failure(run_of(m, project("p"))), "no_owner: "));
    EXPECT_TRUE(run_of(m, project("acme/p")));
    m.put(home + ".user", "organization: acme");
    EXPECT_EQ(project_of(m)->owner, "acme");
    m.put(home + ".cli", "broken");  // the CLI's own file is no reason to fail
    EXPECT_EQ(project_of(m)->owner, "acme");
}

TEST(V1Target, BrokenCachesMatterToWhoNeedsThem) {
    struct row {
        std::string file, text;
    };
    for (const auto& r :
         {row{".project", "a: ["}, row{".run", "- 1"}, row{".user", "organization: {a: 1}"}}) {
        machine m;
        m.put(home + r.file, r.text);
        ASSERT_TRUE(load_v1(m)) << r.file;
        const auto fine = run_of(m, [] {
            auto all = project("acme/vision");
            all.run_uuid = uuid;
            return all;
        }());
        EXPECT_TRUE(fine) << r.file << ": " << failure(fine);
        const auto text =
            failure(run_of(m, r.file == ".project" ? context::v1_reference{}
                                                   : project(r.file == ".run" ? "acme/vision" : "vision")));
        EXPECT_TRUE(begins(text, "bad_file: ")) << text;
        EXPECT_TRUE(holds(text, home + r.file)) << text;
    }
}

TEST(V1Target, PlainNumbersOfYamlAreNamesAsLongAsTheySurvive) {
    machine m;
    m.put(home + ".project", "owner: 42\nname: 2024\n").put(home + ".run", "uuid: " + uuid + "\n");
    const auto t = run_of(m);
    ASSERT_TRUE(t) << failure(t);
    EXPECT_EQ(t->owner, "42");
    EXPECT_EQ(t->project, "2024");
    EXPECT_EQ(t->run_uuid, uuid);
    for (const std::string lost :
         {"01234567012345670123456701234567", "1234567e012345670123456701234567", "1.5"}) {
        m.put(home + ".run", "uuid: " + lost + "\n");
        const auto text = failure(run_of(m));
        EXPECT_TRUE(begins(text, "bad_file: uuid in file " + home + ".run") && holds(text, "in quotes"))
            << text;
        m.put(home + ".run", "uuid: '" + lost + "'\n");
        EXPECT_EQ(run_of(m)->run_uuid, lost);
    }
}

TEST(V1Target, LargeCachesAreRefused) {
    machine m;
    m.put(home + ".project", "name: " + std::string(1024 * 1024, 'x'));
    EXPECT_TRUE(holds(failure(run_of(m)), "larger than 1024 KiB"));
}

TEST(V1Target, ACachedRunOfAnotherProjectIsAConflictOnUse) {
    machine m;
    m.put(home + ".run", "owner: acme\nproject: speech\nuuid: " + uuid + "a\n");
    auto t = run_of(m, project("acme/vision"));
    ASSERT_TRUE(t);
    ASSERT_TRUE(t->run_conflict);
    EXPECT_EQ(t->run_conflict->kind, errc::context);
    EXPECT_TRUE(begins(t->run_conflict->detail, "run_conflict: ")) << t->run_conflict->detail;
    EXPECT_TRUE(holds(t->run_conflict->detail, home + ".run")) << t->run_conflict->detail;
    EXPECT_FALSE(run_of(m, project("acme/speech"))->run_conflict);
    EXPECT_TRUE(run_of(m, project("other/speech"))->run_conflict);
    m.put(home + ".run", "uuid: " + uuid + "a\n");  // where it came from is not known
    EXPECT_FALSE(run_of(m, project("acme/vision"))->run_conflict);
}

TEST(V1Target, OfflineAndNoOp) {
    context::v1_reference r;
    r.is_offline = true;
    const auto first = run_of(machine(), r), second = run_of(machine(), r);
    ASSERT_TRUE(first && second);
    EXPECT_EQ(first->run_uuid->size(), 32u);
    EXPECT_NE(first->run_uuid, second->run_uuid);
    EXPECT_FALSE(first->project);
    machine m;
    m.set("POLYAXON_IS_OFFLINE", "1");
    EXPECT_TRUE(run_of(m)->is_offline);
    r.is_offline = false;
    EXPECT_TRUE(begins(failure(run_of(m, r)), "no_project: "));  // the argument beats the configuration
    r = {};
    r.no_op = true;
    EXPECT_TRUE(run_of(machine(), r)->no_op);
    EXPECT_TRUE(project_of(machine(), r)->no_op);
}

TEST(V1Target, AProjectClientTakesItsProjectAsGiven) {
    machine m;
    m.put(home + ".project", "owner: acme\nname: vision\n");
    const auto t = project_of(m, project("speech", "acme/ml"));
    ASSERT_TRUE(t);
    EXPECT_EQ(t->owner, "acme");
    EXPECT_EQ(t->team, "ml");
    EXPECT_EQ(t->project, "speech");
    EXPECT_FALSE(project_of(m)->project);
}

}  // namespace
}  // namespace polyaxon::tests
