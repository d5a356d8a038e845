#include "engine/interpreter/session.hpp"

#include <algorithm>

namespace motcua::interpreter {

namespace {

std::size_t variable_count(const chart::chart& c) {
    return c.native ? c.native->variable_count() : c.ecmascript ? c.ecmascript->variable_count() : 0;
}

// What a string keeps outside of itself.
std::size_t outside(const std::string& s) {
    return s.capacity() > 15 ? s.capacity() + 1 : 0;
}

std::size_t outside(const datamodel::value& v) {
    constexpr std::size_t node = 24;  // count, size, pointer
    if (v.is(datamodel::value::kind::array)) {
        std::size_t sum = node;
        for (const auto& e : v.elements()) sum += sizeof e + outside(e);
        return sum;
    }
    if (v.is(datamodel::value::kind::object)) {
        std::size_t sum = node;
        for (const auto& m : v.members()) sum += sizeof m + outside(m.key) + outside(m.of);
        return sum;
    }
    if (v.is(datamodel::value::kind::string) || v.is(datamodel::value::kind::xml)) {
        const auto size = v.as_string().size();
        return size > 14 ? node + size : 0;
    }
    return 0;
}

std::size_t outside(const event& e) {
    std::size_t sum = outside(e.name) + outside(e.data);
    if (e.from) {
        const auto& o = *e.from;
        sum += sizeof o + 16;
        for (const auto* text : {&o.sendid, &o.origin, &o.origintype, &o.invokeid, &o.raw})
            sum += outside(*text);
    }
    return sum;
}

std::size_t outside(const machine& m) {
    std::size_t sum = m.word_count() * sizeof(chart::word) + outside(m.last);
    const auto slots = variable_count(*m.what);
    for (std::size_t i = 0; i < slots; ++i) sum += sizeof m.slots[i] + outside(m.slots[i]);
    if (!m.extras) return sum;
    const auto& x = *m.extras;
    sum += sizeof x + x.external.capacity() * sizeof(event) + x.delayed.capacity() * sizeof(delayed_send) +
           x.invocations.capacity() * sizeof(invocation) +
           x.variables.capacity() * sizeof(datamodel::named_value);
    for (const auto& e : x.external) sum += outside(e);
    for (const auto& d : x.delayed) sum += outside(d.target) + outside(d.type) + outside(d.what);
    for (const auto& v : x.variables) sum += outside(v.name) + outside(v.of);
    return sum + outside(x.document);
}

std::optional<instant> earliest(std::optional<instant> a, const machine& m) {
    if (!m.extras) return a;
    for (const auto& d : m.extras->delayed)
        if (!a || d.due < *a) a = d.due;
    return a;
}

}  // namespace

machine::machine(chart_pointer c) : what(std::move(c)) {
    words = std::make_unique<chart::word[]>(word_count());
    if (const auto slots_wanted = variable_count(*what))
        slots = std::make_unique<datamodel::value[]>(slots_wanted);
}

std::size_t machine::word_count() const {
    const std::size_t sets =
        1 + (what->data_binding == chart::binding::late ? 1 : 0) + what->histories.size();
    return sets * what->state_words;
}

chart::word* machine::history(chart::index slot) {
    const std::size_t before = what->data_binding == chart::binding::late ? 2 : 1;
    return words.get() + (before + slot) * what->state_words;
}

machine_extras& machine::ensure_extras() {
    if (!extras) extras = std::make_unique<machine_extras>();
    return *extras;
}

bool session::in(std::string_view state) const {
    const auto s = what().find(state);
    return s != chart::no_state && root_.is_active(s);
}

std::vector<std::string> session::configuration() const {
    std::vector<std::string> out;
    chart::each(root_.configuration(), what().state_words, [&](std::size_t s) {
        if (what().is_atomic(static_cast<state_id>(s))) out.push_back(what().states[s].id);
    });
    std::sort(out.begin(), out.end());
    return out;
}

const datamodel::value* session::variable(std::string_view name) const {
    const auto& c = what();
    const auto slot = c.native ? c.native->slot_of(name) : c.ecmascript->slot_of(name);
    if (slot && !root_.slots[*slot].is(datamodel::value::kind::absent)) return &root_.slots[*slot];
    if (root_.extras)
        for (const auto& v : root_.extras->variables)
            if (v.name == name) return &v.of;
    return nullptr;
}

std::optional<instant> session::wake_at() const {
    auto at = earliest(std::nullopt, root_);
    for (const auto& c : children_) at = earliest(at, *c);
    return at;
}

std::size_t session::bytes() const {
    std::size_t sum = sizeof *this + outside(root_) + children_.capacity() * sizeof children_[0];
    for (const auto& c : children_) sum += sizeof *c + outside(*c);
    return sum;
}

machine* session::find(std::uint32_t ordinal) {
    if (ordinal == 0) return &root_;
    for (auto& c : children_)
        if (c->ordinal == ordinal) return c.get();
    return nullptr;
}

machine& session::add_child(chart_pointer c) {
    children_.push_back(std::make_unique<machine>(std::move(c)));
    children_.back()->ordinal = ++created;
    return *children_.back();
}

void session::remove_ended() {
    std::erase_if(children_, [](const auto& c) { return c->at == phase::final; });
}

}  // namespace motcua::interpreter
