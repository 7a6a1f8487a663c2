#include "conformance/v1_answers.hpp"

#include "conformance/v1_forms.hpp"

namespace conformance::v1 {

namespace {

std::string lower(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return text;
}

}  // namespace

polyaxon::testing::reply answer_of(const json& recorded) {
    polyaxon::testing::reply r;
    r.status = recorded.at("status").as<int>();
    r.content_type.clear();
    for (const auto& pair : recorded.at("headers").elements()) {
        const auto name = pair.at(0).as<std::string>(), value = pair.at(1).as<std::string>();
        const auto key = lower(name);
        if (key == "content-type")
            r.content_type = value;
        else if (key == "content-encoding")
            r.gzip = value == "gzip";
        else if (key != "content-length" && key != "transfer-encoding" && key != "connection" &&
                 key != "keep-alive")
            r.headers.emplace_back(name, value);
    }
    r.body = body_of(recorded);
    return r;
}

}  // namespace conformance::v1
