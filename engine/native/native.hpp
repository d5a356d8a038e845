// The side-effect-free subset of ECMAScript that charts for production keep to, and the null data model:
// compiled once per chart to flat code, then immutable and shared by all its sessions. Total: every
// evaluation ends, with a value or a problem. What is accepted means what it means in Duktape; the fuzz test
// compares (only of texts turned into numbers, "1e222222222" is Infinity and "22\0" is NaN here, as
// ECMAScript has it; there an error and 22; and a text half-way between two numbers, "24338462544892130",
// is there the outer one, not the even one). Not a script language: anything outside is refused with its
// place, and the chart as a whole goes to the ECMAScript evaluator, which has the same calls
// (ecmascript.hpp). No allocation while evaluating numbers, booleans, comparisons and event fields.
//
// The subset: literals (numbers, strings, true, false, null, undefined, [..], {..}); variables; _event.name
// and the other fields, _event.data…, _sessionid, _name, In('state'); a.b, a[i], .length; ! - + typeof; * / %
// + -; < <= > >= === !== == !=; && || ?:; parentheses; s.charAt, .charCodeAt, .indexOf, .lastIndexOf,
// .substring, .slice, .concat, .toLowerCase, .toUpperCase (ASCII text), .trim; a.indexOf, .slice, .concat,
// .join. Reading a member of undefined or null, an unknown variable, or an inherited member by a computed
// name is a problem.
//
//     native_expressions e(resolver);
//     slot_number days = e.declare("days");
//     auto guard = e.add_expression("_event.data.days > 3 && days === 0");     // guard.accepted
//     auto place = e.add_location("form.pieces[0]");
//     e.reset(slots);
//     outcome<bool> yes = e.test(guard.id, frame);
//     outcome<void> done = e.assign(place.id, frame, value::number(4));
#pragma once

#include <memory>

#include "engine/value/frame.hpp"

namespace motcua::datamodel {

namespace detail {
struct native_code;
}

class native_expressions {
public:
    enum class language { ecmascript_subset, in_predicate_only };  // the second is the null data model

    explicit native_expressions(state_resolver states, language l = language::ecmascript_subset);
    native_expressions(native_expressions&&) noexcept;
    native_expressions& operator=(native_expressions&&) noexcept;
    ~native_expressions();

    // Compiling. A variable may be declared before or after its first use; names that are used and never
    // declared get a slot too, which stays absent until foreach binds it.
    slot_number declare(std::string_view name);
    added add_expression(std::string_view source);
    added add_location(std::string_view source);
    added add_script(std::string_view source);  // never within the subset, unless only white space

    // The chart's variables, by slot.
    std::size_t variable_count() const;
    std::string_view variable_name(slot_number s) const;
    bool is_declared(slot_number s) const;
    std::optional<slot_number> slot_of(std::string_view name) const;
    // Every declared variable undefined, every other absent.
    void reset(std::span<value> slots) const;

    // A step: enter, any of the rest, leave. Both do nothing here, and neither allocates.
    outcome<void> enter(frame&) const { return {}; }
    void leave(frame&) const {}
    void set_event(frame& f, const event_view* e) const { f.event = e; }

    // The value shares no borrowed text; it may share containers with slots or event: assign() sees to that.
    outcome<value> evaluate(expression_id id, const frame& f) const;
    outcome<bool> test(expression_id id, const frame& f) const;  // as a condition: ToBoolean
    // An array, for foreach; a problem where it is anything else. Later changes of the variable do not reach
    // it.
    outcome<value> elements(expression_id id, const frame& f) const;
    // The value at a location (namelist, <param location>).
    outcome<value> read(expression_id location, const frame& f) const;
    // A problem where the variable is absent or a step of the path is not there. Detaches the value.
    outcome<void> assign(expression_id location, frame& f, value v) const;
    // As assign, but makes the variable where it is absent: <data>, the item and index of foreach.
    outcome<void> bind(expression_id location, frame& f, value v) const;
    outcome<void> run(expression_id script, frame& f) const;

    // For proofs: the variables an expression reads (those a location's keys read), the one a location
    // writes, and the states it asks In() about.
    std::vector<slot_number> reads(expression_id id) const;
    std::optional<slot_number> writes(expression_id location) const;
    std::vector<std::uint32_t> asks_in(expression_id id) const;
    bool reads_event(expression_id id) const;

private:
    std::unique_ptr<detail::native_code> code_;
};

}  // namespace motcua::datamodel
