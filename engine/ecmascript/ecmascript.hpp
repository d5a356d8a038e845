// The full ECMAScript data model, on Duktape: one heap for all charts and sessions of an engine, sources
// compiled once per chart, a session's variables brought in by enter() and out by leave(). For conformance
// and imported charts; slower than the subset (native.hpp) and bounded by limits. Engine thread only. The
// heap outlives nothing it must: expressions and foreign values keep it alive.
//
// Time and chance come from the frame (now, seed). Local time is Vietnam's. Built-in objects are frozen and
// shared. _event, _sessionid, _name, _ioprocessors and _x cannot be assigned. A function written outside
// other functions is kept as "function literal k", and an object it made as its members and k, as long as
// nobody has given members to the function or its prototype; everything else JSON cannot hold becomes a
// foreign value, which encode() refuses.
#pragma once

#include <memory>

#include "engine/value/frame.hpp"

namespace motcua::datamodel {

struct ecmascript_limits {
    std::size_t memory = 64u << 20;    // bytes of the whole heap
    std::uint64_t steps = 10'000'000;  // loop rounds and calls in one evaluation
    std::size_t text = 16u << 20;      // bytes of one value brought out
};

namespace detail {
class duktape_heap;
struct ecmascript_code;
}  // namespace detail

class ecmascript_heap {
public:
    // Not in a program built without Duktape (MOTCUA_ECMASCRIPT=OFF): a heap then holds nothing, and the
    // chart loader refuses what lies outside the native subset.
    static bool available() noexcept;
    explicit ecmascript_heap(ecmascript_limits limits = {});
    ~ecmascript_heap();
    std::size_t bytes_in_use() const;

private:
    friend class ecmascript_expressions;
    std::shared_ptr<detail::duktape_heap> heap_;
};

class ecmascript_expressions {
public:
    ecmascript_expressions(ecmascript_heap& heap, state_resolver states);
    ecmascript_expressions(ecmascript_expressions&&) noexcept;
    ecmascript_expressions& operator=(ecmascript_expressions&&) noexcept;
    ~ecmascript_expressions();

    // Compiling, with the meaning the same calls have in native.hpp.
    slot_number declare(std::string_view name);
    added add_expression(std::string_view source);
    added add_location(std::string_view source);
    added add_script(std::string_view source);

    std::size_t variable_count() const;
    std::string_view variable_name(slot_number s) const;
    bool is_declared(slot_number s) const;
    std::optional<slot_number> slot_of(std::string_view name) const;
    void reset(std::span<value> slots) const;

    // enter() moves the frame's slots and extras into the heap, leave() brings them back; between the two the
    // slots are stale, and nobody else's session may enter. Steps of other charts and sessions nest properly:
    // a second enter() first leaves the one before. leave() always succeeds: what cannot be a plain value is
    // foreign.
    outcome<void> enter(frame& f) const;
    void leave(frame& f) const;
    void set_event(frame& f, const event_view* e) const;

    outcome<value> evaluate(expression_id id, const frame& f) const;
    outcome<bool> test(expression_id id, const frame& f) const;
    outcome<value> elements(expression_id id, const frame& f) const;
    outcome<value> read(expression_id location, const frame& f) const;
    outcome<void> assign(expression_id location, frame& f, value v) const;
    outcome<void> bind(expression_id location, frame& f, value v) const;
    outcome<void> run(expression_id script, frame& f) const;

private:
    std::unique_ptr<detail::ecmascript_code> code_;
};

}  // namespace motcua::datamodel
