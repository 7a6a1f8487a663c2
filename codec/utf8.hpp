#pragma once
#include <string_view>

namespace polyaxon::codec {

/// Checks UTF-8 that arrives in pieces, and tells at the first byte that cannot belong to it: overlong forms, surrogates and what lies beyond
/// U+10FFFF are refused. Not synchronised.
///
///     utf8_check check;   check.add(first) && check.add(second) && check.complete()
class utf8_check {
 public:
    /// False once a byte does not fit; nothing more is to be added then.
    bool add(std::string_view bytes) noexcept;
    /// No character is cut short.
    bool complete() const noexcept { return left_ == 0; }

 private:
    unsigned char left_ = 0;                  ///< continuation bytes that must follow
    unsigned char low_ = 0x80, high_ = 0xBF;  ///< between which the next one lies
};

inline bool is_utf8(std::string_view text) noexcept {
    utf8_check check;
    return check.add(text) && check.complete();
}

}  // namespace polyaxon::codec
