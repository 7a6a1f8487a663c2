#include "resources/v0_support.hpp"

#include <polyaxon/codec/fields.hpp>
#include <polyaxon/resources/v0/total_run.hpp>

#include <set>

namespace {

using namespace v0_test;
namespace api = polyaxon::v0;
namespace codec = polyaxon::codec;

template <class T>
T decoded(std::string_view text) {
    T out{};
    codec::json_parser parser;
    const auto ec = parser.parse_text(text, out);
    EXPECT_FALSE(ec) << parser.what() << " in " << text;
    return out;
}
template <class T>
std::string refusal(std::string_view text) {
    T out{};
    codec::json_parser parser;
    return parser.parse_text(text, out) ? parser.what() : "";
}
template <class T>
json written(const T& value, codec::json_out::nulls nulls = codec::json_out::nulls::write) {
    return json::raw(codec::to_json(value, nulls));
}

TEST(V0Structs, EveryDocumentedFieldHasItsRow) {
    std::map<std::string, json> ours;
    ours["UserConfig"] = written(api::user{});
    ours["PolyaxonClusterConfig"] = written(api::polyaxon_cluster{});
    ours["ClusterNodeConfig"] = written(api::cluster_node{});
    ours["NodeGPUConfig"] = written(api::node_gpu{});
    ours["ProjectConfig"] = written(api::project{});
    ours["GroupConfig"] = written(api::group{});
    ours["ExperimentConfig"] = written(api::experiment{});
    ours["ExperimentJobConfig"] = written(api::experiment_job{});
    ours["CliVersionConfig"] = written(api::cli_version{});
    ours["PlatformVersionConfig"] = written(api::platform_version{});
    ours["LibVersionConfig"] = written(api::lib_version{});
    ours["ChartVersionConfig"] = written(api::chart_version{});
    ours["LogHandlerConfig"] = written(api::log_handler{});
    api::k8s_resources some;
    some.limits = some.requests = 1;
    ours["K8SResourcesConfig"] = written(some);
    api::pod_resources pod;
    pod.cpu = pod.memory = pod.gpu = pod.tpu = some;
    ours["PodResourcesConfig"] = written(pod);

    std::size_t seen = 0;
    for (const auto& type : data("resources.json").elements()) {
        const auto found = ours.find(type.at("type").as<std::string>());
        if (found == ours.end()) continue;
        ++seen;
        std::set<std::string> documented;
        for (const auto& field : type.at("fields").elements())
            documented.insert(field.at("name").as<std::string>());
        if (type.contains("extra"))
            for (const auto& field : type.at("extra").elements())
                documented.insert(field.at("name").as<std::string>());
        std::set<std::string> rows;
        for (const auto& key : found->second.keys()) rows.insert(key);
        EXPECT_EQ(rows, documented) << found->first;
    }
    EXPECT_EQ(seen, ours.size());
}

TEST(V0Structs, DefaultsAreThoseOfTheDocument) {
    const auto project = written(api::project{});
    for (const auto& type : data("resources.json").elements()) {
        if (type.at("type").as<std::string>() != "ProjectConfig") continue;
        for (const auto& field : type.at("fields").elements())
            if (field.contains("default")) {
                const auto key = field.at("name").as<std::string>();
                EXPECT_EQ(project.at(key), field.at("default")) << key;
            }
    }
    EXPECT_FALSE(api::experiment{}.has_tensorboard);
    EXPECT_EQ(api::experiment{}.num_jobs, 0);
    EXPECT_FALSE(api::user{}.is_superuser);
}

// What comes back from a struct written and read again is the same text: nothing is lost between the two row functions.
template <class T>
void round_trip(const json& body) {
    const auto first = decoded<T>(body.text());
    const auto text = written(first);
    EXPECT_EQ(written(decoded<T>(text.text())), text);
    const auto compact = written(first, codec::json_out::nulls::omit);
    EXPECT_EQ(written(decoded<T>(compact.text())), text);
}

TEST(V0Structs, RecordedBodiesSurviveARoundTrip) {
    std::size_t seen = 0;
    for (const auto* file : {"calls.json", "live_calls.json"}) {
        auto cases = data(file);
        if (cases.is_object()) cases = cases.at("cases");
        for (const auto& c : cases.elements()) {
            if (!c.contains("returns") || !c.at("returns").is_object() || !c.contains("response")) continue;
            const auto returns = c.at("returns");
            const auto response = c.at("response");
            if (!response.is_object() || !response.contains("body") || !response.at("body").is_object())
                continue;
            const auto body = response.at("body");
            const auto type = returns.contains("$type") ? returns.at("$type").as<std::string>() : "";
            SCOPED_TRACE(c.at("id").as<std::string>());
            ++seen;
            if (type == "ExperimentConfig")
                round_trip<api::experiment>(body);
            else if (type == "ProjectConfig")
                round_trip<api::project>(body);
            else if (type == "GroupConfig")
                round_trip<api::group>(body);
            else if (type == "ExperimentJobConfig")
                round_trip<api::experiment_job>(body);
            else if (type == "PolyaxonClusterConfig")
                round_trip<api::polyaxon_cluster>(body);
            else if (type == "ClusterNodeConfig")
                round_trip<api::cluster_node>(body);
            else if (type == "UserConfig")
                round_trip<api::user>(body);
            else if (type == "LogHandlerConfig")
                round_trip<api::log_handler>(body);
            else
                --seen;
        }
    }
    EXPECT_GT(seen, 60u);
}

TEST(V0Structs, AnExperimentOfTheRealServerIsReadInFull) {
    const auto e =
        decoded<api::experiment>(R"({"id":7,"uuid":"5A648A27-C532-7740-5FD9-216AAE447FB2","name":null,
        "unique_name":"adam.mnist.1.7","user":"adam","created_at":"2019-11-25T11:00:20.567999+01:00","started_at":"2019-11-25T10:00:00Z",
        "finished_at":"2019-11-25T10:01:05Z","last_status":"succeeded","experiment_group":1,"build_job":"adam.mnist.builds.1",
        "tags":null,"last_metric":{"loss":1e308,"big":12345678901234567890123},"params":{"lr":0.1},"tensorboard":3,
        "resources":{"cpu":{"limits":2,"requests":0.5},"novel":{"limits":1}},"jobs":[{"id":1,"uuid":"50505050505050505050505050505050",
        "experiment":7,"resources":{"gpu":{"limits":1}},"total_run":"1h"}],"is_clone":"yes","ttl":"60","novel":{"deep":[1,{"a":null}]}})");
    EXPECT_EQ(e.id, 7);
    EXPECT_EQ(e.uuid, "5a648a27c53277405fd9216aae447fb2");
    EXPECT_FALSE(e.name);
    EXPECT_EQ(e.created_at->text(), "2019-11-25T10:00:20.567999+00:00");
    EXPECT_EQ(e.total_run, "1m 5s");
    EXPECT_EQ(e.experiment_group, "1");
    EXPECT_EQ(e.build_job, "adam.mnist.builds.1");
    EXPECT_EQ(e.tensorboard, "3");
    EXPECT_TRUE(e.tags.empty());
    EXPECT_EQ(e.last_metric.at("big").text(), "12345678901234567890123");
    EXPECT_EQ(e.params.at("lr").as<double>(), 0.1);
    ASSERT_TRUE(e.resources && e.resources->cpu);
    EXPECT_EQ(e.resources->cpu->requests, 0.5);
    EXPECT_FALSE(e.resources->memory);
    EXPECT_EQ(e.is_clone, true);
    EXPECT_EQ(e.ttl, 60);
    ASSERT_EQ(e.jobs.size(), 1u);
    EXPECT_EQ(e.jobs[0].total_run, "1h");
    EXPECT_EQ(e.jobs[0].resources->gpu->limits, 1.0);
}

