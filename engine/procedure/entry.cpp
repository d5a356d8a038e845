#include "engine/procedure/entry.hpp"

#include <algorithm>

namespace motcua::procedure {

namespace {

bool covers(const std::vector<std::string>& cases, std::string_view case_code) {
    return cases.empty() || std::find(cases.begin(), cases.end(), case_code) != cases.end();
}

// -1: does not apply; else the more of (case, stream) is named, the higher.
int fitness(const fee& f, std::string_view case_code, std::string_view stream) {
    if (!f.case_code.empty() && f.case_code != case_code) return -1;
    if (!f.stream.empty() && f.stream != stream) return -1;
    return (f.case_code.empty() ? 0 : 2) + (f.stream.empty() ? 0 : 1);
}

}  // namespace

const procedure_case* entry::find_case(std::string_view wanted) const {
    const auto at = std::find_if(cases.begin(), cases.end(), [&](const auto& c) { return c.code == wanted; });
    return at == cases.end() ? nullptr : &*at;
}

std::vector<const required_document*> entry::documents_for(std::string_view case_code) const {
    std::vector<const required_document*> out;
    for (const auto& d : documents)
        if (covers(d.cases, case_code)) out.push_back(&d);
    return out;
}

std::vector<const linked_body*> entry::linked_for(std::string_view case_code) const {
    std::vector<const linked_body*> out;
    for (const auto& b : linked)
        if (b.case_code.empty() || b.case_code == case_code) out.push_back(&b);
    return out;
}

const required_document* entry::find_document(std::string_view case_code, std::string_view type) const {
    for (const auto* d : documents_for(case_code))
        if (d->type == type) return d;
    return nullptr;
}

const fee* entry::fee_for(std::string_view case_code, std::string_view stream, local_day day) const {
    const fee* best = nullptr;
    int best_fitness = -1;
    for (const auto& f : fees)
        if (const int fits = fitness(f, case_code, stream); fits > best_fitness && f.when.holds(day)) {
            best = &f;
            best_fitness = fits;
        }
    return best;
}

const case_term* entry::term_for(std::string_view case_code) const {
    const case_term* general = nullptr;
    for (const auto& t : terms) {
        if (t.case_code == case_code && !case_code.empty()) return &t;
        if (t.case_code.empty()) general = &t;
    }
    return general;
}

std::string entry::form_set(local_day day) const {
    const own_forms* own = holding(forms, day);
    return own ? own->set : std::string{};
}

int entry::extension_limit(std::string_view case_code) const {
    if (longest_extension > 0) return longest_extension;
    const case_term* own = term_for(case_code);
    if (!own) return 1;
    const bool in_days =
        own->length.in == calendar::unit::working_days || own->length.in == calendar::unit::calendar_days;
    return in_days ? std::max(1, own->length.amount) : 1;
}

std::string_view to_text(online_level level) {
    switch (level) {
        case online_level::none:
            return "none";
        case online_level::partial:
            return "partial";
        case online_level::full:
            return "full";
        case online_level::unknown:
            return "unknown";
    }
    return {};
}

}  // namespace motcua::procedure
