#include "engine/base/json.hpp"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/value_stack.hpp>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <unordered_set>
#include <utility>
#include <vector>

#include "engine/base/text.hpp"

namespace motcua {
namespace {

namespace bj = boost::json;

position place_of(std::string_view text, std::size_t offset) {
    position p{1, 1};
    for (std::size_t i = 0; i < offset && i < text.size(); ++i) {
        if (text[i] == '\n')
            p = {p.line + 1, 1};
        else
            ++p.column;
    }
    return p;
}

// What Boost.JSON's own parser does, and the keys counted: of two equal ones its tree keeps the last
// silently.
struct tree_maker {
    constexpr static std::size_t max_object_size = -1, max_array_size = -1, max_key_size = -1,
                                 max_string_size = -1;
    bj::value_stack made;
    std::size_t keys = 0;

    bool on_document_begin(bj::error_code&) { return true; }
    bool on_document_end(bj::error_code&) { return true; }
    bool on_object_begin(bj::error_code&) { return true; }
    bool on_object_end(std::size_t n, bj::error_code&) { return made.push_object(n), true; }
    bool on_array_begin(bj::error_code&) { return true; }
    bool on_array_end(std::size_t n, bj::error_code&) { return made.push_array(n), true; }
    bool on_key_part(bj::string_view s, std::size_t, bj::error_code&) { return made.push_chars(s), true; }
    bool on_key(bj::string_view s, std::size_t, bj::error_code&) { return made.push_key(s), ++keys, true; }
    bool on_string_part(bj::string_view s, std::size_t, bj::error_code&) { return made.push_chars(s), true; }
    bool on_string(bj::string_view s, std::size_t, bj::error_code&) { return made.push_string(s), true; }
    bool on_number_part(bj::string_view, bj::error_code&) { return true; }
    bool on_int64(std::int64_t n, bj::string_view, bj::error_code&) { return made.push_int64(n), true; }
    bool on_uint64(std::uint64_t n, bj::string_view, bj::error_code&) { return made.push_uint64(n), true; }
    bool on_double(double n, bj::string_view, bj::error_code&) { return made.push_double(n), true; }
    bool on_bool(bool b, bj::error_code&) { return made.push_bool(b), true; }
    bool on_null(bj::error_code&) { return made.push_null(), true; }
    bool on_comment_part(bj::string_view, bj::error_code&) { return true; }
    bool on_comment(bj::string_view, bj::error_code&) { return true; }
};

std::size_t members_in(const json& v) {
    std::size_t n = 0;
    if (const auto* o = v.if_object()) {
        n = o->size();
        for (const auto& m : *o) n += members_in(m.value());
    } else if (const auto* a = v.if_array()) {
        for (const auto& item : *a) n += members_in(item);
    }
    return n;
}

// Stops at the first key that its object has already.
struct duplicate_finder {
    constexpr static std::size_t max_object_size = -1, max_array_size = -1, max_key_size = -1,
                                 max_string_size = -1;
    std::vector<std::unordered_set<std::string>> open;
    std::string key, duplicate;

