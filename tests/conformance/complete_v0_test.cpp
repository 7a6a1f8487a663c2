// Nothing of v0 is forgotten: every recorded method and every field of every resource is there, and of its kind.
#include "conformance/replay.hpp"
#include "conformance/v0_methods.hpp"
#include "conformance/v0_shapes.hpp"

#include <polyaxon/codec/timestamp.hpp>

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace conformance::v0 {
namespace {

json recorded(const std::string& file) {
    std::ifstream in(POLYAXON_TEST_DATA "/polyaxon-v0/" + file);
    std::ostringstream text;
    text << in.rdbuf();
    return json::parse(text.str());
}

const std::vector<json>& resources() {
    static const auto all = recorded("resources.json").elements();
    return all;
}

constexpr std::string_view list_of = "list of ";

/// A value of that kind; `unlike` is what it must not be.
json sample(std::string_view type, const json& unlike) {
    if (type == "string") return json::from("some text");
    if (type == "email string") return json::from("ada@example.com");
    if (type == "int64") return json::from(4503599627370497);
    if (type == "double") return json::from(0.25);
    if (type == "bool") return json::from(unlike.text() != "true");
    if (type == "uuid") return json::from("0123456789abcdef0123456789abcdef");
    if (type == "datetime") return json::from("2019-11-25T10:00:00.123456+00:00");
    if (type == "json object") return json::object().set("a", 1).set("b", json::object().set("c", "d"));
    if (type.starts_with(list_of))
        return json::array()
            .push(sample(type.substr(list_of.size()), json()))
            .push(sample(type.substr(list_of.size()), json()));
    for (const auto& one : resources())
        if (one.at("type").as<std::string>() == type) {
            const auto first = one.at("fields").at(0);
            return json::object().set(first.at("name").as<std::string>(),
                                      sample(first.at("type").as<std::string>(), json()));
        }
    throw std::runtime_error("no sample of " + std::string(type));
}

/// All of `part` is in `whole`.
bool contains(const json& whole, const json& part) {
    if (part.is_object()) {
        for (const auto& [key, value] : part.items())
            if (!whole.is_object() || !whole.contains(key) || !contains(whole.at(key), value)) return false;
        return true;
    }
    if (part.is_array()) {
        if (!whole.is_array() || whole.size() != part.size()) return false;
        for (std::size_t i = 0; i < part.size(); ++i)
            if (!contains(whole.at(i), part.at(i))) return false;
        return true;
    }
    return whole == part;
}

/// A value that no reader of that kind may take; null: any will do.
json wrong(std::string_view type) {
    if (type == "int64" || type == "double" || type == "bool") return json::from("perhaps");
    if (type == "datetime") return json::from("one day");
    if (type == "uuid") return json::from(true);
    if (type == "string" || type == "email string") return json::object();
    if (type.starts_with(list_of)) return json::from("perhaps");
    if (type.ends_with("Config")) return json::from("perhaps");
    return {};
}

std::string outcome(const shape& type, const std::string& name, const json& value) {
    try {
        return std::string(member(type.again(json::object().set(name, value).text()), name).text());
    } catch (const std::exception& e) {
        return std::string("error: ") + e.what();
    }
}

/// `beside`: sent by the platform, unknown to the recorded client.
void expect_field(const shape& type, const json& field, bool beside) {
    const auto name = field.at("name").as<std::string>(), kind = field.at("type").as<std::string>();
    SCOPED_TRACE(std::string(type.type) + "." + name + ", " + kind);
    const auto value = sample(kind, member(type.defaults(), name));
    const auto came = outcome(type, name, value);
    ASSERT_FALSE(came.starts_with("error")) << came;
    // An id of something else is kept as a text: the platform names some by number, some by name.
    if (beside && kind == "int64" && came == "\"" + std::string(value.text()) + "\"") return;
    EXPECT_TRUE(contains(json::raw(came), value)) << "sent " << value.text() << ", got " << came;
    const auto bad = wrong(kind);
    if (bad.is_null() || type.type == "CredentialsConfig") return;  // which is sent only
    const auto refused = outcome(type, name, bad);
    EXPECT_TRUE(refused.starts_with("error") && refused.find(name) != refused.npos)
        << bad.text() << " was taken: " << refused;
}

TEST(CompleteV0, HasEveryMethod) {
    const auto methods = recorded("methods.json");
    ASSERT_EQ(methods.size(), 126u);
    for (const auto& name : methods.keys()) EXPECT_NE(find_method(name), nullptr) << name;
}

TEST(CompleteV0, HasEveryFieldOfEveryResource) {
    ASSERT_EQ(resources().size(), 30u);
    for (const auto& resource : resources()) {
        const auto name = resource.at("type").as<std::string>();
        const auto* type = find_shape(name);
        ASSERT_NE(type, nullptr) << name;
        for (const auto& field : resource.at("fields").elements()) expect_field(*type, field, false);
        for (const auto& field : member(resource, "extra").elements()) expect_field(*type, field, true);
    }
}

TEST(CompleteV0, ReadsAnObjectWithoutAnyField) {
    for (const auto& resource : resources()) {
        const auto* type = find_shape(resource.at("type").as<std::string>());
        ASSERT_NE(type, nullptr);
        EXPECT_NO_THROW((void)type->again("{}")) << type->type;
        EXPECT_NO_THROW((void)type->again(R"({"never heard of": {"x": [1, {}]}})")) << type->type;
    }
}

TEST(CompleteV0, TakesANumberWhereTheServerSendsOneForAText) {
    for (const auto& resource : resources())
        for (const auto& field : resource.at("fields").elements()) {
            if (member(field, "also").is_null()) continue;
            ASSERT_EQ(field.at("also").as<std::string>(), "int64");
            const auto* type = find_shape(resource.at("type").as<std::string>());
            EXPECT_EQ(outcome(*type, field.at("name").as<std::string>(), json::from(7)), "\"7\"")
                << type->type;
        }
}

}  // namespace
}  // namespace conformance::v0
