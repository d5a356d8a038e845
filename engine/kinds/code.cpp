#include "engine/kinds/code.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>

namespace motcua::kinds {

namespace {

constexpr int modulus = 36;

int digit_of(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'Z') return c - 'A' + 10;
    return -1;
}

char letter_of(int digit) {
    return static_cast<char>(digit < 10 ? '0' + digit : 'A' + digit - 10);
}

// What stands for one {word}; nullopt: no such word.
std::optional<std::string> filled(std::string_view word, std::string_view office, std::string_view unit,
                                  local_day day, long long number) {
    const std::chrono::year_month_day date{day};
    const int year = static_cast<int>(date.year());
    if (word == "office") return std::string(office);
    if (word == "unit") return std::string(unit);
    if (word == "yyyy") return std::to_string(year);
    if (word == "yymmdd")
        return fmt::format("{:02}{:02}{:02}", year % 100, static_cast<unsigned>(date.month()),
                           static_cast<unsigned>(date.day()));
    if (word == "number") return std::to_string(number);
    if (word.starts_with("number:") && word.size() == 8 && word[7] >= '1' && word[7] <= '9')
        return fmt::format("{:0{}}", number, word[7] - '0');
    return std::nullopt;
}

}  // namespace

result<std::string> make_code(std::string_view pattern, std::string_view office, std::string_view unit,
                              local_day day, long long number) {
    std::string out;
    while (!pattern.empty()) {
        const auto open = pattern.find('{');
        out += pattern.substr(0, open);
        if (open == pattern.npos) break;
        const auto close = pattern.find('}', open);
        const auto word = pattern.substr(open + 1, close == pattern.npos ? close : close - open - 1);
        const auto text = filled(word, office, unit, day, number);
        if (close == pattern.npos || !text)
            return fail(
                failure::kind::bad_input,
                fmt::format(
                    "code pattern holds '{{{}'; expected {{office}}, {{unit}}, {{yymmdd}}, {{yyyy}} or "
                    "{{number:4}}",
                    word));
        out += *text;
        pattern.remove_prefix(close + 1);
    }
    return out;
}

char check_character(std::string_view code) {
    int product = modulus;
    bool any = false;
    for (const char c : code) {
        const int digit = digit_of(c);
        if (digit < 0) continue;
        any = true;
        const int sum = (product + digit) % modulus;
        product = (sum == 0 ? modulus : sum) * 2 % (modulus + 1);
    }
    return any ? letter_of((modulus + 1 - product) % modulus) : '\0';
}

std::string with_check(std::string_view code) {
    std::string out(code);
    if (const char check = check_character(code); check != '\0') out += {'-', check};
    return out;
}

typed_code read_typed_code(std::string_view typed) {
    using kind = typed_code::kind;
    constexpr std::size_t shortest = 10;  // of a code without separators that may end with a check character
    constexpr std::ptrdiff_t usual = 2;   // hyphens of a code: "H50.01-260318-0042"
    typed_code out;
    for (const char c : typed) {
        if (c == ' ' || c == '\t' || c == '\r' || c == '\n') continue;
        const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        if (digit_of(upper) < 0 && upper != '-' && upper != '.') return out;
        out.code += upper;
    }
    if (out.code.empty()) return out;
    const auto hyphens = std::count(out.code.begin(), out.code.end(), '-');
    const auto last = out.code.rfind('-');
    out.what = kind::bare;
    if (hyphens == 0 ? out.code.size() < shortest : last + 2 != out.code.size()) return out;
    auto before = out.code.substr(0, hyphens == 0 ? out.code.size() - 1 : last);
    const bool right = out.code.back() == check_character(before);
    if (hyphens != 0 && hyphens != usual) {
        out.what = right ? kind::checked : kind::mistyped;
        out.code = std::move(before);
    } else if (right) {
        out.what = kind::either;
        out.unchecked = std::move(before);
    }
    return out;
}

}  // namespace motcua::kinds
