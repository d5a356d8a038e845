// The SCXML algorithm (appendix D) as one pure call: a session and an input become a changed session and an
// outcome. No clock, no input or output, no randomness: time and seed come with the input, questions go to
// the environment. The session is changed in place; after an incident it must be thrown away and read from
// its row again.
//
//     scratch s;
//     session one(chart);
//     step(one, {.why = cause::start, .at = now}, identity, settings, environment, s);
//     event e{.name = "dossier.register", .data = …};
//     const outcome& o = step(one, {.why = cause::external, .what = &e, .at = now}, …);
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/interpreter/session.hpp"

namespace motcua::interpreter {

enum class cause : std::uint8_t {
    start,
    external,        // an event from outside
    platform_error,  // a transport failed later: `what` is error.communication
    timer,           // delayed sends that are due at `at` fire, each in a macrostep of its own
    cancel           // leave every state and end
};

struct input {
    cause why = cause::external;
    event* what = nullptr;  // moved from
    instant at{};
    std::uint64_t seed = 0;     // where Math.random() starts in the first turn
    std::uint32_t machine = 0;  // whom the event is for: 0 the root, else the ordinal of an invoked session
};

struct outgoing;

// What a step may ask; the answers belong in the journal, but for those that follow from the question.
class environment {
public:
    virtual ~environment() = default;
    virtual bool session_exists(std::string_view id) = 0;
    // The chart that stands at the address of an <invoke>; `beside`: the file of the invoking chart. Null:
    // none.
    virtual chart_pointer chart_at(std::string_view address, const std::string& beside) = 0;
    // What a message to a location of this tree's own arrives as: at once, in order with the events that are
    // sent here without delay. nullopt: it leaves in the outcome as any other.
    virtual std::optional<event> arriving_here(const outgoing& message);
};

// An environment without other sessions and charts.
class no_environment final : public environment {
public:
    bool session_exists(std::string_view) override { return false; }
    chart_pointer chart_at(std::string_view, const std::string&) override { return nullptr; }
};

struct limits {
    std::uint32_t microsteps = 10'000;  // in one macrostep; an internal event that enables nothing counts too
    std::uint32_t work = 100'000;       // such microsteps and events in one call, of all machines
    std::uint32_t turns = 100'000;      // macrosteps in one call
    std::uint32_t queue = 10'000;       // events waiting in one queue
    std::uint32_t nesting = 8;          // invokes inside invokes
    std::uint32_t machines = 200;       // sessions in one tree
    std::uint32_t delayed = 10'000;     // delayed sends of one machine
    // In one call, of all machines: instructions, rounds of loops, and what evaluators count (frame.hpp).
    std::uint64_t steps = 10'000'000;
    // Bytes that messages, logs and effects of one call may bring, and that variables may come to.
    std::size_t memory = 64u << 20;
};

// An event I/O processor beside the SCXML one: what is sent with its type leaves in the outcome.
struct io_processor {
    std::string type;   // a URI
    std::string alias;  // another name in _ioprocessors; may be empty
    std::string location;
};

struct settings {
    // An error event that enables nothing discards the step. Off: the Recommendation's way, it is dropped.
    bool production = true;
    bool trace = false;
    limits bounds;
    std::vector<io_processor> processors;
    // For documents that come out of an expression of <invoke>; null: they must stay within the native
    // subset.
    datamodel::ecmascript_heap* heap = nullptr;
};

struct named_argument {
    std::string_view name;  // of the chart
    datamodel::value of;
};

struct effect_call {
    std::string_view name;                      // of the chart
    std::size_t first_argument = 0, count = 0;  // in outcome::arguments
};

struct outgoing {
    std::string target, type;  // type empty: the SCXML processor, target then "#_scxml_<session>"
    event what;
    std::uint32_t machine = 0;  // who sent it
};

struct log_line {
    std::string label, text;
};

struct unhandled {
    std::string event;    // error.execution, …
    std::string message;  // "file:line:column: what went wrong"
};

struct trace_entry {
    enum class kind : std::uint8_t { event, take, exit, enter, end };
    kind what;
    std::uint32_t machine;
    std::string text;  // event name, source of the transition, state
    friend bool operator==(const trace_entry&, const trace_entry&) = default;
};

enum class incident : std::uint8_t { none, unhandled_error, runaway, misuse };

struct outcome {
    bool taken = false;  // the input's event enabled a transition of the root
    bool final = false;
    incident trouble = incident::none;
    std::string why;                   // of an incident, for the person who looks at it
    std::vector<effect_call> effects;  // in the order they were reached
    std::vector<named_argument> arguments;
    std::vector<outgoing> sends;
    std::optional<instant> wake_at;
    std::vector<unhandled> errors;
    std::vector<log_line> logs;
    std::vector<trace_entry> trace;
    datamodel::value done_data;  // of the top-level final state

    std::span<const named_argument> arguments_of(const effect_call& e) const {
        return {arguments.data() + e.first_argument, e.count};
    }
};

// Work space reused from step to step; belongs to one thread.
struct scratch {
    outcome result;
    // of the microstep under way
    std::vector<chart::index> enabled;
    std::vector<chart::word> exit, entry, default_entry, to_invoke;
    std::vector<std::pair<state_id, chart::index>> history_content;  // parent, default transition
    std::vector<state_id> domains;                                   // of the enabled transitions
    std::vector<state_id> targets;
    // the internal queue of the machine whose turn it is: [queue_head, queue_tail)
    std::vector<event> queue;
    std::size_t queue_head = 0, queue_tail = 0;
    // of the call under way, see limits
    std::uint32_t work = 0;
    std::uint32_t turns = 0;  // of all machines in this call, begun so far
    std::uint64_t steps_left = 0;
    std::size_t memory_left = 0;  // for what is handed on
    std::size_t stored = 0;       // bytes assigned since the variables were last added up
    std::vector<event> finished;  // done.invoke on its way to the invoking machine
};

// The reference is good until the next step with this scratch. `session_id` is _sessionid of the root.
const outcome& step(session& s, const input& in, std::string_view session_id, const settings& with,
                    environment& world, scratch& space);

// The same in parts, for tests of restart: begin() takes the input, advance() runs one turn of the round
// (each machine at most one event) and says whether another is needed, finish() closes the outcome. Between
// turns every machine stands at its wait on the external queue.
void begin(session& s, const input& in, std::string_view session_id, const settings& with, environment& world,
           scratch& space);
bool advance(session& s, const input& in, std::string_view session_id, const settings& with,
             environment& world, scratch& space);
const outcome& finish(session& s, scratch& space);

}  // namespace motcua::interpreter
