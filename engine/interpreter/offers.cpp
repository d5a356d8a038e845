#include "engine/interpreter/offers.hpp"

#include <algorithm>

namespace motcua::interpreter {

namespace {

template <class Data>
bool holds(const Data& data, machine& m, const chart::action& a) {
    if (a.when == chart::no_expression) return true;
    datamodel::frame f;
    f.slots = {m.slots.get(), data.variable_count()};
    f.configuration = {m.configuration(), m.what->state_words};
    f.name = m.what->name;
    if constexpr (std::is_same_v<Data, datamodel::ecmascript_expressions>)
        f.extras = &m.ensure_extras().variables;
    if (!data.enter(f)) return false;
    const auto yes = data.test(a.when, f);
    data.leave(f);
    return yes && *yes;
}

}  // namespace

std::vector<const chart::action*> offered_actions(session& s) {
    auto& m = s.root();
    const auto& c = *m.what;
    std::vector<const chart::action*> out;
    if (m.at != phase::running) return out;
    const auto offer = [&](const chart::action& a) {
        const bool known = std::any_of(out.begin(), out.end(), [&](const chart::action* o) {
            return o->event == a.event && o->label == a.label;
        });
        if (known) return;
        if (c.native ? holds(*c.native, m, a) : holds(*c.ecmascript, m, a)) out.push_back(&a);
    };
    chart::each(m.configuration(), c.state_words, [&](std::size_t leaf) {
        if (!c.is_atomic(static_cast<state_id>(leaf))) return;
        for (auto up = static_cast<state_id>(leaf); up != chart::no_state; up = c.states[up].parent) {
            const auto own = c.states[up].transitions;
            for (auto t = own.first; t < own.end(); ++t)
                if (c.transitions[t].action != chart::nothing) offer(c.actions[c.transitions[t].action]);
        }
    });
    return out;
}

}  // namespace motcua::interpreter
