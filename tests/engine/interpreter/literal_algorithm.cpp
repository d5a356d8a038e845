#include "tests/engine/interpreter/literal_algorithm.hpp"

#include <algorithm>

namespace motcua::interpreter {

using sort = drawn_state::sort;

namespace {

bool name_match(std::string descriptor, const std::string& event) {
    if (descriptor == "*") return true;
    if (descriptor.ends_with(".*")) descriptor.resize(descriptor.size() - 2);
    return event == descriptor || event.starts_with(descriptor + ".");
}

}  // namespace

void literal_algorithm::interpret() {
    enter_states({&c_.states[0].initial});
    main_event_loop();
}

void literal_algorithm::external(const std::string& event) {
    if (!running_) return;
    steps_ = 0;
    trace.push_back("event " + event);
    if (const auto enabled = select(&event); !enabled.empty()) microstep(enabled);
    main_event_loop();
}

// Up to the wait for an external event.
void literal_algorithm::main_event_loop() {
    while (goes_on()) {
        auto enabled = select(nullptr);
        if (enabled.empty()) {
            if (internal_.empty()) return;
            const auto event = internal_.front();
            internal_.pop_front();
            trace.push_back("event " + event);
            enabled = select(&event);
        }
        if (!enabled.empty()) microstep(enabled);
    }
    if (!running_ && !loops) exit_interpreter();
}

bool literal_algorithm::is_enabled(const drawn_transition& t, const std::string* event) const {
    if (t.eventless != (event == nullptr)) return false;
    const bool named = !event || std::any_of(t.events.begin(), t.events.end(),
                                             [&](const auto& d) { return name_match(d, *event); });
    return named && (t.in == no_drawn || configuration_.contains(t.in) == t.wanted);
}

literal_algorithm::list literal_algorithm::select(const std::string* event) {
    list enabled;
    for (const auto atomic : configuration_) {
        if (!c_.is_atomic(atomic)) continue;
        auto chain = proper_ancestors(atomic, no_drawn);
        chain.insert(chain.begin(), atomic);
        const drawn_transition* found = nullptr;
        for (const auto s : chain)
            for (const auto& t : c_.states[s].transitions)
                if (!found && is_enabled(t, event)) found = &t;
        if (found && std::find(enabled.begin(), enabled.end(), found) == enabled.end())
            enabled.push_back(found);
    }
    return remove_conflicting(enabled);
}

literal_algorithm::list literal_algorithm::remove_conflicting(const list& enabled) {
    list filtered;
    for (const auto* t1 : enabled) {
        bool preempted = false;
        list to_remove;
        const auto left1 = compute_exit_set({t1});
        for (const auto* t2 : filtered) {
            const auto left2 = compute_exit_set({t2});
            const bool meet =
                std::any_of(left1.begin(), left1.end(), [&](drawn_id s) { return left2.contains(s); });
            if (!meet) continue;
            if (!c_.is_descendant(t1->source, t2->source)) {
                preempted = true;
                break;
            }
            to_remove.push_back(t2);
        }
        if (preempted) continue;
        for (const auto* t3 : to_remove) std::erase(filtered, t3);
        filtered.push_back(t1);
    }
    return filtered;
}

void literal_algorithm::microstep(const list& enabled) {
    if (!goes_on()) return;
    // By the letter computeEntrySet asks for the domain again, now that histories are recorded. A transition
    // out of a parallel to its own history would then leave the parallel without entering it again,
    // which 3.11 forbids: it is the domain that was left that is entered.
    left_.clear();
    for (const auto* t : enabled) left_[t] = domain(*t);
    exit_states(enabled);
    for (const auto* t : enabled) {
        trace.push_back("take " + c_.states[t->source].id);
        execute(t->content);
    }
    enter_states(enabled);
}

literal_algorithm::set literal_algorithm::compute_exit_set(const list& transitions) {
    set out;
    for (const auto* t : transitions) {
        if (t->targets.empty()) continue;
        const auto d = domain(*t);
        for (const auto s : configuration_)
            if (c_.is_descendant(s, d)) out.insert(s);
    }
    return out;
}

void literal_algorithm::exit_states(const list& enabled) {
    const auto leaving = compute_exit_set(enabled);
    for (const auto s : leaving)
        for (const auto h : c_.states[s].children) {
            if (!c_.states[h].is_history()) continue;
            auto& kept = history_[h];
            kept.clear();
            for (const auto k : configuration_) {
                const bool deep = c_.is_atomic(k) && c_.is_descendant(k, s);
                if (c_.states[h].what == sort::deep ? deep : c_.states[k].parent == s) kept.insert(k);
            }
        }
    for (auto s = leaving.rbegin(); s != leaving.rend(); ++s) {
        trace.push_back("exit " + c_.states[*s].id);
        for (const auto& b : c_.states[*s].onexit) execute(b);
        configuration_.erase(*s);
    }
}

void literal_algorithm::enter_states(const list& enabled) {
    to_enter_.clear();
    for_default_entry_.clear();
    default_history_content_.clear();
    for (const auto* t : enabled) {
        if (t->targets.empty()) continue;
        const auto left = left_.find(t);
        floor_ = left == left_.end() ? domain(*t) : left->second;
        for (const auto s : t->targets) add_descendants(s);
        for (const auto s : effective_targets(*t)) add_ancestors(s, floor_);
    }
    for (const auto s : set(to_enter_)) enter(s);
}

void literal_algorithm::enter(drawn_id s) {
    const auto& own = c_.states[s];
    configuration_.insert(s);
    trace.push_back("enter " + own.id);
    for (const auto& b : own.onentry) execute(b);
    if (for_default_entry_.contains(s)) execute(own.initial.content);
    if (const auto h = default_history_content_.find(s); h != default_history_content_.end())
        execute(*h->second);
    if (own.what != sort::final) return;
    if (own.parent == 0) {
        running_ = false;
        return;
    }
    internal_.push_back("done.state." + c_.states[own.parent].id);
    const auto grandparent = c_.states[own.parent].parent;
    const auto regions = c_.children(grandparent);
    if (c_.states[grandparent].what == sort::parallel &&
        std::all_of(regions.begin(), regions.end(), [&](drawn_id r) { return is_in_final_state(r); }))
        internal_.push_back("done.state." + c_.states[grandparent].id);
}

void literal_algorithm::add_descendants(drawn_id s) {
    const auto& own = c_.states[s];
    if (own.is_history()) {
        std::vector<drawn_id> there = own.initial.targets;
        if (const auto kept = history_.find(s); kept != history_.end())
            there.assign(kept->second.begin(), kept->second.end());
        else
            default_history_content_[own.parent] = &own.initial.content;
        for (const auto t : there) add_descendants(t);
        for (const auto t : there) add_ancestors(t, own.parent);
        return;
    }
    to_enter_.insert(s);
    if (c_.is_compound(s)) {
        for_default_entry_.insert(s);
        for (const auto t : own.initial.targets) add_descendants(t);
        for (const auto t : own.initial.targets) add_ancestors(t, s);
    } else if (own.what == sort::parallel) {
        add_missing_children(s);
    }
}

void literal_algorithm::add_ancestors(drawn_id s, drawn_id ancestor) {
    for (const auto a : proper_ancestors(s, ancestor)) {
        // By the letter the ancestors of what a history stands for are entered up to its parent, even where
        // that lies above the domain, was never left and has other children active (3.11 again).
        if (a == 0 || a == floor_) break;
        to_enter_.insert(a);
        if (c_.states[a].what == sort::parallel) add_missing_children(a);
    }
}

void literal_algorithm::add_missing_children(drawn_id parallel) {
    for (const auto child : c_.children(parallel)) {
        const bool begun = std::any_of(to_enter_.begin(), to_enter_.end(),
                                       [&](drawn_id s) { return c_.is_descendant(s, child); });
        if (!begun) add_descendants(child);
    }
}

bool literal_algorithm::is_in_final_state(drawn_id s) const {
    const auto inner = c_.children(s);
    if (c_.is_compound(s))
        return std::any_of(inner.begin(), inner.end(), [&](drawn_id k) {
            return c_.states[k].what == sort::final && configuration_.contains(k);
        });
    return c_.states[s].what == sort::parallel &&
           std::all_of(inner.begin(), inner.end(), [&](drawn_id k) { return is_in_final_state(k); });
}

std::vector<drawn_id> literal_algorithm::effective_targets(const drawn_transition& t) const {
    std::vector<drawn_id> out;
    for (const auto s : t.targets) {
        if (!c_.states[s].is_history()) {
            out.push_back(s);
        } else if (const auto kept = history_.find(s); kept != history_.end()) {
            out.insert(out.end(), kept->second.begin(), kept->second.end());
        } else {
            const auto more = effective_targets(c_.states[s].initial);
            out.insert(out.end(), more.begin(), more.end());
        }
    }
    return out;
}

bool literal_algorithm::within(const std::vector<drawn_id>& all, drawn_id s) const {
    return std::all_of(all.begin(), all.end(), [&](drawn_id k) { return c_.is_descendant(k, s); });
}

drawn_id literal_algorithm::domain(const drawn_transition& t) const {
    const auto targets = effective_targets(t);
    if (t.source == 0 || (t.internal && c_.is_compound(t.source) && within(targets, t.source)))
        return t.source;
    for (const auto a : proper_ancestors(t.source, no_drawn))
        if (c_.is_compound(a) && within(targets, a)) return a;
    return 0;
}

std::vector<drawn_id> literal_algorithm::proper_ancestors(drawn_id s, drawn_id up_to) const {
    std::vector<drawn_id> out;
    for (auto p = c_.states[s].parent; p != no_drawn && p != up_to; p = c_.states[p].parent) out.push_back(p);
    return out;
}

void literal_algorithm::execute(const drawn_block& b) {
    for (const auto& a : b) {
        if (a.raises)
            internal_.push_back(a.text);
        else
            logs.push_back(a.text);
    }
}

void literal_algorithm::exit_interpreter() {
    for (auto s = configuration_.rbegin(); s != configuration_.rend(); ++s) {
        trace.push_back("exit " + c_.states[*s].id);
        for (const auto& b : c_.states[*s].onexit) execute(b);
    }
    configuration_.clear();
    trace.push_back("end ");
}

}  // namespace motcua::interpreter
