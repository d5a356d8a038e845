#include "engine/interpreter/turn.hpp"

#include <algorithm>

#include "engine/value/conversion.hpp"

namespace motcua::interpreter {

using chart::has;
using chart::index;
using chart::no_state;
using chart::put;
using chart::state_kind;

void turn::stop(incident what, std::string why) {
    if (stopped()) return;
    s_.result.trouble = what;
    s_.result.why = std::move(why);
}

void turn::trace(trace_entry::kind what, std::string_view text) {
    if (x_.with.trace) s_.result.trace.push_back({what, m_.ordinal, std::string(text)});
}

bool turn::may_queue(std::size_t now) {
    if (now < x_.with.bounds.queue) return true;
    stop(incident::runaway, "more than " + std::to_string(x_.with.bounds.queue) +
                                " events wait in one queue; look for a raise or send that feeds itself");
    return false;
}

std::string turn::at(index where) const {
    return where == chart::nothing ? std::string() : c_.where(where) + ": ";
}

bool turn::out_of_steps(index where) {
    stop(incident::runaway, at(where) + "more than " + std::to_string(x_.with.bounds.steps) +
                                " instructions in one step; look for loops inside loops");
    return false;
}

bool turn::may_hand_on(std::size_t bytes, index where) {
    if (bytes <= s_.memory_left) return s_.memory_left -= bytes, true;
    stop(incident::runaway, at(where) + "what one step sends, logs or hands on comes to more than " +
                                std::to_string(x_.with.bounds.memory >> 20) +
                                " MiB; look for large values in a loop");
    return false;
}

bool turn::may_hand_on(const datamodel::value& v, index where) {
    return may_hand_on(weight_of(v, s_.memory_left + 1), where);
}

// Variables are added up each time a quarter of the limit has been assigned.
bool turn::may_store(const datamodel::value& v, index where) {
    if (!v.is_container() && !v.is(datamodel::value::kind::string)) return true;
    const auto limit = x_.with.bounds.memory;
    s_.stored += weight_of(v, limit);
    if (s_.stored <= limit / 4) return true;
    s_.stored = 0;
    if (stored_bytes() < limit) return true;
    stop(incident::runaway, at(where) + "the session's variables come to more than " +
                                std::to_string(limit >> 20) + " MiB; keep large texts in attachments");
    return false;
}

std::size_t turn::stored_bytes() const {
    const auto limit = x_.with.bounds.memory;
    std::size_t sum = 0;
    const auto add = [&](const machine& m) {
        const auto& c = *m.what;
        const auto slots = c.native ? c.native->variable_count() : c.ecmascript->variable_count();
        for (std::size_t i = 0; i < slots && sum < limit; ++i) sum += weight_of(m.slots[i], limit - sum);
    };
    add(x_.tree.root());
    for (const auto& child : x_.tree.children()) add(*child);
    return sum;
}

event& turn::raise(std::string_view name, event_type type) {
    may_queue(s_.queue_tail - s_.queue_head);
    if (s_.queue_tail == s_.queue.size()) s_.queue.emplace_back();
    auto& e = s_.queue[s_.queue_tail];
    if (!ending_) ++s_.queue_tail;
    e.name.assign(name);
    e.type = type;
    e.data = {};
    e.from.reset();
    return e;
}

event& turn::next_internal() {
    auto& e = s_.queue[s_.queue_head++];
    if (s_.queue_head == s_.queue_tail) clear_internal();
    return e;
}

void turn::raise_error(std::string_view name, std::string message, index where, std::string_view sendid) {
    message.insert(0, at(where));
    if (ending_) return note_unhandled(name, std::move(message));
    auto& e = raise(name, event_type::platform);
    e.data = datamodel::value::string(message);
    may_hand_on(message.size(), where);
    if (!sendid.empty())
        e.from = std::make_shared<event_origin>(event_origin{std::string(sendid), {}, {}, {}, {}});
}

void turn::note_unhandled(std::string_view name, std::string message) {
    s_.result.errors.push_back({std::string(name), message});
    if (x_.with.production) stop(incident::unhandled_error, std::string(name) + ": " + message);
}

std::string turn::last_error() const {
    if (!m_.has_event || !m_.last.name.starts_with("error.")) return {};
    return "; the last error: " + datamodel::to_string(m_.last.data);
}

void turn::add_enabled(index t) {
    if (std::find(s_.enabled.begin(), s_.enabled.end(), t) == s_.enabled.end()) s_.enabled.push_back(t);
}

template <class F>
void turn::each_effective_target(const chart::range& targets, F&& f) const {
    for (index i = targets.first; i < targets.end(); ++i) {
        const auto target = c_.targets[i];
        if (!c_.is_history(target)) {
            f(target);
            continue;
        }
        const auto& h = c_.states[target];
        if (is_recorded(h.history_slot))
            chart::each(m_.history(h.history_slot), width_,
                        [&](std::size_t s) { f(static_cast<state_id>(s)); });
        else
            each_effective_target(c_.transitions[h.initial].targets, f);
    }
}

// The loader works it out unless a history decides.
state_id turn::domain_of(index of) const {
    const auto& t = c_.transitions[of];
    if (!t.dynamic_domain) return t.domain;
    const auto holds_all = [&](state_id s) {
        bool all = true;
        each_effective_target(t.targets, [&](state_id target) { all = all && c_.is_ancestor(s, target); });
        return all;
    };
    if (t.internal && c_.states[t.source].kind == state_kind::compound && holds_all(t.source))
        return t.source;
    auto s = c_.states[t.source].parent;
    while (s != 0 && s != no_state && (c_.states[s].kind != state_kind::compound || !holds_all(s)))
        s = c_.states[s].parent;
    return s == no_state ? state_id{0} : s;
}

// Of two transitions that would leave a common state, the one from the inner source wins, else the earlier
// one.
void turn::drop_conflicts() {
    auto& all = s_.enabled;
    if (all.size() < 2) return;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto t1 = all[i];
        bool stays = true;
        std::size_t to = 0;
        const auto d1 = domain_of(t1);
        auto& removed = s_.targets;
        removed.clear();
        for (std::size_t k = 0; k < kept && stays; ++k) {
            const auto d2 = domain_of(all[k]);
            const bool both_leave = c_.transitions[t1].targets.count && c_.transitions[all[k]].targets.count;
            const bool meet = both_leave && (d1 == d2 || c_.is_ancestor(d1, d2) || c_.is_ancestor(d2, d1));
            if (!meet) continue;
            if (c_.is_ancestor(c_.transitions[all[k]].source, c_.transitions[t1].source))
                removed.push_back(static_cast<state_id>(k));
            else
                stays = false;
        }
        if (!stays) continue;
        for (std::size_t k = 0; k < kept; ++k)
            if (std::find(removed.begin(), removed.end(), k) == removed.end()) all[to++] = all[k];
        all[to++] = t1;
        kept = to;
    }
    all.resize(kept);
}

