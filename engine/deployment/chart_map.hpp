// Questions about a compiled chart that need no session: where an effect stands, what comes with it in one
// step, which states may follow. Used by the checks before a deployment, for one chart each; the chart
// outlives it. Sets are small: charts have tens of states.
#pragma once

#include <functional>
#include <set>
#include <string_view>
#include <vector>

#include "engine/chart/chart.hpp"

namespace motcua::runtime {

// An effect by its name and one argument that stands there literally; without argument: however written.
struct wanted_effect {
    std::string_view name;
    std::string_view argument;
    std::string_view value;
};

class chart_map {
public:
    using index = chart::index;
    using state_id = chart::state_id;
    using judge = std::function<bool(index transition)>;

    explicit chart_map(const chart::chart& c) : c_(c) {}

    // Instructions that are this effect.
    std::vector<index> all(const wanted_effect& e) const;
    const chart::place& place_of(index instruction) const {
        return c_.places[c_.instructions[instruction].where];
    }
    // Wherever the instruction runs, this effect runs in the same step: in the same block, or in the entry of
    // each target of its transition, or in every transition to the state whose entry it stands in.
    bool comes_with(index instruction, const wanted_effect& e) const;
    // Where the session is when the instruction has run.
    std::vector<state_id> states_after(index instruction) const;

    std::vector<index> transitions_on(std::string_view event) const;
    bool is_on(index transition, std::string_view event) const;
    // Those whose content, or the entry of what they enter, has the effect; all when it has no name.
    std::vector<index> that_do(const std::vector<index>& transitions, const wanted_effect& e) const;
    bool does(index transition, const wanted_effect& e) const;
    // <raise> and <send> instructions of an event the transition listens to.
    std::vector<index> raising(index transition) const;
    // Enabled by some event while the leaf is active.
    std::vector<index> transitions_from(state_id leaf) const;

    // A transition of `of` can be taken while `home` is active, whatever else is.
    bool together(state_id of, state_id home) const;
    // What must stay active so that `of` is: the part of a <parallel> beside `home`, or `of` around it.
    state_id region_of(state_id of, state_id home) const;

    // The atomic states that entering `s` leads to.
    std::set<state_id> leaves(state_id s) const;
    // The same of the region: by default, and by transitions from outside.
    std::set<state_id> entries(state_id region) const;
    // After the transitions of the region that `which` names.
    std::set<state_id> leaves_after(state_id region, const judge& which) const;
    // All leaves below `within` to which transitions lead from these, but for those that `barred` names.
    std::set<state_id> reached(std::set<state_id> from, state_id within, const judge& barred) const;

private:
    bool is(index instruction, const wanted_effect& e) const;
    bool runs(chart::range instructions, const wanted_effect& e, index whenever) const;
    bool enters_with(state_id s, const wanted_effect& e) const;
    bool encloses(state_id outer, state_id inner) const {
        return outer == inner || c_.is_ancestor(outer, inner);
    }
    state_id common(state_id a, state_id b) const;
    std::vector<state_id> targets(index transition) const;
    void enter(state_id s, std::vector<state_id>& entered) const;
    std::set<index> guards(index instruction, chart::range block) const;
    // The block that holds the instruction, and whose it is: of a transition, or of the entry of a state.
    struct block_of {
        chart::range block;
        index transition = chart::nothing;
        state_id entered = chart::no_state;
    };
    block_of home_of(index instruction) const;

    const chart::chart& c_;
};

}  // namespace motcua::runtime
