#include <cmath>

#include "engine/native/native_code.hpp"
#include "engine/value/conversion.hpp"
#include "engine/value/value_node.hpp"
#include "engine/value/wtf8.hpp"

namespace motcua::datamodel::detail {
namespace {

using kind = value::kind;

bool refuse_opaque(problem& why) {
    return refuse(why,
                  "Expected a plain value, found XML or an object of ECMAScript; production charts only hand "
                  "these on.");
}

// What arithmetic and comparison may turn into a text or a number.
bool readable(const value& a, const value& b, problem& why) {
    if (opaque(a) || opaque(b)) return refuse_opaque(why);
    return !hides_text(a) && !hides_text(b) ? true : refuse_hidden_text(why);
}

bool read_field(const event_view& e, event_field field, value& out) {
    const std::string_view* const all[] = {&e.name,       &e.type,     &e.sendid, &e.origin,
                                           &e.origintype, &e.invokeid, &e.raw};
    if (field == event_field::none) return out = value(), true;
    const std::string_view text = *all[static_cast<std::size_t>(field)];
    out = text.data() ? value::borrowed(text) : value();
    return true;
}

[[gnu::noinline]] bool no_event(problem& why) {
    return refuse(why, "_event is undefined: no event has come yet; ask 'typeof _event' first.");
}

[[gnu::noinline]] bool absent_variable(const native_code& code, std::uint32_t slot, problem& why) {
    return refuse(why,
                  "There is no variable '" + code.variables[slot].name + "'; declare it in <datamodel>.");
}

// What calling a method with these costs, roughly.
std::size_t breadth(const value& v) {
    if (v.is(kind::string)) return v.as_string().size();
    return v.is(kind::array) ? 16 * v.elements().size() : 0;
}

bool concatenated(const frame& f, value& a, const value& b, problem& why) {
    std::string text;
    if (!to_text(a, text, why)) return false;
    std::string right;
    if (!to_text(b, right, why)) return false;
    wtf8::append_text(text, right);
    if (text.size() > max_weight) return too_large(why);
    a = value::string(text);
    return spend(f, text.size() / bytes_a_step, why);
}

bool add(const frame& f, value& a, const value& b, problem& why) {
    if (opaque(a) || opaque(b)) return refuse_opaque(why);
    const bool texts = a.is(kind::string) || b.is(kind::string) || a.is_container() || b.is_container();
    if (texts) return concatenated(f, a, b, why);
    a = value::number(to_number(a) + to_number(b));
    return true;
}

bool arithmetic(op what, value& a, const value& b, problem& why) {
    if (!readable(a, b, why)) return false;
    const double x = to_number(a), y = to_number(b);
    switch (what) {
        case op::subtract:
            a = value::number(x - y);
            break;
        case op::multiply:
            a = value::number(x * y);
            break;
        case op::divide:
            a = value::number(x / y);
            break;
        default:
            a = value::number(std::fmod(x, y));
            break;
    }
    return true;
}

bool ordered(op what, int sign) {
    switch (what) {
        case op::less:
            return sign == -1;
        case op::less_equal:
            return sign == -1 || sign == 0;
        case op::greater:
            return sign == 1;
        default:
            return sign == 1 || sign == 0;
    }
}

bool relation(op what, value& a, const value& b, problem& why) {
    if (a.is(kind::number) && b.is(kind::number)) {
        const double x = a.as_number(), y = b.as_number();
        a = value::boolean(what == op::less         ? x < y
                           : what == op::less_equal ? x <= y
                           : what == op::greater    ? x > y
                                                    : x >= y);
        return true;
    }
    if (!readable(a, b, why)) return false;
    a = value::boolean(ordered(what, compare(a, b)));
    return true;
}

bool equality(op what, value& a, const value& b, problem& why) {
    if (opaque(a) && opaque(b)) return refuse_opaque(why);
    const bool strict = what == op::same || what == op::not_same;
    if (!strict && (opaque(a) || opaque(b))) {
        const value& other = opaque(a) ? b : a;
        if (!other.is(kind::undefined) && !other.is(kind::null)) return refuse_opaque(why);
    }
    const auto nothing = [](const value& v) { return v.is(kind::undefined) || v.is(kind::null); };
    const bool converts = !strict && a.is_container() != b.is_container() && !nothing(a) && !nothing(b);
    if (converts && (hides_text(a) || hides_text(b))) return refuse_hidden_text(why);
    const bool yes = strict ? strictly_equal(a, b) : loosely_equal(a, b);
    a = value::boolean(yes == (what == op::same || what == op::equal));
    return true;
}

bool make_array(value* first, std::uint32_t count, problem& why) {
    std::vector<value> all(count);
    for (std::uint32_t i = 0; i < count; ++i) {
        if (first[i].depth() >= value::max_depth)
            return refuse(why, "A value is nested more than 200 levels deep.");
        all[i] = own(std::move(first[i]));
    }
    *first = value::array(std::move(all));
    return true;
}

bool make_object(value* first, std::uint32_t count, problem& why) {
    std::vector<member> all(count);
    for (std::uint32_t i = 0; i < count; ++i) {
        if (first[2 * i + 1].depth() >= value::max_depth)
            return refuse(why, "A value is nested more than 200 levels deep.");
        all[i] = {std::move(first[2 * i]), own(std::move(first[2 * i + 1]))};
    }
    *first = value::object(std::move(all));
    return true;
}

bool read_length(value& of, const value& key, problem& why) {
    if (of.is(kind::array)) return of = value::number(static_cast<double>(of.elements().size())), true;
    if (of.is(kind::string))
        return of = value::number(static_cast<double>(utf16_length(of.as_string()))), true;
    return read_member(of, key, why);
}

bool read_event_member(const frame& f, const value& key, value& out, problem& why) {
    if (!f.event) return no_event(why);
    if (f.event->data && f.event->data->is(kind::object)) {
        const value* found = find_key(*f.event->data, key);
        out = found ? *found : value();
        return true;
    }
    if (f.event->data) out = *f.event->data;
    return read_member(out, key, why);
}

}  // namespace

bool execute(const native_code& code, const entry& e, const frame& f, value* stack, problem& why) {
    const instruction* const start = code.instructions.data();
    const instruction* at = start + e.begin;
    value* sp = stack;  // the next free place; all above hold undefined
    for (;; ++at) {
        const instruction i = *at;
        switch (i.what) {
            case op::constant:
                *sp++ = code.constants[i.c];
                break;
            case op::slot:
                if (f.slots[i.c].is(kind::absent)) return absent_variable(code, i.c, why);
                *sp++ = f.slots[i.c];
                break;
            case op::event_field:
                if (!f.event) return no_event(why);
                read_field(*f.event, static_cast<event_field>(i.a), *sp++);
                break;
            case op::event_data:
                if (!f.event) return no_event(why);
                *sp++ = f.event->data ? *f.event->data : value();
                break;
            case op::event_member:
                if (!read_event_member(f, code.constants[i.c], *sp++, why)) return false;
                break;
            case op::session_id:
                *sp++ = value::borrowed(f.session_id);
                break;
            case op::session_name:
                *sp++ = value::borrowed(f.name);
                break;
            case op::in_state: {
                const bool known = i.c / 64 < f.configuration.size();
                *sp++ = value::boolean(known && (f.configuration[i.c / 64] >> i.c % 64 & 1) != 0);
                break;
            }
            case op::member:
                if (!read_member(sp[-1], code.constants[i.c], why)) return false;
                break;
            case op::index: {
                const value key = std::move(*--sp);
                if (!read_member(sp[-1], key, why)) return false;
                break;
            }
            case op::length:
                if (!read_length(sp[-1], code.constants[i.c], why)) return false;
                break;
            case op::negate:
            case op::plus:
                if (!readable(sp[-1], sp[-1], why)) return false;
                sp[-1] = value::number(i.what == op::plus ? to_number(sp[-1]) : -to_number(sp[-1]));
                break;
            case op::no:
                sp[-1] = value::boolean(!to_boolean(sp[-1]));
                break;
            case op::type_of:
                if (sp[-1].is(kind::foreign)) return refuse_opaque(why);
                sp[-1] = value::string(type_of(sp[-1]));
                break;
            case op::type_of_slot:
                if (f.slots[i.c].is(kind::foreign)) return refuse_opaque(why);
                *sp++ = value::string(type_of(f.slots[i.c]));
                break;
            case op::type_of_event:
                *sp++ = value::string(f.event ? "object" : "undefined");
                break;
            case op::add: {
                const value right = std::move(*--sp);
                if (sp[-1].is(kind::number) && right.is(kind::number))
                    sp[-1] = value::number(sp[-1].as_number() + right.as_number());
                else if (!add(f, sp[-1], right, why))
                    return false;
                break;
            }
            case op::subtract:
            case op::multiply:
            case op::divide:
            case op::remainder: {
                const value right = std::move(*--sp);
                if (!arithmetic(i.what, sp[-1], right, why)) return false;
                break;
            }
            case op::less:
            case op::less_equal:
            case op::greater:
            case op::greater_equal: {
                const value right = std::move(*--sp);
                if (!relation(i.what, sp[-1], right, why)) return false;
                break;
            }
            case op::equal:
            case op::not_equal:
            case op::same:
            case op::not_same: {
                const value right = std::move(*--sp);
                if (!equality(i.what, sp[-1], right, why)) return false;
                break;
            }
            case op::jump:
                at = start + i.c - 1;
                break;
            case op::jump_if_false: {
                const value test = std::move(*--sp);
                if (!to_boolean(test)) at = start + i.c - 1;
                break;
            }
            case op::keep_if_false:
            case op::keep_if_true:
                if (to_boolean(sp[-1]) == (i.what == op::keep_if_true))
                    at = start + i.c - 1;
                else
                    *--sp = value();
                break;
            case op::make_array:
                sp -= i.c;
                if (!make_array(sp++, i.c, why)) return false;
                break;
            case op::make_object:
                sp -= 2 * std::size_t{i.c};
                if (!make_object(sp++, i.c, why)) return false;
                break;
            case op::call: {
                sp -= i.b;
                const std::span<value> arguments(sp, i.b);
                auto cost = breadth(sp[-1]);
                for (const value& a : arguments) cost += breadth(a);
                if (!spend(f, cost / 16, why)) return false;
                if (!call_method(static_cast<method>(i.a), sp[-1], arguments, why)) return false;
                for (value& a : arguments) a = value();
                break;
            }
            case op::end:
                return true;
        }
    }
}

}  // namespace motcua::datamodel::detail
