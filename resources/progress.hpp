#pragma once
#include <concepts>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>

namespace polyaxon {

/// Who is told how far a transfer is: bytes done, and bytes in all where they are known. A view of a callable that the caller keeps: it must
/// live until the call has ended, so only a named one is taken. It is called on the client's executor, with growing numbers (a try that
/// is made again is told of once it is further than the one before), must return soon, and ends the call as `invalid_argument` if it throws.
///
///     auto shown = [](std::uint64_t done, std::optional<std::uint64_t> total) { … };
///     co_await client.project().download_repo("adam", "mnist", {.progress = shown});
class progress {
 public:
    constexpr progress() = default;
    template <class F>
    requires(!std::same_as<std::remove_const_t<F>, progress> && std::is_object_v<F> &&
             std::invocable<F&, std::uint64_t, std::optional<std::uint64_t>>) progress(F& told)
        : told_(std::addressof(told)),
          call_([](const void* at, std::uint64_t done, std::optional<std::uint64_t> total) {
              std::invoke(*static_cast<F*>(const_cast<void*>(at)), done, total);
          }) {}

    explicit operator bool() const noexcept { return call_ != nullptr; }
    void operator()(std::uint64_t done, std::optional<std::uint64_t> total) const {
        if (call_) call_(told_, done, total);
    }

 private:
    const void* told_ = nullptr;
    void (*call_)(const void*, std::uint64_t, std::optional<std::uint64_t>) = nullptr;
};
static_assert(std::is_trivially_destructible_v<progress>);

}  // namespace polyaxon