void turn::prepare_sets() {
    s_.exit.assign(width_, 0);
    s_.entry.assign(width_, 0);
    s_.default_entry.assign(width_, 0);
    s_.history_content.clear();
    s_.domains.clear();
    // What is left is entered again: asked once more when histories are recorded, a transition from a
    // parallel to its own history would name an inner domain.
    for (const auto t : s_.enabled) s_.domains.push_back(domain_of(t));
}

void turn::find_exit_set() {
    for (std::size_t i = 0; i < s_.enabled.size(); ++i) {
        if (c_.transitions[s_.enabled[i]].targets.count == 0) continue;
        const auto d = s_.domains[i];
        for (std::size_t w = 0; w < width_; ++w)
            s_.exit[w] |= config_[w] & chart::mask(w, d + 1u, c_.states[d].end);
    }
}

void turn::record_histories() {
    chart::each(s_.exit.data(), width_, [&](std::size_t left) {
        const auto& s = c_.states[left];
        for (index i = s.histories.first; i < s.histories.end(); ++i) {
            const auto& h = c_.states[c_.history_lists[i]];
            auto* set = m_.history(h.history_slot);
            std::fill(set, set + width_, 0);
            if (h.kind == state_kind::shallow_history) {
                each_child(static_cast<state_id>(left), [&](state_id k) {
                    if (has(config_, k)) put(set, k);
                });
                continue;
            }
            chart::each(config_, width_, [&](std::size_t k) {
                const auto inner = static_cast<state_id>(k);
                if (c_.is_atomic(inner) && c_.is_ancestor(static_cast<state_id>(left), inner)) put(set, k);
            });
        }
    });
}

