#include <polyaxon/resources/v0/transfers.hpp>

#include <polyaxon/resources/transfer.hpp>
#include <polyaxon/resources/transfers.hpp>
#include <polyaxon/resources/v0/change.hpp>

#include <utility>

namespace polyaxon::v0 {
namespace {

using resources::named;
using resources::trouble;

/// Throws what is over the limit; tells the observer what is near it.
void check_size(core& c, std::uint64_t size, const std::string& request) {
    const auto& s = c.who().settings;
    const auto limit = [](std::int64_t n) { return n < 0 ? 0 : static_cast<std::uint64_t>(n); };
    resources::check_upload(size,
                            {.warn = limit(s.warn_upload_size),
                             .most = limit(s.max_upload_size),
                             .most_name = "POLYAXON_MAX_UPLOAD_SIZE",
                             .warn_name = "POLYAXON_WARN_UPLOAD_SIZE"},
                            c.watcher(), request);
}

std::error_code add(resources::multipart_source& form, const upload_file& file) {
    codec::multipart_part part{.field = file.field, .content_type = file.content_type};
    if (file.content) {
        part.file_name = file.file_name.empty() ? "repo.tar.gz" : file.file_name;
        return form.add(part, std::string(*file.content));
    }
    const std::filesystem::path path(file.path);
    const std::string own_name = path.filename().string();
    part.file_name = file.file_name.empty() ? std::string_view(own_name) : file.file_name;
    return form.add_file(part, path);
}

awaitable<response> upload_now(std::shared_ptr<resources::core> c, resources::outgoing o, std::uint64_t size,
                               bool background) {
    if (o.refused) throw error(std::move(*o.refused));
    check_size(static_cast<core&>(*c), size, named(o.request, c->ready().to.base));
    auto call = background ? leave_to_background<response>(c, std::move(o), manner{true})
                           : resources::perform<response>(c, std::move(o));
    co_return co_await std::move(call);
}

/// What is owned of download_options.
struct unpacking {
    explicit unpacking(const download_options& o)
        : wanted(o.untar), delete_tar(o.delete_tar), folder(o.extract_path.empty() ? "." : o.extract_path) {
        limits.bytes = o.max_unpacked;
    }
    bool wanted, delete_tar;
    std::filesystem::path folder;
    codec::unpack_limits limits;
};

awaitable<std::string> fetch(std::shared_ptr<resources::core> c, resources::outgoing o,
                             std::shared_ptr<resources::file_sink> sink, std::filesystem::path path,
                             unpacking how) {
    if (o.refused) throw error(std::move(*o.refused));
    auto request = named(o.request, c->ready().to.base);
    if (const auto ec = sink->check())
        throw error(trouble(errc::invalid_argument, std::string(sink->what()) + "; nothing was sent", request,
                            ec.category() == error_category() ? std::error_code() : ec));
    o.rarely().sink = std::move(sink);
    auto call = resources::perform<resources::none>(c, std::move(o));
    co_await std::move(call);
    if (how.wanted) {
        auto unpacked = resources::unpack(path, how.folder, how.limits, request);
        co_await std::move(unpacked);
        std::error_code ec;
        if (how.delete_tar && !std::filesystem::remove(path, ec) && ec)
            throw error(trouble(errc::invalid_argument,
                                "cannot remove " + path.string() + ", which was unpacked: " + ec.message(),
                                std::move(request), ec));
    }
    co_return path.string();
}

}  // namespace

awaitable<response> send_upload(const std::shared_ptr<resources::core>& c, resources::outgoing o,
                                std::span<const upload_file> files, const upload_options& options) {
    // The worker sends it when the caller, with its callable, may be gone.
    const auto form =
        std::make_shared<resources::multipart_source>(options.background ? progress{} : options.progress);
    const auto refuse = [&](std::error_code ec, std::string why) {
        if (!o.refused)
            o.refused = std::make_unique<error_info>(
                trouble(errc::invalid_argument, std::move(why), named(o.request),
                        ec.category() == error_category() ? std::error_code() : ec));
    };
    if (files.empty()) refuse({}, "no file to upload was given");
    for (const auto& file : files)
        if (const auto ec = add(*form, file)) refuse(ec, std::string(form->what()));
    const auto size = form->content_size();
    if (options.sync)
        if (const auto ec = form->add({.field = "json"}, R"({"sync": true})"))
            refuse(ec, std::string(form->what()));
    o.request.content_type = form->content_type();
    auto& rare = o.rarely();
    rare.source = form;
    rare.stall_timeout = options.stall_timeout;
    rare.answer_timeout =
        options.answer_timeout.count() > 0 ? options.answer_timeout : std::chrono::milliseconds::max();
    return upload_now(c, std::move(o), size, options.background);
}

awaitable<std::string> fetch_file(const std::shared_ptr<resources::core>& c, resources::outgoing o,
                                  std::string_view own_name, const download_options& options) {
    std::filesystem::path path(options.filename.empty() ? own_name : options.filename);
    auto sink = std::make_shared<resources::file_sink>(path, options.progress);
    o.rarely().stall_timeout = options.stall_timeout;
    return fetch(c, std::move(o), std::move(sink), std::move(path), unpacking(options));
}

std::string outputs_name(std::string_view username, std::string_view project_name, const id& run) {
    std::string name(username);
    name.append(".").append(project_name).append(".").append(run.text()).append(".tar.gz");
    for (auto& c : name)
        if (c == '/') c = '_';
    return name;
}

}  // namespace polyaxon::v0
