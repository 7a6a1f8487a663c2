#include <polyaxon/resources/v1/artifact_files.hpp>

#include <polyaxon/async/pass_turn.hpp>
#include <polyaxon/context/system.hpp>
#include <polyaxon/resources/transfers.hpp>

#include <asio/this_coro.hpp>

#include <algorithm>
#include <iterator>

namespace polyaxon::v1 {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t largest_rules = 1024 * 1024;
constexpr std::size_t most_a_step = 256;

fs::path plain(const fs::path& path) {
    std::error_code ec;
    auto out = fs::absolute(path, ec).lexically_normal();
    return out.has_filename() ? out : out.parent_path();  // "a/" as "a"
}

[[noreturn]] void refuse(std::string detail, std::error_code cause = {}) {
    throw error(
        resources::trouble(errc::invalid_argument, std::move(detail) + "; nothing was sent", {}, cause));
}

std::optional<std::string> read_rules(const fs::path& file) {
    std::error_code ec;
    auto read = context::read_small_file(file, largest_rules, ec);
    if (ec) refuse("cannot read " + file.string() + ": " + ec.message(), ec);
    if (!read) return std::nullopt;
    return std::move(read->text);
}

/// `folder` seen from `top`; nothing when it lies outside.
std::optional<std::string> inside(const fs::path& folder, const fs::path& top) {
    const auto rest = plain(folder).lexically_relative(plain(top)).generic_string();
    if (rest == ".") return "";
    if (rest.empty() || rest == ".." || rest.starts_with("../")) return std::nullopt;
    return rest;
}

/// Asked in the coroutine itself, before its next co_await would tell it in other words.
void end_if_cancelled(const asio::cancellation_state& now, const char* what, const std::string& request) {
    if (now.cancelled() != asio::cancellation_type::none)
        throw error(resources::trouble(errc::canceled, what, request));
}

std::error_code system_part(std::error_code ec) {
    return ec.category() == codec::archive_category() ? std::error_code() : ec;
}

}  // namespace

archive_names::archive_names(const std::string& relative_to) {
    if (!relative_to.empty()) top_ = plain(relative_to);
}

std::string archive_names::of(const fs::path& file) const {
    const auto path = top_ ? plain(file).lexically_relative(*top_) : file.lexically_normal().relative_path();
    auto name = path.generic_string();
    if (name.empty() || name == "." || name == ".." || name.starts_with("../"))
        refuse(file.string() + (top_ ? " is not below " + top_->string() + ", which relative_to names"
                                     : " leads out of the working directory: give relative_to"));
    return name;
}

upload_rules rules_for(const fs::path& folder) {
    upload_rules out;
    if (const auto text = read_rules(".polyaxonignore")) {
        out.rules = polyaxonignore::parse(*text);
        out.below = inside(folder, ".").value_or("");
    } else if (const auto own = read_rules(folder / ".polyaxonignore")) {
        out.rules = polyaxonignore::parse(*own);
    } else {
        out.rules = polyaxonignore::defaults();
    }
    leave_out_own_files(out);
    return out;
}

void leave_out_own_files(upload_rules& out) {
    for (const char* line : {"*.plx.json", "*.plx.index", ".polyaxon/"}) out.rules.add(line);
}

file_walk::file_walk(fs::path folder, std::shared_ptr<const upload_rules> rules) : rules_(std::move(rules)) {
    open_.emplace_back(std::move(folder), rules_ ? rules_->below : std::string());
}

void file_walk::look_at(const fs::directory_entry& e) {
    const auto& seen = now_->of.second;
    const auto name = e.path().filename().string();
    auto as_seen = seen.empty() ? name : seen + "/" + name;
    std::error_code gone;
    const auto kind = e.symlink_status(gone).type();
    const bool is_folder = kind == fs::file_type::directory;
    if (gone || kind == fs::file_type::not_found) return;
    if (rules_ && rules_->rules.ignores(as_seen, is_folder)) return;
    if (is_folder)
        now_->below.emplace_back(e.path(), std::move(as_seen));
    else if (kind == fs::file_type::regular)
        now_->files.push_back(e.path());
    else
        now_->left_out.push_back(e.path());
}

void file_walk::close() {
    auto& [of, at, found, others, below] = *now_;
    // All are of one folder, so whole paths sort as names do.
    const auto text = [](const fs::path& p) -> const std::string& { return p.native(); };
    std::ranges::sort(found, {}, text);
    std::ranges::sort(others, {}, text);
    std::ranges::sort(below, {}, [](const place& p) -> const std::string& { return p.first.native(); });
    files.insert(files.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
    left_out.insert(left_out.end(), std::make_move_iterator(others.begin()),
                    std::make_move_iterator(others.end()));
    open_.insert(open_.end(), std::make_move_iterator(below.rbegin()), std::make_move_iterator(below.rend()));
    now_.reset();
}

bool file_walk::step(std::error_code& ec) {
    ec.clear();
    if (!now_) {
        if (open_.empty()) return false;
        now_.emplace().of = std::move(open_.back());
        open_.pop_back();
        now_->at = fs::directory_iterator(now_->of.first, ec);
    }
    auto& at = now_->at;
    std::size_t looked = 0;
    for (; !ec && looked < most_a_step && at != fs::directory_iterator(); ++looked) {
        look_at(*at);
        at.increment(ec);
    }
    if (ec) {
        what = "cannot read the folder " + now_->of.first.string() + ": " + ec.message();
        now_.reset();
        return false;
    }
    if (at == fs::directory_iterator()) close();
    return true;
}

awaitable<void> walk(std::shared_ptr<file_walk> work, std::string request) {
    std::error_code ec;
    for (bool more = true; more;) {
        more = work->step(ec);
        end_if_cancelled(co_await asio::this_coro::cancellation_state,
                         "cancelled while files were being looked for", request);
        if (more) co_await async::pass_turn();
    }
    if (ec)
        throw error(resources::trouble(errc::invalid_argument, work->what + "; nothing was sent",
                                       std::move(request), ec));
}

awaitable<std::shared_ptr<codec::packer>> pack(std::vector<codec::pack_entry> entries, std::uint64_t most,
                                               std::string most_name, std::string request) {
    std::error_code ec;
    auto folder = fs::temp_directory_path(ec);
    if (ec) folder = "/tmp";
    const auto work = std::make_shared<codec::packer>(std::move(folder), most);
    for (auto& e : entries) work->add(std::move(e));
    for (bool more = true; more;) {
        more = work->step(ec);
        end_if_cancelled(co_await asio::this_coro::cancellation_state,
                         "cancelled while files were being packed", request);
        if (more) co_await async::pass_turn();
    }
    if (ec == codec::archive_errc::too_large)
        throw error(
            resources::trouble(errc::too_large,
                               work->what() + ", as " + most_name +
                                   " allows; nothing was sent. Leave large files out (.polyaxonignore) or "
                                   "raise the setting",
                               std::move(request), ec));
    if (ec)
        throw error(resources::trouble(errc::invalid_argument, work->what() + "; nothing was sent",
                                       std::move(request), system_part(ec)));
    co_return work;
}

}  // namespace polyaxon::v1
