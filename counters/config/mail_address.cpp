#include "counters/config/mail_address.hpp"

#include <algorithm>

namespace motcua::counters {
namespace {

constexpr std::size_t longest_address = 254, longest_name = 64, longest_label = 63;  // RFC 5321, RFC 1035

bool is_plain(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_label(std::string_view text) {
    return !text.empty() && text.size() <= longest_label && is_plain(text.front()) && is_plain(text.back()) &&
           std::all_of(text.begin(), text.end(), [](char c) { return is_plain(c) || c == '-'; });
}

bool is_name(std::string_view text) {
    return !text.empty() && text.size() <= longest_name && text.front() != '-' && text.front() != '.' &&
           text.back() != '.' && text.find("..") == text.npos &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return c > ' ' && c < 127 &&
                      std::string_view("<>()[],;:\\\"@").find(c) == std::string_view::npos;
           });
}

bool is_domain(std::string_view text) {
    std::size_t labels = 0;
    for (;;) {
        const auto dot = std::min(text.find('.'), text.size());
        if (!is_label(text.substr(0, dot))) return false;
        ++labels;
        if (dot == text.size()) return labels >= 2;
        text.remove_prefix(dot + 1);
    }
}

}  // namespace

bool is_mail_address(std::string_view text) {
    const auto at = text.rfind('@');
    return at != text.npos && text.size() <= longest_address && is_name(text.substr(0, at)) &&
           is_domain(text.substr(at + 1));
}

}  // namespace motcua::counters
