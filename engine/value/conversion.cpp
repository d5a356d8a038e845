#include "engine/value/conversion.hpp"

#include <cmath>
#include <limits>

#include "engine/value/value_node.hpp"
#include "engine/value/wtf8.hpp"

namespace motcua::datamodel {

using kind = value::kind;

bool to_boolean(const value& v) noexcept {
    switch (v.what()) {
        case kind::boolean:
            return v.as_boolean();
        case kind::number:
            return v.as_number() != 0 && !std::isnan(v.as_number());
        case kind::string:
            return !v.as_string().empty();
        case kind::undefined:
        case kind::null:
        case kind::absent:
            return false;
        default:
            return true;
    }
}

double to_number(const value& v) {
    switch (v.what()) {
        case kind::number:
            return v.as_number();
        case kind::boolean:
            return v.as_boolean() ? 1 : 0;
        case kind::null:
            return 0;
        case kind::string:
            return string_to_number(v.as_string());
        case kind::array:
            return string_to_number(to_string(v));
        default:
            return std::numeric_limits<double>::quiet_NaN();
    }
}

std::string to_string(const value& v) {
    switch (v.what()) {
        case kind::null:
            return "null";
        case kind::boolean:
            return v.as_boolean() ? "true" : "false";
        case kind::number:
            return number_to_string(v.as_number());
        case kind::string:
        case kind::xml:
            return std::string(v.as_string());
        case kind::array:
            return join(v, ",");
        case kind::object:
            return "[object Object]";
        case kind::function:
            return "[function]";
        case kind::foreign:
            return "[foreign]";
        case kind::undefined:
        case kind::absent:
            break;
    }
    return "undefined";
}

std::string join(const value& array, std::string_view separator) {
    std::string out;
    bool first = true;
    for (const value& e : array.elements()) {
        if (!first) wtf8::append_text(out, separator);
        first = false;
        if (!e.is(kind::undefined) && !e.is(kind::null)) wtf8::append_text(out, to_string(e));
    }
    return out;
}

value to_primitive(const value& v) {
    return v.is_container() ? value::string(to_string(v)) : v;
}

std::string_view type_of(const value& v) noexcept {
    switch (v.what()) {
        case kind::boolean:
            return "boolean";
        case kind::number:
            return "number";
        case kind::string:
            return "string";
        case kind::function:
            return "function";
        case kind::undefined:
        case kind::absent:
            return "undefined";
        default:
            return "object";
    }
}

bool strictly_equal(const value& a, const value& b) noexcept {
    if (a.what() != b.what()) return false;
    switch (a.what()) {
        case kind::number:
            return a.as_number() == b.as_number();
        case kind::string:
            return a.same(b) || a.as_string() == b.as_string();
        default:
            return a.same(b);
    }
}

bool loosely_equal(const value& a, const value& b) {
    const auto nothing = [](const value& v) { return v.is(kind::undefined) || v.is(kind::null); };
    if (nothing(a) || nothing(b)) return nothing(a) && nothing(b);
    if (a.what() == b.what() || (a.is_container() && b.is_container())) return strictly_equal(a, b);
    const bool primitives = !a.is_container() && !b.is_container();
    if (primitives || a.is(kind::boolean) || b.is(kind::boolean)) {
        const value p = to_primitive(a), q = to_primitive(b);
        if (p.is(kind::string) && q.is(kind::string)) return strictly_equal(p, q);
        return to_number(p) == to_number(q);
    }
    return loosely_equal(to_primitive(a), to_primitive(b));
}

int compare(const value& a, const value& b) {
    if (a.is_container() || b.is_container()) return compare(to_primitive(a), to_primitive(b));
    if (a.is(kind::string) && b.is(kind::string)) return compare_utf16(a.as_string(), b.as_string());
    const double x = to_number(a), y = to_number(b);
    if (std::isnan(x) || std::isnan(y)) return 2;
    return static_cast<int>(x > y) - static_cast<int>(x < y);
}

bool identical(const value& a, const value& b) noexcept {
    if (a.same(b)) return true;
    if (a.what() != b.what()) return false;
    if (a.is(kind::number)) return std::isnan(a.as_number()) && std::isnan(b.as_number());
    if (a.is(kind::string) || a.is(kind::xml)) return a.as_string() == b.as_string();
    if (a.is(kind::array)) {
        const auto x = a.elements(), y = b.elements();
        if (x.size() != y.size()) return false;
        for (std::size_t i = 0; i < x.size(); ++i)
            if (!identical(x[i], y[i])) return false;
        return true;
    }
    if (!a.is(kind::object)) return false;
    const auto x = a.members(), y = b.members();
    if (x.size() != y.size() || value_access::maker_of(a) != value_access::maker_of(b)) return false;
    for (std::size_t i = 0; i < x.size(); ++i)
        if (!identical(x[i].key, y[i].key) || !identical(x[i].of, y[i].of)) return false;
    return true;
}

}  // namespace motcua::datamodel