void turn::find_entry_set() {
    for (std::size_t i = 0; i < s_.enabled.size(); ++i) {
        const auto& t = c_.transitions[s_.enabled[i]];
        if (t.targets.count == 0) continue;
        floor_ = s_.domains[i];
        for (index k = t.targets.first; k < t.targets.end(); ++k) add_descendants(c_.targets[k]);
        each_effective_target(t.targets, [&](state_id s) { add_ancestors(s, s_.domains[i]); });
    }
}

void turn::enter_default(state_id s) {
    const auto initial = c_.states[s].initial;
    put(s_.default_entry.data(), s);
    const auto targets = c_.transitions[initial].targets;
    for (index i = targets.first; i < targets.end(); ++i) add_descendants(c_.targets[i]);
    each_effective_target(targets, [&](state_id inner) { add_ancestors(inner, s); });
}

void turn::add_descendants(state_id s) {
    const auto& own = c_.states[s];
    if (c_.is_history(s)) {
        if (is_recorded(own.history_slot)) {
            const auto* set = m_.history(own.history_slot);
            const auto down = [&](std::size_t k) { add_descendants(static_cast<state_id>(k)); };
            const auto up = [&](std::size_t k) { add_ancestors(static_cast<state_id>(k), own.parent); };
            chart::each(set, width_, down);
            chart::each(set, width_, up);
            return;
        }
        s_.history_content.emplace_back(own.parent, own.initial);
        const auto targets = c_.transitions[own.initial].targets;
        for (index i = targets.first; i < targets.end(); ++i) add_descendants(c_.targets[i]);
        each_effective_target(targets, [&](state_id inner) { add_ancestors(inner, own.parent); });
        return;
    }
    put(s_.entry.data(), s);
    if (own.kind == state_kind::compound)
        enter_default(s);
    else if (own.kind == state_kind::parallel)
        add_missing_regions(s);
}

void turn::add_missing_regions(state_id parallel) {
    each_child(parallel, [&](state_id region) {
        if (!chart::any_within(s_.entry.data(), width_, region + 1u, c_.states[region].end))
            add_descendants(region);
    });
}

// What a history stands for may lie below the domain while its parent lies above: that is active and stays.
void turn::add_ancestors(state_id s, state_id above) {
    for (auto p = c_.states[s].parent; p != above && p != floor_ && p != 0 && p != no_state;
         p = c_.states[p].parent) {
        put(s_.entry.data(), p);
        if (c_.states[p].kind == state_kind::parallel) add_missing_regions(p);
    }
}

bool turn::in_final_state(state_id s) const {
    const auto kind = c_.states[s].kind;
    bool found = false, all = true;
    if (kind == state_kind::compound)
        each_child(s, [&](state_id k) {
            found = found || (c_.states[k].kind == state_kind::final && has(config_, k));
        });
    else if (kind == state_kind::parallel)
        each_child(s, [&](state_id k) { all = all && in_final_state(k); });
    return kind == state_kind::compound ? found : kind == state_kind::parallel && all;
}

}  // namespace motcua::interpreter
