#include <polyaxon/context/remembered_system.hpp>

#include <map>
#include <mutex>
#include <utility>

namespace polyaxon::context {

namespace {

class remembered_system final : public system {
 public:
    explicit remembered_system(std::shared_ptr<const system> machine) : machine_(std::move(machine)) {}

    std::optional<std::string> variable(std::string_view name) const override {
        return once(variables_, std::string(name), [&] { return machine_->variable(name); });
    }
    std::filesystem::path home() const override {
        return once(places_, 'h', [&] { return machine_->home(); });
    }
    std::filesystem::path working_directory() const override {
        return once(places_, 'w', [&] { return machine_->working_directory(); });
    }
    std::filesystem::path temporary() const override {
        return once(places_, 't', [&] { return machine_->temporary(); });
    }
    std::filesystem::path pod_context() const override {
        return once(places_, 'p', [&] { return machine_->pod_context(); });
    }
    bool writable(const std::filesystem::path& folder) const override {
        return once(writable_, folder, [&] { return machine_->writable(folder); });
    }
    std::optional<file> read(const std::filesystem::path& path, std::size_t cap,
                             std::error_code& ec) const override {
        const auto& seen = once(files_, std::pair(path, cap), [&] {
            found f;
            f.what = machine_->read(path, cap, f.ec);
            return f;
        });
        ec = seen.ec;
        return seen.what;
    }

 private:
    struct found {
        std::optional<file> what;
        std::error_code ec;
    };

    template <class Map, class F>
    const typename Map::mapped_type& once(Map& known, typename Map::key_type key, F&& ask) const {
        const std::lock_guard lock(mutex_);
        const auto there = known.find(key);
        return there != known.end() ? there->second : known.emplace(std::move(key), ask()).first->second;
    }

    const std::shared_ptr<const system> machine_;
    mutable std::mutex mutex_;
    mutable std::map<std::string, std::optional<std::string>> variables_;
    mutable std::map<char, std::filesystem::path> places_;
    mutable std::map<std::filesystem::path, bool> writable_;
    mutable std::map<std::pair<std::filesystem::path, std::size_t>, found> files_;
};

}  // namespace

std::shared_ptr<const system> remembering(std::shared_ptr<const system> machine) {
    return std::make_shared<remembered_system>(std::move(machine));
}

}  // namespace polyaxon::context
