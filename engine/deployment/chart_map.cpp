#include "engine/deployment/chart_map.hpp"

#include <algorithm>

namespace motcua::runtime {
namespace {

using chart::index;
using chart::op;
using chart::range;
using chart::state_id;
using chart::state_kind;

bool holds(const range& r, index i) {
    return r.first <= i && i < r.end();
}

}  // namespace

bool chart_map::is(index instruction, const wanted_effect& e) const {
    const auto& i = c_.instructions[instruction];
    if (i.what != op::effect || c_.effects[i.a].name != e.name) return false;
    if (e.argument.empty()) return true;
    const auto& given = c_.effects[i.a].arguments;
    for (auto a = given.first; a < given.end(); ++a) {
        const auto& of = c_.arguments[a];
        if (of.name == e.argument && of.expression == chart::no_expression && of.text == e.value) return true;
    }
    return false;
}

std::vector<index> chart_map::all(const wanted_effect& e) const {
    std::vector<index> out;
    for (index i = 0; i < c_.instructions.size(); ++i)
        if (is(i, e)) out.push_back(i);
    return out;
}

chart_map::block_of chart_map::home_of(index instruction) const {
    for (index t = 0; t < c_.transitions.size(); ++t)
        if (holds(c_.transitions[t].content, instruction)) return {c_.transitions[t].content, t};
    for (state_id s = 0; s < c_.states.size(); ++s)
        for (auto b = c_.states[s].onentry.first; b < c_.states[s].onentry.end(); ++b)
            if (holds(c_.blocks[b], instruction)) return {c_.blocks[b], chart::nothing, s};
    for (const auto& block : c_.blocks)
        if (holds(block, instruction)) return {block};
    return {{instruction, 1}};
}

// The branches, jumps and loops of the block that decide whether the instruction runs.
std::set<index> chart_map::guards(index instruction, range block) const {
    std::set<index> out;
    for (auto i = block.first; i < instruction; ++i) {
        const auto what = c_.instructions[i].what;
        const bool decides = what == op::branch || what == op::jump || what == op::foreach;
        if (decides && instruction < c_.instructions[i].b) out.insert(i);
    }
    return out;
}

// The effect stands among the instructions, under no more guards than `whenever` (nothing: under none).
bool chart_map::runs(range instructions, const wanted_effect& e, index whenever) const {
    const auto allowed = whenever == chart::nothing ? std::set<index>{} : guards(whenever, instructions);
    for (auto i = instructions.first; i < instructions.end(); ++i) {
        if (!is(i, e)) continue;
        const auto own = guards(i, instructions);
        if (std::includes(allowed.begin(), allowed.end(), own.begin(), own.end())) return true;
    }
    return false;
}

bool chart_map::enters_with(state_id s, const wanted_effect& e) const {
    const auto& on = c_.states[s].onentry;
    for (auto b = on.first; b < on.end(); ++b)
        if (runs(c_.blocks[b], e, chart::nothing)) return true;
    return false;
}

bool chart_map::comes_with(index instruction, const wanted_effect& e) const {
    const auto at = home_of(instruction);
    if (runs(at.block, e, instruction)) return true;
    if (at.transition != chart::nothing) {
        const auto to = targets(at.transition);
        return std::any_of(to.begin(), to.end(), [&](state_id s) { return enters_with(s, e); });
    }
    if (at.entered == chart::no_state) return false;
    if (enters_with(at.entered, e)) return true;
    std::vector<index> ways;
    for (index t = 0; t < c_.transitions.size(); ++t) {
        const auto to = targets(t);
        if (std::find(to.begin(), to.end(), at.entered) != to.end()) ways.push_back(t);
    }
    return !ways.empty() && std::all_of(ways.begin(), ways.end(), [&](index t) {
        return runs(c_.transitions[t].content, e, chart::nothing);
    });
}

std::vector<state_id> chart_map::states_after(index instruction) const {
    const auto at = home_of(instruction);
    if (at.entered != chart::no_state) return {at.entered};
    if (at.transition == chart::nothing) return {};
    auto to = targets(at.transition);
    if (to.empty()) to.push_back(c_.transitions[at.transition].source);
    return to;
}

std::vector<state_id> chart_map::targets(index transition) const {
    const auto& to = c_.transitions[transition].targets;
    return {c_.targets.begin() + to.first, c_.targets.begin() + to.end()};
}

std::vector<index> chart_map::transitions_on(std::string_view event) const {
    std::vector<index> out;
    for (index t = 0; t < c_.transitions.size(); ++t)
        if (is_on(t, event)) out.push_back(t);  // those of <initial> and <history> listen to nothing
    return out;
}

bool chart_map::is_on(index transition, std::string_view event) const {
    return chart::has(c_.events.transitions(c_.events.classify(event)), transition);
}

std::vector<index> chart_map::that_do(const std::vector<index>& transitions, const wanted_effect& e) const {
    std::vector<index> out;
    for (const auto t : transitions)
        if (e.name.empty() || does(t, e)) out.push_back(t);
    return out;
}

bool chart_map::does(index transition, const wanted_effect& e) const {
    if (runs(c_.transitions[transition].content, e, chart::nothing)) return true;
    std::vector<state_id> entered;
    for (const auto s : targets(transition)) enter(s, entered);
    return std::any_of(entered.begin(), entered.end(), [&](state_id s) { return enters_with(s, e); });
}

std::vector<index> chart_map::raising(index transition) const {
    std::vector<index> out;
    for (index i = 0; i < c_.instructions.size(); ++i) {
        const auto& in = c_.instructions[i];
        if (in.what == op::raise && is_on(transition, c_.strings[in.a])) out.push_back(i);
        if (in.what != op::send) continue;
        const auto& event = c_.sends[in.a].event;
        if (event.expression == chart::no_expression && is_on(transition, event.text)) out.push_back(i);
    }
    return out;
}

std::vector<index> chart_map::transitions_from(state_id leaf) const {
    std::vector<index> out;
    for (state_id s = 0; s < c_.states.size(); ++s)
        if (encloses(s, leaf))
            for (auto t = c_.states[s].transitions.first; t < c_.states[s].transitions.end(); ++t)
                out.push_back(t);
    return out;
}

state_id chart_map::common(state_id a, state_id b) const {
    while (!encloses(a, b)) a = c_.states[a].parent;
    return a;
}

bool chart_map::together(state_id of, state_id home) const {
    if (encloses(of, home)) return true;
    const auto above = common(of, home);
    return above != home && c_.states[above].kind == state_kind::parallel;
}

state_id chart_map::region_of(state_id of, state_id home) const {
    if (encloses(of, home)) return of;
    const auto above = common(of, home);
    while (c_.states[of].parent != above) of = c_.states[of].parent;
    return of;
}

// `s` and what it enters by default.
void chart_map::enter(state_id s, std::vector<state_id>& entered) const {
    const auto& of = c_.states[s];
    if (std::find(entered.begin(), entered.end(), s) != entered.end()) return;
    entered.push_back(s);
    if (of.kind == state_kind::parallel) {
        for (auto child = static_cast<state_id>(s + 1); child < of.end; ++child)
            if (c_.states[child].parent == s && !c_.is_history(child)) enter(child, entered);
    } else if (of.initial != chart::nothing) {
        for (const auto to : targets(of.initial)) enter(to, entered);
    }
}

std::set<state_id> chart_map::leaves(state_id s) const {
    std::vector<state_id> entered;
    enter(s, entered);
    std::set<state_id> out;
    for (const auto e : entered)
        if (c_.is_atomic(e)) out.insert(e);
    return out;
}

std::set<state_id> chart_map::entries(state_id region) const {
    auto out = leaves(region);
    for (index t = 0; t < c_.transitions.size(); ++t) {
        if (encloses(region, c_.transitions[t].source)) continue;
        for (const auto to : targets(t))
            if (encloses(region, to)) out.merge(leaves(to));
    }
    return out;
}

std::set<state_id> chart_map::leaves_after(state_id region, const judge& which) const {
    std::set<state_id> out;
    for (auto s = region; s < c_.states[region].end; ++s)
        for (auto t = c_.states[s].transitions.first; t < c_.states[s].transitions.end(); ++t) {
            if (!which(t)) continue;
            const auto to = targets(t);
            if (to.empty()) out.merge(leaves(s));
            for (const auto entered : to) out.merge(leaves(entered));
        }
    return out;
}

std::set<state_id> chart_map::reached(std::set<state_id> from, state_id within, const judge& barred) const {
    std::vector<state_id> open(from.begin(), from.end());
    while (!open.empty()) {
        const auto leaf = open.back();
        open.pop_back();
        for (const auto t : transitions_from(leaf)) {
            if (!encloses(within, c_.transitions[t].source) || barred(t)) continue;
            for (const auto to : targets(t)) {
                if (!encloses(within, to)) continue;
                for (const auto next : leaves(to))
                    if (from.insert(next).second) open.push_back(next);
            }
        }
    }
    return from;
}

}  // namespace motcua::runtime
