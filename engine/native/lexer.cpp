#include "engine/native/lexer.hpp"

#include <array>
#include <charconv>
#include <iterator>

#include "engine/value/conversion.hpp"
#include "engine/value/wtf8.hpp"

namespace motcua::datamodel::detail {
namespace {

bool digit(char c) {
    return c >= '0' && c <= '9';
}
bool letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
}

bool begins_with(std::string_view text, std::string_view sign) {
    if (text.size() < sign.size()) return false;
    for (std::size_t i = 1; i < sign.size(); ++i)
        if (text[i] != sign[i]) return false;
    return text[0] == sign[0];
}

std::size_t significant_digits(std::string_view number) {
    std::size_t n = 0;
    for (const char c : number.substr(0, number.find_first_of("eE")))
        if (digit(c) && (n > 0 || c != '0')) ++n;
    return n;
}

// By first character, longest first. Those the subset does not have are here so that "a++" is not read as
// "a + +".
constexpr std::string_view signs[] = {
    "!==",  "!=",  "!",   "%=", "%",  "&&", "&=", "&", "(", ")",   "**=", "**", "*=", "*",   "++", "+=", "+",
    ",",    "--",  "-=",  "-",  ".",  "/=", "/",  ":", ";", "<<=", "<<",  "<=", "<",  "===", "==", "=>", "=",
    ">>>=", ">>>", ">>=", ">>", ">=", ">",  "?",  "[", "]", "^=",  "^",   "{",  "|=", "||",  "|",  "}",  "~"};

// Where the signs of each first character begin; one past the last for what begins none.
constexpr auto first_sign = [] {
    std::array<unsigned char, 128> out{};
    out.fill(static_cast<unsigned char>(std::size(signs)));
    for (std::size_t i = std::size(signs); i-- > 0;)
        out[static_cast<unsigned char>(signs[i][0])] = static_cast<unsigned char>(i);
    return out;
}();

}  // namespace

void lexer::bad(std::string why) {
    now_.what = token::sort::bad;
    now_.text = std::move(why);
}

// False where a comment does not end.
bool lexer::skip_blank() {
    for (;;) {
        const char c = peek();
        if (at_ < source_.size() && (c == ' ' || (c >= 9 && c <= 13))) {
            ++at_;
        } else if (c == '/' && peek(1) == '/') {
            while (at_ < source_.size() && peek() != '\n' && peek() != '\r') {
                if (static_cast<unsigned char>(peek()) == 0xe2) return false;  // U+2028 would end it
                ++at_;
            }
        } else if (c == '/' && peek(1) == '*') {
            const auto end = source_.find("*/", at_ + 2);
            if (end == source_.npos) return false;
            at_ = end + 2;
        } else {
            return true;
        }
    }
}

void lexer::advance() {
    const bool clean = skip_blank();
    now_.what = token::sort::end;
    now_.source = {};
    now_.offset = at_;
    now_.text.clear();
    now_.number = 0;
    if (!clean) return bad("a comment that ends");
    if (at_ >= source_.size()) return;
    const char c = peek();
    if (letter(c))
        read_name();
    else if (digit(c) || (c == '.' && digit(peek(1))))
        read_number();
    else if (c == '"' || c == '\'')
        read_text();
    else
        read_sign();
    now_.source = source_.substr(now_.offset, at_ - now_.offset);
}

bool lexer::next_is(char sign) {
    const auto here = at_;
    const bool found = skip_blank() && peek() == sign && !(sign == '.' && digit(peek(1)));
    at_ = here;
    return found;
}

void lexer::read_name() {
    now_.what = token::sort::name;
    while (letter(peek()) || digit(peek())) ++at_;
    const auto c = static_cast<unsigned char>(peek());
    if (at_ < source_.size() && (c == '\\' || c >= 0x80)) bad("a name of ASCII letters, digits, _ and $");
}

