// One line of what `motcua scxml run --events` reads: {"event":{"name":…,"data":…},"after":ms}. Pure; called
// by scxml_run.cpp for each line that is not blank. Says no to everything it does not know, so that a
// misspelt word does not pass for a line without an event.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/interpreter/event.hpp"

namespace motcua::lab {

struct event_line {
    std::chrono::milliseconds after{0};
    std::optional<interpreter::event> what;  // none: only time passes
};

result<event_line> read_event_line(std::string_view text);

}  // namespace motcua::lab
