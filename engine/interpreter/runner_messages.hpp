// <send>, <cancel> and <invoke>: the body of runner.hpp, third part. Included by runner.cpp only.
#pragma once

#include <algorithm>

#include "engine/chart/delay.hpp"
#include "engine/interpreter/runner_content.hpp"
#include "engine/value/conversion.hpp"

namespace motcua::interpreter {

template <class Data>
std::string runner<Data>::made_up_id(std::string_view prefix) {
    return std::string(prefix) + '.' + std::to_string(++m_.next_id);
}

template <class Data>
bool runner<Data>::knows_type(std::string_view type) const {
    if (is_scxml_type(type)) return true;
    const auto& known = x_.with.processors;
    return std::any_of(known.begin(), known.end(), [&](const io_processor& p) {
        return p.type == type || (!p.alias.empty() && p.alias == type);
    });
}

template <class Data>
bool runner<Data>::delay_of(const chart::send& d, chart::index where, std::chrono::milliseconds& into) {
    std::string text;
    if (!text_of(d.delay, where, text)) return false;
    const auto parsed = chart::parse_delay(text);
    if (!parsed) {
        raise_error("error.execution", "\"" + text + "\" is no delay; 1.5s and 200ms are", where);
        return false;
    }
    into = *parsed;
    return true;
}

template <class Data>
bool runner<Data>::data_of(const chart::send& d, chart::index where, value& into) {
    if (d.content != chart::nothing) {
        if (!content_of(d.content, where, into) || !may_hand_on(into, where)) return false;
        into = datamodel::detach(datamodel::own(std::move(into)));
        return true;
    }
    if (d.parameters.count == 0) return true;
    std::vector<datamodel::named_value> fields;
    if (!parameters_of(d.parameters, fields, false)) return false;
    into = object_of(std::move(fields));
    return true;
}

template <class Data>
bool runner<Data>::run_send(const chart::instruction& i) {
    const auto& d = c_.sends[i.a];
    delayed_send s;
    std::chrono::milliseconds delay{0};
    event_origin from;
    if (!text_of(d.event, i.where, s.what.name) || !text_of(d.target, i.where, s.target) ||
        !text_of(d.type, i.where, s.type) || (d.delay.written && !delay_of(d, i.where, delay)) ||
        !data_of(d, i.where, s.what.data) ||
        !may_hand_on(s.what.name.size() + s.target.size() + s.type.size(), i.where))
        return false;
    from.sendid = d.id;
    if (d.id_location != chart::no_expression) {
        from.sendid = made_up_id("send");
        const auto stored = data_.assign(d.id_location, frame_, value::string(from.sendid));
        if (!stored) return fail(stored.error(), i.where);
    }
    const bool here = is_scxml_type(s.type);
    if (here && s.target == "#_internal") {
        auto& e = raise(s.what.name, event_type::internal);
        e.data = std::move(s.what.data);
        if (!from.sendid.empty()) e.from = std::make_shared<event_origin>(std::move(from));
        return true;
    }
    if (here) from.origin = "#_scxml_" + id_of(x_, m_.ordinal), from.origintype = scxml_processor;
    s.what.from = std::make_shared<event_origin>(std::move(from));
    s.due = x_.in.at + delay;
    return dispatch(d, i.where, std::move(s), delay.count() > 0);
}

template <class Data>
bool runner<Data>::dispatch(const chart::send&, chart::index where, delayed_send&& s, bool delayed) {
    const auto id = s.what.origin().sendid;
    if (!knows_type(s.type)) {
        raise_error("error.execution", "there is no event I/O processor " + s.type, where, id);
        return false;
    }
    if (is_scxml_type(s.type) && !s.target.empty() && !s.target.starts_with("#_")) {
        raise_error("error.execution", "the target " + s.target + " is none that the SCXML processor knows",
                    where, id);
        return false;
    }
    if (!is_scxml_type(s.type) && s.target.empty()) {
        raise_error("error.communication", "a message of type " + s.type + " needs target or targetexpr",
                    where, id);
        return false;
    }
    if (delayed) {
        if (ending_) return true;  // a session that ends takes its delayed sends along
        auto& waiting = m_.ensure_extras().delayed;
        if (waiting.size() >= x_.with.bounds.delayed) {
            stop(incident::runaway, c_.where(where) + ": too many delayed sends wait");
            return false;
        }
        s.sequence = ++x_.tree.sends_so_far;
        waiting.push_back(std::move(s));
        return true;
    }
    const auto lost = deliver(x_, m_, s.target, s.type, s.what);
    if (!lost.error.empty()) raise_error(lost.error, lost.message, where, id);
    return lost.error.empty();
}

template <class Data>
bool runner<Data>::run_cancel(const chart::instruction& i) {
    std::string id;
    if (!text_of(c_.cancels[i.a], i.where, id)) return false;
    if (m_.extras)
        std::erase_if(m_.extras->delayed,
                      [&](const delayed_send& d) { return d.what.origin().sendid == id; });
    return true;
}

template <class Data>
void runner<Data>::start_invokes() {
    chart::each(s_.to_invoke.data(), width_, [&](std::size_t s) {
        const auto own = c_.states[s].invokes;
        for (auto i = own.first; i < own.end() && !stopped(); ++i) start_invoke(i);
    });
    std::fill(s_.to_invoke.begin(), s_.to_invoke.end(), 0);
}

// The chart to run; null when the error has been raised.
template <class Data>
chart_pointer runner<Data>::chart_of(const chart::invoke& v, std::string& document) {
    if (v.child) return v.child;
    if (v.src.written) {
        std::string address;
        if (!text_of(v.src, v.where, address)) return nullptr;
        auto found = x_.world.chart_at(address, c_.files.front());
        if (!found)
            raise_error("error.communication", "there is no document to invoke at " + address, v.where);
        return found;
    }
    if (v.content == chart::nothing) {
        raise_error("error.execution", "<invoke> names no document; give it src, srcexpr or <content>",
                    v.where);
        return nullptr;
    }
    value text;
    if (!content_of(v.content, v.where, text)) return nullptr;
    document = datamodel::to_string(text);
    if (!may_hand_on(document.size(), v.where)) return nullptr;
    chart::load_options how;
    how.heap = x_.with.heap;
    how.lenient = !x_.with.production;
    auto made = chart::load(document, c_.files.front(), how);
    if (made) return *made;
    raise_error("error.execution", to_string(made.error().front()), v.where);
    return nullptr;
}

template <class Data>
void runner<Data>::start_invoke(chart::index of) {
    const auto& v = c_.invokes[of];
    std::string type, document;
    if (!text_of(v.type, v.where, type)) return;
    if (type.ends_with('/')) type.pop_back();
    if (!type.empty() && type != "scxml" && type != "http://www.w3.org/TR/scxml")
        return raise_error("error.execution", "nothing here invokes documents of type " + type, v.where);

    auto id = v.id.empty() ? made_up_id(c_.states[v.owner].id) : v.id;
    if (v.id_location != chart::no_expression) {
        const auto stored = data_.assign(v.id_location, frame_, value::string(id));
        if (!stored) return void(fail(stored.error(), v.where));
    }
    std::vector<datamodel::named_value> given;
    if (!parameters_of(v.parameters, given, false)) return;
    auto what = chart_of(v, document);
    if (!what) return;

    std::uint32_t depth = 1;
    for (const auto* up = &m_; up->ordinal != 0; up = x_.tree.find(up->extras->parent)) ++depth;
    if (depth > x_.with.bounds.nesting || x_.tree.children().size() >= x_.with.bounds.machines)
        return raise_error("error.execution", "too many sessions are invoked inside one another", v.where);

    auto& child = x_.tree.add_child(std::move(what));
    auto& x = child.ensure_extras();
    x.parent = m_.ordinal;
    x.invoke_id = id;
    x.document = std::move(document);
    x.given = std::move(given);
    m_.ensure_extras().invocations.push_back({of, std::move(id), child.ordinal});
}

template <class Data>
void runner<Data>::cancel_invokes(state_id s) {
    if (!m_.extras) return;
    auto& all = m_.extras->invocations;
    std::vector<std::uint32_t> ending;
    std::erase_if(all, [&](const invocation& i) {
        const bool own = c_.invokes[i.of].owner == s;
        if (own && i.child != 0) ending.push_back(i.child);
        return own;
    });
    if (ending.empty()) return;
    data_.leave(frame_);
    for (const auto ordinal : ending)
        if (auto* child = x_.tree.find(ordinal); child && child->at != phase::final) {
            child->cancelled = true;
            end_machine(x_, *child);
        }
    if (const auto entered = data_.enter(frame_); !entered) stop(incident::runaway, entered.error().message);
}

}  // namespace motcua::interpreter
