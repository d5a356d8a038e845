#include "engine/ecmascript/ecmascript.hpp"

#include <fmt/format.h>

#include <atomic>

#include "engine/ecmascript/duktape_heap.hpp"
#include "engine/ecmascript/source_guard.hpp"
#include "engine/value/conversion.hpp"
#include "engine/value/names.hpp"
#include "engine/value/wtf8.hpp"

namespace motcua::datamodel {

namespace detail {

struct compiled {
    void* run = nullptr;    // a function that gives the value, or runs the script
    void* store = nullptr;  // of a location: a function that takes the value to assign
    std::string name;       // of a location that is one plain name
    std::string refused;    // why it cannot run
};

struct ecmascript_code {
    std::shared_ptr<duktape_heap> heap;
    state_resolver states;
    std::string key;
    duk_context* realm = nullptr;
    std::vector<compiled> entries;
    std::vector<std::string> variables;
    function_table functions;
    frame* inside = nullptr;

    explicit ecmascript_code(std::string name) : key(std::move(name)), functions(key) {}
    ecmascript_code(const ecmascript_code&) = delete;
    ecmascript_code& operator=(const ecmascript_code&) = delete;

    ~ecmascript_code() {
        if (!heap) return;
        if (heap->functions == &functions) heap->functions = nullptr;
        heap->forget(key);
    }

    bool compile(const std::string& text, duk_uint_t flags, void*& out, problem& why) {
        const std::string cesu = wtf8::to_cesu8(text);
        return heap->protect(realm, why, [&](duk_context* c) {
            duk_push_lstring(c, cesu.data(), cesu.size());
            duk_push_string(c, "chart");
            duk_compile(c, flags);
            out = functions.keep(c);
        });
    }

