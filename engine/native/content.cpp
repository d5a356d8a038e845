#include "engine/native/content.hpp"

#include <array>
#include <boost/json.hpp>

#include "engine/native/compiler.hpp"
#include "engine/value/conversion.hpp"
#include "engine/value/encoding.hpp"
#include "engine/value/wtf8.hpp"
#include "engine/xml/document.hpp"

namespace motcua::datamodel {

std::optional<value> parse_literal(std::string_view text) {
    if (!wtf8::valid(text)) return std::nullopt;
    detail::native_code code{{}, native_expressions::language::ecmascript_subset, {}, {}, {}, {}, {}};
    detail::entry e;
    if (!detail::compiler(code, text).literal(e)) return std::nullopt;
    problem why;
    std::array<value, detail::max_height> stack;
    if (!detail::execute(code, e, {}, stack.data(), why)) return std::nullopt;
    return std::move(stack[0]);
}

std::string normalise_space(std::string_view text) {
    std::string out;
    bool gap = false;
    for (const char c : text) {
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
            gap = !out.empty();
            continue;
        }
        if (gap) out += ' ';
        gap = false;
        out += c;
    }
    return out;
}

namespace {

// As RFC 8259 has it, which is narrower than the literals of ECMAScript. Of a key that stands twice the last
// one counts, as for JSON.parse.
std::optional<value> parse_json_value(std::string_view text) {
    boost::json::parse_options how;
    how.max_depth = value::max_depth;
    boost::json::error_code ec;
    const auto tree = boost::json::parse(boost::json::string_view(text.data(), text.size()), ec, {}, how);
    if (ec) return std::nullopt;
    if (auto v = parse_literal(text)) return v;
    auto v = from_json(tree);
    return v ? std::optional(std::move(*v)) : std::nullopt;
}

}  // namespace

value content_value(std::string_view text) {
    const std::string_view inner = trim(wtf8::valid(text) ? text : std::string_view{});
    if (inner.starts_with('<') && xml::document::parse(std::string(inner), "content"))
        return value::xml(inner);
    if (auto v = parse_json_value(inner)) return std::move(*v);
    return value::string(normalise_space(text));
}

}  // namespace motcua::datamodel
