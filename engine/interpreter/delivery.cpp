#include "engine/interpreter/turn.hpp"

namespace motcua::interpreter {

namespace {

constexpr std::string_view session_prefix = "#_scxml_";

undelivered accept(context& x, machine& to, event& e) {
    if (to.at == phase::final) return {"error.communication", "the session has ended"};
    auto& queue = to.ensure_extras().external;
    if (queue.size() >= x.with.bounds.queue) {
        if (x.space.result.trouble == incident::none) {
            x.space.result.trouble = incident::runaway;
            x.space.result.why =
                "more than " + std::to_string(queue.size()) + " events wait in one external queue";
        }
        return {};
    }
    queue.push_back(std::move(e));
    return {};
}

machine* of_tree(context& x, std::string_view id) {
    if (id == x.session_id) return &x.tree.root();
    if (!id.starts_with(x.session_id) || id.size() <= x.session_id.size() || id[x.session_id.size()] != ':')
        return nullptr;
    std::uint32_t ordinal = 0;
    for (const char c : id.substr(x.session_id.size() + 1)) {
        if (c < '0' || c > '9' || ordinal > 100'000'000) return nullptr;
        ordinal = ordinal * 10 + static_cast<std::uint32_t>(c - '0');
    }
    return ordinal == 0 ? nullptr : x.tree.find(ordinal);
}

undelivered to_parent(context& x, machine& from, event& e) {
    if (from.ordinal == 0) return {"error.communication", "this session was not invoked; it has no #_parent"};
    if (from.cancelled) return {};
    auto* parent = x.tree.find(from.ensure_extras().parent);
    if (!parent) return {"error.communication", "the invoking session has ended"};
    auto origin = e.origin();
    origin.invokeid = from.ensure_extras().invoke_id;
    e.from = std::make_shared<event_origin>(std::move(origin));
    return accept(x, *parent, e);
}

// Whoever names its parent by the parent's id has said #_parent in other words.
undelivered to_session(context& x, machine& from, std::string_view target, event& e) {
    const auto id = target.substr(session_prefix.size());
    if (auto* here = of_tree(x, id)) {
        const bool parent = from.ordinal != 0 && here->ordinal == from.ensure_extras().parent;
        return parent ? to_parent(x, from, e) : accept(x, *here, e);
    }
    if (!x.world.session_exists(id))
        return {"error.communication",
                "there is no session " + std::string(id) + " to send " + e.name + " to"};
    x.space.result.sends.push_back({std::string(target), {}, std::move(e), from.ordinal});
    return {};
}

undelivered to_invoked(context& x, machine& from, std::string_view invoke_id, event& e) {
    if (from.extras)
        for (const auto& i : from.extras->invocations)
            if (i.id == invoke_id)
                if (auto* child = i.child ? x.tree.find(i.child) : nullptr) return accept(x, *child, e);
    return {"error.communication", "nothing is invoked here under the id " + std::string(invoke_id)};
}

// The session whose location a processor's message names; null where it is none of this tree.
machine* at_location(context& x, const outgoing& o) {
    for (const auto& p : x.with.processors) {
        if (p.type != o.type && (p.alias.empty() || p.alias != o.type)) continue;
        if (o.target == p.location) return &x.tree.root();
        const auto query = p.location + "?session=";
        if (o.target.starts_with(query))
            return of_tree(x, std::string(x.session_id) + ':' + o.target.substr(query.size()));
    }
    return nullptr;
}

undelivered to_processor(context& x, outgoing&& o) {
    if (auto* here = at_location(x, o))
        if (auto arrived = x.world.arriving_here(o)) return accept(x, *here, *arrived);
    x.space.result.sends.push_back(std::move(o));
    return {};
}

}  // namespace

std::optional<event> environment::arriving_here(const outgoing&) {
    return std::nullopt;
}

bool is_scxml_type(std::string_view type) {
    return type.empty() || type == "scxml" || type == scxml_processor;
}

std::string id_of(const context& x, std::uint32_t ordinal) {
    std::string id(x.session_id);
    if (ordinal != 0) id += ':' + std::to_string(ordinal);
    return id;
}

undelivered deliver(context& x, machine& from, std::string_view target, std::string_view type, event& e) {
    if (!is_scxml_type(type))
        return to_processor(x, {std::string(target), std::string(type), std::move(e), from.ordinal});
    if (target.empty()) return accept(x, from, e);
    if (target == "#_parent") return to_parent(x, from, e);
    if (target.starts_with(session_prefix)) return to_session(x, from, target, e);
    if (target.starts_with("#_")) return to_invoked(x, from, target.substr(2), e);
    return {"error.execution",
            "the target " + std::string(target) + " is none that the SCXML processor knows"};
}

}  // namespace motcua::interpreter
