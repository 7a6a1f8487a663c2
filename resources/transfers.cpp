#include <polyaxon/resources/transfers.hpp>

#include <polyaxon/async/pass_turn.hpp>

#include <asio/this_coro.hpp>

#include <utility>

namespace polyaxon::resources {

namespace {

std::string in_bytes(std::uint64_t n) { return std::to_string(n) + " bytes"; }

errc kind_of(std::error_code ec) {
    if (ec.category() != codec::archive_category()) return errc::invalid_argument;  // the disk
    if (ec == codec::archive_errc::too_large || ec == codec::archive_errc::too_many_entries)
        return errc::too_large;
    return errc::decode;
}

}  // namespace

std::string named(const codec::request& r, std::string_view base) {
    std::string text(codec::name(r.method));
    text.append(" ").append(base).append(r.target, 0, r.target.find('?'));
    return text;
}

error_info trouble(errc kind, std::string detail, std::string request, std::error_code cause) {
    error_info info;
    info.kind = kind;
    info.detail = std::move(detail);
    info.request = std::move(request);
    info.cause = cause;
    return info;
}

void check_upload(std::uint64_t size, const upload_limits& limits, const std::shared_ptr<observer>& watcher,
                  const std::string& request) {
    if (size > limits.most)
        throw error(trouble(errc::too_large,
                            "limit: the files to upload have " + in_bytes(size) + ", more than the " +
                                in_bytes(limits.most) + " of " + std::string(limits.most_name) +
                                "; nothing was sent. Leave large files out or raise the setting",
                            request));
    if (size <= limits.warn || !watcher) return;
    std::string warning = "uploading " + in_bytes(size) + ", more than the " + in_bytes(limits.warn);
    if (limits.warn_name.empty())
        warning.append(" that are usual; ")
            .append(limits.most_name)
            .append(" allows ")
            .append(in_bytes(limits.most));
    else
        warning.append(" of ").append(limits.warn_name);
    watcher->on_warning(warning);
}

awaitable<void> unpack(std::filesystem::path archive, std::filesystem::path folder,
                       codec::unpack_limits limits, std::string request) {
    codec::unpacker work(std::move(archive), std::move(folder), limits);
    std::error_code ec;
    while (work.step(ec)) {
        const auto cancelled = co_await asio::this_coro::cancellation_state;
        if (cancelled.cancelled() != asio::cancellation_type::none)
            throw error(trouble(errc::canceled, "cancelled while the archive was being unpacked",
                                std::move(request)));
        co_await async::pass_turn();
    }
    if (ec) throw error(trouble(kind_of(ec), work.what(), std::move(request), ec));
}

}  // namespace polyaxon::resources
