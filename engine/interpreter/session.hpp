// What lives between two steps: one running SCXML session and the sessions it invoked, as one tree that is
// stored as one row. Owned by the caller, touched by one thread, changed only by step(). Positions in memory,
// ids in the row (encoding.hpp). A session that only waits costs a few hundred bytes.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/time.hpp"
#include "engine/chart/load.hpp"
#include "engine/interpreter/event_queue.hpp"
#include "engine/value/frame.hpp"

namespace motcua::interpreter {

using chart::chart_pointer;
using chart::state_id;

struct delayed_send {
    instant due{};
    std::uint64_t sequence = 0;  // order of sending in the whole tree
    std::string target, type;
    event what;
};

struct invocation {
    chart::index of = 0;  // position in chart::invokes
    std::string id;
    std::uint32_t child = 0;  // ordinal of the machine; 0 once it has ended
};

// What most machines never need.
struct machine_extras {
    event_queue external;
    std::vector<delayed_send> delayed;
    std::vector<invocation> invocations;
    std::vector<datamodel::named_value> variables;  // made by <script>
    // Of an invoked machine:
    std::uint32_t parent = 0;  // ordinal of the invoking machine
    std::string invoke_id;
    std::string document;  // of a chart that came from an expression: its text, which the row keeps
    std::vector<datamodel::named_value> given;  // values for its <data>, until it has started
};

enum class phase : std::uint8_t { created, running, final };

// One SCXML session of the tree.
struct machine {
    explicit machine(chart_pointer c);
    machine(machine&&) noexcept = default;
    machine& operator=(machine&&) noexcept = default;

    const chart::word* configuration() const { return words.get(); }
    chart::word* configuration() { return words.get(); }
    chart::word* entered() { return words.get() + what->state_words; }  // late binding only
    const chart::word* entered() const { return words.get() + what->state_words; }
    chart::word* history(chart::index slot);
    const chart::word* history(chart::index slot) const { return const_cast<machine*>(this)->history(slot); }
    std::size_t word_count() const;
    machine_extras& ensure_extras();
    bool waits_for_turn() const { return extras && !extras->external.empty(); }
    bool is_active(state_id s) const { return chart::has(words.get(), s); }

    chart_pointer what;
    std::unique_ptr<chart::word[]> words;  // configuration, states entered, histories
    std::unique_ptr<datamodel::value[]> slots;
    std::unique_ptr<machine_extras> extras;
    event last;                 // _event
    std::uint32_t ordinal = 0;  // 0: the root of the tree
    std::uint32_t next_id = 0;  // for generated ids
    phase at = phase::created;
    bool has_event = false;  // whether _event is bound
    bool cancelled = false;
};

class session {
public:
    explicit session(chart_pointer c) : root_(std::move(c)) {}

    const chart::chart& what() const { return *root_.what; }
    const chart_pointer& what_pointer() const { return root_.what; }
    bool started() const { return root_.at != phase::created; }
    bool is_final() const { return root_.at == phase::final; }
    bool in(std::string_view state) const;
    // Ids of the active atomic states of the root machine, sorted.
    std::vector<std::string> configuration() const;
    // nullptr where there is no such variable.
    const datamodel::value* variable(std::string_view name) const;
    std::optional<instant> wake_at() const;
    // Bytes this session holds, strings and values included, charts and allocator overhead not.
    std::size_t bytes() const;

    machine& root() { return root_; }
    const machine& root() const { return root_; }
    const std::vector<std::unique_ptr<machine>>& children() const { return children_; }

    // For the interpreter and the encoding.
    machine* find(std::uint32_t ordinal);
    machine& add_child(chart_pointer c);
    void remove_ended();
    std::vector<std::unique_ptr<machine>>& children() { return children_; }
    std::uint32_t created = 0;       // ordinals given so far
    std::uint64_t sends_so_far = 0;  // sequence numbers given so far

private:
    machine root_;
    std::vector<std::unique_ptr<machine>> children_;  // in creation order
};

}  // namespace motcua::interpreter
