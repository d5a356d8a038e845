// The methods of strings and arrays that the subset has, exactly as ECMAScript 5.1 (15.4.4, 15.5.4) defines
// them.
#include <algorithm>
#include <cmath>

#include "engine/native/native_code.hpp"
#include "engine/value/conversion.hpp"
#include "engine/value/wtf8.hpp"

namespace motcua::datamodel::detail {
namespace {

using kind = value::kind;

std::u16string to_units(std::string_view s) {
    std::u16string out;
    out.reserve(s.size());
    for (std::size_t i = 0; i < s.size();) {
        const auto [c, n] = wtf8::decode_at(s, i);
        if (c > 0xffff)
            out += {static_cast<char16_t>(0xd800 + ((c - 0x10000) >> 10)),
                    static_cast<char16_t>(0xdc00 + ((c - 0x10000) & 0x3ff))};
        else
            out += static_cast<char16_t>(c);
        i += n;
    }
    return out;
}

value from_units(std::u16string_view units) {
    std::string out;
    for (const char16_t u : units) {
        std::string one;
        wtf8::append(one, u);
        wtf8::append_text(out, one);
    }
    return value::string(out);
}

double to_integer(const value& v) {
    const double d = to_number(v);
    return std::isnan(d) ? 0 : std::trunc(d);
}

// Whether the arguments [from, to) can be read as numbers.
bool numeric(std::span<value> all, std::size_t from, std::size_t to, problem& why) {
    for (std::size_t i = from; i < std::min(to, all.size()); ++i)
        if (hides_text(all[i])) return refuse_hidden_text(why);
    return true;
}

// `d` within [0, size].
std::size_t clamp(double d, std::size_t size) {
    return static_cast<std::size_t>(std::clamp(d, 0.0, static_cast<double>(size)));
}

// slice() counts from the end where negative.
std::size_t relative(const value& v, std::size_t otherwise, std::size_t size) {
    if (v.is(kind::undefined)) return otherwise;
    const double d = to_integer(v), n = static_cast<double>(size);
    return clamp(d < 0 ? n + d : d, size);
}

struct operands {
    value& self;
    std::span<value> all;
    problem& why;

