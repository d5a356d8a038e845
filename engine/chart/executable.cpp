#include "engine/base/hash.hpp"
#include "engine/chart/builder.hpp"

namespace motcua::chart {

range builder::read_block(const xml::element& e) {
    const auto first = static_cast<index>(out_->instructions.size());
    for (const auto& child : e.each()) read_instruction(child);
    if (!actions_.empty() && e.name() != "transition") {
        fault_at(actions_.front(), "mc:action stands only directly inside <transition>");
        actions_.clear();
    }
    return {first, static_cast<index>(out_->instructions.size()) - first};
}

void builder::emit(op what, const xml::element& at, index a, index b, index c) {
    out_->instructions.push_back({what, a, b, c, place_of(at)});
}

void builder::read_instruction(const xml::element& e) {
    const auto ns = e.ns(), name = e.name();
    const bool scxml = is_scxml(ns);
    if (!scxml && ns == domain_namespace) {
        if (name == "action")
            actions_.push_back(e);
        else
            read_effect(e);
        return;
    }
    if (!scxml) return;
    const auto t = tag_of(name);
    if (t == tag::elseif || t == tag::else_)
        return fault_at(e, "<" + std::string(name) + "> stands only directly inside <if>");
    if (!is_executable(t))
        return fault_at(e, "<" + std::string(name) + "> is no executable content; it does not belong here");
    if (!may_stand_inside(outermost_, t))
        fault_at(e, "<" + std::string(name) + "> stands nowhere inside <" + std::string(name_of(outermost_)) +
                        ">, which only takes over what an event brought");
    const auto w = check(t, e);
    switch (t) {
        case tag::raise:
            return emit(op::raise, e, text(std::string(w.get_or(key::event, ""))));
        case tag::if_:
            return read_if(e, w);
        case tag::foreach:
            return read_foreach(e, w);
        case tag::log:
            return read_log(e, w);
        case tag::assign:
            return read_assign(e, w);
        case tag::script:
            return read_script(e, w);
        case tag::send:
            return read_send(e, w);
        default:
            return read_cancel(e, w);
    }
}

// if A … elseif B … else … becomes: branch A → next; …; jump → end; branch B → next; …; jump → end; …
void builder::read_if(const xml::element& e, const attributes& w) {
    auto& code = out_->instructions;
    std::vector<std::size_t> to_end;
    auto waiting = code.size();
    bool open = true;  // `waiting` is a branch that does not know yet where to go
    emit(op::branch, e, static_cast<index>(add_if_written(role::condition, e, w, key::cond)));
    const auto close = [&](const xml::element& at) {
        to_end.push_back(code.size());
        emit(op::jump, at);
        code[waiting].b = static_cast<index>(code.size());
    };
    for (const auto& child : e.each()) {
        const auto ns = child.ns(), name = child.name();
        const auto t = ns == scxml_namespace ? tag_of(name) : tag::unknown;
        if (t != tag::elseif && t != tag::else_) {
            read_instruction(child);
            continue;
        }
        const auto inner = check(t, child);
        if (!open) {
            fault_at(child, "<" + std::string(child.name()) + "> after <else>; <else> comes last and once");
            continue;
        }
        close(child);
        waiting = code.size();
        open = t == tag::elseif;
        if (open)
            emit(op::branch, child,
                 static_cast<index>(add_if_written(role::condition, child, inner, key::cond)));
    }
    if (open) code[waiting].b = static_cast<index>(code.size());
    for (const auto j : to_end) code[j].b = static_cast<index>(code.size());
}

void builder::read_foreach(const xml::element& e, const attributes& w) {
    loop l;
    l.array = add_if_written(role::value, e, w, key::array);
    l.item = add_if_written(role::location, e, w, key::item);
    l.position = add_if_written(role::location, e, w, key::index_);
    const auto at = out_->instructions.size();
    emit(op::foreach, e, static_cast<index>(out_->loops.size()));
    out_->loops.push_back(l);
    read_block(e);
    out_->instructions[at].b = static_cast<index>(out_->instructions.size());
}

void builder::read_log(const xml::element& e, const attributes& w) {
    const auto label = w[key::label];
    const auto expr = add_if_written(role::value, e, w, key::expr);
    emit(op::log, e, label ? text(std::string(*label)) : nothing, static_cast<index>(expr));
}

void builder::read_assign(const xml::element& e, const attributes& w) {
    const auto location = add_if_written(role::location, e, w, key::location);
    const auto expr = add_if_written(role::value, e, w, key::expr);
    const auto content = expr == no_expression ? read_content(e) : nothing;
    emit(op::assign, e, static_cast<index>(location), static_cast<index>(expr), content);
}

void builder::read_script(const xml::element& e, const attributes& w) {
    auto code = e.text();
    if (const auto src = w[key::src]) {
        std::string problem;
        code = read_source(e, std::string(*src), problem);
        if (!problem.empty()) {
            // Unlike other sources: a document whose script cannot be had is rejected (5.8.2).
            if (options_.lenient) fault_at(e, "src", problem);
            return;
        }
    }
    if (out_->null_datamodel) return fault_at(e, "the null data model has no <script>");
    emit(op::script, e, static_cast<index>(add(role::script, code, e, "")));
}

void builder::read_cancel(const xml::element& e, const attributes& w) {
    out_->cancels.push_back(read_either(e, w, key::sendid, key::sendidexpr));
    emit(op::cancel, e, static_cast<index>(out_->cancels.size() - 1));
}

void builder::read_send(const xml::element& e, const attributes& w) {
    send s;
    s.event = read_either(e, w, key::event, key::eventexpr);
    s.target = read_either(e, w, key::target, key::targetexpr);
    s.type = read_either(e, w, key::type, key::typeexpr);
    s.delay = read_either(e, w, key::delay, key::delayexpr);
    check_delay(e, s.delay);
    s.id = w.get_or(key::id, "");
    s.id_location = add_if_written(role::location, e, w, key::idlocation);
    s.parameters = read_parameters(e, tag::send, w);
    const auto inner = e.child(scxml_namespace, "content");
    if (inner) {
        if (w.has(key::namelist)) fault_at(e, "<send> takes <content> or namelist, not both");
        s.content = read_typed_content(inner);
    }
    const bool elsewhere = s.type.written && s.type.text != "scxml" &&
                           s.type.text.find("#SCXMLEventProcessor") == s.type.text.npos;
    if (!s.event.written && !inner && !elsewhere)
        fault_at(e, "<send> needs event or eventexpr, or <content>");
    if (s.delay.written && s.target.text == "#_internal")
        fault_at(e, "delay", "an event to #_internal cannot be delayed; remove delay or the target");
    out_->sends.push_back(std::move(s));
    emit(op::send, e, static_cast<index>(out_->sends.size() - 1));
}

void builder::read_invoke(const xml::element& e, state_id owner, index first_of_owner) {
    invoke v;
    v.owner = owner;
    v.ordinal = static_cast<index>(out_->invokes.size()) - first_of_owner;
    v.where = place_of(e);
    const auto w = check(tag::invoke, e);
    v.type = read_either(e, w, key::type, key::typeexpr);
    v.src = read_either(e, w, key::src, key::srcexpr);
    v.id = w.get_or(key::id, "");
    v.id_location = add_if_written(role::location, e, w, key::idlocation);
    v.autoforward = w.get_or(key::autoforward, "") == "true";
    v.parameters = read_parameters(e, tag::invoke, w);
    if (w.has(key::namelist) && e.child(scxml_namespace, "param"))
        fault_at(e, "<invoke> takes only one of namelist and <param>");
    if (const auto inner = e.child(scxml_namespace, "content")) {
        if (v.src.written) fault_at(e, "<invoke> takes only one of src, srcexpr and <content>");
        const auto document = inner.child(scxml_namespace, "scxml");
        if (document && !inner.view("expr")) {
            check(tag::content, inner);
            builder child(options_);
            const auto made = child.read(document);
            if (made) made->content_hash = sha256(inner.inner_xml());
            v.child = made;
            found_.insert(found_.end(), child.found_.begin(), child.found_.end());
            attached_ += child.attached_;
        } else {
            v.content = read_typed_content(inner);
        }
    }
    if (const auto finalize = e.child(scxml_namespace, "finalize")) {
        v.has_finalize = true;
        v.finalize = read_finalize(finalize, e, v.parameters);
    }
    out_->invokes.push_back(std::move(v));
}

// An empty one takes back what it gave: each name in the namelist and each <param> with a location is
// assigned what an event of the invoked session brings under that name (6.5.2). `given`: the names of the
// namelist, then those of the params.
range builder::read_finalize(const xml::element& finalize, const xml::element& invoke, range given) {
    check(tag::finalize, finalize);
    outermost_ = tag::finalize;
    auto block = read_block(finalize);
    outermost_ = tag::unknown;
    if (block.count > 0 || out_->null_datamodel) return block;
    block.first = static_cast<index>(out_->instructions.size());
    const auto params = invoke.children(scxml_namespace, "param");
    for (auto i = given.first; i + params.size() < given.end(); ++i) {
        const auto name = out_->parameters[i].name;
        take_back(invoke, name, name);
    }
    for (const auto& p : params)
        if (const auto location = p.get("location")) take_back(p, p.get_or("name", ""), *location);
    block.count = static_cast<index>(out_->instructions.size()) - block.first;
    return block;
}

void builder::take_back(const xml::element& at, const std::string& name, const std::string& location) {
    std::string brought = "_event.data['";
    for (const char c : name) {
        if (c == '\'' || c == '\\') brought += '\\';
        brought += c;
    }
    brought += "']";
    const auto branch = out_->instructions.size();
    const auto is_there =
        "typeof _event.data === 'object' && _event.data !== null && " + brought + " !== undefined";
    emit(op::branch, at, static_cast<index>(add(role::condition, is_there, at, "")));
    const auto to = add(role::location, location, at, "");
    const auto value = add(role::value, brought, at, "");
    emit(op::assign, at, static_cast<index>(to), static_cast<index>(value), nothing);
    out_->instructions[branch].b = static_cast<index>(out_->instructions.size());
}

}  // namespace motcua::chart
