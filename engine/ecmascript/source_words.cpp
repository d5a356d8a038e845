#include "engine/ecmascript/source_words.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "engine/value/conversion.hpp"
#include "engine/value/wtf8.hpp"

namespace motcua::datamodel::detail {

bool source_words::refuse(std::string_view expected) {
    out_.refused = true;
    out_.offset = at_;
    out_.message = "expected ";
    out_.message += expected;
    return false;
}

// Behind white space and comments from `i` on.
std::size_t source_words::blank_end(std::size_t i) const {
    while (i < source_.size()) {
        if (source_[i] == ' ' || (source_[i] >= 9 && source_[i] <= 13)) {
            ++i;
        } else if (source_.substr(i, 2) == "/*") {
            const auto end = source_.find("*/", i + 2);
            i = end == source_.npos ? source_.size() : end + 2;
        } else if (source_.substr(i, 2) == "//") {
            // Four signs end a line for Duktape; one missed here would hide what follows it.
            const std::size_t line = std::min(source_.find_first_of("\n\r", i), source_.size());
            i = std::min({line, source_.find("\u2028", i), source_.find("\u2029", i)});
        } else {
            const std::string_view rest = source_.substr(i, wtf8::decode_at(source_, i).bytes);
            if (!trim(rest).empty()) break;
            i += rest.size();
        }
    }
    return i;
}

void source_words::skip_blank() {
    const std::size_t end = blank_end(at_);
    const std::string_view blank = source_.substr(at_, end - at_);
    for (const std::string_view line_end : {"\n", "\r", "\u2028", "\u2029"})
        if (blank.find(line_end) != blank.npos) line_start_ = true;
    copy(end - at_);
}

// Nothing may follow a number at once: how Duktape would cut "0while" is not ours to guess.
bool source_words::number() {
    std::size_t n = 0;
    auto digits = [&] {
        while (digit(peek(n))) ++n;
    };
    const char base = static_cast<char>(peek(1) | 0x20);
    if (peek() == '0' && (base == 'x' || base == 'o' || base == 'b')) {
        for (n = 2; digit(peek(n)) || ((peek(n) | 0x20) >= 'a' && (peek(n) | 0x20) <= 'f');) ++n;
    } else {
        digits();
        if (peek(n) == '.') ++n;
        digits();
        if ((peek(n) | 0x20) == 'e') {
            n += peek(n + 1) == '+' || peek(n + 1) == '-' ? 2 : 1;
            digits();
        }
    }
    if (letter(peek(n)) || peek(n) == '\\') return refuse("a blank or a sign behind the number");
    if (!copy_exactly(n)) copy(n);
    last_ = "0";
    operand_ = true;
    return true;
}

// Duktape reads 24338462544892130, which lies half-way between two numbers, as the wrong one of them, and
// refuses exponents of eight digits. With 17 digits there is no half-way.
bool source_words::copy_exactly(std::size_t n) {
    constexpr std::size_t surely_exact = 15;
    const auto written = source_.substr(at_, n);
    if (n <= surely_exact && written.find_first_of("eE") == written.npos) return false;
    // Hexadecimal and, in old scripts, octal numbers stay.
    if (written[0] == '0' && written.find_first_of(".eE") != 1) return false;
    const double d = string_to_number(written);
    if (std::isnan(d)) return false;
    std::array<char, 40> digits{};
    std::snprintf(digits.data(), digits.size(), "%.17g", d);
    const std::string_view now = std::isinf(d) ? "1e999" : digits.data();
    out_.text += now;
    if (written.back() == '.' && now.find_first_of(".e") == now.npos) out_.text += '.';
    at_ += n;
    return true;
}

bool source_words::text(char quote) {
    std::size_t n = 1;
    while (peek(n) != quote) {
        if (at_ + n >= source_.size() || peek(n) == '\n' || peek(n) == '\r')
            return refuse("the closing quote");
        if (peek(n) == '\\') {
            ++n;
            if (peek(n) == '\r' && peek(n + 1) == '\n') ++n;
        }
        ++n;
    }
    copy(n + 1);
    last_ = "text";
    operand_ = true;
    return true;
}

bool source_words::regular_expression() {
    std::size_t n = 1;
    for (bool in_class = false; in_class || peek(n) != '/'; ++n) {
        if (at_ + n >= source_.size() || peek(n) == '\n' || peek(n) == '\r')
            return refuse("the end of the regular expression");
        if (peek(n) == '\\')
            ++n;
        else if (peek(n) == '[')
            in_class = true;
        else if (peek(n) == ']')
            in_class = false;
    }
    copy(n + 1);
    last_ = "0";
    operand_ = true;
    return true;
}

}  // namespace motcua::datamodel::detail
