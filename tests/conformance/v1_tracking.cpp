#include "conformance/v1_tracking.hpp"

#include "conformance/v1_answers.hpp"
#include "conformance/v1_forms.hpp"
#include "conformance/v1_tracking_steps.hpp"

#include <polyaxon/resources/v1/tracking/init.hpp>
#include <polyaxon/testing/fake_transport.hpp>
#include <polyaxon/testing/run.hpp>
#include <polyaxon/v1.hpp>

#include <asio/this_coro.hpp>

#include <algorithm>
#include <fstream>
#include <regex>
#include <set>

namespace conformance::v1 {

namespace {

namespace api = polyaxon::v1;
using polyaxon::testing::received;
using polyaxon::testing::reply;

/// What requests came to, all together.
struct sum {
    std::map<std::string, json> values;  ///< "inputs.lr", "tags.fast", "description", …
    std::map<std::string, json> lineage;
    std::map<std::string, std::string> files;
    std::vector<std::string> conditions, created;

    void add(const std::string& verb, const std::string& target, const std::string& body);
};

void sum::add(const std::string& verb, const std::string& target, const std::string& body) {
    if (body.starts_with("--")) {
        const auto parts = parts_of(body);
        const auto is_file = [](const form_part& p) { return !p.file_name.empty(); };
        const auto file = std::ranges::find_if(parts, is_file),
                   form = std::ranges::find_if_not(parts, is_file);
        if (file == parts.end() || form == parts.end()) throw mismatch("an upload without file or form");
        static const std::regex time(R"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?\+00:00)");
        const auto name = std::filesystem::path(file->file_name).filename().string();
        files[json::parse(form->data).at("path").as<std::string>() + "/" + name] =
            std::regex_replace(file->data, time, "<time>");
    } else if (target.ends_with("/statuses")) {
        auto c = json::parse(body).at("condition");
        for (const char* key : {"last_update_time", "last_transition_time"}) c.set(key, json());
        conditions.push_back(std::string(c.text()));
    } else if (target.ends_with("/lineage/artifacts")) {
        for (auto item : json::parse(body).at("artifacts").elements()) {
            auto summary = member(item, "summary");
            if (summary.is_object() && summary.contains("timestamp"))
                item.set("summary", summary.set("timestamp", json()));
            lineage[item.at("name").as<std::string>()] = item;
        }
    } else if (verb == "PATCH") {
        for (const auto& [key, value] : json::parse(body).items()) {
            if (key == "merge") continue;
            if (value.is_object())
                for (const auto& [name, one] : value.items()) values[key + "." + name] = one;
            else if (value.is_array())
                for (const auto& one : value.elements())
                    values[key + "." + std::string(one.text())] = json::from(true);
            else
                values[key] = value;
        }
    } else if (verb == "POST" && target.ends_with("/runs")) {
        created.push_back(body);
    } else {
        throw mismatch("a request that is none of tracking's: " + verb + " " + target);
    }
}
void add(sum& to, const json& exchange) {
    const auto r = exchange.at("request");
    to.add(r.at("verb").as<std::string>(), r.at("target").as<std::string>(), body_of(r));
}

bool same(const json& a, const json& b) { return a == b; }
bool same(const std::string& a, const std::string& b) { return a == b; }
std::string shown(const json& v) { return std::string(v.text()); }
std::string shown(const std::string& v) { return v; }

template <class T>
void compare_part(const char* what, const std::map<std::string, T>& want,
                  const std::map<std::string, T>& got) {
    for (const auto& [key, value] : want) {
        const auto found = got.find(key);
        if (found == got.end()) throw mismatch(std::string(what) + " " + key + " did not arrive");
        if (!same(value, found->second))
            throw mismatch(std::string(what) + " " + key + ": expected " + shortened(shown(value)) +
                           ", got " + shortened(shown(found->second)));
    }
}
template <class T>
void compare_all(const char* what, const std::map<std::string, T>& want,
                 const std::map<std::string, T>& got) {
    compare_part(what, want, got);
    for (const auto& [key, value] : got)
        if (!want.contains(key)) throw mismatch(std::string(what) + " " + key + " is not in the record");
}
bool has(const std::vector<std::string>& all, const std::string& one) {
    return std::ranges::any_of(all, [&](const auto& x) { return json::parse(x) == json::parse(one); });
}

/// A run from its init on: its cases, and what came of them.
struct session {
    std::vector<json> cases;
    sum seen;
    std::map<std::string, std::string> left_out;  ///< id of a case that cannot be said, and why
    std::set<std::string> names;                  ///< of events that were left out for it
    std::string wrong;
};

std::vector<json> cases_of(const std::vector<json>& all, const std::string& id) {
    std::vector<json> out;
    bool inside = false;
    for (const auto& one : all) {
        if (one.at("client").as<std::string>() != "tracking") continue;
        const auto method = one.at("method").as<std::string>();
        if (method == "init") {
            if (inside) break;
            out.clear();
        }
        out.push_back(one);
        inside = inside || one.at("id").as<std::string>() == id;
        if (method == "end" && inside) break;
    }
    if (out.empty() || out.front().at("method").as<std::string>() != "init")
        throw mismatch("a call of tracking before its init");
    return out;
}

/// The files that the record's steps are given: what was uploaded under their names.
void furnish(const work_folder& folder, const std::vector<json>& cases) {
    for (const auto& one : cases)
        for (const auto& e : one.at("exchanges").elements()) {
            const auto body = body_of(e.at("request"));
            if (!body.starts_with("--")) continue;
            for (const auto& part : parts_of(body))
                if (part.file_name.find("/outputs/") != std::string::npos)
                    std::ofstream(folder.root() / std::filesystem::path(part.file_name).filename(),
                                  std::ios::binary)
                        << part.data;
        }
}

asio::awaitable<void> perform(session* of, const work_folder* folder, const api::client_config* config) {
    api::client client(co_await asio::this_coro::executor, *config);
    const auto begin = of->cases.front().at("exchanges").elements();
    const auto target = begin.at(0).at("request").at("target").as<std::string>();
    const auto owner = target.substr(8, target.find('/', 8) - 8);
    const auto project = target.substr(9 + owner.size(), target.rfind('/') - 9 - owner.size());
    const auto body = json::parse(body_of(begin.at(0).at("request")));
    const auto name = body.value_or("name", ""), description = body.value_or("description", "");
    std::string tags;
    for (const auto& tag : member(body, "tags").elements())
        tags += (tags.empty() ? "" : ",") + tag.as<std::string>();
    api::tracking::init_options o;
    o.owner = owner;
    o.project = project;
    o.name = name;
    o.description = description;
    o.tags = tags;
    o.track_code = o.track_env = o.track_logs = false;
    o.collect_resources = false;
    o.is_new = true;
    auto begun = api::tracking::init(client, o);
    auto run = co_await std::move(begun);
    for (const auto& one : of->cases) {
        const auto method = one.at("method").as<std::string>(), id = one.at("id").as<std::string>();
        if (method == "init" || method == "end") continue;
        const auto args = json::parse(folder->here(std::string(member(one, "args").text())));
        try {
            if (!track(run, method, args)) of->left_out[id] = "";
        } catch (const inexpressible& e) {
            of->left_out[id] = e.what();
            if (const auto what = member(args, "name"); what.is_string())
                of->names.insert(what.as<std::string>());
        }
    }
    auto ending = run.end();
    const auto end = co_await std::move(ending);
    if (!end.complete())
        of->wrong = "not all has arrived: " + (end.unsent.empty() ? end.first_failure : end.unsent.front());
    client.close();
}

session play(const std::vector<json>& cases) {
    session s;
    s.cases = cases;
    const work_folder folder;
    furnish(folder, cases);
    std::vector<json> exchanges;
    for (const auto& one : cases)
        for (auto& e : one.at("exchanges").elements()) exchanges.push_back(std::move(e));
    std::vector<received> seen;
    polyaxon::testing::fake_transport fake([&](const received& r) {
        seen.push_back(r);
        for (const auto& e : exchanges)
            if (e.at("request").at("verb").as<std::string>() == r.method &&
                e.at("request").at("target").as<std::string>() == r.target)
                return answer_of(e.at("response"));
        return reply::error(404, "the record has no such request");
    });
    auto variables = std::make_shared<case_system>();
    variables->variables["POLYAXON_ARTIFACTS_ROOT"] = (folder.root() / "artifacts").string();
    const std::shared_ptr<const polyaxon::context::system> machine = variables;
    api::client_config config;
    config.host = "http://127.0.0.1:8000";
    config.token = "recorded-token";
    config.retry.max_attempts = 1;
    config.proxy.from_environment = false;
    config.connector = &fake.connector();
    config.system = &machine;
    polyaxon::testing::run([&] { return perform(&s, &folder, &config); }, std::chrono::seconds(60));
    for (const auto& r : seen) s.seen.add(r.method, r.target, folder.there(r.body));
    return s;
}

const session& session_of(const std::vector<json>& all, const std::string& id) {
    static std::map<std::string, session> played;  // by the id of its init
    auto cases = cases_of(all, id);
    const auto key = cases.front().at("id").as<std::string>();
    if (const auto found = played.find(key); found != played.end()) return found->second;
    return played.emplace(key, play(cases)).first->second;
}

}  // namespace

void replay_tracking(const std::vector<json>& all, const json& a_case) {
    const auto id = a_case.at("id").as<std::string>(), method = a_case.at("method").as<std::string>();
    const auto& s = session_of(all, id);
    if (const auto left = s.left_out.find(id); left != s.left_out.end()) {
        if (left->second.empty()) throw mismatch("a tracked run has no method " + method);
        throw inexpressible(left->second);
    }
    sum want;
    for (const auto& one : method == "end" ? s.cases : std::vector<json>{a_case})
        for (const auto& e : one.at("exchanges").elements()) add(want, e);
    for (const auto& name : s.names) {
        want.lineage.erase(name);
        std::erase_if(want.files, [&](const auto& f) { return f.first.ends_with("/" + name + ".plx"); });
    }
    for (const auto& one : want.conditions)
        if (!has(s.seen.conditions, one)) throw mismatch("the condition did not arrive: " + one);
    for (const auto& one : want.created)
        if (!has(s.seen.created, one)) throw mismatch("expected a run of " + one);
    if (method != "end") {
        // Outputs are told anew at the end with the last values of metrics; what a step said must be there then.
        compare_part("value", want.values, s.seen.values);
        compare_part("lineage", want.lineage, s.seen.lineage);
        compare_part("file", want.files, s.seen.files);
        return;
    }
    if (!s.wrong.empty()) throw mismatch(s.wrong);
    if (want.conditions.size() != s.seen.conditions.size())
        throw mismatch("expected " + std::to_string(want.conditions.size()) + " conditions, got " +
                       std::to_string(s.seen.conditions.size()));
    compare_all("value", want.values, s.seen.values);
    compare_all("lineage", want.lineage, s.seen.lineage);
    compare_all("file", want.files, s.seen.files);
}

}  // namespace conformance::v1
