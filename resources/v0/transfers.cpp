#include <polyaxon/resources/v0/transfers.hpp>

#include <polyaxon/codec/archive.hpp>
#include <polyaxon/resources/transfer.hpp>
#include <polyaxon/resources/v0/change.hpp>

#include <asio/post.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>

#include <utility>

namespace polyaxon::v0 {
namespace {

std::string named(const codec::request& r, std::string_view base = {}) {
    std::string text(codec::name(r.method));
    text.append(" ").append(base).append(r.target, 0, r.target.find('?'));
    return text;
}

error_info trouble(errc kind, std::string detail, std::string request, std::error_code cause = {}) {
    error_info info;
    info.kind = kind;
    info.detail = std::move(detail);
    info.request = std::move(request);
    info.cause = cause;
    return info;
}

std::string in_bytes(std::uint64_t n) { return std::to_string(n) + " bytes"; }

/// Throws what is over the limit; tells the observer what is near it.
void check_size(core& c, std::uint64_t size, const std::string& request) {
    const auto& s = c.who().settings;
    const auto limit = [](std::int64_t n) { return n < 0 ? 0 : static_cast<std::uint64_t>(n); };
    if (size > limit(s.max_upload_size))
        throw error(trouble(errc::too_large,
                            "limit: the files to upload have " + in_bytes(size) + ", more than the " +
                                in_bytes(limit(s.max_upload_size)) +
                                " of POLYAXON_MAX_UPLOAD_SIZE; nothing was sent. Leave large files out "
                                "or raise the setting",
                            request));
    if (size <= limit(s.warn_upload_size)) return;
    if (const auto watcher = c.watcher())
        watcher->on_warning("uploading " + in_bytes(size) + ", more than the " +
                            in_bytes(limit(s.warn_upload_size)) + " of POLYAXON_WARN_UPLOAD_SIZE");
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

errc kind_of(std::error_code ec) {
    if (ec.category() != codec::archive_category()) return errc::invalid_argument;  // the disk
    if (ec == codec::archive_errc::too_large || ec == codec::archive_errc::too_many_entries)
        return errc::too_large;
    return errc::decode;
}

/// Little by little, so that other work of the executor goes on meanwhile.
awaitable<void> unpack(std::filesystem::path archive, unpacking how, std::string request) {
    codec::unpacker work(std::move(archive), how.folder, how.limits);
    std::error_code ec;
    while (work.step(ec)) {
        const auto cancelled = co_await asio::this_coro::cancellation_state;
        if (cancelled.cancelled() != asio::cancellation_type::none)
            throw error(trouble(errc::canceled, "cancelled while the archive was being unpacked",
                                std::move(request)));
        co_await asio::post(asio::use_awaitable);
    }
    if (ec) throw error(trouble(kind_of(ec), work.what(), std::move(request), ec));
}

awaitable<std::string> fetch(std::shared_ptr<resources::core> c, resources::outgoing o,
                             std::shared_ptr<resources::file_sink> sink, std::filesystem::path path,
                             unpacking how) {
    if (o.refused) throw error(std::move(*o.refused));
    auto request = named(o.request, c->ready().to.base);
    if (const auto ec = sink->check())
        throw error(trouble(errc::invalid_argument, std::string(sink->what()) + "; nothing was sent", request,
                            ec.category() == error_category() ? std::error_code() : ec));
    o.sink = std::move(sink);
    auto call = resources::perform<resources::none>(c, std::move(o));
    co_await std::move(call);
    if (how.wanted) {
        auto unpacked = unpack(path, how, request);
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
            o.refused = trouble(errc::invalid_argument, std::move(why), named(o.request),
                                ec.category() == error_category() ? std::error_code() : ec);
    };
    if (files.empty()) refuse({}, "no file to upload was given");
    for (const auto& file : files)
        if (const auto ec = add(*form, file)) refuse(ec, std::string(form->what()));
    const auto size = form->content_size();
    if (options.sync)
        if (const auto ec = form->add({.field = "json"}, R"({"sync": true})"))
            refuse(ec, std::string(form->what()));
    o.request.content_type = form->content_type();
    o.source = form;
    o.stall_timeout = options.stall_timeout;
    o.answer_timeout =
        options.answer_timeout.count() > 0 ? options.answer_timeout : std::chrono::milliseconds::max();
    return upload_now(c, std::move(o), size, options.background);
}

awaitable<std::string> fetch_file(const std::shared_ptr<resources::core>& c, resources::outgoing o,
                                  std::string_view own_name, const download_options& options) {
    std::filesystem::path path(options.filename.empty() ? own_name : options.filename);
    auto sink = std::make_shared<resources::file_sink>(path, options.progress);
    o.stall_timeout = options.stall_timeout;
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
