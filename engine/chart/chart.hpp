// A compiled SCXML document: immutable, shared by all its sessions. What it does is in engine/interpreter;
// how it comes to be, in load.hpp. Positions are valid only within one chart; what is stored across charts
// are the ids of states. Its tables may be read from any thread; its sessions run on one thread at a time,
// because values count their owners without locks and ECMAScript charts share a heap.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/chart/bits.hpp"
#include "engine/chart/tables.hpp"
#include "engine/ecmascript/ecmascript.hpp"
#include "engine/native/native.hpp"

namespace motcua::chart {

// The event descriptors of all transitions, as sets per class of event names.
class event_table {
public:
    static constexpr event_class eventless = 0;
    static constexpr event_class unknown = 1;  // a name that no descriptor but "*" speaks of

    // Two names of one class enable the same transitions. The result never depends on earlier calls.
    event_class classify(std::string_view name) const;
    std::size_t size() const { return classes_; }
    // Transitions whose descriptors match, and the states that have one themselves or in an ancestor.
    const word* transitions(event_class c) const { return &transitions_[c * transition_words_]; }
    const word* states(event_class c) const { return &states_[c * state_words_]; }

private:
    friend class event_table_builder;
    struct entry {
        std::uint64_t hash = 0;
        std::string descriptor;
        event_class what = unknown;
    };
    event_class look(std::uint64_t hash, std::string_view descriptor) const;
    std::vector<entry> slots_;  // open addressing, a power of two
    std::size_t classes_ = 2, transition_words_ = 0, state_words_ = 0;
    std::vector<word> transitions_, states_;
};

enum class binding : std::uint8_t { early, late };

struct chart {
    std::string name;          // of <scxml>; may be empty
    std::string content_hash;  // of the document, its includes and all files its `src` attributes name
    std::vector<std::string> files;
    bool null_datamodel = false;
    binding data_binding = binding::early;

    std::vector<state> states;
    std::vector<transition> transitions;
    std::vector<state_id> targets;
    std::vector<std::string> descriptors;
    std::vector<range> blocks;  // of instructions: one per <onentry> or <onexit>
    std::vector<instruction> instructions;
    std::vector<send> sends;
    std::vector<text_or_expression> cancels;
    std::vector<loop> loops;
    std::vector<effect> effects;
    std::vector<argument> arguments;
    std::vector<parameter> parameters;
    std::vector<content> contents;
    std::vector<data> datas;  // in document order
    std::vector<done_data> done_datas;
    std::vector<invoke> invokes;
    std::vector<state_id> histories;
    std::vector<state_id> history_lists;
    std::vector<annotation> annotations;
    std::vector<action> actions;
    std::vector<std::string> strings;
    std::vector<place> places;
    range global_scripts;  // instructions run once at the start
    event_table events;

    // One evaluator holds all expressions: the native one when all are within the subset, else the other.
    std::optional<datamodel::native_expressions> native;
    std::optional<datamodel::ecmascript_expressions> ecmascript;
    std::vector<std::string> expression_texts;  // by number, for diagrams and proofs

    std::size_t state_words = 1;       // width of a set of states
    std::size_t transition_words = 1;  // width of a set of transitions

    state_id find(std::string_view id) const;  // no_state when there is none
    bool is_ancestor(state_id ancestor, state_id of) const {
        return ancestor < of && of < states[ancestor].end;
    }
    bool is_atomic(state_id s) const {
        return states[s].kind == state_kind::atomic || states[s].kind == state_kind::final;
    }
    bool is_history(state_id s) const { return states[s].kind >= state_kind::shallow_history; }
    // Value of an annotation (an attribute of the domain's namespace) on a state; empty when absent.
    std::string_view annotation_of(state_id s, std::string_view name) const;
    // "file:line:column"
    std::string where(index place) const;

    // Positions of states by their ids' hash: open addressing, a power of two, no_state where nothing is.
    std::vector<state_id> by_id;
    static std::size_t hash_of(std::string_view id) { return std::hash<std::string_view>{}(id); }
};

}  // namespace motcua::chart