    const value& at(std::size_t i) const {
        static const value nothing;
        return i < all.size() ? all[i] : nothing;
    }
};

value number(double d) {
    return value::number(d);
}

double find_last(std::u16string_view s, std::u16string_view wanted, const value& from) {
    const double d = to_number(from);
    const std::size_t start = std::isnan(d) ? s.size() : clamp(std::trunc(d), s.size());
    const auto found = s.rfind(wanted, start);
    return found == s.npos ? -1 : static_cast<double>(found);
}

double find_first(std::u16string_view s, std::u16string_view wanted, const value& from) {
    const auto found = s.find(wanted, clamp(to_integer(from), s.size()));
    return found == s.npos ? -1 : static_cast<double>(found);
}

value part(std::u16string_view s, std::size_t from, std::size_t to) {
    return from < to ? from_units(s.substr(from, to - from)) : value::string("");
}

bool joined_with(const operands& o) {
    std::string text(o.self.as_string());
    for (const value& a : o.all) {
        std::string right;
        if (!to_text(a, right, o.why)) return false;
        wtf8::append_text(text, right);
        if (text.size() > max_weight) return too_large(o.why);
    }
    o.self = value::string(text);
    return true;
}

bool on_text(method m, const operands& o) {
    if (m == method::concat) return joined_with(o);
    if (m == method::trim) return o.self = value::string(trim(std::string(o.self.as_string()))), true;
    const bool one = m == method::char_at || m == method::char_code_at;
    if (!numeric(o.all, 0, one ? 1 : 2, o.why)) return false;
    const std::u16string s = to_units(o.self.as_string());
    const std::size_t size = s.size();
    if (one) {
        const double d = to_integer(o.at(0));
        const bool inside = d >= 0 && d < static_cast<double>(size);
        const auto i = inside ? static_cast<std::size_t>(d) : 0;
        if (m == method::char_code_at)
            o.self = number(inside ? s[i] : std::nan(""));
        else
            o.self = inside ? part(s, i, i + 1) : value::string("");
        return true;
    }
    if (m == method::slice) {
        o.self = part(s, relative(o.at(0), 0, size), relative(o.at(1), size, size));
        return true;
    }
    if (m == method::substring) {
        const std::size_t a = clamp(to_integer(o.at(0)), size);
        const std::size_t b = o.at(1).is(kind::undefined) ? size : clamp(to_integer(o.at(1)), size);
        return o.self = part(s, std::min(a, b), std::max(a, b)), true;
    }
    if (m != method::index_of && m != method::last_index_of)
        return refuse(o.why, "Expected an array: a string has no such method.");
    std::string wanted;
    if (!to_text(o.at(0), wanted, o.why)) return false;
    const std::u16string w = to_units(wanted);
    o.self = number(m == method::index_of ? find_first(s, w, o.at(1)) : find_last(s, w, o.at(1)));
    return true;
}

double search(const operands& o, bool backwards) {
    const auto all = o.self.elements();
    const double n = static_cast<double>(all.size());
    const bool given = o.all.size() > 1;
    double from = given ? to_integer(o.at(1)) : backwards ? n - 1 : 0;
    from = from < 0 ? from + n : from + 0.0;  // a place is never -0
    if (backwards) {
        for (double i = std::min(from, n - 1); i >= 0; --i)
            if (strictly_equal(all[static_cast<std::size_t>(i)], o.at(0))) return i;
    } else {
        for (double i = std::max(from, 0.0); i < n; ++i)
            if (strictly_equal(all[static_cast<std::size_t>(i)], o.at(0))) return i;
    }
    return -1;
}

bool joined(const operands& o) {
    std::string separator = ",";
    if (!o.at(0).is(kind::undefined)) {
        separator.clear();
        if (!to_text(o.at(0), separator, o.why)) return false;
    }
    std::string out;
    bool first = true;
    for (const value& e : o.self.elements()) {
        if (!first) wtf8::append_text(out, separator);
        first = false;
        std::string text;
        if (!e.is(kind::undefined) && !e.is(kind::null) && !to_text(e, text, o.why)) return false;
        wtf8::append_text(out, text);
        if (out.size() > max_weight) return too_large(o.why);
    }
    o.self = value::string(out);
    return true;
}

bool concatenated(const operands& o) {
    std::vector<value> all(o.self.elements().begin(), o.self.elements().end());
    for (value& a : o.all) {
        if (a.is(kind::array))
            all.insert(all.end(), a.elements().begin(), a.elements().end());
        else
            all.push_back(own(a));
        if (all.size() * sizeof(value) > max_weight) return too_large(o.why);
    }
    for (const value& v : all)
        if (v.depth() >= value::max_depth)
            return refuse(o.why, "A value is nested more than 200 levels deep.");
    o.self = value::array(std::move(all));
    return true;
}

bool on_array(method m, const operands& o) {
    const auto all = o.self.elements();
    const bool searches = m == method::index_of || m == method::last_index_of;
    // An empty array is searched without a look at where to begin.
    const bool reads = m == method::slice || (searches && !all.empty());
    if (reads && !numeric(o.all, searches ? 1 : 0, 2, o.why)) return false;
    switch (m) {
        case method::index_of:
        case method::last_index_of:
            return o.self = number(search(o, m == method::last_index_of)), true;
        case method::join:
            return joined(o);
        case method::concat:
            return concatenated(o);
        case method::slice: {
            const std::size_t from = relative(o.at(0), 0, all.size()),
                              to = relative(o.at(1), all.size(), all.size());
            std::vector<value> some;
            if (from < to)
                some.assign(all.begin() + static_cast<long>(from), all.begin() + static_cast<long>(to));
            o.self = value::array(std::move(some));
            return true;
        }
        default:
            return refuse(o.why, "Expected a string: an array has no such method.");
    }
}

}  // namespace

bool call_method(method m, value& self, std::span<value> arguments, problem& why) {
    const operands o{self, arguments, why};
    for (const value& a : arguments)
        if (opaque(a)) return refuse(why, "Expected plain arguments, found XML or an object of ECMAScript.");
    if (self.is(kind::string)) return on_text(m, o);
    if (self.is(kind::array)) return on_array(m, o);
    return refuse(
        why, "Expected a string or an array to call a method of, found " + std::string(type_of(self)) + ".");
}

}  // namespace motcua::datamodel::detail
