// Words between white space, as event, target, initial, namelist and role list them. Used by the loader only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace motcua::chart {

constexpr bool is_blank(char c) {
    return static_cast<unsigned char>(c) <= ' ' && (c == ' ' || c == '\t' || c == '\r' || c == '\n');
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

// Equality of short words without a call: at most 16 bytes, in two pieces that may overlap.
inline bool same_word(std::string_view a, std::string_view b) {
    const auto equal = [&]<class Piece>(Piece) {
        Piece head_a, head_b, tail_a, tail_b;
        std::memcpy(&head_a, a.data(), sizeof(Piece));
        std::memcpy(&head_b, b.data(), sizeof(Piece));
        std::memcpy(&tail_a, a.data() + a.size() - sizeof(Piece), sizeof(Piece));
        std::memcpy(&tail_b, b.data() + b.size() - sizeof(Piece), sizeof(Piece));
        return ((head_a ^ head_b) | (tail_a ^ tail_b)) == 0;
    };
    if (a.size() != b.size() || a.size() > 16) return false;
    if (a.size() >= 8) return equal(std::uint64_t{});
    if (a.size() >= 4) return equal(std::uint32_t{});
    for (std::size_t i = 0; i < a.size(); ++i)
        if (a[i] != b[i]) return false;
    return true;
}

}  // namespace motcua::chart
