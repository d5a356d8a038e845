#include "engine/datamodel/source_guard.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "engine/datamodel/conversion.hpp"
#include "engine/datamodel/wtf8.hpp"

namespace motcua::datamodel::detail {
namespace {

enum class head : std::uint8_t { none, loop_for, loop_while, condition, cases, catch_or_with, parameters };

struct bracket {
    char open = 0;
    head of = head::none;  // of a parenthesis: what stands before it; of a brace: what its parenthesis was
    bool function_body = false;
    bool body = false;        // of a function or a statement
    bool marked = false;      // a function literal that is kept by number
    bool expression = false;  // a brace whose `function` stood where a value is expected
    bool in_each = false;     // a for header behind `in`
    int semicolons = 0;       // of a for header
    std::size_t begin = 0;    // where the literal begins in the output
    std::size_t number = 0;   // which literal
};

bool letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' || (c & 0x80) != 0;
}
bool digit(char c) {
    return c >= '0' && c <= '9';
}

bool takes_value(std::string_view word) {  // an operand follows these
    constexpr auto all = std::to_array<std::string_view>(
        {"return", "typeof", "void", "delete", "new", "in", "instanceof", "case", "throw", "do", "else"});
    return std::find(all.begin(), all.end(), word) != all.end();
}

class guard {
public:
    guard(std::string_view source, guard_options o)
        : source_(source), options_(o), last_(o.expression ? "(" : ";") {}
    guarded_source run();

private:
    bool refuse(std::string_view expected);
    bool next();
    void skip_blank();
    bool word();
    bool number();
    bool text(char quote);
    bool slash();
    bool regular_expression();
    bool sign();
    bool open(char c);
    bool close(char c);
    void close_brace(const bracket& b);
    void semicolon();
    void begin_function();
    bool enter_block(bool is_switch);
    std::size_t blank_end(std::size_t i) const;
    char peek(std::size_t ahead = 0) const {
        return at_ + ahead < source_.size() ? source_[at_ + ahead] : '\0';
    }
    bool copy_exactly(std::size_t n);
    void copy(std::size_t n) { out_.text.append(source_, at_, n), at_ += n; }

