#include "tests/engine/native/expression_maker.hpp"

#include <cmath>
#include <cstring>
#include <limits>

#include "engine/value/conversion.hpp"

namespace motcua::datamodel {
namespace {

const char* const texts[] = {"",         " ",    "0",      "1",    "-1",
                             "1.5",      "abc",  "b",      "ABC",  "Một Cửa",
                             "ế",        "😀x",   "a😀b",    "null", "NaN",
                             "Infinity", "0x1f", "1e3",    " 12 ", "\xed\xa0\xbd",
                             "length",   "a,b",  "\uffff", "12px", "[object Object]",
                             "true",     ".5",   "5.",     "-0",   "\u00a0 x\u3000"};
const char* const keys[] = {"x", "y", "name", "list", "0", "1", "length", "a b", "é"};
const double numbers[] = {0,
                          -0.0,
                          1,
                          -1,
                          2,
                          3,
                          0.5,
                          1.5,
                          -2.5,
                          10,
                          255,
                          1e21,
                          1e-7,
                          123456789,
                          9007199254740993.0,
                          5e-324,
                          1.7976931348623157e308,
                          0.1,
                          4294967295.0,
                          4294967296.0,
                          1e20,
                          2147483648.0};
const char* const operators[] = {
    "+", "+", "+", "-", "*", "/", "%", "<", "<=", ">", ">=", "===", "!==", "==", "!=", "&&", "||"};

}  // namespace

std::string expression_maker::number() {
    const char* const spelt[] = {"1.",   ".5",  "1e3",        "1E+3",         "5e-1", "0X1f",
                                 "0.10", "0.5", "0.30000001", "4294967295.0", "1e21", "0e9"};
    const std::size_t what = below(5);
    if (what == 4) return spelt[below(std::size(spelt))];
    if (what == 0) return std::to_string(below(1000));
    if (what == 1) return "0x" + std::to_string(below(100));
    if (what == 2) {
        double d;
        do {
            const std::uint64_t bits = random_();
            std::memcpy(&d, &bits, sizeof d);
        } while (!std::isfinite(d));
        return number_to_string(std::fabs(d));
    }
    return number_to_string(std::fabs(numbers[below(std::size(numbers))]));
}

std::string expression_maker::text() {
    const char quote = below(2) != 0 ? '\'' : '"';
    const std::string_view all = texts[below(std::size(texts))];
    if (below(8) == 0) return std::string(1, quote) + "\\u0061\\x42\\n\\ud83d\\ude00" + quote;
    if (all == "\xed\xa0\xbd") return "'\\ud83d'";
    return quote + std::string(all) + quote;
}

std::string expression_maker::leaf() {
    switch (below(9)) {
        case 0:
            return number();
        case 1:
            return text();
        case 2:
            return std::string(1, static_cast<char>('a' + below(9)));  // i is no variable
        case 3:
            return std::string("_event.") + (below(3) != 0 ? "data" : below(2) != 0 ? "name" : "origin");
        case 4:
            return "In('s" + std::to_string(below(5)) + "')";
        case 5: {
            const char* const all[] = {"true", "false",    "null",  "undefined",
                                       "NaN",  "Infinity", "_name", "_sessionid"};
            return all[below(std::size(all))];
        }
        default:
            return std::string(1, static_cast<char>('a' + below(8)));
    }
}

std::string expression_maker::path(int depth) {
    std::string of = below(3) != 0 ? leaf() : "(" + make(depth - 1) + ")";
    if (of[0] >= '0' && of[0] <= '9') of = "(" + of + ")";
    for (std::size_t n = 1 + below(2); n > 0; --n) {
        const std::string key = keys[below(std::size(keys))];
        switch (below(4)) {
            case 0:
                of += "[" + std::to_string(below(4)) + "]";
                break;
            case 1:
                of += "['" + key + "']";
                break;
            case 2:
                of += below(2) != 0 ? ".length" : ".name";
                break;
            default:
                of += below(3) == 0 ? "[" + make(depth - 2) + "]" : ".x";
        }
    }
    return of;
}

std::string expression_maker::call(int depth) {
    const char* const methods[] = {"charAt", "charCodeAt", "indexOf", "lastIndexOf", "substring",
                                   "slice",  "concat",     "join",    "trim"};
    std::string of = below(2) != 0 ? text() : "(" + make(depth - 1) + ")";
    of += std::string(".") + methods[below(std::size(methods))] + "(";
    const std::size_t n = below(3);
    for (std::size_t i = 0; i < n; ++i) of += (i != 0 ? ", " : "") + make(depth - 2);
    return of + ")";
}

std::string expression_maker::literal(int depth) {
    const bool array = below(2) != 0;
    std::string out = array ? "[" : "{";
    const std::size_t n = below(4);
    for (std::size_t i = 0; i < n; ++i) {
        if (!array) out += std::string("'") + keys[below(std::size(keys))] + "': ";
        out += make(depth - 1) + (i + 1 < n || below(4) == 0 ? ", " : "");
    }
    return out + (array ? "]" : "}");
}

std::string expression_maker::make(int depth) {
    if (depth <= 0) return leaf();
    switch (below(12)) {
        case 0: {
            const char* const signs[] = {"!", "-", "+", "typeof ", "- -", "!!"};
            return std::string(signs[below(std::size(signs))]) + "(" + make(depth - 1) + ")";
        }
        case 1:
            return "typeof " + leaf();
        case 2:
            return "(" + make(depth - 1) + " ? " + make(depth - 1) + " : " + make(depth - 1) + ")";
        case 3:
            return path(depth);
        case 4:
            return call(depth);
        case 5:
            return literal(depth);
        case 6:
            return leaf();
        case 7:
            return "(" + make(depth - 1) + ")";
        default: {
            const char* const blanks[] = {" ", " ", " ", "\t", "\n", "\f", " /* */ ", "/**/ ", " // +\n"};
            const auto blank = [&] { return std::string(blanks[below(std::size(blanks))]); };
            const std::string sign = operators[below(std::size(operators))];
            std::string right = make(depth - 1);
            if (below(8) == 0) right = "- " + right;
            std::string out = make(depth - 1) + blank() + sign + blank() + right;
            // A conditional without parentheses reaches as far as it can.
            if (below(16) == 0) out += " ? " + make(depth - 2) + " : " + make(depth - 2);
            return out;
        }
    }
}

value expression_maker::data(int depth) {
    switch (below(depth > 0 ? 8 : 5)) {
        case 0:
            return value::number(numbers[below(std::size(numbers))]);
        case 1:
            return value::string(texts[below(std::size(texts))]);
        case 2:
            return value::boolean(below(2) != 0);
        case 3:
            return below(2) != 0 ? value() : value::null();
        case 4:
            return value::number(static_cast<double>(below(5)));
        case 5: {
            std::vector<value> all(below(4));
            for (value& v : all) v = data(depth - 1);
            return value::array(std::move(all));
        }
        default: {
            std::vector<member> all(below(5));
            for (member& m : all) m = {value::string(keys[below(std::size(keys))]), data(depth - 1)};
            if (below(8) == 0) all.push_back({value::string("toString"), data(0)});
            return value::object(std::move(all));
        }
    }
}

}  // namespace motcua::datamodel
