#include "conformance/v1_forms.hpp"
#include "conformance/v1_method_rows.hpp"

// RunClient: artifacts, and what a run is promoted to.

namespace conformance::v1 {
namespace {

using rc = api::run_client;

started as_bytes(asio::awaitable<std::string> call) {
    const auto data = co_await std::move(call);
    co_return bytes(data);
}
json body_bytes(const recorded_call& r, std::string_view) {
    return bytes(body_of(r.exchanges.back().at("response")));
}
/// What lies where a download went.
started stored(asio::awaitable<std::string> call) {
    const auto path = co_await std::move(call);
    auto out = json::object();
    for (const auto& [name, data] : files_at(path)) out.set(name, bytes(data));
    co_return out;
}
/// The same as it was sent: a file by its own name, an archive by the files in the folder that was asked for.
json sent_files(const recorded_call& r, std::string_view) {
    const auto data = body_of(r.exchanges.back().at("response"));
    const auto asked = member(r.arguments, "positional").at(0).as<std::string>();
    const auto name = std::filesystem::path(asked).filename().string();
    auto out = json::object();
    if (!is_archive(data) || name.ends_with(".gz")) return out.set(name, bytes(data));
    for (const auto& [path, content] : unpacked(data)) {
        const auto top = name + "/";
        out.set(path.starts_with(top) ? path.substr(top.size()) : path, bytes(content));
    }
    return out;
}

started get_artifact(const api::client& c, const recorded_call& r, arguments& a) {
    const auto path = a.either_text(0, "path");
    api::get_artifact_options o;
    o.stream = a.flag("stream").value_or(o.stream);
    o.force = a.flag("force").value_or(false);
    return as_bytes(run_of(c, r).get_artifact(path, o));
}
started download_artifact(const api::client& c, const recorded_call& r, arguments& a) {
    a.ignore("show_progress");
    const auto path = a.either_text(0, "path");
    api::download_artifact_options o;
    o.force = a.flag("force").value_or(false);
    o.path_to = a.text("path_to");
    return stored(run_of(c, r).download_artifact(path, o));
}
started download_artifacts(const api::client& c, const recorded_call& r, arguments& a) {
    a.ignore("show_progress");
    const auto path = a.either_text(0, "path");
    api::download_artifacts_options o;
    o.path_to = a.text("path_to");
    o.untar = a.flag("untar").value_or(o.untar);
    o.delete_tar = a.flag("delete_tar").value_or(o.delete_tar);
    o.extract_path = a.text("extract_path");
    o.check_path = a.flag("check_path").value_or(false);
    o.force = a.flag("force").value_or(false);
    return stored(run_of(c, r).download_artifacts(path, o));
}
auto upload_artifact(const api::client& c, const recorded_call& r, arguments& a) {
    a.ignore("show_progress");
    const auto file = a.either_text(0, "filepath");
    api::upload_artifact_options o;
    o.path = a.text("path");
    o.untar = a.flag("untar").value_or(o.untar);
    o.overwrite = a.flag("overwrite").value_or(o.overwrite);
    o.agent = a.text("agent");
    return run_of(c, r).upload_artifact(file, o);
}
api::upload_artifacts_options uploading(arguments& a) {
    a.ignore("show_progress");
    api::upload_artifacts_options o;
    o.path = a.text("path");
    o.overwrite = a.flag("overwrite").value_or(o.overwrite);
    o.relative_to = a.text("relative_to");
    o.agent = a.text("agent");
    return o;
}
auto upload_artifacts(const api::client& c, const recorded_call& r, arguments& a) {
    std::vector<std::string_view> files;
    for (const auto& one : a.either(0, "files").elements()) files.push_back(a.keep(one.as<std::string>()));
    return run_of(c, r).upload_artifacts(files, uploading(a));
}
auto upload_artifacts_dir(const api::client& c, const recorded_call& r, arguments& a) {
    const auto folder = a.either_text(0, "dirpath");
    return run_of(c, r).upload_artifacts_dir(folder, uploading(a));
}
template <auto Method>
auto by_path(const api::client& c, const recorded_call& r, arguments& a) {
    return (run_of(c, r).*Method)(a.either_text(0, "path"), {});
}

template <auto Method>
auto promote(const api::client& c, const recorded_call& r, arguments& a) {
    const auto version = a.either_text(0, "version");
    api::promote_options o;
    o.description = a.optional_text("description");
    o.tags = a.either_list(9, "tags");
    o.content = a.object_text("content");
    o.connection = a.optional_text("connection");
    if (const auto names = a.either_list(9, "artifacts"); !names.empty()) o.artifacts = names;
    o.force = a.flag("force").value_or(false);
    return (run_of(c, r).*Method)(version, o);
}

constexpr method methods[] = {
    knowing(row_of_json("RunClient.get_artifact", &get_artifact, &body_bytes)),
    knowing(row_of_json("RunClient.download_artifact", &download_artifact, &sent_files)),
    knowing(row_of_json("RunClient.download_artifacts", &download_artifacts, &sent_files)),
    knowing(row<upload_artifact>("RunClient.upload_artifact")),
    knowing(row<upload_artifacts>("RunClient.upload_artifacts")),
    knowing(row<upload_artifacts_dir>("RunClient.upload_artifacts_dir")),
    knowing(row<by_path<&rc::delete_artifact>>("RunClient.delete_artifact")),
    knowing(row<by_path<&rc::delete_artifacts>>("RunClient.delete_artifacts")),
    knowing(row<by_path<&rc::get_artifacts_tree>>("RunClient.get_artifacts_tree")),
    row<promote<&rc::promote_to_model_version>>("RunClient.promote_to_model_version"),
    row<promote<&rc::promote_to_artifact_version>>("RunClient.promote_to_artifact_version"),
};

}  // namespace

table run_files_table() { return methods; }

}  // namespace conformance::v1
