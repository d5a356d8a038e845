// Effects as charts write them, judged before a chart is deployed: names, arguments, and words where the
// words are known.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "engine/base/nearest.hpp"
#include "engine/kinds/effects.hpp"

namespace motcua::kinds {
namespace {

using words = std::vector<std::string_view>;

bool among(const auto& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

words arguments_of(const effect& e) {
    words out(e.required.begin(), e.required.end());
    for (const auto& o : e.optional)
        if (o != "*") out.push_back(o);
    return out;
}

// Sheets that come with the effect that makes them due, never by themselves.
std::string_view issued_by(std::string_view form) {
    if (form == "apology") return "mc:reappoint";
    if (form == "chase_note") return "mc:chase";
    if (form == "supplement_request") return "mc:supplement";
    if (form == "refusal") return "mc:refuse";
    if (form == "parcel_label") return "mc:label";
    return form == "manifest" ? "mc:manifest" : "";
}

std::string unknown_argument(const effect& e, const std::string& name) {
    const auto known = arguments_of(e);
    if (known.empty()) return fmt::format("mc:{} knows no argument '{}'; it takes none", e.name, name);
    return fmt::format("mc:{} knows no argument '{}'{}; it takes {}", e.name, name, did_you_mean(name, known),
                       fmt::join(known, ", "));
}

std::optional<std::string> wrong_word(const effect& e, const written_argument& a) {
    if (!a.text) return std::nullopt;
    if (const auto by = issued_by(*a.text); e.name == "slip" && a.name == "form" && !by.empty())
        return fmt::format("the form '{}' is issued by {} alone; use that", *a.text, by);
    const auto known =
        std::find_if(e.closed.begin(), e.closed.end(), [&](const auto& c) { return c.argument == a.name; });
    if (known == e.closed.end() || among(known->words, *a.text)) return std::nullopt;
    const auto meant = did_you_mean(*a.text, known->words);
    if (known->open && meant.empty()) return std::nullopt;
    return fmt::format("mc:{} {}=\"{}\" is not known{}; {} {}", e.name, a.name, *a.text, meant,
                       known->open ? "known are" : "write one of", fmt::join(known->words, ", "));
}

}  // namespace

std::vector<std::string_view> acting_roles() {
    return {"reception",    "case_officer", "head",       "supervisor",
            "courier_desk", "courier",      "post_clerk", "portal"};
}

std::vector<std::string_view> holders() {
    auto out = acting_roles();
    out.insert(out.end(), {"applicant", "other_body"});
    return out;
}

std::vector<effect_fault> effect_registry::check(std::string_view name,
                                                 const std::vector<written_argument>& arguments) const {
    const effect* e = find(name);
    if (!e) {
        words known;
        for (const auto& k : effects_) known.push_back(k.name);
        return {{fmt::format("there is no effect mc:{}{}; known are {}", name, did_you_mean(name, known),
                             fmt::join(known, ", ")),
                 std::nullopt}};
    }
    std::vector<effect_fault> found;
    for (const auto& needed : e->required)
        if (std::none_of(arguments.begin(), arguments.end(), [&](const auto& a) { return a.name == needed; }))
            found.push_back({fmt::format("mc:{0} needs the argument '{1}': write {1}=\"…\" or {1}expr=\"…\"",
                                         name, needed),
                             std::nullopt});
    const bool any = among(e->optional, "*");
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const auto& a = arguments[i];
        if (!any && !among(e->required, a.name) && !among(e->optional, a.name))
            found.push_back({unknown_argument(*e, a.name), i});
        else if (auto wrong = wrong_word(*e, a))
            found.push_back({std::move(*wrong), i});
    }
    return found;
}

}  // namespace motcua::kinds