    std::string_view source_;
    guard_options options_;
    std::size_t at_ = 0;
    guarded_source out_;
    std::vector<bracket> open_;
    std::string last_;      // the last word or sign
    bool operand_ = false;  // whether it ends a value
    bool line_start_ = true;
    head last_closed_ = head::none;  // of the parenthesis just closed
    int function_depth_ = 0, unmarkable_ = 0, bodies_ = 0;
    bracket pending_;  // a function whose parameters are to come
    bool has_pending_ = false;
    std::vector<std::pair<std::string, std::size_t>> declared_;
};

bool guard::refuse(std::string_view expected) {
    out_.refused = true;
    out_.offset = at_;
    out_.message = "expected ";
    out_.message += expected;
    return false;
}

// Behind white space and comments from `i` on.
std::size_t guard::blank_end(std::size_t i) const {
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

void guard::skip_blank() {
    const std::size_t end = blank_end(at_);
    const std::string_view blank = source_.substr(at_, end - at_);
    if (blank.find_first_of("\n\r") != blank.npos || blank.find("\u2028") != blank.npos) line_start_ = true;
    copy(end - at_);
}

guarded_source guard::run() {
    if (!wtf8::valid(source_)) {
        refuse("valid UTF-8");
        return out_;
    }
    for (skip_blank(); at_ < source_.size() && next(); skip_blank()) line_start_ = false;
    if (!out_.refused && !open_.empty()) refuse("a closing bracket");
    if (out_.refused) return out_;
    // Declarations are hoisted, so their marks may stand first, unless a directive must.
    std::string marks;
    for (const auto& [name, number] : declared_)
        marks += std::string(function_name) + "(" + std::to_string(number) + "," + name + ");";
    const std::size_t start = blank_end(0);
    const bool directive = start < source_.size() && (source_[start] == '\'' || source_[start] == '"');
    if (!directive) out_.text = marks + out_.text;
    return out_;
}

bool guard::next() {
    const char c = peek();
    if (letter(c)) return word();
    if (digit(c) || (c == '.' && digit(peek(1)))) return number();
    if (c == '"' || c == '\'') return text(c);
    if (c == '\\') return refuse("no escape outside texts");
    return c == '/' ? slash() : sign();
}

bool guard::word() {
    std::size_t end = at_;
    while (end < source_.size() && (letter(source_[end]) || digit(source_[end]))) {
        const std::size_t n = wtf8::decode_at(source_, end).bytes;
        if (n > 1 && trim(source_.substr(end, n)).empty()) break;
        end += n;
    }
    if (peek(end - at_) == '\\') return refuse("no escape outside texts");
    const std::string name(source_.substr(at_, end - at_));
    if (name.starts_with("_$")) return refuse("a name that does not begin with '_$'");
    const bool member = last_ == ".";
    const char following = blank_end(end) < source_.size() ? source_[blank_end(end)] : '\0';
    if (!member && name == "function" && following != ':') begin_function();
    copy(end - at_);
    if (!member && name == "in" && !open_.empty() && open_.back().open == '(' &&
        open_.back().of == head::loop_for && !open_.back().in_each && open_.back().semicolons == 0 &&
        operand_) {
        open_.back().in_each = true;
        out_.text += " " + std::string(each_name) + "(";
    }
    operand_ = member || !takes_value(name);
    last_ = member ? "member" : name;
    return true;
}

// Nothing may follow a number at once: how Duktape would cut "0while" is not ours to guess.
bool guard::number() {
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
bool guard::copy_exactly(std::size_t n) {
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

bool guard::text(char quote) {
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

bool guard::slash() {
    // Outside all bodies of an expression a brace only ends an object or a function, which are values.
    const bool ends_value = last_ == "}" && options_.expression && bodies_ == 0;
    if ((last_ == "}" && !ends_value) || last_ == "++" || last_ == "--")
        return refuse("parentheses that tell a division from a regular expression");
    if (last_ == ")") operand_ = last_closed_ == head::none || last_closed_ == head::parameters;
    if (!operand_) return regular_expression();
    copy(peek(1) == '=' ? 2 : 1);
    last_ = "/";
    operand_ = false;
    return true;
}

bool guard::regular_expression() {
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

bool guard::sign() {
    const char c = peek();
    if (source_.substr(at_, 4) == "<!--" || (line_start_ && source_.substr(at_, 3) == "-->"))
        return refuse("no HTML comment");
    if (c == '(' || c == '[' || c == '{') return open(c);
    if (c == ')' || c == ']' || c == '}') return close(c);
    if (c == ';') return semicolon(), true;
    const bool twice = (c == '+' || c == '-') && peek(1) == c;
    last_ = std::string(twice ? 2 : 1, c);
    // `a++` ends a value, `++a` does not; a slash behind either is refused.
    if (!twice) operand_ = false;
    copy(twice ? 2 : 1);
    return true;
}

void guard::semicolon() {
    copy(1);
    last_ = ";";
    operand_ = false;
    if (open_.empty() || open_.back().of != head::loop_for || open_.back().open != '(') return;
    if (++open_.back().semicolons != 1) return;
    const std::size_t then = blank_end(at_);
    out_.text += step_call;
    if (then >= source_.size() || source_[then] != ';') out_.text += ',';
}

// A `function` at the present place: whether it is a value, and whether it may be kept by number.
void guard::begin_function() {
    pending_ = {};
    has_pending_ = true;
    const bool statement = operand_ || last_ == ";" || last_ == "{" || last_ == "}" || last_ == ")" ||
                           last_ == "else" || last_ == "do";
    const bool value = !statement;
    pending_.expression = value;
    if (!options_.mark || function_depth_ > 0 || unmarkable_ > 0 || last_ == "new") return;
    if (source_.find("with") != source_.npos) return;
    std::size_t name = blank_end(at_ + 8), end = name;
    while (end < source_.size() && (letter(source_[end]) || digit(source_[end]))) ++end;
    if (!value && (!open_.empty() || name == end)) return;
    pending_.marked = true;
    pending_.number = options_.first_function + out_.functions.size();
    out_.functions.emplace_back();
    if (value)
        out_.text += std::string(function_name) + "(" + std::to_string(pending_.number) + ",";
    else
        declared_.emplace_back(source_.substr(name, end - name), pending_.number);
    pending_.begin = out_.text.size();
}

bool guard::open(char c) {
    bracket b;
    if (c == '(') {
        if (last_ == "for")
            b.of = head::loop_for;
        else if (last_ == "while")
            b.of = head::loop_while;
        else if (last_ == "if")
            b.of = head::condition;
        else if (last_ == "switch")
            b.of = head::cases;
        else if (last_ == "catch" || last_ == "with")
            b.of = head::catch_or_with;
        else if (has_pending_)
            b.of = head::parameters;
    }
    const bool behind_parenthesis = c == '{' && last_ == ")";
    if (behind_parenthesis) {
        b.of = last_closed_;
        if (b.of == head::parameters && has_pending_) {
            b = pending_;
            has_pending_ = false;
        }
        // Behind an unknown parenthesis stands a method's body, or a block behind a call.
        b.function_body = b.of == head::none || b.of == head::parameters;
    }
    b.open = c;
    copy(1);
    last_ = std::string(1, c);
    operand_ = false;
    if (b.of == head::loop_while && c == '(') out_.text += std::string(step_call) + ",";
    if (c == '{' && b.of == head::catch_or_with) ++unmarkable_;
    b.body = behind_parenthesis;
    bodies_ += b.body;
    if (b.function_body) ++function_depth_;
    open_.push_back(b);
    return !behind_parenthesis || enter_block(b.of == head::cases);
}

// Every block behind a parenthesis counts, for methods may be named "if" or "for" and look like one; only a
// switch cannot, and must show that it is one. The call goes behind the directives ("use strict"), which must
// stay first.
bool guard::enter_block(bool is_switch) {
    std::size_t i = blank_end(at_);
    if (is_switch) {
        const std::string_view rest = source_.substr(i);
        return rest.starts_with("case") || rest.starts_with("default") || rest.starts_with('}') ||
               refuse("'case', 'default' or '}'");
    }
    while (i < source_.size() && (source_[i] == '\'' || source_[i] == '"')) {
        const auto end = source_.find(source_[i], i + 1);
        if (end == source_.npos || source_.substr(i, end - i).find('\\') != source_.npos) break;
        const std::size_t then = blank_end(end + 1);
        if (then >= source_.size() || source_[then] != ';') break;
        copy(then + 1 - at_);
        i = blank_end(at_);
    }
    out_.text += std::string(step_call) + ";";
    return true;
}

bool guard::close(char c) {
    const char wanted = c == ')' ? '(' : c == ']' ? '[' : '{';
    if (open_.empty() || open_.back().open != wanted) return refuse("brackets that match");
    const bracket b = open_.back();
    open_.pop_back();
    if (b.in_each) out_.text += ')';
    copy(1);
    last_ = std::string(1, c);
    operand_ = true;
    if (c == ')') last_closed_ = b.of;
    if (c == '}') close_brace(b);
    return true;
}

void guard::close_brace(const bracket& b) {
    bodies_ -= b.body;
    if (b.of == head::catch_or_with) --unmarkable_;
    if (!b.function_body) return;
    --function_depth_;
    if (!b.marked) return;
    out_.functions[b.number - options_.first_function] = out_.text.substr(b.begin);
    if (b.expression) out_.text += ')';
}

}  // namespace

guarded_source guard_source(std::string_view source, guard_options options) {
    return guard(source, options).run();
}

}  // namespace motcua::datamodel::detail
