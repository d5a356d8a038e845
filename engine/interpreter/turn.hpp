// The part of the algorithm that evaluates nothing: queues, sets of states to leave and to enter, delivery of
// messages. One object per turn of one machine; used by runner.hpp only.
#pragma once

#include "engine/interpreter/step.hpp"

namespace motcua::interpreter {

inline constexpr std::string_view scxml_processor = "http://www.w3.org/TR/scxml/#SCXMLEventProcessor";

struct context {
    session& tree;
    const input& in;
    std::string_view session_id;
    const settings& with;
    environment& world;
    scratch& space;
};

// Why a message did not get through; empty: it did.
struct undelivered {
    std::string_view error;  // error.execution or error.communication
    std::string message;
};

bool is_scxml_type(std::string_view type);
std::string id_of(const context& x, std::uint32_t ordinal);
// Hands an event over now; `e` is moved from when it arrives. Never to an internal queue.
undelivered deliver(context& x, machine& from, std::string_view target, std::string_view type, event& e);

class turn {
public:
    turn(context& x, machine& m)
        : x_(x), m_(m), c_(*m.what), s_(x.space), width_(m.what->state_words), config_(m.configuration()) {}

protected:
    bool stopped() const { return s_.result.trouble != incident::none; }
    void stop(incident what, std::string why);
    void trace(trace_entry::kind what, std::string_view text);

    // The internal queue.
    event& raise(std::string_view name, event_type type);
    bool internal_empty() const { return s_.queue_head == s_.queue_tail; }
    event& next_internal();
    void clear_internal() { s_.queue_head = s_.queue_tail = 0; }
    void raise_error(std::string_view name, std::string message, chart::index where,
                     std::string_view sendid = {});
    void note_unhandled(std::string_view name, std::string message);
    std::string last_error() const;  // what _event tells, when it is an error
    bool may_queue(std::size_t now);
    // Counts an instruction or a round of a loop; false where the bounds are reached.
    bool may_step(chart::index where) {
        if (s_.steps_left == 0) return out_of_steps(where);
        return --s_.steps_left, true;
    }
    // Counts what is handed on to queues and to the outcome, or stored in a variable.
    bool may_hand_on(const datamodel::value& v, chart::index where);
    bool may_hand_on(std::size_t bytes, chart::index where);
    bool may_store(const datamodel::value& v, chart::index where);
    bool out_of_steps(chart::index where);
    std::size_t stored_bytes() const;
    std::string at(chart::index where) const;  // "file:line:column: "; empty where there is no place

    // Selection.
    void add_enabled(chart::index t);
    void drop_conflicts();
    state_id domain_of(chart::index t) const;

    // Leaving and entering.
    void prepare_sets();
    void find_exit_set();
    void record_histories();
    void find_entry_set();
    void enter_default(state_id s);
    void add_descendants(state_id s);
    void add_ancestors(state_id s, state_id above);
    void add_missing_regions(state_id parallel);
    bool in_final_state(state_id s) const;
    bool is_recorded(chart::index slot) const { return chart::any(m_.history(slot), width_); }

    template <class F>
    void each_child(state_id s, F&& f) const {
        for (auto k = static_cast<state_id>(s + 1); k < c_.states[s].end; k = c_.states[k].end)
            if (!c_.is_history(k)) f(k);
    }
    template <class F>
    void each_effective_target(const chart::range& targets, F&& f) const;

    context& x_;
    machine& m_;
    const chart::chart& c_;
    scratch& s_;
    std::size_t width_;
    chart::word* config_;
    state_id floor_ = 0;   // the domain of the transition whose targets are being entered
    bool ending_ = false;  // what is raised now nobody will hear
};

}  // namespace motcua::interpreter
