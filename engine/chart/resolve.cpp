// After reading: names become positions, and what can be known before a session exists is worked out.
#include <algorithm>
#include <bit>
#include <utility>

#include "engine/chart/builder.hpp"
#include "engine/chart/event_table_builder.hpp"
#include "engine/chart/words.hpp"

namespace motcua::chart {

namespace {

std::string quoted(const std::string& id) {
    return "\"" + id + "\"";
}

// Where a target's states will lie: a history stands for states below its parent.
state_id standing_for(const chart& c, state_id target) {
    return c.is_history(target) ? c.states[target].parent : target;
}

}  // namespace

void builder::name_states() {
    auto& c = *out_;
    std::vector<int> children(c.states.size(), 0);
    for (state_id s = 1; s < c.states.size(); ++s) {
        auto& own = c.states[s];
        const int ordinal = ++children[own.parent];
        if (!own.has_id)
            own.id = (own.parent == 0 ? "~" : c.states[own.parent].id + ".~") + std::to_string(ordinal);
    }
    c.by_id.assign(std::bit_ceil(c.states.size() * 2), no_state);
    for (state_id s = 1; s < c.states.size(); ++s) {
        auto at = chart::hash_of(c.states[s].id) & (c.by_id.size() - 1);
        while (c.by_id[at] != no_state && c.states[c.by_id[at]].id != c.states[s].id)
            at = (at + 1) & (c.by_id.size() - 1);
        if (c.by_id[at] == no_state) {
            c.by_id[at] = s;
            continue;
        }
        const auto& first = c.states[c.by_id[at]].where;
        fault_at(state_elements_[s], "id",
                 "id=" + quoted(c.states[s].id) + " exists already at " + c.files[first.file] + ":" +
                     std::to_string(first.at.line) + "; ids of states are unique in a document");
    }
}

// A state's own transitions stand together, in document order.
void builder::group_transitions() {
    auto& c = *out_;
    std::vector<transition> sorted;
    sorted.reserve(c.transitions.size());
    std::vector<index> moved(c.transitions.size(), nothing);
    const auto source = [&](index t) { return c.transitions[t].source; };
    std::stable_sort(own_transitions_.begin(), own_transitions_.end(),
                     [&](index a, index b) { return source(a) < source(b); });
    auto next = own_transitions_.begin();
    for (state_id s = 0; s < c.states.size(); ++s) {
        c.states[s].transitions.first = static_cast<index>(sorted.size());
        for (; next != own_transitions_.end() && source(*next) == s; ++next) {
            moved[*next] = static_cast<index>(sorted.size());
            sorted.push_back(c.transitions[*next]);
        }
        c.states[s].transitions.count = static_cast<index>(sorted.size()) - c.states[s].transitions.first;
    }
    for (index old = 0; old < moved.size(); ++old) {
        if (moved[old] != nothing) continue;
        moved[old] = static_cast<index>(sorted.size());
        sorted.push_back(c.transitions[old]);
    }
    c.transitions = std::move(sorted);
    for (auto& s : c.states)
        if (s.initial != nothing) s.initial = moved[s.initial];
    for (auto& a : c.actions) a.transition = moved[a.transition];
    for (auto& p : pending_) p.transition = moved[p.transition];
}

void builder::settle_kinds() {
    auto& c = *out_;
    std::vector<state_id> first_child(c.states.size(), no_state);
    for (auto s = static_cast<state_id>(c.states.size() - 1); s > 0; --s)
        if (!c.is_history(s)) first_child[c.states[s].parent] = s;
    for (state_id s = 0; s < c.states.size(); ++s) {
        auto& own = c.states[s];
        // Without regions it is a leaf, where transitions are looked for (3.4.2 allows none).
        if (own.kind == state_kind::parallel && first_child[s] == no_state) own.kind = state_kind::atomic;
        if (own.kind == state_kind::atomic && first_child[s] != no_state) own.kind = state_kind::compound;
        if (own.kind == state_kind::atomic && own.initial != nothing)
            fault_at(state_elements_[s], "initial", "a state without children has no initial");
        if (own.kind != state_kind::compound || own.initial != nothing || first_child[s] == no_state)
            continue;
        transition t;
        t.source = s;
        t.eventless = true;
        t.where = own.where;
        t.targets = {static_cast<index>(c.targets.size()), 1};
        c.targets.push_back(first_child[s]);
        own.initial = static_cast<index>(c.transitions.size());
        c.transitions.push_back(t);
    }
    for (const auto h : c.histories) ++c.states[c.states[h].parent].histories.count;
    index first = 0;
    for (auto& s : c.states) {
        s.histories.first = first;
        first += std::exchange(s.histories.count, 0);
    }
    c.history_lists.resize(first);
    for (const auto h : c.histories) {
        auto& r = c.states[c.states[h].parent].histories;
        c.history_lists[r.first + r.count++] = h;
    }
}

void builder::resolve_targets(const pending_targets& p) {
    auto& c = *out_;
    auto& t = c.transitions[p.transition];
    t.targets.first = static_cast<index>(c.targets.size());
    const auto wanted = each_word(p.names, [&](std::string_view name) {
        const auto s = c.find(name);
        if (s == no_state)
            fault_at(p.at, p.attribute,
                     std::string(p.attribute) + "=" + quoted(std::string(name)) +
                         " names no state of this document");
        else
            c.targets.push_back(s);
    });
    t.targets.count = static_cast<index>(c.targets.size()) - t.targets.first;
    if (wanted == 0) fault_at(p.at, p.attribute, std::string(p.attribute) + "=\"\" names no state; name one");
    if (t.targets.count < wanted) return;
    check_orthogonal(p, t.targets);
    check_default(p);
}

// Several targets at once must be able to be active together.
void builder::check_orthogonal(const pending_targets& p, const range& r) {
    const auto& c = *out_;
    for (index i = r.first; i < r.end(); ++i)
        for (index j = i + 1; j < r.end(); ++j) {
            const auto a = c.targets[i], b = c.targets[j];
            state_id both = a == b ? a : c.states[a].parent;
            while (both != no_state && both != b && !c.is_ancestor(both, b)) both = c.states[both].parent;
            const bool apart =
                both != no_state && both != a && both != b && c.states[both].kind == state_kind::parallel;
            if (!apart)
                return fault_at(
                    p.at, p.attribute,
                    "the targets " + quoted(c.states[a].id) + " and " + quoted(c.states[b].id) +
                        " cannot be active together; they must lie in different regions of one <parallel>");
        }
}

// Initial states and default histories stay inside.
void builder::check_default(const pending_targets& p) {
    const auto& c = *out_;
    const auto& t = c.transitions[p.transition];
    const auto& source = c.states[t.source];
    if (source.initial != p.transition || t.source == 0) return;
    const bool history = c.is_history(t.source);
    const auto inside = history ? source.parent : t.source;
    for (index i = t.targets.first; i < t.targets.end(); ++i) {
        const auto target = c.targets[i];
        if (!c.is_ancestor(inside, target))
            fault_at(p.at, p.attribute,
                     quoted(c.states[target].id) + " is no descendant of " +
                         (c.states[inside].id.empty() ? "<scxml>" : quoted(c.states[inside].id)));
        else if (history && c.is_history(target))
            fault_at(p.at, p.attribute,
                     quoted(c.states[target].id) + " is a history; the default of a history names states");
        else if (source.kind == state_kind::shallow_history && c.states[target].parent != inside)
            fault_at(p.at, p.attribute,
                     "the default of a shallow history is a child of its parent; " +
                         quoted(c.states[target].id) + " lies deeper");
    }
}

state_id builder::domain_of(const transition& t) const {
    const auto& c = *out_;
    const auto all_within = [&](state_id s) {
        for (index i = t.targets.first; i < t.targets.end(); ++i) {
            const auto target = c.targets[i];
            const auto at = standing_for(c, target);
            if (!c.is_ancestor(s, at) && !(at == s && c.is_history(target))) return false;
        }
        return true;
    };
    if (t.internal && c.states[t.source].kind == state_kind::compound && all_within(t.source))
        return t.source;
    state_id s = c.states[t.source].parent;
    while (s != no_state && s != 0 && (c.states[s].kind != state_kind::compound || !all_within(s)))
        s = c.states[s].parent;
    return s == no_state ? 0 : s;
}

void builder::find_domains() {
    auto& c = *out_;
    for (auto& t : c.transitions) {
        if (t.targets.count == 0) continue;
        t.domain = domain_of(t);
        for (index i = t.targets.first; i < t.targets.end(); ++i) {
            const auto target = c.targets[i];
            if (c.is_history(target) && c.is_ancestor(c.states[target].parent, t.source))
                t.dynamic_domain = true;
        }
    }
}

std::shared_ptr<chart> builder::read(const xml::element& root) {
    if (!root.is(scxml_namespace, "scxml")) {
        fault_at(root, "expected <scxml xmlns=\"" + std::string(scxml_namespace) + "\">, found <" +
                           std::string(root.name()) + "> of " +
                           (root.ns().empty() ? "no namespace" : "namespace " + std::string(root.ns())));
        return nullptr;
    }
    read_root(root);
    if (out_->states.size() >= no_state) {
        fault_at(root, "more than 65534 states");
        return nullptr;
    }
    name_states();
    group_transitions();
    settle_kinds();
    for (const auto& p : pending_) resolve_targets(p);
    find_domains();
    auto& c = *out_;
    c.state_words = words_for(c.states.size());
    c.transition_words = words_for(c.transitions.size());
    c.events = event_table_builder(c).build();
    compile_expressions();
    return found_.empty() ? out_ : nullptr;
}

}  // namespace motcua::chart
