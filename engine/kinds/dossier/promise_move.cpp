#include "engine/kinds/dossier/promise_move.hpp"

#include "engine/kinds/effect_sets.hpp"

namespace motcua::dossier {

refusal move_promise(subject& s, const promise::moved_date& to, const step_context& c, step_requests& w) {
    auto* r = std::get_if<record>(&s);
    if (!r || !c.rules) return std::nullopt;
    if (auto no = from_ledger(promise::adopt(r->promise, to, measure_of(c), c.at))) return no;
    if (!to.printed()) return std::nullopt;
    // Every date on paper that moves is told, and a promise printed anew: a printed date never moves
    // silently. A reappointed date has no second slip, being reappointed at most once, and the receipt keeps
    // to the promise.
    if (auto no = registry::standard().apply("slip", {{"form", "receipt"}}, s, c, w)) return no;
    // The date for which the applicant is to come now.
    request_notice(w, *r, c, "applicant", "date-moved",
                {{"old", to_iso(to.reappointed_now ? *to.reappointed_before : to.before)},
                 {"new", to_iso(to.reappointed_now.value_or(to.now))},
                 {"why", to.reason}});
    return std::nullopt;
}

}  // namespace motcua::dossier
