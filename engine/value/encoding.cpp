#include "engine/value/encoding.hpp"

#include <fmt/format.h>

#include <cstring>

#include "engine/value/value_node.hpp"
#include "engine/value/wtf8.hpp"

namespace motcua::datamodel {
namespace {

using kind = value::kind;

// Version 1: one tag byte; numbers as 8 bytes, whole small ones as a count; texts and containers behind their
// count. Counts are little-endian groups of seven bits.
constexpr char version = 1;
enum tag : char {
    t_undefined,
    t_null,
    t_false,
    t_true,
    t_number,
    t_whole,
    t_minus_whole,
    t_string,
    t_array,
    t_object,
    t_xml,
    t_function,
    t_absent,
    t_made  // an object behind the number of the function that made it
};

void put_count(std::string& out, std::uint64_t n) {
    for (; n >= 0x80; n >>= 7) out.push_back(static_cast<char>(n | 0x80));
    out.push_back(static_cast<char>(n));
}

void put_text(std::string& out, std::string_view text) {
    put_count(out, text.size());
    out += text;
}

void put_number(std::string& out, double d) {
    const auto whole = d > -1e15 && d < 1e15 ? static_cast<std::int64_t>(d) : 0;
    const double back = static_cast<double>(whole);
    if (std::memcmp(&back, &d, sizeof d) == 0) {
        out.push_back(whole < 0 ? t_minus_whole : t_whole);
        return put_count(out, static_cast<std::uint64_t>(whole < 0 ? -whole : whole));
    }
    char bytes[sizeof d];
    std::memcpy(bytes, &d, sizeof d);
    out.push_back(t_number);
    out.append(bytes, sizeof d);
}

// Where no foreign value was met, nothing; else the path to it.
struct writer {
    std::string& out;
    std::string path;

    bool text(tag t, std::string_view s) { return out.push_back(t), put_text(out, s), true; }
    bool bare(tag t) { return out.push_back(t), true; }

    bool array(const value& v) {
        out.push_back(t_array);
        put_count(out, v.elements().size());
        std::size_t i = 0;
        for (const value& e : v.elements()) {
            if (!write(e)) return path = fmt::format("[{}]{}", i, path), false;
            ++i;
        }
        return true;
    }

    bool object(const value& v) {
        const auto maker = value_access::maker_of(v);
        out.push_back(maker ? t_made : t_object);
        if (maker) put_count(out, *maker);
        put_count(out, v.members().size());
        for (const member& m : v.members()) {
            put_text(out, m.key.as_string());
            if (!write(m.of)) return path = fmt::format(".{}{}", m.key.as_string(), path), false;
        }
        return true;
    }

    bool write(const value& v) {
        switch (v.what()) {
            case kind::undefined:
                return bare(t_undefined);
            case kind::null:
                return bare(t_null);
            case kind::boolean:
                return bare(v.as_boolean() ? t_true : t_false);
            case kind::number:
                return put_number(out, v.as_number()), true;
            case kind::string:
                return text(t_string, v.as_string());
            case kind::xml:
                return text(t_xml, v.as_string());
            case kind::array:
                return array(v);
            case kind::object:
                return object(v);
            case kind::function:
                return bare(t_function), put_count(out, value_access::high(v)), true;
            case kind::absent:
                return bare(t_absent);
            case kind::foreign:
                break;
        }
        return false;
    }
};

struct reader {
    std::string_view left;

    bool byte(char& c) {
        if (left.empty()) return false;
        c = left[0];
        left.remove_prefix(1);
        return true;
    }

    bool count(std::uint64_t& n) {
        n = 0;
        char c = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            if (!byte(c)) return false;
            n |= std::uint64_t{static_cast<unsigned char>(c) & 0x7fu} << shift;
            if ((c & 0x80) == 0) return c != 0 || shift == 0;  // one spelling per count
        }
        return false;
    }

    bool text(std::string_view& s) {
        std::uint64_t n = 0;
        if (!count(n) || n > left.size() || n > 0xffffffffu) return false;
        s = left.substr(0, n);
        left.remove_prefix(n);
        return wtf8::valid(s);
    }

