#include "engine/chart/delay.hpp"

namespace motcua::chart {

namespace {

constexpr std::int64_t longest = 1'000'000'000'000'000;  // in milliseconds: over 30,000 years

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

}  // namespace

std::optional<std::chrono::milliseconds> parse_delay(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\n' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\n' || text.back() == '\t'))
        text.remove_suffix(1);
    if (!text.empty() && text.front() == '+') text.remove_prefix(1);

    std::int64_t whole = 0, part = 0, scale = 1;
    std::size_t i = 0, digits = 0;
    for (; i < text.size() && is_digit(text[i]); ++i, ++digits) {
        whole = whole * 10 + (text[i] - '0');
        if (whole > longest) return std::nullopt;
    }
    if (i < text.size() && text[i] == '.')
        for (++i; i < text.size() && is_digit(text[i]); ++i, ++digits)
            if (scale < 1'000'000) part = part * 10 + (text[i] - '0'), scale *= 10;
    if (digits == 0) return std::nullopt;

    const auto unit = text.substr(i);
    const std::int64_t per = unit == "s" ? 1000 : unit == "ms" ? 1 : 0;
    if (per == 0 || whole > longest / per) return std::nullopt;
    return std::chrono::milliseconds{whole * per + (part * per + scale - 1) / scale};
}

}  // namespace motcua::chart
