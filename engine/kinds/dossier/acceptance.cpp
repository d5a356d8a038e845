#include "engine/kinds/dossier/acceptance.hpp"

#include "engine/promise/moments.hpp"

namespace motcua::dossier {

std::optional<promise::acceptance> acceptance_of(const procedure::entry& p, const std::string& case_code,
                                                 std::string_view stream, instant at) {
    const auto* term = p.term_for(case_code);
    if (!term) return std::nullopt;
    promise::acceptance a;
    a.at = at;
    a.legal = term->length;
    a.cut_off = term->cut_off;
    if (stream == "online") a.online_reduction = p.online_reduction;
    for (const auto* b : p.linked_for(case_code)) a.linked.push_back({b->name, b->working_days});
    a.maximum_extension = p.extension_limit(case_code);
    if (const auto* given = procedure::holding(p.authorisations, day_of(at))) a.authorisation = given->given;
    return a;
}

bool counts_online(const record& r) {
    return r.route.stream == "online" && r.portal.recorded();
}

result<std::optional<portal_wait>> waited(const record& r, instant now, const promise::measure& m) {
    if (!counts_online(r)) return std::nullopt;
    portal_wait w;
    w.arrived = *r.portal.at;
    const auto limit = promise::acceptance_limit(w.arrived, m.rules, m.calendar);
    if (!limit) return tl::make_unexpected(limit.error());
    w.limit = *limit;
    w.settled = r.accepted() ? std::optional(r.promise.accepted) : r.closed.at;
    w.slow = w.settled.value_or(now) > w.limit;
    return w;
}

}  // namespace motcua::dossier
