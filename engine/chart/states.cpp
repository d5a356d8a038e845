#include <algorithm>

#include "engine/chart/builder.hpp"
#include "engine/chart/words.hpp"

namespace motcua::chart {

namespace {

// "done.state.*" and "done.state." mean "done.state"; ".*" means "*".
std::string_view plain_descriptor(std::string_view d) {
    if (d.size() >= 2 && d.ends_with(".*"))
        d.remove_suffix(2);
    else if (d.size() > 1 && d.ends_with('.'))
        d.remove_suffix(1);
    return d.empty() ? "*" : d;
}

state_kind kind_of(tag t) {
    return t == tag::parallel ? state_kind::parallel
           : t == tag::final  ? state_kind::final
                              : state_kind::atomic;
}

}  // namespace

void builder::read_root(const xml::element& root) {
    const auto w = check(tag::scxml, root);
    auto& c = *out_;
    c.name = w.get_or(key::name, "");
    if (!w.has(key::version) && !options_.lenient) fault_at(root, "<scxml> needs version=\"1.0\"");
    c.null_datamodel = w.get_or(key::datamodel, "") == "null";
    c.data_binding = w.get_or(key::binding, "") == "late" ? binding::late : binding::early;

    c.states.emplace_back();
    c.states[0].kind = state_kind::compound;
    c.states[0].where = where(root);
    state_elements_.push_back(root);
    if (w.foreign()) c.states[0].annotations = read_annotations(root);
    read_children(gather_parts(root, tag::scxml), 0);
    if (c.states.size() == 1) fault_at(root, "<scxml> needs at least one <state>, <parallel> or <final>");
    if (const auto names = w[key::initial])
        c.states[0].initial = default_transition(0, root, *names, key::initial);
}

range builder::gather_parts(const xml::element& e, tag t) {
    const auto first = static_cast<index>(parts_.size());
    each_child(e, t, [&](const xml::element& child, tag inner) { parts_.push_back({child, inner}); });
    return {first, static_cast<index>(parts_.size()) - first};
}

void builder::read_children(const range& parts, state_id self) {
    for (auto i = parts.first; i < parts.end(); ++i) {
        const auto p = parts_[i];  // parts_ grows meanwhile
        read_state_part(p.at, p.what, self);
    }
    parts_.resize(parts.first);
    out_->states[self].end = static_cast<state_id>(out_->states.size());
}

void builder::read_state_part(const xml::element& c, tag t, state_id self) {
    using enum tag;
    switch (t) {
        case state:
        case parallel:
        case final:
            return read_state(c, t, self);
        case history:
            return read_history(c, self);
        case transition:
            return read_transition(c, self);
        case initial:
            return read_initial(c, self);
        case datamodel:
            return read_datamodel(c, self);
        case donedata:
            return read_done_data(c, self);
        case script: {
            const auto first = static_cast<index>(out_->instructions.size());
            read_script(c, check(t, c));
            if (out_->global_scripts.count == 0) out_->global_scripts.first = first;
            out_->global_scripts.count =
                static_cast<index>(out_->instructions.size()) - out_->global_scripts.first;
            return;
        }
        default:
            return;  // handlers are gathered by read_state so that each state's stand together
    }
}

void builder::read_state(const xml::element& e, tag t, state_id parent) {
    auto& c = *out_;
    if (c.states.size() >= no_state) return;
    const auto self = static_cast<state_id>(c.states.size());
    auto& fresh = c.states.emplace_back();
    state_elements_.push_back(e);
    fresh.parent = parent;
    fresh.kind = kind_of(t);
    fresh.where = where(e);
    const auto w = check(t, e);
    if (const auto id = w[key::id]) fresh.id = *id, fresh.has_id = true;
    if (w.foreign()) fresh.annotations = read_annotations(e);

    const auto parts = gather_parts(e, t);
    const auto each_part = [&](tag wanted, auto&& read) {
        for (auto i = parts.first; i < parts.end(); ++i)
            if (parts_[i].what == wanted) read(parts_[i].at);
    };
    for (const auto handler : {tag::onentry, tag::onexit}) {
        const auto first = static_cast<index>(c.blocks.size());
        each_part(handler, [&](const xml::element& at) { read_handler(at, handler); });
        const range r{first, static_cast<index>(c.blocks.size()) - first};
        (handler == tag::onentry ? c.states[self].onentry : c.states[self].onexit) = r;
    }
    const auto first_invoke = static_cast<index>(c.invokes.size());
    each_part(tag::invoke, [&](const xml::element& at) { read_invoke(at, self, first_invoke); });
    c.states[self].invokes = {first_invoke, static_cast<index>(c.invokes.size()) - first_invoke};

    read_children(parts, self);
    if (const auto names = w[key::initial]; names && t == tag::state) {
        if (c.states[self].initial != nothing)
            fault_at(e, key::initial, "the attribute initial and the element <initial> exclude each other");
        c.states[self].initial = default_transition(self, e, *names, key::initial);
    }
}

void builder::read_handler(const xml::element& e, tag t) {
    check(t, e);
    out_->blocks.emplace_back();
    const auto at = out_->blocks.size() - 1;
    out_->blocks[at] = read_block(e);
}

void builder::descriptors_of(const xml::element& e, const attributes& w, transition& t) {
    const auto written = w[key::event];
    t.eventless = !written;
    if (!written) return;
    t.descriptors.first = static_cast<index>(out_->descriptors.size());
    t.descriptors.count = static_cast<index>(each_word(
        *written, [&](std::string_view d) { out_->descriptors.emplace_back(plain_descriptor(d)); }));
    if (t.descriptors.count == 0)
        fault_at(e, key::event, "event=\"\" names no event; leave the attribute out or name one");
}

void builder::read_transition(const xml::element& e, state_id source) {
    auto& c = *out_;
    const auto self = static_cast<index>(c.transitions.size());
    transition t;
    t.source = source;
    t.where = where(e);
    const auto w = check(tag::transition, e);
    descriptors_of(e, w, t);
    t.cond = add_if_written(role::condition, e, w, key::cond);
    t.internal = w.get_or(key::type, "") == "internal";
    if (t.eventless && t.cond == no_expression && !w.has(key::target))
        fault_at(e, "<transition> needs at least one of event, cond and target");
    c.transitions.push_back(t);
    own_transitions_.push_back(self);
    if (const auto names = w[key::target]) pending_.push_back({self, *names, e, name_of(key::target)});
    actions_.clear();
    c.transitions[self].content = read_block(e);
    for (const auto& a : actions_) read_action(a, self);
    actions_.clear();
}

index builder::default_transition(state_id source, const xml::element& at, std::string_view names,
                                  key attribute) {
    const auto self = static_cast<index>(out_->transitions.size());
    transition t;
    t.source = source;
    t.eventless = true;
    t.where = where(at);
    out_->transitions.push_back(t);
    pending_.push_back({self, names, at, name_of(attribute)});
    return self;
}

void builder::read_initial(const xml::element& e, state_id self) {
    check(tag::initial, e);
    read_default(e, tag::initial, self);
}

// What <initial> and <history> hold: exactly one <transition>, which names states and may act.
void builder::read_default(const xml::element& e, tag of, state_id self) {
    const std::string owner = "<" + std::string(name_of(of)) + ">";
    xml::element t;
    each_child(e, of, [&](const xml::element& child, tag) { t = child; });
    if (!t) return;
    const auto w = check(tag::transition, t);
    for (const auto forbidden : {key::event, key::cond})
        if (w.has(forbidden))
            fault_at(t, forbidden, "the <transition> of " + owner + " takes neither event nor cond");
    const auto names = w[key::target];
    if (!names) return fault_at(t, "the <transition> of " + owner + " needs target");
    const auto made = default_transition(self, t, *names, key::target);
    out_->states[self].initial = made;
    out_->transitions[made].content = read_block(t);
}

void builder::read_history(const xml::element& e, state_id parent) {
    auto& c = *out_;
    if (c.states.size() >= no_state) return;
    const auto self = static_cast<state_id>(c.states.size());
    auto& h = c.states.emplace_back();
    state_elements_.push_back(e);
    h.parent = parent;
    h.where = where(e);
    h.end = static_cast<state_id>(self + 1);
    const auto w = check(tag::history, e);
    if (const auto id = w[key::id]) h.id = *id, h.has_id = true;
    h.kind = w.get_or(key::type, "") == "deep" ? state_kind::deep_history : state_kind::shallow_history;
    h.history_slot = static_cast<index>(c.histories.size());
    c.histories.push_back(self);

    read_default(e, tag::history, self);
}

void builder::read_datamodel(const xml::element& e, state_id owner) {
    check(tag::datamodel, e);
    auto& own = out_->states[owner].data;
    own.first = static_cast<index>(out_->datas.size());
    each_child(e, tag::datamodel, [&](const xml::element& child, tag t) {
        const auto w = check(t, child);
        data d;
        d.id = w.get_or(key::id, "");
        d.owner = owner;
        d.where = place_of(child);
        if (d.id.empty()) return;
        const bool twice =
            std::any_of(out_->datas.begin(), out_->datas.end(), [&](const data& o) { return o.id == d.id; });
        if (twice)
            fault_at(child, key::id,
                     "<data id=\"" + d.id + "\"> exists already; data ids are unique in a document");
        variables_.push_back(d.id);
        d.location = add(role::location, d.id, child, "id");
        if (out_->null_datamodel) fault_at(child, "the null data model has no <data>");
        if (const auto expr = w[key::expr]) {
            d.content = add_content({add(role::value, *expr, child, "expr"), {}});
        } else if (const auto src = w[key::src]) {
            const auto text = read_source(child, std::string(*src), d.problem);
            if (d.problem.empty()) d.content = body_of(text);
        } else {
            d.content = read_content(child);
        }
        out_->datas.push_back(std::move(d));
    });
    own.count = static_cast<index>(out_->datas.size()) - own.first;
}

void builder::read_done_data(const xml::element& e, state_id self) {
    done_data d;
    d.where = place_of(e);
    d.parameters = read_parameters(e, tag::donedata, check(tag::donedata, e));
    if (const auto inner = e.child(scxml_namespace, "content")) d.content = read_typed_content(inner);
    out_->states[self].done_data = static_cast<index>(out_->done_datas.size());
    out_->done_datas.push_back(d);
}

}  // namespace motcua::chart
