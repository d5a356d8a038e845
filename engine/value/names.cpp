#include "engine/value/names.hpp"

#include <algorithm>
#include <array>

namespace motcua::datamodel::detail {
namespace {

// A list of names; most that are not in it are told by first letter and length.
template <std::size_t N>
struct listed {
    std::array<std::string_view, N> names;
    std::array<std::uint32_t, 32> lengths{};  // by first letter
};

constexpr std::size_t first_of(std::string_view name) {
    return static_cast<unsigned char>(name[0]) & 31u;
}

template <std::size_t N>
bool among(const listed<N>& list, std::string_view name) noexcept {
    if (name.empty() || name.size() > 31 || !(list.lengths[first_of(name)] >> name.size() & 1)) return false;
    return std::any_of(list.names.begin(), list.names.end(),
                       [&](std::string_view n) { return n[0] == name[0] && n == name; });
}

template <std::size_t N>
constexpr listed<N> list_of(std::array<std::string_view, N> all) {
    listed<N> out{all};
    for (const auto name : all) out.lengths[first_of(name)] |= 1u << name.size();
    return out;
}

// Strict mode's too, and two names strict code may not assign: locations are strict.
constexpr auto reserved = list_of(std::to_array<std::string_view>(
    {"arguments", "await",      "break",     "case",   "catch",    "class",  "const",      "continue",
     "debugger",  "default",    "delete",    "do",     "else",     "enum",   "eval",       "export",
     "extends",   "false",      "finally",   "for",    "function", "if",     "implements", "import",
     "in",        "instanceof", "interface", "let",    "new",      "null",   "package",    "private",
     "protected", "public",     "return",    "static", "super",    "switch", "this",       "throw",
     "true",      "try",        "typeof",    "var",    "void",     "while",  "with",       "yield"}));

constexpr auto globals = list_of(std::to_array<std::string_view>({"Array",          "ArrayBuffer",
                                                                  "Boolean",        "Buffer",
                                                                  "CBOR",           "DataView",
                                                                  "Date",           "Duktape",
                                                                  "Error",          "EvalError",
                                                                  "Float32Array",   "Float64Array",
                                                                  "Function",       "Infinity",
                                                                  "Int16Array",     "Int32Array",
                                                                  "Int8Array",      "JSON",
                                                                  "Math",           "NaN",
                                                                  "Number",         "Object",
                                                                  "Proxy",          "RangeError",
                                                                  "ReferenceError", "Reflect",
                                                                  "RegExp",         "String",
                                                                  "Symbol",         "SyntaxError",
                                                                  "TextDecoder",    "TextEncoder",
                                                                  "TypeError",      "URIError",
                                                                  "Uint16Array",    "Uint32Array",
                                                                  "Uint8Array",     "Uint8ClampedArray",
                                                                  "decodeURI",      "decodeURIComponent",
                                                                  "encodeURI",      "encodeURIComponent",
                                                                  "escape",         "globalThis",
                                                                  "isFinite",       "isNaN",
                                                                  "parseFloat",     "parseInt",
                                                                  "performance",    "undefined",
                                                                  "unescape"}));

constexpr auto object_methods = list_of(std::to_array<std::string_view>(
    {"__defineGetter__", "__defineSetter__", "__lookupGetter__", "__lookupSetter__", "__proto__",
     "constructor", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable", "toLocaleString", "toString",
     "valueOf"}));

constexpr auto array_methods = list_of(std::to_array<std::string_view>(
    {"concat", "every", "filter", "forEach", "indexOf", "join", "lastIndexOf", "map", "pop", "push", "reduce",
     "reduceRight", "reverse", "shift", "slice", "some", "sort", "splice", "unshift"}));

constexpr auto string_methods = list_of(std::to_array<std::string_view>({"charAt",
                                                                         "charCodeAt",
                                                                         "codePointAt",
                                                                         "concat",
                                                                         "endsWith",
                                                                         "includes",
                                                                         "indexOf",
                                                                         "lastIndexOf",
                                                                         "localeCompare",
                                                                         "match",
                                                                         "repeat",
                                                                         "replace",
                                                                         "search",
                                                                         "slice",
                                                                         "split",
                                                                         "startsWith",
                                                                         "substr",
                                                                         "substring",
                                                                         "toLocaleLowerCase",
                                                                         "toLocaleUpperCase",
                                                                         "toLowerCase",
                                                                         "toUpperCase",
                                                                         "trim"}));

constexpr auto number_methods =
    list_of(std::to_array<std::string_view>({"toExponential", "toFixed", "toPrecision"}));

}  // namespace

bool is_reserved_word(std::string_view name) noexcept {
    return among(reserved, name);
}
bool is_global_name(std::string_view name) noexcept {
    return among(globals, name) || is_object_method(name);
}
bool is_object_method(std::string_view name) noexcept {
    return among(object_methods, name);
}

bool is_inherited(value::kind of, std::string_view name) noexcept {
    if (is_object_method(name)) return true;
    if (of == value::kind::array) return among(array_methods, name);
    if (of == value::kind::string) return among(string_methods, name);
    return of == value::kind::number && among(number_methods, name);
}

bool is_system_name(std::string_view name) noexcept {
    constexpr auto all =
        std::to_array<std::string_view>({"_event", "_sessionid", "_name", "_ioprocessors", "_x", "In"});
    return std::find(all.begin(), all.end(), name) != all.end();
}

}  // namespace motcua::datamodel::detail
