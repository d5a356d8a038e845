#include "engine/ecmascript/source_guard.hpp"

#include <algorithm>
#include <array>

#include "engine/ecmascript/source_words.hpp"
#include "engine/value/conversion.hpp"
#include "engine/value/wtf8.hpp"

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

bool takes_value(std::string_view word) {  // an operand follows these
    constexpr auto all = std::to_array<std::string_view>(
        {"return", "typeof", "void", "delete", "new", "in", "instanceof", "case", "throw", "do", "else"});
    return std::find(all.begin(), all.end(), word) != all.end();
}

class guard : source_words {
public:
    guard(std::string_view source, guard_options o) : source_words(source), options_(o) {
        last_ = o.expression ? "(" : ";";
    }
    guarded_source run();

private:
    bool next();
    bool word();
    bool slash();
    bool sign();
    bool open(char c);
    bool close(char c);
    void close_brace(const bracket& b);
    void semicolon();
    void begin_function();
    bool enter_block(bool is_switch);

    guard_options options_;
    std::vector<bracket> open_;
    head last_closed_ = head::none;  // of the parenthesis just closed
    int function_depth_ = 0, unmarkable_ = 0, bodies_ = 0;
    bracket pending_;  // a function whose parameters are to come
    bool has_pending_ = false;
    std::vector<std::pair<std::string, std::size_t>> declared_;
};

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