    bool array(value& v, int depth) {
        std::uint64_t n = 0;
        if (!count(n) || n > left.size()) return false;
        std::vector<value> all;  // grows with what is really there
        for (; n > 0; --n)
            if (!read(all.emplace_back(), depth) || all.back().is(kind::absent)) return false;
        v = value::array(std::move(all));
        return true;
    }

    bool object(value& v, int depth) {
        std::uint64_t n = 0;
        if (!count(n) || n > left.size()) return false;
        std::vector<member> all;
        for (std::uint64_t i = 0; i < n; ++i) {
            std::string_view key;
            member& m = all.emplace_back();
            if (!text(key) || !read(m.of, depth) || m.of.is(kind::absent)) return false;
            m.key = value::string(key);
        }
        v = value::object(std::move(all));
        return v.members().size() == n;
    }

    bool made(value& v, int depth) {
        std::uint64_t literal = 0;
        if (!count(literal) || literal >= 0xffffffffu || !object(v, depth)) return false;
        value_access::set_maker(v, static_cast<std::uint32_t>(literal));
        return true;
    }

    bool scalar(value& v, char t) {
        std::uint64_t n = 0;
        std::string_view s;
        switch (t) {
            case t_undefined:
                return v = value(), true;
            case t_null:
                return v = value::null(), true;
            case t_false:
            case t_true:
                return v = value::boolean(t == t_true), true;
            case t_absent:
                return v = value::absent(), true;
            case t_whole:
                return count(n) && (v = value::number(static_cast<double>(n)), true);
            case t_minus_whole:
                return count(n) && (v = value::number(-static_cast<double>(n)), true);
            case t_string:
                return text(s) && (v = value::string(s), true);
            case t_xml:
                return text(s) && (v = value::xml(s), true);
            case t_function:
                return count(n) &&
                       (v = value_access::function(std::uint32_t(n), std::uint32_t(n >> 32)), true);
            default:
                return t == t_number && number(v);
        }
    }

    bool number(value& v) {
        double d = 0;
        if (left.size() < sizeof d) return false;
        std::memcpy(&d, left.data(), sizeof d);
        left.remove_prefix(sizeof d);
        v = value::number(d);
        return true;
    }

    bool read(value& v, int depth) {
        char t = 0;
        if (!byte(t)) return false;
        if (t != t_array && t != t_object && t != t_made) return scalar(v, t);
        if (depth >= value::max_depth) return false;
        return t == t_array ? array(v, depth + 1) : t == t_object ? object(v, depth + 1) : made(v, depth + 1);
    }
};

auto corrupt(std::string_view what) {
    return fail(failure::kind::corrupt,
                fmt::format("Expected a stored value, found {}; restore the row.", what));
}

}  // namespace

result<void> encode_to(std::string& out, const value& v) {
    writer w{out, {}};
    if (w.write(v)) return {};
    return fail(
        failure::kind::unsupported,
        fmt::format(
            "Expected JSON or XML, found something only ECMAScript knows{}{}; keep its parts as plain "
            "values instead.",
            w.path.empty() ? "" : " at ", w.path));
}

result<std::string> encode(const value& v) {
    std::string out(1, version);
    if (auto done = encode_to(out, v); !done) return tl::make_unexpected(done.error());
    return out;
}

result<value> decode_from(std::string_view& bytes) {
    reader r{bytes};
    value v;
    if (!r.read(v, 0))
        return corrupt(fmt::format("an unreadable one {} bytes before its end", r.left.size()));
    bytes = r.left;
    return v;
}

result<value> decode(std::string_view bytes) {
    if (bytes.empty()) return corrupt("nothing");
    if (bytes[0] != version) return corrupt(fmt::format("format version {}", static_cast<int>(bytes[0])));
    bytes.remove_prefix(1);
    auto v = decode_from(bytes);
    if (v && !bytes.empty()) return corrupt(fmt::format("{} bytes behind it", bytes.size()));
    return v;
}

}  // namespace motcua::datamodel
