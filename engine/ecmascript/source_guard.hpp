// Makes a source text safe to run on a Duktape that cannot be interrupted (Debian builds it without the
// exec-timeout check): counting calls go into every loop and function body. It also marks the function
// literals that stand outside other functions, so that a session can keep them by number. Reads words only,
// no grammar: where the words alone do not tell a division from a regular expression, the source is refused.
// Private to this room.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace motcua::datamodel::detail {

// Names the guarded text calls; sources may not use names that begin with "_$".
inline constexpr std::string_view step_call = "_$step_()", each_name = "_$each_",
                                  function_name = "_$function_";

struct guarded_source {
    std::string text;
    std::vector<std::string>
        functions;  // the guarded text of each marked literal, in the order of their numbers
    bool refused = false;
    std::size_t offset = 0;
    std::string message;  // what was expected there
};

struct guard_options {
    bool expression = false;         // the text stands where a value is expected
    bool mark = true;                // number its function literals
    std::size_t first_function = 0;  // from here on
};

guarded_source guard_source(std::string_view source, guard_options options);

}  // namespace motcua::datamodel::detail
