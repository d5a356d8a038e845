// The domain's namespace: effects in executable content, annotations on states, actions on transitions.
// Generic on purpose: the words themselves belong to the rooms that register them.
#include <algorithm>

#include "engine/chart/builder.hpp"
#include "engine/chart/words.hpp"

namespace motcua::chart {

void builder::read_effect(const xml::element& e) {
    effect f;
    f.name = e.name();
    if (options_.effects && !options_.effects->contains(f.name))
        fault_at(e, "the effect mc:" + f.name + " is not known here");
    f.arguments.first = static_cast<index>(out_->arguments.size());
    const auto put = [&](std::string_view name, std::string_view value, const xml::element& at,
                         std::string_view attribute) {
        auto& all = out_->arguments;
        const bool twice = std::any_of(all.begin() + f.arguments.first, all.end(),
                                       [&](const argument& a) { return a.name == name; });
        if (twice) return fault_at(at, "mc:" + f.name + " has the argument " + std::string(name) + " twice");
        auto& a = all.emplace_back();
        a.name = name;
        if (attribute.ends_with("expr"))
            a.expression = add(role::value, value, at, attribute);
        else
            a.text = value;
    };
    for (const auto& a : e.attributes()) {
        if (!a.ns.empty()) continue;
        const bool evaluated = a.name.size() > 4 && a.name.ends_with("expr");
        put(a.name.substr(0, a.name.size() - (evaluated ? 4 : 0)), a.value, e, a.name);
    }
    for (const auto& child : e.each()) {
        if (child.ns() == scxml_namespace) fault_at(child, "mc:" + f.name + " takes no SCXML element inside");
        if (child.ns() != domain_namespace) continue;
        if (child.name() != "param") {
            fault_at(child, "mc:" + f.name + " takes only mc:param inside");
            continue;
        }
        const auto name = child.view("name");
        const auto expr = child.view("expr");
        const auto value = child.view("value");
        if (!name || name->empty()) fault_at(child, "mc:param needs the attribute name");
        if (!expr == !value) fault_at(child, "mc:param needs exactly one of expr and value");
        if (name && !expr != !value) put(*name, expr ? *expr : *value, child, expr ? "expr" : "value");
    }
    f.arguments.count = static_cast<index>(out_->arguments.size()) - f.arguments.first;
    out_->effects.push_back(std::move(f));
    emit(op::effect, e, static_cast<index>(out_->effects.size() - 1));
}

range builder::read_annotations(const xml::element& e) {
    const auto first = static_cast<index>(out_->annotations.size());
    for (const auto& a : e.attributes())
        if (a.ns == domain_namespace)
            out_->annotations.push_back({std::string(a.name), std::string(a.value)});
    return {first, static_cast<index>(out_->annotations.size()) - first};
}

void builder::read_action(const xml::element& e, index of) {
    auto& t = out_->transitions[of];
    if (t.action != nothing) return fault_at(e, "a transition has only one mc:action");
    action a;
    a.transition = of;
    if (t.eventless)
        fault_at(e, "mc:action needs a transition with an event, which is what the action sends");
    else if (t.descriptors.count != 1 || out_->descriptors[t.descriptors.first] == "*")
        fault_at(e, "mc:action needs a transition with exactly one event name");
    else
        a.event = out_->descriptors[t.descriptors.first];
    for (const auto& attribute : e.attributes()) {
        if (!attribute.ns.empty()) continue;
        if (attribute.name == "label")
            a.label = attribute.value;
        else if (attribute.name == "role")
            each_word(attribute.value, [&](std::string_view w) { a.roles.emplace_back(w); });
        else if (attribute.name == "when")
            a.when = add(role::when, attribute.value, e, "when");
        else
            a.more.push_back({std::string(attribute.name), std::string(attribute.value)});
    }
    if (a.label.empty()) fault_at(e, "mc:action needs the attribute label");
    for (const auto& child : e.each()) {
        if (child.ns() != domain_namespace || child.name() != "field") {
            fault_at(child, "mc:action takes only mc:field inside");
            continue;
        }
        auto& field = a.fields.emplace_back();
        field.reserve(child.attributes().size());
        for (const auto& attribute : child.attributes())
            if (attribute.ns.empty())
                field.push_back({std::string(attribute.name), std::string(attribute.value)});
        if (child.view("name").value_or("").empty()) fault_at(child, "mc:field needs the attribute name");
    }
    t.action = static_cast<index>(out_->actions.size());
    out_->actions.push_back(std::move(a));
}

}  // namespace motcua::chart