    bool on_document_begin(bj::error_code&) { return true; }
    bool on_document_end(bj::error_code&) { return true; }
    bool on_object_begin(bj::error_code&) { return open.emplace_back(), true; }
    bool on_object_end(std::size_t, bj::error_code&) { return open.pop_back(), true; }
    bool on_array_begin(bj::error_code&) { return true; }
    bool on_array_end(std::size_t, bj::error_code&) { return true; }
    bool on_key_part(bj::string_view s, std::size_t, bj::error_code&) {
        return key += std::string_view(s), true;
    }
    bool on_key(bj::string_view s, std::size_t, bj::error_code& ec) {
        key += std::string_view(s);
        if (open.back().insert(key).second) return key.clear(), true;
        duplicate = key;
        ec = bj::error::syntax;
        return false;
    }
    bool on_string_part(bj::string_view, std::size_t, bj::error_code&) { return true; }
    bool on_string(bj::string_view, std::size_t, bj::error_code&) { return true; }
    bool on_number_part(bj::string_view, bj::error_code&) { return true; }
    bool on_int64(std::int64_t, bj::string_view, bj::error_code&) { return true; }
    bool on_uint64(std::uint64_t, bj::string_view, bj::error_code&) { return true; }
    bool on_double(double, bj::string_view, bj::error_code&) { return true; }
    bool on_bool(bool, bj::error_code&) { return true; }
    bool on_null(bj::error_code&) { return true; }
    bool on_comment_part(bj::string_view, bj::error_code&) { return true; }
    bool on_comment(bj::string_view, bj::error_code&) { return true; }
};

void write_canonical(const json& v, std::string& out) {
    if (const auto* o = v.if_object()) {
        std::vector<const bj::key_value_pair*> members;
        for (const auto& m : *o) members.push_back(&m);
        std::sort(members.begin(), members.end(), [](auto* a, auto* b) { return a->key() < b->key(); });
        out += '{';
        for (const auto* m : members) {
            if (m != members.front()) out += ',';
            out += bj::serialize(bj::string(m->key()));
            out += ':';
            write_canonical(m->value(), out);
        }
        out += '}';
    } else if (const auto* a = v.if_array()) {
        out += '[';
        for (std::size_t i = 0; i < a->size(); ++i) {
            if (i) out += ',';
            write_canonical((*a)[i], out);
        }
        out += ']';
    } else {
        out += bj::serialize(v);
    }
}

}  // namespace

read_result<json> parse_json(std::string_view text, const std::string& file) {
    const auto at = [&](std::size_t offset, std::string message) {
        return tl::make_unexpected(faults{{file, place_of(text, offset), std::move(message)}});
    };
    bj::basic_parser<tree_maker> parser{bj::parse_options{}};
    parser.handler().made.reset();
    bj::error_code ec;
    const std::size_t read = parser.write_some(false, text.data(), text.size(), ec);
    if (ec) {
        if (const auto bad = first_invalid_utf8(text))
            return at(*bad, "not valid UTF-8; save the file as UTF-8");
        return at(read, "not JSON here: " + ec.message());
    }
    if (text.find_first_not_of(" \t\r\n", read) != text.npos)
        return at(text.find_first_not_of(" \t\r\n", read), "text after the end of the JSON value");
    json tree = parser.handler().made.release();
    if (members_in(tree) == parser.handler().keys) return tree;
    bj::basic_parser<duplicate_finder> finder{bj::parse_options{}};
    const std::size_t place = finder.write_some(false, text.data(), text.size(), ec);
    return at(place, "the key \"" + finder.handler().duplicate + "\" stands twice in one object");
}

result<json> parse_json(std::string_view text) {
    auto v = parse_json(text, "json");
    if (!v) return fail(failure::kind::bad_input, to_string(v.error().front()));
    return std::move(*v);
}

result<json> parse_own_json(std::string_view text, bj::monotonic_resource& in) {
    bj::error_code ec;
    auto v = bj::parse(bj::string_view(text.data(), text.size()), ec, &in);
    if (ec) return fail(failure::kind::corrupt, "not JSON: " + ec.message());
    return v;
}

std::string to_text(const json& v) {
    return bj::serialize(v);
}
std::string to_text(const json_object& v) {
    return bj::serialize(v);
}

namespace {

// Whether eight bytes can stand in a JSON string as they are.
bool all_plain(const char* eight) {
    constexpr std::uint64_t ones = 0x0101010101010101, tops = ones << 7;
    std::uint64_t v;
    std::memcpy(&v, eight, sizeof v);
    const auto below = [&](std::uint64_t x, std::uint64_t n) { return (x - ones * n) & ~x & tops; };
    return !(below(v, 0x20) | below(v ^ ones * '"', 1) | below(v ^ ones * '\\', 1));
}

std::size_t plain_until(std::string_view text, std::size_t at) {
    while (text.size() - at >= 8 && all_plain(text.data() + at)) at += 8;
    const auto end = std::find_if(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), [](char c) {
        return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
    });
    return static_cast<std::size_t>(end - text.begin());
}

}  // namespace

void append_quoted(std::string& out, std::string_view text) {
    constexpr char hexadecimal[] = "0123456789abcdef";
    out += '"';
    for (std::size_t at = 0; at < text.size();) {
        const auto end = plain_until(text, at);
        out.append(text, at, end - at);
        if (end == text.size()) break;
        const auto c = static_cast<unsigned char>(text[end]);
        out += '\\';
        if (c >= 0x20) {
            out += text[end];
        } else {
            out += "u00";
            out += hexadecimal[c >> 4];
            out += hexadecimal[c & 15];
        }
        at = end + 1;
    }
    out += '"';
}

std::string to_canonical_text(const json& v) {
    std::string out;
    write_canonical(v, out);
    return out;
}

const json* find(const json& v, std::string_view key) {
    const auto* o = v.if_object();
    return o ? o->if_contains(bj::string_view(key.data(), key.size())) : nullptr;
}

const json* find_path(const json& v, std::string_view path) {
    const json* at = &v;
    while (at && !path.empty()) {
        const auto dot = path.find('.');
        at = find(*at, path.substr(0, dot));
        path = dot == path.npos ? std::string_view{} : path.substr(dot + 1);
    }
    return at;
}

std::string get_string(const json& v, std::string_view key, std::string_view otherwise) {
    const json* m = find(v, key);
    if (!m || !m->is_string()) return std::string(otherwise);
    return std::string(m->get_string());
}

namespace {

// Beyond ±2^63 the conversion has no defined result.
std::optional<std::int64_t> whole_number(double d) {
    constexpr double limit = 9223372036854775808.0;
    if (!(d >= -limit && d < limit) || d != std::trunc(d)) return std::nullopt;
    return static_cast<std::int64_t>(d);
}

}  // namespace

std::int64_t get_integer(const json& v, std::string_view key, std::int64_t otherwise) {
    const json* m = find(v, key);
    if (!m) return otherwise;
    if (m->is_int64()) return m->get_int64();
    if (m->is_uint64())
        return std::in_range<std::int64_t>(m->get_uint64()) ? static_cast<std::int64_t>(m->get_uint64())
                                                            : otherwise;
    if (m->is_double())
        if (const auto whole = whole_number(m->get_double())) return *whole;
    return otherwise;
}

bool get_bool(const json& v, std::string_view key, bool otherwise) {
    const json* m = find(v, key);
    return m && m->is_bool() ? m->get_bool() : otherwise;
}

}  // namespace motcua
