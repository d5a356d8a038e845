// What one evaluation can see and what it can answer. The interpreter owns a frame for the length of a step
// and fills it from the session; nothing here is stored. Views and pointers must live until the step ends.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "engine/base/time.hpp"
#include "engine/value/value.hpp"

namespace motcua::datamodel {

// Why an evaluation gave nothing: raise error.execution. `limit`: it ran over its steps or memory, so that
// the caller may treat the whole step as runaway.
struct problem {
    enum class kind { execution, limit };
    std::string message;
    kind what = kind::execution;
};
template <class T>
using outcome = tl::expected<T, problem>;

// _event. A text with data() == nullptr is undefined to expressions, "" is the empty string.
struct event_view {
    std::string_view name;
    std::string_view type;  // platform, internal, external
    std::string_view sendid, origin, origintype, invokeid;
    std::string_view raw;         // the message as the Basic HTTP processor received it
    const value* data = nullptr;  // nullptr: undefined
};

struct named_value {
    std::string name;
    value of;
};

struct frame {
    std::span<value> slots;  // one per variable, by slot number; see reset()
    std::vector<named_value>* extras =
        nullptr;                        // variables that only <script> made; ECMAScript evaluator only
    const event_view* event = nullptr;  // nullptr: _event is undefined. Change it by set_event()
    std::span<const std::uint64_t> configuration;  // bit n of the words: state n is active
    std::string_view session_id, name;             // _sessionid, _name
    const value* io_processors = nullptr;          // _ioprocessors: an object
    const value* platform = nullptr;               // _x: an object
    instant now{};                                 // what Date.now() says
    std::uint64_t seed = 0;                        // where Math.random() starts
    // What the whole step may still spend on calls, loop rounds and going through large values; counted, not
    // timed, so that it ends at the same place when it is lived again. nullptr: only each evaluation is
    // bounded.
    std::uint64_t* steps_left = nullptr;
};

// Number of the state with this id; nullopt where the chart has none.
using state_resolver = std::function<std::optional<std::uint32_t>(std::string_view)>;

using slot_number = std::uint16_t;

// Numbers of what was added, counted from 0 in the order of the add_… calls of any sort: two evaluators fed
// alike give the same numbers.
using expression_id = std::uint32_t;

// What became of a source text. It has a number even when it was refused; running that one is
// error.execution.
struct added {
    expression_id id = 0;
    bool accepted = true;    // native: within the subset; ECMAScript: it compiles
    std::size_t offset = 0;  // in bytes, where reading stopped
    std::string message;     // what was expected there
};

}  // namespace motcua::datamodel
