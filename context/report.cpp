#include <polyaxon/context/report.hpp>

namespace polyaxon {

const context_report::entry* context_report::find(std::string_view name) const {
    for (const auto& e : entries)
        if (e.name == name) return &e;
    return nullptr;
}

json context_report::to_json() const {
    auto values = json::object();
    for (const auto& e : entries) {
        auto one = json::object();
        one.set("value", e.value);
        one.set("source", e.source);
        values.set(e.name, one);
    }
    auto places = json::array();
    for (const auto& place : searched) places.push(place);
    auto notes = json::array();
    for (const auto& note : warnings) notes.push(note);
    auto all = json::object();
    all.set("values", values);
    all.set("searched", places);
    all.set("warnings", notes);
    return all;
}

}  // namespace polyaxon
