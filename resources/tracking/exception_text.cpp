#include <polyaxon/resources/tracking/exception_text.hpp>

#include <cxxabi.h>

#include <cstdlib>
#include <memory>
#include <typeinfo>

namespace polyaxon {

namespace {

std::string type_name(const std::type_info& type) {
    int status = 0;
    const std::unique_ptr<char, void (*)(void*)> plain(
        abi::__cxa_demangle(type.name(), nullptr, nullptr, &status), std::free);
    return status == 0 && plain ? plain.get() : type.name();
}

}  // namespace

std::string exception_text(const std::exception_ptr& why) {
    if (!why) return {};
    try {
        std::rethrow_exception(why);
    } catch (const std::exception& e) {
        return "Type: " + type_name(typeid(e)) + ", Value: " + e.what();
    } catch (...) {
        const auto* type = abi::__cxa_current_exception_type();
        return "Type: " + (type ? type_name(*type) : std::string("unknown"));
    }
}

}  // namespace polyaxon
