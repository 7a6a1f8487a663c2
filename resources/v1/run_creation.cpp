#include <polyaxon/resources/v1/run_creation.hpp>

#include <polyaxon/resources/v1/polyaxonfile_source.hpp>

#include <exception>

namespace polyaxon::v1 {

namespace {

/// Owned form of operation_options.
class creation {
 public:
    creation(std::string_view kind, std::string_view target, const operation_options& o)
        : from(kind, target), call(o.call) {
        const auto set = [](std::string_view v) {
            return v.empty() ? std::nullopt : std::optional(std::string(v));
        };
        body.name = set(o.name);
        body.description = set(o.description);
        body.tags = resources::split_list(o.tags);
        try {
            members = operation_members(o);
            in_line = inline_members(o);
        } catch (const error&) {
            refused = std::current_exception();
        }
    }

    file_reference from;
    operation_members members;
    inline_members in_line;
    operation_body body;
    resources::owned_call call;
    std::exception_ptr refused;  ///< told by the awaited call, not by the function that makes it
};

awaitable<run> create_from(std::shared_ptr<run_state> s, creation c) {
    const auto& t = s->where.found();
    if (t.no_op || t.is_offline) co_return run();
    if (c.refused) std::rethrow_exception(c.refused);
    const auto file = co_await load_polyaxonfile(s, c.from, c.call);
    json operation;
    if (c.from.kind == "hubRef") {
        // Whatever its kind, what the hub has is a component of the operation that names it.
        operation = json::object().set("kind", "operation").set("hubRef", c.from.target);
        if (file.contains("version")) operation.set("version", file.at("version"));
        operation = merged_deep(operation, c.members.value());
        operation.set("component", file);
    } else {
        operation = operation_of(file, c.members);
    }
    operation = with_inline(std::move(operation), c.in_line.value());
    check_operation(operation);
    c.body.content = std::string(operation.text());
    co_return co_await run_state::create(std::move(s), std::move(c.body), std::string(), std::move(c.call));
}

}  // namespace

awaitable<run> run_creation::create_from_polyaxonfile(std::string_view path, const operation_options& o) {
    return create_from(state_, creation("pathRef", path, o));
}
awaitable<run> run_creation::create_from_url(std::string_view url, const operation_options& o) {
    return create_from(state_, creation("urlRef", url, o));
}
awaitable<run> run_creation::create_from_hub(std::string_view component, const operation_options& o) {
    return create_from(state_, creation("hubRef", component, o));
}

}  // namespace polyaxon::v1
