#include "engine/native/compiler.hpp"

#include <fmt/format.h>

#include "engine/value/conversion.hpp"
#include "engine/value/names.hpp"

namespace motcua::datamodel::detail {
namespace {

constexpr int most_nesting = 60;

struct infix {
    std::string_view sign;
    int power;
    op what;
};
// Without && and ||, which jump.
constexpr infix infixes[] = {
    {"===", 3, op::same},   {"!==", 3, op::not_same},  {"==", 3, op::equal},   {"!=", 3, op::not_equal},
    {"<", 4, op::less},     {"<=", 4, op::less_equal}, {">", 4, op::greater},  {">=", 4, op::greater_equal},
    {"+", 5, op::add},      {"-", 5, op::subtract},    {"*", 6, op::multiply}, {"/", 6, op::divide},
    {"%", 6, op::remainder}};

const infix* infix_of(std::string_view sign) {
    for (const infix& i : infixes)
        if (i.sign[0] == sign[0] && i.sign == sign) return &i;
    return nullptr;
}

}  // namespace

// The variables of one chart are often alike but for their last letter.
slot_number slot_of_name(native_code& code, std::string_view name) {
    for (std::size_t i = 0; i < code.variables.size(); ++i) {
        const std::string_view known = code.variables[i].name;
        if (known.size() == name.size() && (name.empty() || known.back() == name.back()) && known == name)
            return static_cast<slot_number>(i);
    }
    code.variables.push_back({std::string(name), false});
    return static_cast<slot_number>(code.variables.size() - 1);
}

slot_number compiler::slot(std::string_view name) {
    return slot_of_name(code_, name);
}

bool compiler::expected(std::string_view what) {
    if (!fault_.message.empty()) return false;
    const token& t = words_.now();
    fault_.accepted = false;
    fault_.offset = t.offset;
    if (t.what == token::sort::bad) what = t.text;
    fault_.message =
        fmt::format("expected {}, found {}", what,
                    t.what == token::sort::end ? std::string("the end") : fmt::format("'{}'", t.source));
    return false;
}

bool compiler::take(std::string_view sign, std::string_view otherwise) {
    const token& t = words_.now();
    if (t.what != token::sort::sign || t.source != sign)
        return expected(otherwise.empty() ? fmt::format("'{}'", sign) : std::string(otherwise));
    words_.advance();
    return true;
}

bool compiler::deeper() {
    return ++nesting_ <= most_nesting || expected("an expression that is nested less deeply");
}

std::size_t compiler::emit(op what, int change, std::uint32_t c, std::uint8_t a, std::uint16_t b) {
    height_ += change;
    most_ = std::max(most_, height_);
    code_.instructions.push_back({what, a, b, c});
    return code_.instructions.size() - 1;
}

std::uint32_t compiler::constant(value v) {
    for (std::size_t i = 0; i < code_.constants.size(); ++i)
        if (const value& known = code_.constants[i]; known.what() == v.what() && identical(known, v))
            return static_cast<std::uint32_t>(i);
    code_.constants.push_back(std::move(v));
    return static_cast<std::uint32_t>(code_.constants.size() - 1);
}

bool compiler::whole(entry& e, bool (compiler::*read)()) {
    e.begin = here();
    const std::size_t constants = code_.constants.size(), variables = code_.variables.size();
    bool good = (this->*read)();
    if (good && words_.now().what != token::sort::end) good = expected("an operator or the end");
    if (good && most_ > max_height) good = expected("an expression that holds fewer values at once");
    if (!good) {
        code_.instructions.resize(e.begin);
        code_.constants.resize(constants);
        code_.variables.resize(variables);
        e.what = entry::sort::refused;
        return false;
    }
    emit(op::end, 0);
    e.height = static_cast<std::uint8_t>(most_);
    e.steps = static_cast<std::uint16_t>(keys_);
    e.base = base_;
    return true;
}

bool compiler::expression(entry& e) {
    e.what = entry::sort::expression;
    const bool null_model = code_.language == native_expressions::language::in_predicate_only;
    return whole(e, null_model ? &compiler::in_state : &compiler::conditional);
}

bool compiler::location(entry& e) {
    e.what = entry::sort::location;
    return whole(e, &compiler::location_path);
}

bool compiler::literal(entry& e) {
    e.what = entry::sort::expression;
    return whole(e, &compiler::literal_value);
}

bool compiler::conditional() {
    if (!deeper() || !binary(1)) return false;
    if (words_.now().is("?")) {
        words_.advance();
        const auto no = emit(op::jump_if_false, -1);
        if (!conditional()) return false;
        const auto out = emit(op::jump, -1);
        land(no);
        if (!take(":") || !conditional()) return false;
        land(out);
    }
    --nesting_;
    return true;
}

// Binary operators by their power: || 1, && 2, equality 3, relation 4, sum 5, product 6.
bool compiler::binary(int least) {
    if (!unary()) return false;
    for (;;) {
        const token& t = words_.now();
        if (t.what != token::sort::sign) return true;
        if (t.is("||") || t.is("&&")) {
            const int power = t.is("||") ? 1 : 2;
            if (power < least) return true;
            if (!both(power == 1 ? op::keep_if_true : op::keep_if_false, power)) return false;
            continue;
        }
        const infix* found = infix_of(t.source);
        if (!found || found->power < least) return true;
        words_.advance();
        if (!binary(found->power + 1)) return false;
        emit(found->what, -1);
    }
}

bool compiler::both(op skip, int power) {
    words_.advance();
    const auto out = emit(skip, -1);
    if (!binary(power + 1)) return false;
    land(out);
    return true;
}

bool compiler::unary() {
    const token& t = words_.now();
    const bool sign = t.what == token::sort::sign;
    const op what = sign && t.source == "-"   ? op::negate
                    : sign && t.source == "+" ? op::plus
                    : sign && t.source == "!" ? op::no
                                              : op::end;
    if (what == op::end) return t.is("typeof") && t.what == token::sort::name ? type_of() : postfix();
    words_.advance();
    const auto begin = here();
    if (!deeper() || !unary()) return false;
    --nesting_;
    instruction& last = code_.instructions.back();
    const bool folds = what == op::negate && here() == begin + 1 && last.what == op::constant &&
                       code_.constants[last.c].is(value::kind::number);
    if (folds)
        last.c = constant(value::number(-code_.constants[last.c].as_number()));
    else
        emit(what, 0);
    return true;
}

bool compiler::type_of() {
    words_.advance();
    if (words_.now().is("_event") && !words_.next_is('.') && !words_.next_is('[')) {
        words_.advance();
        return emit(op::type_of_event, 1), true;
    }
    const auto begin = here();
    if (!deeper() || !unary()) return false;
    --nesting_;
    instruction& last = code_.instructions.back();
    if (here() == begin + 1 && last.what == op::slot)
        last.what = op::type_of_slot;
    else
        emit(op::type_of, 0);
    return true;
}

bool compiler::postfix() {
    if (!primary()) return false;
    std::size_t count = 0;
    return steps(count);
}

bool compiler::steps(std::size_t& count) {
    for (;; ++count) {
        if (words_.now().is(".")) {
            words_.advance();
            if (!step_by_name()) return false;
        } else if (words_.now().is("[")) {
            words_.advance();
            if (!conditional() || !take("]")) return false;
            emit(op::index, -1);
        } else if (words_.now().is("(")) {
            return expected("no call, unless of the functions the subset has");
        } else {
            return true;
        }
    }
}

bool compiler::step_by_name() {
    if (words_.now().what != token::sort::name) return expected("the name of a member");
    const std::string_view name = words_.now().source;
    if (is_object_method(name)) return expected("a member that objects do not inherit");
    if (words_.next_is('(')) return call(name);
    words_.advance();
    if (name == "length") return emit(op::length, 0, constant(value::string(name))), true;
    return emit(op::member, 0, constant(value::string(name))), true;
}

bool compiler::call(std::string_view name) {
    constexpr std::pair<std::string_view, method> all[] = {{"charAt", method::char_at},
                                                           {"charCodeAt", method::char_code_at},
                                                           {"indexOf", method::index_of},
                                                           {"lastIndexOf", method::last_index_of},
                                                           {"substring", method::substring},
                                                           {"slice", method::slice},
                                                           {"concat", method::concat},
                                                           {"join", method::join},
                                                           {"trim", method::trim}};
    for (const auto& [known, m] : all) {
        if (known != name) continue;
        words_.advance();
        words_.advance();
        std::uint16_t count = 0;
        if (!arguments(count)) return false;
        emit(op::call, -count, 0, static_cast<std::uint8_t>(m), count);
        return true;
    }
    return expected("a method of the subset");
}

bool compiler::arguments(std::uint16_t& count) {
    if (!words_.now().is(")")) {
        for (;;) {
            if (!conditional()) return false;
            ++count;
            if (!words_.now().is(",")) break;
            words_.advance();
        }
    }
    return take(")", "',' or ')'");
}

}  // namespace motcua::datamodel::detail
