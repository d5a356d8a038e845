// Words between white space, as event, target, initial, namelist and role list them. Used by the loader only.
#pragma once

#include <cstddef>
#include <string_view>

namespace motcua::chart {

constexpr bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

// Calls f(word) for each and says how many there were.
template <class F>
constexpr std::size_t each_word(std::string_view text, F&& f) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (is_blank(text[i])) continue;
        const auto from = i;
        while (i < text.size() && !is_blank(text[i])) ++i;
        f(text.substr(from, i - from));
        ++count;
    }
    return count;
}

}  // namespace motcua::chart
