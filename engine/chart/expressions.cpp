// Gathers every expression of the document and gives them to one evaluator: the native one when all are
// within its subset, otherwise the ECMAScript one.
#include "engine/chart/builder.hpp"

namespace motcua::chart {

namespace {

template <class Evaluator>
datamodel::added add_to(Evaluator& to, const pending_expression& p) {
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

}  // namespace

expression_id builder::add(role what, std::string text, const xml::element& at, std::string_view attribute) {
    expressions_.push_back({what, std::move(text), at, attribute});
    return static_cast<expression_id>(expressions_.size() - 1);
}

expression_id builder::add_if_written(role what, const xml::element& at, std::string_view attribute) {
    const auto text = at.view(attribute);
    return text ? add(what, std::string(*text), at, attribute) : no_expression;
}

void builder::refuse(const pending_expression& p, const datamodel::added& a) {
    const auto at = p.attribute.empty() ? p.at.at() : p.at.at(p.attribute, a.offset);
    const std::string of =
        p.attribute.empty() ? "<" + std::string(p.at.name()) + ">" : std::string(p.attribute);
    found_.push_back({p.at.file(), at, of + ": " + a.message});
}

// A `when` is shown to people before anything happens, so it cannot depend on the event.
void builder::check_when(const pending_expression& p, expression_id id) {
    const bool reads = out_->native ? out_->native->reads_event(id) : p.text.find("_event") != p.text.npos;
    if (reads)
        fault_at(p.at, p.attribute, "when cannot read _event; move that part to cond of the transition");
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

    if (!refused.empty() && options_.heap && !c.null_datamodel) {
        c.native.reset();
        refused.clear();
        c.ecmascript.emplace(*options_.heap, resolver_of(out_));
        for (const auto& v : variables_) c.ecmascript->declare(v);
        for (const auto& p : expressions_)
            if (const auto a = add_to(*c.ecmascript, p); !a.accepted) refused.push_back(a);
    }
    if (!options_.lenient)
        for (const auto& a : refused) refuse(expressions_[a.id], a);
    for (std::size_t i = 0; i < expressions_.size(); ++i) {
        if (expressions_[i].what == role::when) check_when(expressions_[i], static_cast<expression_id>(i));
        c.expression_texts.push_back(std::move(expressions_[i].text));
    }
}

}  // namespace motcua::chart
