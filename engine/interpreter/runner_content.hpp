// Executable content and the values around it: the body of runner.hpp, second part. Included by runner.cpp
// only.
#pragma once

#include "engine/interpreter/runner.hpp"
#include "engine/value/conversion.hpp"
#include "engine/value/encoding.hpp"

namespace motcua::interpreter {

// Raises the error; false, so that callers can return it: the block ends here.
template <class Data>
bool runner<Data>::fail(const datamodel::problem& p, chart::index where) {
    raise_error("error.execution", p.message, where);
    if (p.what == datamodel::problem::kind::limit)
        stop(incident::runaway, c_.where(where) + ": " + p.message);
    return false;
}

template <class Data>
bool runner<Data>::run(chart::range block) {
    for (auto at = block.first; at < block.end();)
        if (stopped() || !may_step(c_.instructions[at].where) || !execute(at)) return false;
    return true;
}

template <class Data>
bool runner<Data>::execute(chart::index& at) {
    using chart::op;
    const auto& i = c_.instructions[at++];
    switch (i.what) {
        case op::assign:
            return run_assign(i);
        case op::effect:
            return run_effect(i);
        case op::branch:
            if (!test(i.a, i.where)) at = i.b;
            return true;
        case op::jump:
            at = i.b;
            return true;
        case op::raise:
            raise(c_.strings[i.a], event_type::internal);
            return true;
        case op::send:
            return run_send(i);
        case op::cancel:
            return run_cancel(i);
        case op::log:
            return run_log(i);
        case op::foreach: {
            const auto after = i.b;
            if (!run_loop(i)) return false;
            at = after;
            return true;
        }
        case op::script: {
            const auto done = data_.run(i.a, frame_);
            return done ? true : fail(done.error(), i.where);
        }
    }
    return true;
}

// A condition that cannot be evaluated counts as false and is an error.
template <class Data>
bool runner<Data>::test(chart::expression_id e, chart::index where) {
    const auto yes = data_.test(e, frame_);
    if (!yes) return fail(yes.error(), where);
    return *yes;
}

template <class Data>
bool runner<Data>::evaluate(chart::expression_id e, chart::index where, value& into) {
    auto v = data_.evaluate(e, frame_);
    if (!v) return fail(v.error(), where);
    into = std::move(*v);
    return true;
}

template <class Data>
bool runner<Data>::run_loop(const chart::instruction& i) {
    const auto& l = c_.loops[i.a];
    auto all = data_.elements(l.array, frame_);
    if (!all) return fail(all.error(), i.where);
    const auto body = static_cast<chart::index>(&i - c_.instructions.data()) + 1;
    const auto bind = [&](chart::expression_id location, value v) {
        if (location == chart::no_expression) return true;
        const auto bound = data_.bind(location, frame_, std::move(v));
        return bound ? true : fail(bound.error(), i.where);
    };
    // Even an empty array declares the item.
    if (all->elements().empty()) return bind(l.item, {}) && bind(l.position, {});
    std::size_t n = 0;
    for (const auto& item : all->elements()) {
        if (!may_step(i.where) || !may_store(item, i.where)) return false;
        if (!bind(l.item, item) || !bind(l.position, value::number(static_cast<double>(n++)))) return false;
        if (!run({body, i.b - body})) return false;
    }
    return true;
}

template <class Data>
bool runner<Data>::run_assign(const chart::instruction& i) {
    value v;
    if (i.b != chart::no_expression ? !evaluate(i.b, i.where, v)
                                    : i.c != chart::nothing && !content_of(i.c, i.where, v))
        return false;
    if (!may_store(v, i.where)) return false;
    const auto done = data_.assign(i.a, frame_, std::move(v));
    return done ? true : fail(done.error(), i.where);
}

template <class Data>
bool runner<Data>::run_log(const chart::instruction& i) {
    value v;
    if (i.b != chart::no_expression && !evaluate(i.b, i.where, v)) return false;
    if (!may_hand_on(v, i.where) || !may_hand_on(sizeof(log_line), i.where)) return false;
    auto text = v.is_container() ? to_text(datamodel::to_json(v)) : datamodel::to_string(v);
    s_.result.logs.push_back({i.a == chart::nothing ? std::string() : c_.strings[i.a],
                              i.b == chart::no_expression ? std::string() : std::move(text)});
    return true;
}

template <class Data>
bool runner<Data>::run_effect(const chart::instruction& i) {
    const auto& f = c_.effects[i.a];
    if (!may_hand_on(sizeof(effect_call) + f.arguments.count * sizeof(named_argument), i.where)) return false;
    auto& to = s_.result.arguments;
    const auto first = to.size();
    for (auto k = f.arguments.first; k < f.arguments.end(); ++k) {
        const auto& a = c_.arguments[k];
        value v;
        if (a.expression == chart::no_expression)
            v = value::string(a.text);
        else if (!evaluate(a.expression, i.where, v) || !may_hand_on(v, i.where)) {
            to.resize(first);
            return false;
        }
        to.push_back({a.name, datamodel::own(std::move(v))});
    }
    s_.result.effects.push_back({f.name, first, to.size() - first});
    return true;
}

template <class Data>
bool runner<Data>::text_of(const chart::text_or_expression& t, chart::index where, std::string& into) {
    if (t.expression == chart::no_expression) {
        into = t.text;
        return true;
    }
    value v;
    if (!evaluate(t.expression, where, v)) return false;
    into = datamodel::to_string(v);
    return true;
}

template <class Data>
bool runner<Data>::content_of(chart::index content, chart::index where, value& into) {
    const auto& c = c_.contents[content];
    if (c.expression != chart::no_expression) return evaluate(c.expression, where, into);
    into = c.literal;
    return true;
}

template <class Data>
bool runner<Data>::parameters_of(chart::range r, std::vector<datamodel::named_value>& into, bool keep_going) {
    for (auto i = r.first; i < r.end(); ++i) {
        const auto& p = c_.parameters[i];
        value v;
        if (evaluate(p.expression, p.where, v) && may_hand_on(v, p.where))
            into.push_back({p.name, datamodel::own(std::move(v))});
        else if (!keep_going)
            return false;
    }
    return true;
}

namespace {

datamodel::value object_of(std::vector<datamodel::named_value>&& fields) {
    std::vector<datamodel::member> members;
    for (auto& f : fields) members.push_back({datamodel::value::string(f.name), std::move(f.of)});
    return datamodel::detach(datamodel::value::object(std::move(members)));
}

}  // namespace

// A parameter that cannot be evaluated is left out.
template <class Data>
datamodel::value runner<Data>::done_data_of(state_id final) {
    const auto at = c_.states[final].done_data;
    if (at == chart::nothing) return {};
    const auto& d = c_.done_datas[at];
    if (d.content != chart::nothing) {
        value v;
        return content_of(d.content, d.where, v) && may_hand_on(v, d.where)
                   ? datamodel::detach(datamodel::own(std::move(v)))
                   : value{};
    }
    std::vector<datamodel::named_value> fields;
    parameters_of(d.parameters, fields, true);
    return fields.empty() ? value{} : object_of(std::move(fields));
}

}  // namespace motcua::interpreter
