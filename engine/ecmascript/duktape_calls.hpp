// The native functions scripts can call: In(), the counters the guarded text calls, time and chance, the
// system variables. Private to this room; under protect() only.
#pragma once

#include <duktape.h>

namespace motcua::datamodel::detail {

// Puts those every script sees on the global object.
void define_calls(duk_context* c);
// Pushes the object prelude takes: {now, random, evaluate}.
void push_native_calls(duk_context* c);

}  // namespace motcua::datamodel::detail
