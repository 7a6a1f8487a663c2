#include <polyaxon/resources/v1/artifact_uploads.hpp>

#include <polyaxon/resources/transfer.hpp>
#include <polyaxon/resources/transfers.hpp>
#include <polyaxon/resources/v1/artifact_files.hpp>
#include <polyaxon/resources/v1/artifact_rows.hpp>
#include <polyaxon/resources/v1/run_state.hpp>
#include <polyaxon/resources/v1/streams_path.hpp>

#include <charconv>
#include <filesystem>
#include <span>
#include <utility>

namespace polyaxon::v1 {

namespace {

using resources::trouble;

constexpr std::uint64_t mebibyte = 1024 * 1024;
constexpr std::string_view size_names[] = {"POLYAXON_UPLOAD_SIZE", "POLYAXON_UPLOAD_SIZE_MAX"};

/// Before its place is known.
template <class E>
std::string named(const E&) {
    return std::string(codec::name(E::method)) + ' ' + std::string(E::path);
}

resources::upload_limits limits_of(const client_core& core) {
    resources::upload_limits out{.warn = 50 * mebibyte, .most = 500 * mebibyte, .most_name = size_names[0]};
    for (const auto name : size_names) {
        const auto text = core.machine().variable(name);
        if (!text || text->empty()) continue;
        const auto end = text->data() + text->size();
        const auto read = std::from_chars(text->data(), end, out.most);
        if (read.ec != std::errc{} || read.ptr != end)
            throw no_target("bad_value: " + std::string(name) +
                            " must be a number of bytes, like 1073741824");
        out.most_name = name;
        break;
    }
    return out;
}

resources::outgoing form_to(const streams_place& at, bool many, const call_options& o) {
    if (many)
        return outgoing_at(at, rows::upload_run_artifacts, {at.name_space, at.owner, at.project, at.uuid},
                           resources::message(), o);
    return outgoing_at(at, rows::upload_run_artifact, {at.name_space, at.owner, at.project, at.uuid},
                       resources::message(), o);
}

using form = std::shared_ptr<resources::multipart_source>;

[[noreturn]] void refuse_file(const form& f, std::error_code ec) {
    throw error(trouble(errc::invalid_argument, std::string(f->what()) + "; nothing was sent",
                        named(rows::upload_run_artifact),
                        ec.category() == error_category() ? std::error_code() : ec));
}

void check_size(run_state& s, const form& f, const resources::upload_limits& limits, bool many) {
    resources::check_upload(f->content_size(), limits, s.where.core()->watcher(),
                            many ? named(rows::upload_run_artifacts) : named(rows::upload_run_artifact));
}

/// Sends a form that has its file; the part that says what to do with it is added here, since the place knows the store.
awaitable<void> send_form(std::shared_ptr<run_state> s, form f, bool many, upload_order order) {
    auto finding = place_of(s, order.call, order.agent);
    const auto at = co_await std::move(finding);
    auto how = json::object().set("untar", many || order.untar).set("path", order.path);
    how.set("overwrite", order.overwrite);
    if (at.connection) how.set("connection", *at.connection);
    if (const auto ec = f->add({.field = "json"}, std::string(how.text()))) refuse_file(f, ec);

    auto o = form_to(at, many, order.call.view());
    o.request.content_type = f->content_type();
    auto& rare = o.rarely();
    rare.source = f;
    rare.stall_timeout = order.stall_timeout;
    rare.answer_timeout =
        order.answer_timeout.count() > 0 ? order.answer_timeout : std::chrono::milliseconds::max();
    o.may_repeat = o.may_repeat || order.overwrite;  // the same file in the same place
    auto call = perform_at<resources::none>(at.core, at.agent, std::move(o));
    co_await std::move(call);
}

/// "outputs/several" as "several.tar.gz".
std::string archive_name(std::string_view path) {
    while (path.ends_with('/')) path.remove_suffix(1);
    const auto slash = path.rfind('/');
    if (slash != path.npos) path.remove_prefix(slash + 1);
    return (path.empty() || path == "." ? std::string("artifacts") : std::string(path)) + ".tar.gz";
}

awaitable<void> send_packed(std::shared_ptr<run_state> s, std::vector<codec::pack_entry> entries,
                            upload_order order) {
    const auto limits = limits_of(*s->where.core());
    auto packing = pack(std::move(entries), limits.most, std::string(limits.most_name),
                        named(rows::upload_run_artifacts));
    const auto packed = co_await std::move(packing);  // removes the archive when this ends
    const auto name = archive_name(order.path);
    const auto f = std::make_shared<resources::multipart_source>(order.told);
    if (const auto ec = f->add_file({.field = "upload_file", .file_name = name, .content_type = "text/plain"},
                                    packed->path()))
        refuse_file(f, ec);
    check_size(*s, f, limits, true);
    auto sending = send_form(s, f, true, std::move(order));
    co_await std::move(sending);
}

void tell(run_state& s, const std::string& text) {
    if (const auto watcher = s.where.core()->watcher()) watcher->on_warning(text);
}

void tell_left_out(run_state& s, const std::vector<std::filesystem::path>& paths) {
    constexpr std::size_t shown = 20;
    if (paths.empty()) return;
    auto text = std::to_string(paths.size()) + " links or special files are not uploaded:";
    for (std::size_t i = 0; i < paths.size() && i < shown; ++i) text += " " + paths[i].string();
    if (paths.size() > shown) text += " …";
    tell(s, text);
}

std::vector<codec::pack_entry> entries_of(std::vector<std::filesystem::path>& files,
                                          const archive_names& names) {
    std::vector<codec::pack_entry> out;
    out.reserve(files.size());
    for (auto& file : files) {
        auto name = names.of(file);
        out.push_back({std::move(file), std::move(name), false});
    }
    return out;
}

}  // namespace

upload_order::upload_order(const upload_artifact_options& o)
    : path(o.path),
      agent(o.agent),
      untar(o.untar),
      overwrite(o.overwrite),
      told(o.progress),
      stall_timeout(o.stall_timeout),
      answer_timeout(o.answer_timeout),
      call(o.call) {}

upload_order::upload_order(const upload_artifacts_options& o)
    : path(o.path),
      relative_to(o.relative_to),
      agent(o.agent),
      overwrite(o.overwrite),
      told(o.progress),
      stall_timeout(o.stall_timeout),
      answer_timeout(o.answer_timeout),
      call(o.call) {}

awaitable<void> upload_bytes(std::shared_ptr<run_state> s, std::string folder, std::string file_name,
                             std::string content, bool overwrite, resources::owned_call call) {
    if (!sends(*s)) co_return;
    const auto limits = limits_of(*s->where.core());
    upload_order order(std::move(call));
    order.path = std::move(folder);
    order.overwrite = overwrite;
    const auto f = std::make_shared<resources::multipart_source>();
    if (const auto ec = f->add({.field = "upload_file", .file_name = file_name, .content_type = "text/plain"},
                               std::move(content)))
        refuse_file(f, ec);
    check_size(*s, f, limits, false);
    auto sending = send_form(s, f, false, std::move(order));
    co_await std::move(sending);
}

awaitable<void> upload_file(std::shared_ptr<run_state> s, std::string filepath, upload_order order) {
    if (!sends(*s)) co_return;
    const auto limits = limits_of(*s->where.core());
    const std::filesystem::path path(filepath);
    const auto own_name = path.filename().string();
    const auto f = std::make_shared<resources::multipart_source>(order.told);
    if (const auto ec =
            f->add_file({.field = "upload_file", .file_name = own_name, .content_type = "text/plain"}, path))
        refuse_file(f, ec);
    check_size(*s, f, limits, false);
    auto sending = send_form(s, f, false, std::move(order));
    co_await std::move(sending);
}

awaitable<void> upload_files(std::shared_ptr<run_state> s, std::vector<std::string> files,
                             upload_order order) {
    if (!sends(*s)) co_return;
    const archive_names names(order.relative_to);
    std::vector<codec::pack_entry> entries;
    std::vector<std::filesystem::path> left_out;
    for (const auto& file : files) {
        std::error_code ec;
        if (!std::filesystem::is_directory(file, ec)) {
            auto name = names.of(file);
            entries.push_back({file, std::move(name), true});
            continue;
        }
        const auto found = std::make_shared<file_walk>(file);
        auto walking = walk(found, named(rows::upload_run_artifacts));
        co_await std::move(walking);
        for (auto& e : entries_of(found->files, names)) entries.push_back(std::move(e));
        left_out.insert(left_out.end(), found->left_out.begin(), found->left_out.end());
    }
    tell_left_out(*s, left_out);
    if (entries.empty()) {
        tell(*s, "nothing was uploaded to \"" + order.path + "\": no file was given");
        co_return;
    }
    auto sending = send_packed(s, std::move(entries), std::move(order));
    co_await std::move(sending);
}

awaitable<void> upload_folder(std::shared_ptr<run_state> s, std::string folder, upload_order order) {
    if (!sends(*s)) co_return;
    if (folder.empty()) folder = ".";
    const auto rules = std::make_shared<const upload_rules>(rules_for(folder));
    const auto found = std::make_shared<file_walk>(folder, rules);
    auto walking = walk(found, named(rows::upload_run_artifacts));
    co_await std::move(walking);
    tell_left_out(*s, found->left_out);
    if (found->files.empty()) {
        tell(*s, "nothing was uploaded: no file is left in " + folder +
                     ", which is empty or of which .polyaxonignore leaves out everything");
        co_return;
    }
    auto entries = entries_of(found->files, archive_names(order.relative_to));
    auto sending = send_packed(s, std::move(entries), std::move(order));
    co_await std::move(sending);
}

}  // namespace polyaxon::v1
