#include "engine/native/native.hpp"

#include <algorithm>
#include <array>

#include "engine/native/compiler.hpp"
#include "engine/native/native_code.hpp"
#include "engine/value/conversion.hpp"
#include "engine/value/value_node.hpp"
#include "engine/value/wtf8.hpp"

namespace motcua::datamodel {

using detail::entry;
using detail::op;

namespace {

// A stack as high as the entry needs; most need no more than a few values.
template <class Use>
bool with_stack(const entry& e, Use use) {
    if (e.height <= 6) {
        std::array<value, 6> stack;
        return use(stack.data());
    }
    std::array<value, detail::max_height> stack;
    return use(stack.data());
}

tl::unexpected<problem> gave(problem why) {
    return tl::make_unexpected(std::move(why));
}

bool usable(const detail::native_code& code, expression_id id, entry::sort wanted, problem& why) {
    const entry& e = code.entries[id];
    if (e.what == wanted || (wanted == entry::sort::expression && e.what == entry::sort::location))
        return true;
    return detail::refuse(why, "This is outside the expression language: " + code.sources[id]);
}

}  // namespace

native_expressions::native_expressions(state_resolver states, language l)
    : code_(new detail::native_code{std::move(states), l, {}, {}, {}, {}, {}}) {}
native_expressions::native_expressions(native_expressions&&) noexcept = default;
native_expressions& native_expressions::operator=(native_expressions&&) noexcept = default;
native_expressions::~native_expressions() = default;

slot_number native_expressions::declare(std::string_view name) {
    const slot_number s = detail::slot_of_name(*code_, name);
    code_->variables[s].declared = true;
    return s;
}

namespace {

added add(detail::native_code& code, std::string_view source, bool (detail::compiler::*read)(entry&)) {
    entry e;
    added out;
    if (wtf8::valid(source)) {
        detail::compiler c(code, source);
        if (!(c.*read)(e)) out = c.fault();
    } else {
        out = {0, false, 0, "expected valid UTF-8"};
    }
    out.id = static_cast<expression_id>(code.entries.size());
    code.entries.push_back(e);
    code.sources.emplace_back(source);
    return out;
}

}  // namespace

added native_expressions::add_expression(std::string_view source) {
    return add(*code_, source, &detail::compiler::expression);
}

added native_expressions::add_location(std::string_view source) {
    return add(*code_, source, &detail::compiler::location);
}

added native_expressions::add_script(std::string_view source) {
    const auto id = static_cast<expression_id>(code_->entries.size());
    const bool empty = trim(wtf8::valid(source) ? source : "?").empty();
    code_->entries.push_back({empty ? entry::sort::nothing : entry::sort::refused});
    code_->sources.emplace_back(source);
    if (empty) return {id, true, 0, {}};
    return {id, false, 0, "expected no script: production charts use <assign>"};
}

std::size_t native_expressions::variable_count() const {
    return code_->variables.size();
}
std::string_view native_expressions::variable_name(slot_number s) const {
    return code_->variables[s].name;
}
bool native_expressions::is_declared(slot_number s) const {
    return code_->variables[s].declared;
}

std::optional<slot_number> native_expressions::slot_of(std::string_view name) const {
    for (std::size_t i = 0; i < code_->variables.size(); ++i)
        if (code_->variables[i].name == name) return static_cast<slot_number>(i);
    return std::nullopt;
}

void native_expressions::reset(std::span<value> slots) const {
    for (std::size_t i = 0; i < slots.size() && i < code_->variables.size(); ++i)
        slots[i] = code_->variables[i].declared ? value() : value::absent();
}

outcome<value> native_expressions::evaluate(expression_id id, const frame& f) const {
    outcome<value> out;
    problem why;
    if (!usable(*code_, id, entry::sort::expression, why)) return gave(std::move(why));
    const entry& e = code_->entries[id];
    if (e.what == entry::sort::location) return read(id, f);
    const bool done = with_stack(e, [&](value* stack) {
        if (!detail::execute(*code_, e, f, stack, why)) return false;
        *out = own(std::move(*stack));
        return true;
    });
    if (!done) return gave(std::move(why));
    return out;
}

outcome<bool> native_expressions::test(expression_id id, const frame& f) const {
    const entry& e = code_->entries[id];
    problem why;
    if (e.what != entry::sort::expression) {
        usable(*code_, id, entry::sort::expression, why);
        return gave(std::move(why));
    }
    bool yes = false;
    const bool done = with_stack(e, [&](value* stack) {
        if (!detail::execute(*code_, e, f, stack, why)) return false;
        yes = to_boolean(*stack);
        return true;
    });
    if (!done) return gave(std::move(why));
    return yes;
}

outcome<value> native_expressions::elements(expression_id id, const frame& f) const {
    auto v = evaluate(id, f);
    if (v && !v->is(value::kind::array))
        return gave({"Expected an array to go through, found " + std::string(type_of(*v)) + "."});
    return v;
}

outcome<value> native_expressions::read(expression_id location, const frame& f) const {
    problem why;
    if (!usable(*code_, location, entry::sort::location, why)) return gave(std::move(why));
    const entry& e = code_->entries[location];
    value out = f.slots[e.base];
    if (out.is(value::kind::absent))
        return gave(
            {"There is no variable '" + code_->variables[e.base].name + "'; declare it in <datamodel>."});
    const bool done = with_stack(e, [&](value* stack) {
        if (!detail::execute(*code_, e, f, stack, why)) return false;
        for (std::size_t i = 0; i < e.steps; ++i)
            if (!detail::read_member(out, stack[i], why)) return false;
        return true;
    });
    if (!done) return gave(std::move(why));
    return out;
}

outcome<void> native_expressions::assign(expression_id location, frame& f, value v) const {
    problem why;
    if (!usable(*code_, location, entry::sort::location, why)) return gave(std::move(why));
    const entry& e = code_->entries[location];
    value& base = f.slots[e.base];
    if (base.is(value::kind::absent))
        return gave(
            {"There is no variable '" + code_->variables[e.base].name + "'; declare it in <datamodel>."});
    if (e.steps == 0 && !v.is_container() && !v.is(value::kind::string))
        return base = std::move(v), outcome<void>{};
    const bool done = with_stack(e, [&](value* stack) {
        return detail::execute(*code_, e, f, stack, why) &&
               detail::store_at(f, base, {stack, e.steps}, own(std::move(v)), why);
    });
    if (!done) return gave(std::move(why));
    return {};
}

outcome<void> native_expressions::bind(expression_id location, frame& f, value v) const {
    const entry& e = code_->entries[location];
    if (e.what == entry::sort::location && e.steps == 0 && f.slots[e.base].is(value::kind::absent))
        f.slots[e.base] = value();
    return assign(location, f, std::move(v));
}

outcome<void> native_expressions::run(expression_id script, frame&) const {
    problem why;
    if (!usable(*code_, script, entry::sort::nothing, why)) return gave(std::move(why));
    return {};
}

namespace {

template <class Visit>
void each_instruction(const detail::native_code& code, expression_id id, Visit visit) {
    const entry& e = code.entries[id];
    if (e.what != entry::sort::expression && e.what != entry::sort::location) return;
    for (std::size_t i = e.begin; code.instructions[i].what != op::end; ++i) visit(code.instructions[i]);
}

template <class T>
std::vector<T> unique(std::vector<T> all) {
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

}  // namespace

std::vector<slot_number> native_expressions::reads(expression_id id) const {
    std::vector<slot_number> out;
    each_instruction(*code_, id, [&](const detail::instruction& i) {
        if (i.what == op::slot || i.what == op::type_of_slot) out.push_back(static_cast<slot_number>(i.c));
    });
    return unique(std::move(out));
}

std::optional<slot_number> native_expressions::writes(expression_id location) const {
    const entry& e = code_->entries[location];
    if (e.what != entry::sort::location) return std::nullopt;
    return e.base;
}

std::vector<std::uint32_t> native_expressions::asks_in(expression_id id) const {
    std::vector<std::uint32_t> out;
    each_instruction(*code_, id, [&](const detail::instruction& i) {
        if (i.what == op::in_state) out.push_back(i.c);
    });
    return unique(std::move(out));
}

bool native_expressions::reads_event(expression_id id) const {
    bool found = false;
    each_instruction(*code_, id, [&](const detail::instruction& i) {
        found |= i.what == op::event_field || i.what == op::event_data || i.what == op::event_member ||
                 i.what == op::type_of_event;
    });
    return found;
}

}  // namespace motcua::datamodel
