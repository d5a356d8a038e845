#include "engine/procedure/rule_set.hpp"

#include <algorithm>

namespace motcua::procedure {

std::string_view to_text(supplement_policy p) {
    switch (p) {
        case supplement_policy::restart:
            return "restart";
        case supplement_policy::pause:
            return "pause";
        case supplement_policy::none:
            break;
    }
    return "none";
}

std::optional<supplement_policy> parse_supplement_policy(std::string_view text) {
    for (auto p : {supplement_policy::restart, supplement_policy::pause, supplement_policy::none})
        if (text == to_text(p)) return p;
    return std::nullopt;
}

const std::string& rule_set::form_set(local_day accepted) const {
    static const std::string none;
    const std::string* found = form_sets.empty() ? &none : &form_sets.front().forms;
    for (const auto& f : form_sets)
        if (f.from <= accepted) found = &f.forms;
    return *found;
}

rule_sets::rule_sets(std::vector<rule_set> sets) : sets_(std::move(sets)) {
    std::sort(sets_.begin(), sets_.end(),
              [](const rule_set& a, const rule_set& b) { return a.from < b.from; });
}

const rule_set* rule_sets::on(local_day accepted) const {
    for (const rule_set& s : sets_)
        if (s.from <= accepted && (!s.to || accepted <= *s.to)) return &s;
    return nullptr;
}

const rule_set* rule_sets::by_id(std::string_view id) const {
    for (const rule_set& s : sets_)
        if (s.id == id) return &s;
    return nullptr;
}

}  // namespace motcua::procedure
