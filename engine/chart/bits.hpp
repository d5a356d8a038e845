// Sets of small positions as rows of 64-bit words that someone else owns. Widths are fixed per chart.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

namespace motcua::chart {

using word = std::uint64_t;

constexpr std::size_t words_for(std::size_t positions) {
    return (positions + 63) / 64;
}

inline bool has(const word* set, std::size_t i) {
    return (set[i >> 6] >> (i & 63)) & 1;
}
inline void put(word* set, std::size_t i) {
    set[i >> 6] |= word{1} << (i & 63);
}
inline void drop(word* set, std::size_t i) {
    set[i >> 6] &= ~(word{1} << (i & 63));
}

inline bool any(const word* set, std::size_t words) {
    for (std::size_t w = 0; w < words; ++w)
        if (set[w]) return true;
    return false;
}

// Calls f(position) for each member in ascending order.
template <class F>
void each(const word* set, std::size_t words, F&& f) {
    for (std::size_t w = 0; w < words; ++w)
        for (word rest = set[w]; rest; rest &= rest - 1)
            f(w * 64 + static_cast<std::size_t>(std::countr_zero(rest)));
}

template <class F>
void each_backwards(const word* set, std::size_t words, F&& f) {
    for (std::size_t w = words; w-- > 0;)
        for (word rest = set[w]; rest;) {
            const auto bit = 63 - static_cast<std::size_t>(std::countl_zero(rest));
            rest &= ~(word{1} << bit);
            f(w * 64 + bit);
        }
}

// The part of word `w` that lies in positions [first, end).
inline word mask(std::size_t w, std::size_t first, std::size_t end) {
    const std::size_t low = w * 64, high = low + 64;
    if (end <= low || first >= high) return 0;
    word m = ~word{0};
    if (first > low) m &= ~word{0} << (first - low);
    if (end < high) m &= ~(~word{0} << (end - low));
    return m;
}

inline bool any_within(const word* set, std::size_t words, std::size_t first, std::size_t end) {
    for (std::size_t w = first >> 6; w < words && w * 64 < end; ++w)
        if (set[w] & mask(w, first, end)) return true;
    return false;
}

}  // namespace motcua::chart
