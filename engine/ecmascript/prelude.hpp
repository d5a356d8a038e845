// The ECMAScript that runs once in a new heap, before it is closed: Date and Math.random that take time and
// chance from the step, a small read-only DOM, no way around the step counter, and everything frozen. Private
// to this room.
#pragma once

namespace motcua::datamodel::detail {

// A function expression; it gets an object of native functions {now, random, evaluate} and returns {dom:
// function}.
extern const char* const prelude;

}  // namespace motcua::datamodel::detail
