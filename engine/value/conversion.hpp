// The conversions and comparisons of ECMAScript (5.1, chapters 9 and 11) on values, for the native evaluator
// and for everyone who shows a value. Total: what ECMAScript would throw for, or what only Duktape knows
// (xml, function, foreign), the native evaluator refuses before it comes here.
#pragma once

#include <string>
#include <string_view>

#include "engine/value/value.hpp"

namespace motcua::datamodel {

bool to_boolean(const value& v) noexcept;
double to_number(const value& v);
// Containers as their text; everything else as it is.
value to_primitive(const value& v);
// As String(v) has it: "1e+21", "-0" is "0", arrays joined by commas, "[object Object]". xml gives its text.
std::string to_string(const value& v);
// Undefined and null as nothing.
std::string join(const value& array, std::string_view separator);
std::string number_to_string(double d);
double string_to_number(std::string_view text);
// Digits, point and exponent as a program writes them; the caller has checked the grammar.
double decimal_to_number(std::string_view digits);
// Without the white space and line ends that ECMAScript trims.
std::string_view trim(std::string_view text) noexcept;
std::string_view type_of(const value& v) noexcept;

bool strictly_equal(const value& a, const value& b) noexcept;
bool loosely_equal(const value& a, const value& b);
// Negative, 0 or positive: a < b, a == b, a > b; 2 where a side is NaN. As < and > have it.
int compare(const value& a, const value& b);
// Equal in every bit that a row keeps: NaN equals NaN, −0 is not 0, containers by content. For tests and
// replay.
bool identical(const value& a, const value& b) noexcept;

// UTF-16 as ECMAScript counts it, on our UTF-8.
std::size_t utf16_length(std::string_view text) noexcept;
// Units [from, to); half of a pair becomes an unpaired surrogate.
std::string utf16_slice(std::string_view text, std::size_t from, std::size_t to);
// Negative, 0 or positive, by code units: not the order of the bytes above U+D7FF.
int compare_utf16(std::string_view a, std::string_view b) noexcept;
// Joins what was split: a high half at the end of `a` and a low half at the start of `b` become one
// character.
std::string concatenate(std::string_view a, std::string_view b);

}  // namespace motcua::datamodel