void lexer::read_number() {
    now_.what = token::sort::number;
    const std::size_t begin = at_;
    if (peek() == '0' && (peek(1) | 0x20) == 'x') {
        at_ += 2;
        while (digit(peek()) || ((peek() | 0x20) >= 'a' && (peek() | 0x20) <= 'f')) ++at_;
        if (at_ - begin < 3 || at_ - begin > 15) return bad("one to thirteen hexadecimal digits");
        now_.number = string_to_number(source_.substr(begin, at_ - begin));
    } else {
        if (peek() == '0' && digit(peek(1))) return bad("a decimal number without leading zeros");
        while (digit(peek())) ++at_;
        if (peek() == '.') ++at_;
        while (digit(peek())) ++at_;
        if ((peek() | 0x20) == 'e') {
            ++at_;
            if (peek() == '+' || peek() == '-') ++at_;
            if (!digit(peek())) return bad("digits of the exponent");
            const std::size_t exponent = at_;
            while (digit(peek())) ++at_;
            // ECMAScript: Infinity or zero; Duktape refuses what is beyond some millions.
            if (at_ - exponent > 6) return bad("an exponent of at most six digits");
            if (peek() == '.') return bad("a blank between the exponent and the dot");  // Duktape reads on
        }
        const std::string_view written = source_.substr(begin, at_ - begin);
        now_.number = decimal_to_number(written);
        // Halfway between two numbers Duktape does not round to the even one; fifteen digits never lie there.
        if (significant_digits(written) > 15 && number_to_string(now_.number) != written)
            return bad("a number of at most fifteen digits, or one that is exact");
    }
    if (at_ < source_.size() && (letter(peek()) || digit(peek()) || peek() == '\\' || (peek() & 0x80) != 0))
        bad("a sign or blank behind the number");
}

void lexer::read_text() {
    now_.what = token::sort::text;
    const char quote = source_[at_++];
    std::string out;
    while (peek() != quote) {
        if (at_ >= source_.size() || peek() == '\n' || peek() == '\r') return bad("the closing quote");
        if (peek() == '\\') {
            if (!read_escape(out)) return bad("an escape such as \\n, \\x41 or \\u0041");
            continue;
        }
        const std::size_t n = (peek() & 0x80) == 0 ? 1 : wtf8::decode_at(source_, at_).bytes;
        const std::string_view c = source_.substr(at_, n);
        if (c == "\u2028" || c == "\u2029") return bad("the closing quote");
        wtf8::append_text(out, c);
        at_ += n;
    }
    ++at_;
    now_.text = std::move(out);
}

bool lexer::read_hex(int digits, char32_t& c) {
    std::uint32_t n = 0;
    const std::string_view s = source_.substr(at_, static_cast<std::size_t>(digits));
    const auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), n, 16);
    if (error != std::errc{} || end != s.data() + digits) return false;
    at_ += static_cast<std::size_t>(digits);
    c = n;
    return true;
}

bool lexer::read_escape(std::string& out) {
    ++at_;
    if (at_ >= source_.size()) return false;
    constexpr std::string_view from = "bfnrtv'\"\\", to = "\b\f\n\r\t\v'\"\\";
    const char c = source_[at_++];
    char32_t code = 0;
    if (const auto i = from.find(c); i != from.npos) {
        out += to[i];
        return true;
    }
    if (c == '0' && !digit(peek())) return out += '\0', true;
    if (c != 'x' && c != 'u') return false;
    if (!read_hex(c == 'x' ? 2 : 4, code)) return false;
    std::string unit;
    wtf8::append(unit, code);
    wtf8::append_text(out, unit);
    return true;
}

void lexer::read_sign() {
    now_.what = token::sort::sign;
    const auto c = static_cast<unsigned char>(peek());
    for (std::size_t i = c < 128 ? first_sign[c] : std::size(signs);
         i < std::size(signs) && signs[i][0] == peek(); ++i) {
        if (!begins_with(source_.substr(at_), signs[i])) continue;
        at_ += signs[i].size();
        return;
    }
    bad("a sign of the expression language");
    ++at_;
}

}  // namespace motcua::datamodel::detail
