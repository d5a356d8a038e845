// Gathers every expression of the document, each text once, and gives them to one evaluator: the native one
// when all are within its subset and nothing is XML, otherwise the ECMAScript one.
#include <algorithm>

#include "engine/base/nearest.hpp"
#include "engine/chart/builder.hpp"
#include "engine/chart/words.hpp"

namespace motcua::chart {

namespace {

template <class Evaluator>
datamodel::added add_to(Evaluator& to, const expression_source& p) {
    switch (p.what) {
        case role::location:
            return to.add_location(p.text);
        case role::script:
            return to.add_script(p.text);
        default:
            return to.add_expression(p.text);
    }
}

datamodel::state_resolver resolver_of(const std::shared_ptr<chart>& c) {
    // The evaluator lives inside the chart, so it must not own it.
    return [weak = std::weak_ptr<chart>(c)](std::string_view id) -> std::optional<std::uint32_t> {
        const auto here = weak.lock();
        const auto s = here ? here->find(id) : no_state;
        return s == no_state ? std::nullopt : std::optional<std::uint32_t>(s);
    };
}

std::string_view without_semicolon(std::string_view text) {
    auto shorter = text;
    while (!shorter.empty() && is_blank(shorter.back())) shorter.remove_suffix(1);
    return shorter.ends_with(';') ? shorter.substr(0, shorter.size() - 1) : text;
}

std::size_t hash_of(role what, std::string_view text) {
    return std::hash<std::string_view>{}(text)*8 + static_cast<std::size_t>(what);
}

}  // namespace

expression_id builder::add(role what, std::string_view text, const xml::element& at,
                           std::string_view attribute) {
    // Documents of others end an expression as a statement ends; engines that evaluate it as one take that.
    if (options_.lenient && what == role::value) text = without_semicolon(text);
    const auto id = number_of(what, text);
    uses_.push_back({id, at, attribute});
    return id;
}

expression_id builder::number_of(role what, std::string_view text) {
    if (expression_slots_.size() <= expressions_.size() * 2) number_again(expression_slots_.size() * 2);
    const auto last = expression_slots_.size() - 1;
    const auto hash = hash_of(what, text);
    for (auto i = hash & last;; i = (i + 1) & last) {
        auto& slot = expression_slots_[i];
        if (slot == no_expression) {
            slot = static_cast<expression_id>(expressions_.size());
            expressions_.push_back({what, std::string(text), hash});
            return slot;
        }
        const auto& known = expressions_[slot];
        if (known.hash == hash && known.what == what && known.text == text) return slot;
    }
}

void builder::number_again(std::size_t slots) {
    expression_slots_.assign(std::max<std::size_t>(slots, 256), no_expression);
    const auto last = expression_slots_.size() - 1;
    for (std::size_t id = 0; id < expressions_.size(); ++id) {
        auto i = expressions_[id].hash & last;
        while (expression_slots_[i] != no_expression) i = (i + 1) & last;
        expression_slots_[i] = static_cast<expression_id>(id);
    }
}

expression_id builder::add_if_written(role what, const xml::element& at, const attributes& w, key attribute) {
    const auto text = w[attribute];
    return text ? add(what, *text, at, name_of(attribute)) : no_expression;
}

void builder::refuse(const expression_use& u, const datamodel::added& a) {
    const auto at = u.attribute.empty() ? u.at.at() : u.at.at(u.attribute, a.offset);
    const std::string of =
        u.attribute.empty() ? "<" + std::string(u.at.name()) + ">" : std::string(u.attribute);
    const bool absent = options_.heap && !datamodel::ecmascript_heap::available();
    found_.push_back(
        {u.at.file(), at,
         of + ": " + a.message +
             (absent ? "; this program is built without ECMAScript and has its native subset only" : "")});
}

// A `when` is shown to people before anything happens, so it cannot depend on the event.
void builder::check_when(const expression_use& u) {
    const auto& text = expressions_[u.expression].text;
    const bool reads =
        out_->native ? out_->native->reads_event(u.expression) : text.find("_event") != text.npos;
    if (reads)
        fault_at(u.at, u.attribute, "when cannot read _event; move that part to cond of the transition");
}

void builder::check_declared() {
    const auto& native = *out_->native;
    std::vector<bool> known(native.variable_count());
    std::vector<std::string_view> names;
    for (datamodel::slot_number s = 0; s < known.size(); ++s)
        if ((known[s] = native.is_declared(s))) names.push_back(native.variable_name(s));
    for (const auto& l : out_->loops)
        for (const auto bound : {l.item, l.position})
            if (bound != no_expression)
                if (const auto s = native.writes(bound)) known[*s] = true;
    for (const auto& u : uses_) {
        auto used = native.reads(u.expression);
        if (expressions_[u.expression].what == role::location)
            if (const auto s = native.writes(u.expression)) used.push_back(*s);
        for (const auto s : used)
            if (!known[s])
                fault_at(u.at, u.attribute,
                         "there is no variable '" + std::string(native.variable_name(s)) + "'" +
                             did_you_mean(native.variable_name(s), names) + "; declare it in <datamodel>");
    }
}

// The native evaluator carries XML but cannot look into it.
bool builder::reads_xml() const {
    const auto is_xml = [](const content& c) { return c.literal.is(datamodel::value::kind::xml); };
    const auto looks_into_it = [](const expression_source& e) {
        constexpr std::string_view names[] = {"documentElement", "childNodes", "textContent", "nodeValue",
                                              "firstChild",      "lastChild",  "tagName",     "nodeName",
                                              "localName",       "nodeType",   "namespaceURI"};
        return std::any_of(std::begin(names), std::end(names),
                           [&](std::string_view name) { return e.text.find(name) != e.text.npos; });
    };
    return std::any_of(out_->contents.begin(), out_->contents.end(), is_xml) ||
           std::any_of(expressions_.begin(), expressions_.end(), looks_into_it);
}

void builder::compile_expressions() {
    using datamodel::native_expressions;
    auto& c = *out_;
    const auto language = c.null_datamodel ? native_expressions::language::in_predicate_only
                                           : native_expressions::language::ecmascript_subset;
    c.native.emplace(resolver_of(out_), language);
    for (const auto& v : variables_) c.native->declare(v);
    std::vector<datamodel::added> refused;
    for (const auto& p : expressions_)
        if (const auto a = add_to(*c.native, p); !a.accepted) refused.push_back(a);

    const bool fallback = options_.heap && datamodel::ecmascript_heap::available();
    if (fallback && !c.null_datamodel && (!refused.empty() || reads_xml())) {
        c.native.reset();
        refused.clear();
        c.ecmascript.emplace(*options_.heap, resolver_of(out_));
        for (const auto& v : variables_) c.ecmascript->declare(v);
        for (const auto& p : expressions_)
            if (const auto a = add_to(*c.ecmascript, p); !a.accepted) refused.push_back(a);
    }
    for (const auto& u : uses_) {
        const auto why = std::lower_bound(refused.begin(), refused.end(), u.expression,
                                          [](const auto& a, expression_id id) { return a.id < id; });
        // Who gives a heap expects all of ECMAScript: what is missing here would fail for no fault of its
        // own.
        const bool speaks_now = !options_.lenient || (options_.heap && !fallback);
        if (speaks_now && why != refused.end() && why->id == u.expression) refuse(u, *why);
        if (expressions_[u.expression].what == role::when) check_when(u);
    }
    if (options_.declared_only && !options_.lenient && c.native && refused.empty()) check_declared();
    c.expression_texts.reserve(expressions_.size());
    for (auto& e : expressions_) c.expression_texts.push_back(std::move(e.text));
}

}  // namespace motcua::chart