TEST(V0Structs, AMissingRequiredFieldIsNoError) {
    EXPECT_EQ(decoded<api::user>("{}").username, "");
    EXPECT_FALSE(decoded<api::user>(R"({"username":"ada"})").email);
    EXPECT_EQ(decoded<api::cluster_node>(R"({"gpus":[{}]})").gpus.size(), 1u);
    EXPECT_TRUE(decoded<api::project>("{}").is_public);
}

TEST(V0Structs, AWrongTypeNamesItsKey) {
    EXPECT_NE(refusal<api::project>(R"({"id":1,"tags":["a",3]})").find("tags[1]"), std::string::npos);
    EXPECT_NE(refusal<api::experiment>(R"({"uuid":"zzz"})").find("uuid"), std::string::npos);
    EXPECT_NE(refusal<api::experiment>(R"({"created_at":"yesterday"})").find("created_at"),
              std::string::npos);
    EXPECT_NE(refusal<api::experiment>(R"({"params":[1]})").find("params"), std::string::npos);
    EXPECT_NE(refusal<api::experiment>(R"({"name":7})").find("name"), std::string::npos);
    EXPECT_NE(refusal<api::experiment>(R"({"jobs":[{"id":1},{"resources":{"cpu":{"limits":"x"}}}]})")
                  .find("jobs[1].resources.cpu.limits"),
              std::string::npos);
    EXPECT_NE(refusal<api::project>("[]"), "");
}

TEST(V0Structs, TotalRunIsTheWholeTime) {
    const auto ran = [](std::string_view from, std::string_view to) {
        return api::total_run(*polyaxon::timestamp::parse(from), *polyaxon::timestamp::parse(to))
            .value_or("nothing");
    };
    EXPECT_EQ(ran("2019-11-25T10:00:00Z", "2019-11-25T10:00:00.9Z"), "0s");
    EXPECT_EQ(ran("2019-11-25T10:00:00Z", "2019-11-25T10:00:05Z"), "5s");
    EXPECT_EQ(ran("2019-11-25T10:00:00Z", "2019-11-25T10:01:05Z"), "1m 5s");
    EXPECT_EQ(ran("2019-11-25T10:00:00Z", "2019-11-25T10:01:00Z"), "1m");
    EXPECT_EQ(ran("2019-11-25T10:00:00Z", "2019-11-25T12:30:59Z"), "2h 30m");
    EXPECT_EQ(ran("2019-11-25T10:00:00Z", "2019-11-25T12:00:59Z"), "2h");
    EXPECT_EQ(ran("2019-11-25T10:00:00Z", "2019-11-27T12:30:05Z"), "50h 30m");
    EXPECT_EQ(ran("2019-11-25T10:00:19.5Z", "2019-11-25T10:00:19.3Z"), "nothing");

    const auto e = decoded<api::experiment>(R"({"total_run":"9h","started_at":"2019-11-25T10:00:00Z"})");
    EXPECT_EQ(e.total_run, "9h") << "the server's own value stays where a date is missing";
    const auto restarted = decoded<api::group>(
        R"({"total_run":"9h","started_at":"2019-11-25T10:00:00Z","finished_at":"2019-11-25T09:00:00Z"})");
    EXPECT_FALSE(restarted.total_run);
}

TEST(V0Structs, ResourcesNeverWriteNull) {
    api::pod_resources pod;
    pod.cpu.emplace().limits = 2;
    EXPECT_EQ(written(pod), json::parse(R"({"cpu":{"limits":2}})"));
}

}  // namespace
