// Which texts ECMAScript takes for the number of an array element: "0", "12", never "01" or "1.0".
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace motcua::datamodel {

inline std::optional<std::uint32_t> array_index(std::string_view key) noexcept {
    if (key.empty() || key.size() > 10 || (key[0] == '0' && key.size() > 1)) return std::nullopt;
    std::uint64_t n = 0;
    for (const char c : key) {
        if (c < '0' || c > '9') return std::nullopt;
        n = n * 10 + static_cast<std::uint64_t>(c - '0');
    }
    if (n >= 0xffffffffu) return std::nullopt;
    return static_cast<std::uint32_t>(n);
}

}  // namespace motcua::datamodel
