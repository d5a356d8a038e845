// Selecting and taking transitions: the body of runner.hpp, first part. Included by runner.cpp only.
#pragma once

#include "engine/interpreter/runner.hpp"

namespace motcua::interpreter {

template <class Data>
runner<Data>::runner(context& x, machine& m, const Data& data) : turn(x, m), data_(data) {
    frame_.slots = {m.slots.get(), data.variable_count()};
    frame_.configuration = {config_, width_};
    frame_.name = c_.name;
    frame_.now = x.in.at;
    frame_.seed = x.in.seed + 0xd1342543de82ef95u * x.space.turns++;  // each turn draws differently
    frame_.steps_left = &x.space.steps_left;
    if (m.ordinal == 0) {
        frame_.session_id = x.session_id;
    } else {
        own_id_ = id_of(x, m.ordinal);
        frame_.session_id = own_id_;
    }
    if constexpr (std::is_same_v<Data, datamodel::ecmascript_expressions>) {
        frame_.extras = &m.ensure_extras().variables;
        frame_.io_processors = processors_of(x, m, processors_);
    }
    if (m.has_event) {
        view_ = m.last.view();
        frame_.event = &view_;
    }
    if (const auto entered = data_.enter(frame_); !entered) stop(incident::runaway, entered.error().message);
}

template <class Data>
runner<Data>::~runner() {
    data_.leave(frame_);
}

template <class Data>
const datamodel::value* runner<Data>::processors_of(context& x, const machine& m, value& storage) {
    const auto entry = [](std::string_view location) {
        std::vector<datamodel::member> fields;
        fields.push_back({value::string("location"), value::string(location)});
        return value::object(std::move(fields));
    };
    const auto own = "#_scxml_" + id_of(x, m.ordinal);
    std::vector<datamodel::member> all;
    all.push_back({value::string(scxml_processor), entry(own)});
    all.push_back({value::string("scxml"), entry(own)});
    for (const auto& p : x.with.processors) {
        const auto at = m.ordinal == 0 ? p.location : p.location + "?session=" + std::to_string(m.ordinal);
        all.push_back({value::string(p.type), entry(at)});
        if (!p.alias.empty()) all.push_back({value::string(p.alias), entry(at)});
    }
    storage = value::object(std::move(all));
    return &storage;
}

template <class Data>
void runner<Data>::start() {
    m_.at = phase::running;
    bind_data(0, true);
    if (c_.data_binding == chart::binding::early)
        for (state_id s = 1; s < c_.states.size(); ++s)
            if (c_.states[s].data.count) bind_data(s, false);
    if (m_.extras) m_.extras->given.clear();
    run(c_.global_scripts);
    s_.to_invoke.assign(width_, 0);
    s_.enabled.assign(1, c_.states[0].initial);
    prepare_sets();
    s_.domains.assign(1, 0);
    find_entry_set();
    enter_states();
    complete();
}

template <class Data>
void runner<Data>::bind_data(state_id s, bool given) {
    const auto own = c_.states[s].data;
    for (auto i = own.first; i < own.end(); ++i) {
        const auto& d = c_.datas[i];
        const datamodel::named_value* handed = nullptr;
        if (given && m_.extras)
            for (const auto& g : m_.extras->given)
                if (g.name == d.id) handed = &g;
        if (!handed) {
            bind_one(d);
            continue;
        }
        if (const auto bound = data_.bind(d.location, frame_, handed->of); !bound)
            fail(bound.error(), d.where);
    }
}

// A variable whose value cannot be had exists, and is undefined.
template <class Data>
void runner<Data>::bind_one(const chart::data& d) {
    value v;
    if (!d.problem.empty())
        raise_error("error.execution", d.problem, d.where);
    else if (d.content != chart::nothing && !content_of(d.content, d.where, v))
        v = {};
    if (const auto bound = data_.bind(d.location, frame_, std::move(v)); !bound) fail(bound.error(), d.where);
}

template <class Data>
void runner<Data>::bind(event&& e) {
    m_.last = std::move(e);
    m_.has_event = true;
    view_ = m_.last.view();
    data_.set_event(frame_, &view_);
    trace(trace_entry::kind::event, m_.last.name);
}

template <class Data>
void runner<Data>::take(event&& e) {
    const bool careful = x_.with.production && m_.ordinal == 0;
    event before;
    const bool had = m_.has_event;
    if (careful) before = std::move(m_.last);
    s_.to_invoke.assign(width_, 0);
    bind(std::move(e));
    if (m_.extras && !m_.extras->invocations.empty()) forward_to_invoked();
    took_ = select(c_.events.classify(m_.last.name));
    if (m_.ordinal == 0) s_.result.taken = took_;
    if (took_) {
        microstep();
    } else if (m_.last.name.starts_with("error.")) {
        const auto& d = m_.last.data;
        note_unhandled(m_.last.name, d.is(value::kind::string) ? std::string(d.as_string()) : std::string());
    }
    if (!stopped()) complete();
    if (careful && !took_ && !stopped()) {
        m_.last = std::move(before);
        m_.has_event = had;
    }
}

template <class Data>
void runner<Data>::forward_to_invoked() {
    const auto& from = m_.last.origin().invokeid;
    const auto count = m_.extras->invocations.size();
    for (std::size_t i = 0; i < count && !stopped(); ++i) {
        const auto now = m_.extras->invocations[i];
        const auto& v = c_.invokes[now.of];
        if (v.has_finalize && !from.empty() && from == now.id) run(v.finalize);
        if (!v.autoforward || now.child == 0) continue;
        auto* child = x_.tree.find(now.child);
        if (child && child->at != phase::final && may_queue(child->ensure_extras().external.size()))
            child->ensure_extras().external.push_back(m_.last);
    }
}

// To the next wait on the external queue, or to the end.
template <class Data>
void runner<Data>::complete() {
    while (m_.at == phase::running && !stopped()) {
        settle();
        if (m_.at != phase::running || stopped()) break;
        start_invokes();
        if (internal_empty()) break;
    }
    if (m_.at == phase::final && !stopped()) leave_all();
    clear_internal();
}

template <class Data>
void runner<Data>::settle() {
    while (m_.at == phase::running && !stopped()) {
        if (select(chart::event_table::eventless)) {
            microstep();
            continue;
        }
        if (stopped() || internal_empty()) return;
        bind(std::move(next_internal()));
        if (select(c_.events.classify(m_.last.name))) {
            microstep();
            continue;
        }
        if (m_.last.type == event_type::platform && m_.last.name.starts_with("error."))
            note_unhandled(m_.last.name, std::string(m_.last.data.as_string()));
        may_go_on();  // a condition that fails on the error it raised would ask for ever
    }
}

template <class Data>
bool runner<Data>::select(chart::event_class c) {
    s_.enabled.clear();
    const auto* interested = c_.events.states(c);
    for (std::size_t w = 0; w < width_; ++w)
        for (auto rest = config_[w] & interested[w]; rest; rest &= rest - 1) {
            const auto s = static_cast<state_id>(w * 64 + static_cast<std::size_t>(std::countr_zero(rest)));
            if (!c_.is_atomic(s)) continue;
            for (auto up = s; up != chart::no_state && chart::has(interested, up); up = c_.states[up].parent)
                if (select_from(up, c)) break;
            if (stopped()) return false;
        }
    drop_conflicts();
    return !s_.enabled.empty();
}

template <class Data>
bool runner<Data>::select_from(state_id s, chart::event_class c) {
    const auto own = c_.states[s].transitions;
    const auto* matching = c_.events.transitions(c);
    for (auto t = own.first; t < own.end(); ++t) {
        if (!chart::has(matching, t)) continue;
        const auto& candidate = c_.transitions[t];
        if (candidate.cond != chart::no_expression) {
            const auto yes = data_.test(candidate.cond, frame_);
            if (!yes) {
                raise_error("error.execution",
                            c_.files[candidate.where.file] + ":" + std::to_string(candidate.where.at.line) +
                                ":" + std::to_string(candidate.where.at.column) + ": " + yes.error().message,
                            chart::nothing);
                if (yes.error().what == datamodel::problem::kind::limit)
                    stop(incident::runaway, yes.error().message);
                continue;
            }
            if (!*yes) continue;
        }
        add_enabled(t);
        return true;
    }
    return false;
}

// Counts a microstep, or an internal event that led to none; false where the bounds are reached.
template <class Data>
bool runner<Data>::may_go_on() {
    const auto& bounds = x_.with.bounds;
    if (++microsteps_ > bounds.microsteps)
        stop(incident::runaway, "more than " + std::to_string(bounds.microsteps) +
                                    " microsteps without coming to rest; look for a transition without event "
                                    "that stays enabled or a condition that fails on error.execution" +
                                    last_error());
    else if (++s_.work > bounds.work)
        stop(incident::runaway, "more than " + std::to_string(bounds.work) +
                                    " microsteps in one step; look for sessions that keep each other busy");
    return !stopped();
}

template <class Data>
void runner<Data>::microstep() {
    if (!may_go_on()) return;
    prepare_sets();
    find_exit_set();
    leave_states();
    for (const auto t : s_.enabled) {
        if (x_.with.trace) trace(trace_entry::kind::take, c_.states[c_.transitions[t].source].id);
        if (c_.transitions[t].content.count) run(c_.transitions[t].content);
    }
    find_entry_set();
    enter_states();
}

template <class Data>
void runner<Data>::leave_states() {
    record_histories();
    chart::each_backwards(s_.exit.data(), width_,
                          [&](std::size_t s) { leave_state(static_cast<state_id>(s)); });
}

template <class Data>
void runner<Data>::leave_state(state_id s) {
    const auto& own = c_.states[s];
    if (x_.with.trace) trace(trace_entry::kind::exit, own.id);
    for (auto b = own.onexit.first; b < own.onexit.end(); ++b) run(c_.blocks[b]);
    if (own.invokes.count) cancel_invokes(s);
    chart::drop(config_, s);
    chart::drop(s_.to_invoke.data(), s);
}

template <class Data>
void runner<Data>::enter_states() {
    chart::each(s_.entry.data(), width_, [&](std::size_t s) {
        if (!stopped()) enter_state(static_cast<state_id>(s));
    });
}

template <class Data>
void runner<Data>::enter_state(state_id s) {
    const auto& own = c_.states[s];
    if (x_.with.trace) trace(trace_entry::kind::enter, own.id);
    chart::put(config_, s);
    if (own.invokes.count) chart::put(s_.to_invoke.data(), s);
    if (c_.data_binding == chart::binding::late && own.data.count && !chart::has(m_.entered(), s)) {
        chart::put(m_.entered(), s);
        bind_data(s, false);
    }
    for (auto b = own.onentry.first; b < own.onentry.end(); ++b) run(c_.blocks[b]);
    if (chart::has(s_.default_entry.data(), s)) {
        const auto content = c_.transitions[own.initial].content;
        if (content.count) run(content);
    }
    for (std::size_t i = 0; i < s_.history_content.size(); ++i)
        if (s_.history_content[i].first == s) run(c_.transitions[s_.history_content[i].second].content);
    if (own.kind == chart::state_kind::final) note_final(s);
}

template <class Data>
void runner<Data>::note_final(state_id s) {
    const auto parent = c_.states[s].parent;
    if (parent == 0) {
        m_.at = phase::final;
        return;
    }
    auto data = done_data_of(s);
    raise("done.state." + c_.states[parent].id, event_type::internal).data = std::move(data);
    const auto above = c_.states[parent].parent;
    if (above != chart::no_state && above != 0 && c_.states[above].kind == chart::state_kind::parallel &&
        in_final_state(above))
        raise("done.state." + c_.states[above].id, event_type::internal);
}

template <class Data>
void runner<Data>::end() {
    m_.at = phase::final;
    leave_all();
}

// exitInterpreter of the Recommendation.
template <class Data>
void runner<Data>::leave_all() {
    ending_ = true;
    s_.to_invoke.assign(width_, 0);
    value data;
    state_id ended_in = 0;
    chart::each_backwards(config_, width_, [&](std::size_t at) {
        const auto s = static_cast<state_id>(at);
        const bool last = c_.states[s].kind == chart::state_kind::final && c_.states[s].parent == 0;
        leave_state(s);
        if (last) data = done_data_of(s), ended_in = s;
    });
    if (ended_in != 0) chart::put(config_, ended_in);  // what it ended in remains to be seen
    trace(trace_entry::kind::end, "");
    if (m_.extras) {
        m_.extras->external.clear();
        m_.extras->delayed.clear();
        m_.extras->invocations.clear();
    }
    if (m_.ordinal == 0) {
        s_.result.done_data = std::move(data);
        return;
    }
    auto& x = m_.ensure_extras();
    auto* parent = x_.tree.find(x.parent);
    if (m_.cancelled || !parent || parent->at == phase::final) return;
    event done;
    done.name = "done.invoke." + x.invoke_id;
    done.type = event_type::external;
    done.data = std::move(data);
    done.from = std::make_shared<event_origin>(event_origin{{}, {}, {}, x.invoke_id, {}});
    for (auto& i : parent->ensure_extras().invocations)
        if (i.child == m_.ordinal) i.child = 0;
    if (may_queue(parent->ensure_extras().external.size()))
        parent->ensure_extras().external.push_back(std::move(done));
}

}  // namespace motcua::interpreter
