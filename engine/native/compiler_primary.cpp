#include <limits>

#include "engine/native/compiler.hpp"
#include "engine/value/conversion.hpp"
#include "engine/value/names.hpp"

namespace motcua::datamodel::detail {

bool compiler::primary() {
    const token& t = words_.now();
    switch (t.what) {
        case token::sort::number:
            push(value::number(t.number));
            break;
        case token::sort::text:
            push(value::string(t.text));
            break;
        case token::sort::name:
            return name();
        case token::sort::sign:
            if (t.source == "[") return array();
            if (t.source == "{") return object();
            if (t.source == "(") {
                words_.advance();
                return conditional() && take(")");
            }
            return expected("a value");
        default:
            return expected("a value");
    }
    words_.advance();
    return true;
}

bool compiler::name() {
    const std::string_view word = words_.now().source;
    if (only_literals_ && word != "true" && word != "false" && word != "null") return expected("a literal");
    if (word == "_event") return event();
    if (word == "In") return in_state();
    if (word == "true" || word == "false")
        push(value::boolean(word == "true"));
    else if (word == "null")
        push(value::null());
    else if (word == "undefined")
        push(value());
    else if (word == "NaN")
        push(value::number(std::numeric_limits<double>::quiet_NaN()));
    else if (word == "Infinity")
        push(value::number(std::numeric_limits<double>::infinity()));
    else if (word == "_sessionid")
        emit(op::session_id, 1);
    else if (word == "_name")
        emit(op::session_name, 1);
    else if (is_reserved_word(word) || is_global_name(word) || is_system_name(word))
        return expected("a variable");
    else if (code_.variables.size() > 60000)
        return expected("fewer variables");
    else
        emit(op::slot, 1, slot(word));
    words_.advance();
    return true;
}

// _event as a whole is not a value here: only its fields are.
bool compiler::event() {
    words_.advance();
    std::string field;
    if (words_.now().is(".")) {
        words_.advance();
        if (words_.now().what != token::sort::name) return expected("a field of _event");
        field = words_.now().source;
    } else if (words_.now().is("[")) {
        words_.advance();
        if (words_.now().what != token::sort::text) return expected("the name of a field of _event");
        field = words_.now().text;
        words_.advance();
        if (!words_.now().is("]")) return expected("']'");
    } else {
        return expected("'.' and a field of _event");
    }
    if (is_object_method(field)) return expected("a field of _event");
    words_.advance();
    return event_step(field);
}

bool compiler::event_step(std::string_view field) {
    constexpr std::string_view fields[] = {"name",       "type",     "sendid", "origin",
                                           "origintype", "invokeid", "raw"};
    if (field == "data") {
        emit(op::event_data, 1);
        const auto begin = here();
        if (!words_.now().is(".")) return true;
        words_.advance();
        if (!step_by_name()) return false;
        if (here() != begin + 1 || code_.instructions.back().what != op::member) return true;
        const auto key = code_.instructions.back().c;
        code_.instructions.pop_back();
        code_.instructions.back() = {op::event_member, 0, 0, key};
        return true;
    }
    auto number = static_cast<std::uint8_t>(event_field::none);
    for (std::uint8_t i = 0; i < std::size(fields); ++i)
        if (fields[i] == field) number = i;
    return emit(op::event_field, 1, 0, number), true;
}

// The null data model has nothing else, and may write the id without quotes.
bool compiler::in_state() {
    if (!words_.now().is("In")) return expected("In('state')");
    words_.advance();
    if (!take("(")) return false;
    const token& id = words_.now();
    const bool bare =
        code_.language == native_expressions::language::in_predicate_only && id.what == token::sort::name;
    if (!bare && id.what != token::sort::text) return expected("the id of a state in quotes");
    const auto state =
        code_.states ? code_.states(bare ? id.source : std::string_view(id.text)) : std::nullopt;
    words_.advance();
    if (!take(")")) return false;
    if (state)
        emit(op::in_state, 1, *state);
    else
        push(value::boolean(false));
    return true;
}

bool compiler::array() {
    words_.advance();
    std::uint32_t count = 0;
    while (!words_.now().is("]")) {
        if (!conditional()) return false;
        ++count;
        if (!words_.now().is(",")) break;
        words_.advance();
    }
    if (!take("]", "',' or ']'")) return false;
    return emit(op::make_array, 1 - static_cast<int>(count), count), true;
}

bool compiler::object() {
    words_.advance();
    std::uint32_t count = 0;
    while (!words_.now().is("}")) {
        if (!property_key() || !take(":") || !conditional()) return false;
        ++count;
        if (!words_.now().is(",")) break;
        words_.advance();
    }
    if (!take("}", "',' or '}'")) return false;
    return emit(op::make_object, 1 - 2 * static_cast<int>(count), count), true;
}

bool compiler::property_key() {
    const token& t = words_.now();
    std::string key;
    if (t.what == token::sort::name)
        key = t.source;
    else if (t.what == token::sort::text)
        key = t.text;
    else if (t.what == token::sort::number)
        key = number_to_string(t.number);
    else
        return expected("the name of a member");
    if (key == "__proto__") return expected("a member that objects do not inherit");
    words_.advance();
    // Getters and methods: a name or a parenthesis follows instead of the colon, which take(":") reports.
    return push(value::string(key)), true;
}

bool compiler::location_path() {
    const token& t = words_.now();
    const bool usable = t.what == token::sort::name && !is_reserved_word(t.source) &&
                        !is_global_name(t.source) && !is_system_name(t.source) &&
                        code_.language == native_expressions::language::ecmascript_subset;
    if (!usable) return expected("the name of a variable that can be assigned");
    base_ = slot(t.source);
    words_.advance();
    for (;; ++keys_) {
        if (words_.now().is(".")) {
            words_.advance();
            if (words_.now().what != token::sort::name || is_object_method(words_.now().source))
                return expected("the name of a member");
            push(value::string(words_.now().source));
            words_.advance();
        } else if (words_.now().is("[")) {
            words_.advance();
            if (!conditional() || !take("]")) return false;
        } else {
            return true;
        }
    }
}

bool compiler::literal_value() {
    const std::size_t begin = here();
    only_literals_ = true;
    if (!conditional()) return false;
    for (std::size_t i = begin; i < here(); ++i) {
        const op what = code_.instructions[i].what;
        if (what != op::constant && what != op::make_array && what != op::make_object)
            return expected("a literal");
    }
    return true;
}

}  // namespace motcua::datamodel::detail
