#include <polyaxon/testing/platform_data.hpp>

#include <polyaxon/testing/random.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <stdexcept>

namespace polyaxon::testing {
namespace {

constexpr std::array words{"vision",  "speech", "mnist",   "ranking", "fraud",     "weather",  "protein",
                           "traffic", "search", "churn",   "segment", "translate", "forecast", "robotics",
                           "music",   "retina", "pricing", "spam",    "maps",      "chess"};
constexpr std::array tag_words{"cnn", "baseline", "nightly", "gpu", "sweep", "größe", "v2", "paper"};
constexpr std::array optimizers{"adam", "sgd", "rmsprop", "adagrad"};
constexpr std::array frameworks{"tensorflow", "pytorch", "keras", "xgboost"};
constexpr std::int64_t start_of_time = 1'767'225'600LL * 1'000'000;  // 2026-01-01T00:00:00Z
constexpr std::int64_t second = 1'000'000;

std::string uuid_of(seeded& dice) {
    // Every draw stands in a statement of its own: the order of evaluation of arguments is the compiler's.
    const auto high = dice.next(), low = dice.next();
    char text[33];
    std::snprintf(text, sizeof text, "%016llx%016llx", static_cast<unsigned long long>(high),
                  static_cast<unsigned long long>(low));
    text[12] = '4';
    text[16] = "89ab"[dice.below(4)];
    return text;
}

std::string status_of(seeded& dice) {
    const auto n = dice.below(100);
    if (n < 58) return "succeeded";
    if (n < 70) return "failed";
    if (n < 78) return "stopped";
    if (n < 88) return "running";
    if (n < 92) return "created";
    if (n < 95) return "scheduled";
    if (n < 97) return "upstream_failed";
    return n < 99 ? "skipped" : "starting";
}

/// Small projects are many: project k gets a share of about 1/(k + 1).
std::size_t project_of(seeded& dice, const std::vector<std::uint64_t>& steps) {
    const auto n = dice.below(steps.back());
    std::size_t k = 0;
    while (steps[k] <= n) ++k;
    return k;
}

void fill(platform_run& r, seeded& dice) {
    char name[64];
    std::snprintf(name, sizeof name, "train-%05lld", static_cast<long long>(r.id));
    r.name = name;
    r.status = status_of(dice);
    r.framework = frameworks[dice.below(frameworks.size())];
    const auto n = dice.below(4);
    for (std::uint64_t i = 0; i < n; ++i) {
        const std::string tag = tag_words[dice.below(tag_words.size())];
        if (std::find(r.tags.begin(), r.tags.end(), tag) == r.tags.end()) r.tags.push_back(tag);
    }
    if (!r.tags.empty()) {
        r.tags_json = "[";
        for (const auto& tag : r.tags) r.tags_json += (r.tags_json.size() > 1 ? ",\"" : "\"") + tag + '"';
        r.tags_json += ']';
    }
    const auto lr = dice.below(400) + 1, layers = dice.below(12) + 1,
               batch = std::uint64_t{16} << dice.below(5);
    r.epochs = static_cast<int>(dice.below(90)) + 1;
    const std::string optimizer = optimizers[dice.below(optimizers.size())];
    char inputs[200];
    std::snprintf(inputs, sizeof inputs,
                  R"({"lr":0.%04u,"layers":%u,"batch_size":%u,"epochs":%d,"optimizer":"%s","shuffle":%s})",
                  static_cast<unsigned>(lr), static_cast<unsigned>(layers), static_cast<unsigned>(batch),
                  r.epochs, optimizer.c_str(), dice.below(2) ? "true" : "false");
    r.inputs_json = inputs;
    if (dice.below(3) == 0) {
        r.description_json = quoted_json("sweep over \"" + optimizer + "\" with " + std::to_string(layers) +
                                         " layers — 初 " + r.name);
    }
    const auto commit = uuid_of(dice).substr(0, 12), attempt = std::to_string(dice.below(3));
    r.meta_json = R"({"commit":")" + commit + R"(","attempt":)" + attempt + '}';

    const bool waits = r.status == "created" || r.status == "scheduled" || r.status == "skipped" ||
                       r.status == "upstream_failed";
    const auto wait = static_cast<std::int64_t>(dice.below(300 * 64)),
               lasts = static_cast<std::int64_t>(dice.below(4000 * 64)) + 64;
    const auto loss = static_cast<std::int64_t>(dice.below(4096)),
               accuracy = static_cast<std::int64_t>(dice.below(1024));
    r.updated = r.created + 5 * second;
    if (waits) return;
    r.started = r.created + wait * (second / 64);
    r.updated = *r.started;
    if (r.status == "starting") return;
    r.loss = loss;
    r.accuracy = accuracy;
    if (r.status == "running") return;
    r.duration = lasts;
    r.finished = *r.started + lasts * (second / 64);
    r.updated = *r.finished;
}

}  // namespace

std::string new_uuid(platform_data& data) {
    seeded dice(data.options.seed ^ hash("uuid", ++data.next_uuid));
    return uuid_of(dice);
}

platform_data make_data(const platform_options& options) {
    if (options.projects == 0)
        throw std::invalid_argument("polyaxon::testing::platform: at least one project");
    platform_data data;
    data.options = options;
    seeded dice(options.seed);
    std::vector<std::uint64_t> steps;
    for (std::size_t k = 0; k < options.projects; ++k) {
        platform_project p;
        p.id = static_cast<std::int64_t>(k) + 1;
        p.uuid = uuid_of(dice);
        p.name = k < words.size() ? words[k] : "project-" + std::to_string(k + 1);
        p.description_json = quoted_json("everything about " + p.name);
        p.tags_json = dice.below(2) ? "null" : R"(["team-a"])";
        p.created = start_of_time + static_cast<std::int64_t>(k) * 60 * second;
        data.names.push_back(p.name);
        data.projects.push_back(std::move(p));
        steps.push_back((steps.empty() ? 0 : steps.back()) + 1'000'000 / (k + 1));
    }
    std::int64_t now = start_of_time + 86'400 * second;
    for (std::size_t i = 0; i < options.runs; ++i) {
        platform_run r;
        now += static_cast<std::int64_t>(dice.below(60 * second)) + 1;
        r.id = static_cast<std::int64_t>(i) + 1;
        r.created = now;
        r.uuid = uuid_of(dice);
        r.project = i < options.projects ? i : project_of(dice, steps);  // none stays empty
        fill(r, dice);
        data.projects[r.project].runs.push_back(i);
        data.runs.push_back(std::move(r));
    }
    data.now = now;
    return data;
}

}  // namespace polyaxon::testing
