#include <cmath>

#include "engine/value/encoding.hpp"
#include "engine/value/wtf8.hpp"

namespace motcua::datamodel {
namespace {

using kind = value::kind;

json number_to_json(double d) {
    if (!std::isfinite(d)) return nullptr;
    const auto whole = std::fabs(d) <= 9007199254740992.0 ? static_cast<std::int64_t>(d) : 0;
    if (static_cast<double>(whole) == d && !(d == 0 && std::signbit(d))) return whole;
    return d;
}

std::string without_surrogates(std::string_view s) {
    if (wtf8::plain(s)) return std::string(s);
    std::string out;
    for (std::size_t i = 0; i < s.size();) {
        const auto [c, n] = wtf8::decode_at(s, i);
        wtf8::append(out, c >= 0xd800 && c <= 0xdfff ? U'\ufffd' : c);
        i += n;
    }
    return out;
}

bool told(const value& v) {
    return !v.is(kind::undefined) && !v.is(kind::function) && !v.is(kind::foreign) && !v.is(kind::absent);
}

bool read(const json& j, int depth, value& out);

bool read_array(const json_array& from, int depth, value& out) {
    std::vector<value> all(from.size());
    for (std::size_t i = 0; i < from.size(); ++i)
        if (!read(from[i], depth + 1, all[i])) return false;
    out = value::array(std::move(all));
    return true;
}

bool read_object(const json_object& from, int depth, value& out) {
    std::vector<member> all;
    all.reserve(from.size());
    for (const auto& [key, inner] : from) {
        value v;
        if (!read(inner, depth + 1, v)) return false;
        all.push_back({value::string(std::string_view(key.data(), key.size())), std::move(v)});
    }
    out = value::object(std::move(all));
    return true;
}

bool read(const json& j, int depth, value& out) {
    switch (j.kind()) {
        case boost::json::kind::null:
            out = value::null();
            break;
        case boost::json::kind::bool_:
            out = value::boolean(j.get_bool());
            break;
        case boost::json::kind::int64:
            out = value::number(static_cast<double>(j.get_int64()));
            break;
        case boost::json::kind::uint64:
            out = value::number(static_cast<double>(j.get_uint64()));
            break;
        case boost::json::kind::double_:
            out = value::number(j.get_double());
            break;
        case boost::json::kind::string:
            out = value::string(std::string_view(j.get_string().data(), j.get_string().size()));
            break;
        case boost::json::kind::array:
            return depth < value::max_depth && read_array(j.get_array(), depth, out);
        case boost::json::kind::object:
            return depth < value::max_depth && read_object(j.get_object(), depth, out);
    }
    return true;
}

}  // namespace

json to_json(const value& v) {
    switch (v.what()) {
        case kind::boolean:
            return v.as_boolean();
        case kind::number:
            return number_to_json(v.as_number());
        case kind::string:
        case kind::xml:
            return json(without_surrogates(v.as_string()));
        case kind::array: {
            json_array out;
            for (const value& e : v.elements()) out.push_back(to_json(e));
            return out;
        }
        case kind::object: {
            json_object out;
            for (const member& m : v.members())
                if (told(m.of)) out[without_surrogates(m.key.as_string())] = to_json(m.of);
            return out;
        }
        default:
            return nullptr;
    }
}

result<value> from_json(const json& j) {
    value v;
    if (read(j, 0, v)) return v;
    return fail(failure::kind::limit, "Expected JSON of at most 200 levels; send it flatter.");
}

}  // namespace motcua::datamodel
