// Names with a meaning of their own in ECMAScript, which the subset must not take for variables or members.
// Private to this room.
#pragma once

#include <string_view>

#include "engine/value/value.hpp"

namespace motcua::datamodel::detail {

bool is_reserved_word(std::string_view name) noexcept;
// Objects and functions every script sees: Math, parseInt, toString …
bool is_global_name(std::string_view name) noexcept;
// What every object inherits: toString, constructor, __proto__ …
bool is_object_method(std::string_view name) noexcept;
// What a value of this kind inherits.
bool is_inherited(value::kind of, std::string_view name) noexcept;
// _event, _sessionid, _name, _ioprocessors, _x, In
bool is_system_name(std::string_view name) noexcept;

}  // namespace motcua::datamodel::detail