    // The frame's session is where the next call into Duktape happens.
    void attend(const frame& f) {
        heap->arm(f, states);
        heap->functions = &functions;
    }
};

}  // namespace detail

using detail::compiled;
using detail::ecmascript_code;

namespace {

tl::unexpected<problem> gave(problem why) {
    return tl::make_unexpected(std::move(why));
}

std::string next_key() {
    static std::atomic<std::uint64_t> charts{0};
    return fmt::format("chart {}", charts++);
}

bool plain_name(std::string_view s) {
    if (s.empty() || (s[0] >= '0' && s[0] <= '9')) return false;
    for (const char c : s)
        if (!(std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '$' || (c & 0x80) != 0))
            return false;
    return true;
}

added refused(ecmascript_code& code, std::size_t offset, std::string message) {
    const auto id = static_cast<expression_id>(code.entries.size());
    code.entries.push_back({nullptr, nullptr, {}, message});
    return {id, false, offset, std::move(message)};
}

added accept(ecmascript_code& code, compiled entry) {
    code.entries.push_back(std::move(entry));
    return {static_cast<expression_id>(code.entries.size() - 1), true, 0, {}};
}

detail::guarded_source guarded(ecmascript_code& code, std::string_view source, bool expression) {
    auto& literals = code.functions.literals;
    auto g = detail::guard_source(source, {expression, true, literals.size()});
    if (!g.refused)
        for (std::size_t i = 0; i < g.functions.size(); ++i) {
            const std::size_t k = literals.size();
            literals.push_back(
                wtf8::to_cesu8(fmt::format("{}({},{})", detail::function_name, k, g.functions[i])));
        }
    return g;
}

constexpr duk_uint_t own_flags = DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_SET_WRITABLE |
                                 DUK_DEFPROP_SET_ENUMERABLE | DUK_DEFPROP_SET_CONFIGURABLE |
                                 DUK_DEFPROP_FORCE;

// Under protect(), the global object at 0.
void put(duk_context* c, detail::duktape_heap& heap, std::string_view name, const value& v) {
    if (detail::is_system_name(name)) return;
    duk_push_lstring(c, name.data(), name.size());
    if (v.is(value::kind::absent)) {
        duk_del_prop(c, 0);
        return;
    }
    heap.push(c, v);
    duk_def_prop(c, 0, own_flags);
}

// An own variable; absent where there is none.
void get(duk_context* c, detail::duktape_heap& heap, std::string_view name, std::size_t& room, value& out) {
    duk_get_prop_lstring(c, 0, name.data(), name.size());
    bool there = !duk_is_undefined(c, -1) && !detail::is_global_name(name);
    if (!there) {
        duk_push_lstring(c, name.data(), name.size());
        duk_get_prop_desc(c, 0, 0);
        there = !duk_is_undefined(c, -1);
        duk_pop(c);
    }
    if (there)
        heap.keep(c, -1, room, out);
    else
        out = value::absent();
    duk_pop(c);
}

}  // namespace

bool ecmascript_heap::available() noexcept {
    return true;
}
ecmascript_heap::ecmascript_heap(ecmascript_limits limits)
    : heap_(std::make_shared<detail::duktape_heap>(limits)) {}
ecmascript_heap::~ecmascript_heap() = default;
std::size_t ecmascript_heap::bytes_in_use() const {
    return heap_->bytes();
}

ecmascript_expressions::ecmascript_expressions(ecmascript_heap& heap, state_resolver states)
    : code_(new ecmascript_code(next_key())) {
    code_->heap = heap.heap_;
    code_->states = std::move(states);
    code_->realm = code_->heap->new_realm(code_->key);
}
ecmascript_expressions::ecmascript_expressions(ecmascript_expressions&&) noexcept = default;
ecmascript_expressions& ecmascript_expressions::operator=(ecmascript_expressions&&) noexcept = default;
ecmascript_expressions::~ecmascript_expressions() = default;

slot_number ecmascript_expressions::declare(std::string_view name) {
    if (const auto s = slot_of(name)) return *s;
    code_->variables.emplace_back(name);
    return static_cast<slot_number>(code_->variables.size() - 1);
}

added ecmascript_expressions::add_expression(std::string_view source) {
    const auto g = guarded(*code_, source, true);
    if (g.refused) return refused(*code_, g.offset, g.message);
    compiled entry;
    problem why;
    if (!code_->compile("(" + g.text + "\n)", DUK_COMPILE_EVAL, entry.run, why))
        return refused(*code_, 0, why.message);
    return accept(*code_, std::move(entry));
}

added ecmascript_expressions::add_location(std::string_view source) {
    const auto g = guarded(*code_, source, true);
    if (g.refused) return refused(*code_, g.offset, g.message);
    const std::string_view name = trim(source);
    compiled entry;
    if (plain_name(name)) entry.name = name;
    problem why;
    const bool done = code_->compile("(" + g.text + "\n)", DUK_COMPILE_EVAL, entry.run, why) &&
                      code_->compile("(function(_$value_){'use strict';(" + g.text + "\n)=_$value_;})",
                                     DUK_COMPILE_EVAL, entry.store, why);
    if (!done) return refused(*code_, 0, why.message);
    return accept(*code_, std::move(entry));
}

added ecmascript_expressions::add_script(std::string_view source) {
    const auto g = guarded(*code_, source, false);
    if (g.refused) return refused(*code_, g.offset, g.message);
    compiled entry;
    problem why;
    // As eval code its variables can be deleted again, when the session leaves.
    if (!code_->compile(g.text, DUK_COMPILE_EVAL, entry.run, why)) return refused(*code_, 0, why.message);
    return accept(*code_, std::move(entry));
}

std::size_t ecmascript_expressions::variable_count() const {
    return code_->variables.size();
}
std::string_view ecmascript_expressions::variable_name(slot_number s) const {
    return code_->variables[s];
}
bool ecmascript_expressions::is_declared(slot_number) const {
    return true;
}

std::optional<slot_number> ecmascript_expressions::slot_of(std::string_view name) const {
    for (std::size_t i = 0; i < code_->variables.size(); ++i)
        if (code_->variables[i] == name) return static_cast<slot_number>(i);
    return std::nullopt;
}

void ecmascript_expressions::reset(std::span<value> slots) const {
    for (value& v : slots) v = value();
}

outcome<void> ecmascript_expressions::enter(frame& f) const {
    if (code_->inside) leave(*code_->inside);
    code_->heap->begin_step(f);
    code_->attend(f);
    problem why;
    const bool done = code_->heap->protect(code_->realm, why, [&](duk_context* c) {
        duk_set_top(c, 0);
        code_->functions.forget_objects(c);
        duk_push_global_object(c);
        for (std::size_t s = 0; s < f.slots.size() && s < code_->variables.size(); ++s)
            put(c, *code_->heap, code_->variables[s], f.slots[s]);
        if (f.extras)
            for (const named_value& e : *f.extras) put(c, *code_->heap, e.name, e.of);
    });
    code_->inside = &f;
    if (!done) return gave(std::move(why));
    return {};
}

void ecmascript_expressions::leave(frame& f) const {
    if (code_->inside != &f) return;
    code_->inside = nullptr;
    code_->attend(f);
    std::vector<named_value> extras;
    std::vector<std::string> names;
    std::size_t room = code_->heap->room_to_leave();
    problem why;
    code_->heap->protect(code_->realm, why, [&](duk_context* c) {
        duk_set_top(c, 0);
        code_->functions.forget_objects(c);  // what stays is numbered anew, from the first on
        duk_push_global_object(c);
        for (std::size_t s = 0; s < f.slots.size() && s < code_->variables.size(); ++s)
            get(c, *code_->heap, code_->variables[s], room, f.slots[s]);
        duk_enum(c, 0, DUK_ENUM_OWN_PROPERTIES_ONLY);
        for (; duk_next(c, 1, 0); duk_pop(c)) {
            duk_size_t n = 0;
            const char* p = duk_get_lstring(c, -1, &n);
            if (!slot_of({p, n})) names.emplace_back(p, n);
        }
        for (const std::string& name : names) {
            extras.push_back({name, {}});
            get(c, *code_->heap, name, room, extras.back().of);
            duk_del_prop_lstring(c, 0, name.data(), name.size());
        }
    });
    if (f.extras) *f.extras = std::move(extras);
}

void ecmascript_expressions::set_event(frame& f, const event_view* e) const {
    f.event = e;
    code_->heap->event_changed();
}

namespace {

// Calls the compiled function; `use` sees its result on top, under protection.
template <class Use>
bool call(ecmascript_code& code, expression_id id, const frame& f, problem& why, Use use) {
    const compiled& e = code.entries[id];
    if (!e.run) {
        why = {e.refused, problem::kind::execution};
        return false;
    }
    code.attend(f);
    return code.heap->protect(code.realm, why, [&](duk_context* c) {
        duk_push_heapptr(c, e.run);
        duk_call(c, 0);
        use(c);
    });
}

}  // namespace

outcome<value> ecmascript_expressions::evaluate(expression_id id, const frame& f) const {
    outcome<value> out;
    problem why;
    bool fits = true;
    if (!call(*code_, id, f, why, [&](duk_context* c) { fits = code_->heap->take(c, -1, *out); }))
        return gave(std::move(why));
    if (!fits)
        return gave({"A value grew over its limit; keep large texts in attachments.", problem::kind::limit});
    return out;
}

outcome<bool> ecmascript_expressions::test(expression_id id, const frame& f) const {
    problem why;
    bool yes = false;
    if (!call(*code_, id, f, why, [&](duk_context* c) { yes = duk_to_boolean(c, -1) != 0; }))
        return gave(std::move(why));
    return yes;
}

outcome<value> ecmascript_expressions::elements(expression_id id, const frame& f) const {
    auto v = evaluate(id, f);
    if (v && !v->is(value::kind::array))
        return gave({"Expected an array to go through, found " + std::string(type_of(*v)) + "."});
    return v;
}

outcome<value> ecmascript_expressions::read(expression_id location, const frame& f) const {
    return evaluate(location, f);
}

outcome<void> ecmascript_expressions::assign(expression_id location, frame& f, value v) const {
    const compiled& e = code_->entries[location];
    if (!e.store) return gave({e.refused.empty() ? "Expected a location to assign to." : e.refused});
    code_->attend(f);
    problem why;
    const bool done = code_->heap->protect(code_->realm, why, [&](duk_context* c) {
        duk_push_heapptr(c, e.store);
        duk_call(c, 0);  // the closure over this realm
        code_->heap->push_assigned(c, v);
        duk_call(c, 1);
    });
    if (!done) return gave(std::move(why));
    return {};
}

outcome<void> ecmascript_expressions::bind(expression_id location, frame& f, value v) const {
    const compiled& e = code_->entries[location];
    if (!e.name.empty() && e.store && !detail::is_system_name(e.name)) {
        code_->attend(f);
        problem why;
        const bool done = code_->heap->protect(code_->realm, why, [&](duk_context* c) {
            duk_push_global_object(c);
            duk_push_lstring(c, e.name.data(), e.name.size());
            duk_get_prop_desc(c, -2, 0);
            if (!duk_is_undefined(c, -1)) return;
            duk_push_lstring(c, e.name.data(), e.name.size());
            duk_push_undefined(c);
            duk_def_prop(c, -4, own_flags);
        });
        if (!done) return gave(std::move(why));
    }
    return assign(location, f, std::move(v));
}

outcome<void> ecmascript_expressions::run(expression_id script, frame& f) const {
    problem why;
    if (!call(*code_, script, f, why, [](duk_context*) {})) return gave(std::move(why));
    return {};
}

}  // namespace motcua::datamodel
