#include <charconv>
#include <cmath>
#include <limits>

#include "engine/value/conversion.hpp"
#include "engine/value/wtf8.hpp"

namespace motcua::datamodel {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

bool digit(char c) {
    return c >= '0' && c <= '9';
}

int hex_digit(char c) {
    if (digit(c)) return c - '0';
    const char l = static_cast<char>(c | 0x20);
    return l >= 'a' && l <= 'f' ? l - 'a' + 10 : 16;
}

// Digits in a base other than ten. A fraction is no ECMAScript, but Duktape reads one, and both evaluators
// must agree.
double in_base(std::string_view s, int base) {
    const auto point = s.find('.');
    const std::string_view whole = s.substr(0, point);
    const std::string_view fraction = point == s.npos ? std::string_view{} : s.substr(point + 1);
    if (whole.empty() || (point != s.npos && fraction.empty())) return nan;
    double d = 0, place = 1;
    for (const char c : whole) {
        if (hex_digit(c) >= base) return nan;
        d = d * base + hex_digit(c);
    }
    for (const char c : fraction) {
        if (hex_digit(c) >= base) return nan;
        place /= base;
        d += hex_digit(c) * place;
    }
    return d;
}

// The grammar of StrDecimalLiteral without its sign and Infinity.
bool is_decimal(std::string_view s) {
    std::size_t i = 0, digits = 0;
    while (i < s.size() && digit(s[i])) ++i, ++digits;
    if (i < s.size() && s[i] == '.') ++i;
    while (i < s.size() && digit(s[i])) ++i, ++digits;
    if (digits == 0) return false;
    if (i == s.size()) return true;
    if ((s[i] | 0x20) != 'e') return false;
    ++i;
    if (i < s.size() && (s[i] == '+' || s[i] == '-')) ++i;
    const std::size_t exponent = i;
    while (i < s.size() && digit(s[i])) ++i;
    return i == s.size() && i > exponent;
}

// from_chars says only "out of range": whether above or below follows from the power of ten of the first
// digit.
double beyond_range(std::string_view s) {
    long power = 0, exponent = 0;
    bool point = false, found = false;
    for (const char c : s.substr(0, s.find_first_of("eE"))) {
        if (c == '.')
            point = true;
        else if (found ? !point : c != '0' && !point)
            ++power, found = true;
        else if (!found && point && c != '0')
            found = true;
        else if (!found && point)
            --power;
    }
    if (const auto e = s.find_first_of("eE"); e != s.npos) {
        const bool minus = s[e + 1] == '-';
        for (const char c : s.substr(e + 1))
            if (digit(c) && exponent < 100000000) exponent = exponent * 10 + (c - '0');
        if (minus) exponent = -exponent;
    }
    return power + exponent > 0 ? infinity : 0.0;
}

bool white(char32_t c) {
    return c == ' ' || (c >= 9 && c <= 13) || c == 0xa0 || c == 0x1680 || c == 0x180e ||
           (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f ||
           c == 0x3000 || c == 0xfeff;
}

}  // namespace

std::string_view trim(std::string_view s) noexcept {
    while (!s.empty()) {
        const auto [c, n] = wtf8::decode_at(s, 0);
        if (!white(c)) break;
        s.remove_prefix(n);
    }
    while (!s.empty()) {
        std::size_t i = s.size() - 1;
        while (i > 0 && (static_cast<unsigned char>(s[i]) & 0xc0) == 0x80) --i;
        if (!white(wtf8::decode_at(s, i).code)) break;
        s = s.substr(0, i);
    }
    return s;
}

double decimal_to_number(std::string_view s) {
    double d = 0;
    const auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), d);
    return error == std::errc::result_out_of_range ? beyond_range(s) : d;
}

double string_to_number(std::string_view text) {
    std::string_view s = trim(text);
    if (s.empty()) return 0;
    double sign = 1;
    if (s[0] == '+' || s[0] == '-') {
        sign = s[0] == '-' ? -1 : 1;
        s.remove_prefix(1);
    }
    if (s == "Infinity") return sign * infinity;
    if (s.size() > 2 && s[0] == '0') {
        const char base = static_cast<char>(s[1] | 0x20);
        if (base == 'x') return sign * in_base(s.substr(2), 16);
        if (base == 'o') return sign * in_base(s.substr(2), 8);
        if (base == 'b') return sign * in_base(s.substr(2), 2);
    }
    return is_decimal(s) ? sign * decimal_to_number(s) : nan;
}

std::string number_to_string(double d) {
    if (std::isnan(d)) return "NaN";
    if (std::isinf(d)) return d < 0 ? "-Infinity" : "Infinity";
    if (d == 0) return "0";
    char text[32];
    const auto end = std::to_chars(text, text + sizeof text, std::fabs(d), std::chars_format::scientific).ptr;
    const std::string_view all(text, static_cast<std::size_t>(end - text));
    const auto e = all.find('e');
    std::string digits(1, all[0]);
    if (e > 1) digits += all.substr(2, e - 2);
    int exponent = 0;
    std::from_chars(all.data() + e + (all[e + 1] == '+' ? 2 : 1), end, exponent);
    const int k = static_cast<int>(digits.size()), n = exponent + 1;

    std::string out = d < 0 ? "-" : "";
    if (n >= k && n <= 21) return out + digits + std::string(static_cast<std::size_t>(n - k), '0');
    if (n > 0 && n <= 21) return out + digits.substr(0, static_cast<std::size_t>(n)) + "." + digits.substr(n);
    if (n > -6 && n <= 0) return out + "0." + std::string(static_cast<std::size_t>(-n), '0') + digits;
    out += digits[0];
    if (k > 1) out += "." + digits.substr(1);
    return out + "e" + (exponent < 0 ? "-" : "+") + std::to_string(std::abs(exponent));
}

}  // namespace motcua::datamodel
