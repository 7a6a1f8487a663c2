#include <polyaxon/resources/v1/tracking/event_payloads.hpp>

#include <polyaxon/codec/fields.hpp>
#include <polyaxon/resources/v1/tracking/event_text.hpp>

namespace polyaxon::v1::tracking {

namespace {

std::string_view word(event_chart::library kind) {
    constexpr std::string_view words[] = {"plotly", "bokeh", "vega"};
    return words[static_cast<std::size_t>(kind)];
}
std::string_view word(event_curve::shape kind) {
    constexpr std::string_view words[] = {"roc", "pr", "custom"};
    return words[static_cast<std::size_t>(kind)];
}
std::string_view word(event_span::role kind) {
    constexpr std::string_view words[] = {"llm", "chain", "agent", "tool", "embedding", "retriever"};
    return words[static_cast<std::size_t>(kind)];
}

/// An object member by member; what is unset is left out.
class object_text {
 public:
    template <class T>
    object_text& add(std::string_view key, const std::optional<T>& value) {
        if (value) put(key, *value);
        return *this;
    }
    object_text& add(std::string_view key, const json& value) {
        if (!value.is_null()) begin(key) += value.text();
        return *this;
    }
    /// Written also when it is empty.
    object_text& add(std::string_view key, const std::vector<double>& values) {
        std::string& to = begin(key) += '[';
        for (const double v : values) {
            if (to.back() != '[') to += ',';
            append_payload_number(to, v);
        }
        to += ']';
        return *this;
    }
    template <class T>
    object_text& add_list(std::string_view key, const std::vector<T>& values) {
        if (values.empty()) return *this;
        std::string& to = begin(key) += '[';
        for (const auto& v : values) {
            if (to.back() != '[') to += ',';
            if constexpr (std::is_same_v<T, event_span>)
                to += to_json(v);
            else
                to += codec::to_json(v);
        }
        to += ']';
        return *this;
    }
    std::string take() { return std::move(text_ += '}'); }

 private:
    std::string& begin(std::string_view key) {
        if (text_.size() > 1) text_ += ',';
        return text_.append("\"").append(key).append("\":");
    }
    void put(std::string_view key, double value) { append_payload_number(begin(key), value); }
    void put(std::string_view key, std::int64_t value) { begin(key) += std::to_string(value); }
    void put(std::string_view key, const std::string& value) { codec::append_quoted(begin(key), value); }
    void put(std::string_view key, timestamp value) { codec::append_quoted(begin(key), value.text()); }
    template <class T>
    requires std::is_enum_v<T>
    void put(std::string_view key, T value) { codec::append_quoted(begin(key), word(value)); }

    std::string text_ = "{";
};

}  // namespace

std::string to_json(const event_image& v) {
    return object_text()
        .add("height", v.height)
        .add("width", v.width)
        .add("colorspace", v.colorspace)
        .add("path", v.path)
        .take();
}

std::string to_json(const event_histogram& v) {
    return object_text().add("values", v.values).add("counts", v.counts).take();
}

std::string to_json(const event_audio& v) {
    return object_text()
        .add("sample_rate", v.sample_rate)
        .add("num_channels", v.num_channels)
        .add("length_frames", v.length_frames)
        .add("path", v.path)
        .add("content_type", v.content_type)
        .take();
}

std::string to_json(const event_video& v) {
    return object_text()
        .add("height", v.height)
        .add("width", v.width)
        .add("colorspace", v.colorspace)
        .add("path", v.path)
        .add("content_type", v.content_type)
        .take();
}

std::string to_json(const event_chart& v) {
    return object_text().add("kind", v.kind).add("figure", v.figure).take();
}

std::string to_json(const event_curve& v) {
    return object_text()
        .add("kind", v.kind)
        .add("x", v.x)
        .add("y", v.y)
        .add("annotation", v.annotation)
        .take();
}

std::string to_json(const event_confusion& v) {
    return object_text().add("x", v.x).add("y", v.y).add("z", v.z).take();
}

std::string to_json(const event_artifact& v) {
    return object_text().add("kind", v.kind).add("path", v.path).take();
}

std::string to_json(const event_model& v) {
    return object_text().add("framework", v.framework).add("path", v.path).add("spec", v.spec).take();
}

std::string to_json(const event_dataframe& v) {
    return object_text().add("path", v.path).add("content_type", v.content_type).take();
}

std::string to_json(const event_span& v) {
    return object_text()
        .add("uuid", v.uuid)
        .add("name", v.name)
        .add_list("tags", v.tags)
        .add("started_at", v.started_at)
        .add("finished_at", v.finished_at)
        .add("status", v.status)
        .add_list("status_conditions", v.status_conditions)
        .add("metadata", v.metadata)
        .add("inputs", v.inputs)
        .add("outputs", v.outputs)
        .add_list("children", v.children)
        .add("kind", v.kind)
        .take();
}

}  // namespace polyaxon::v1::tracking
