#include "engine/dossier/amendment.hpp"

#include "engine/dossier/effect_sets.hpp"

namespace motcua::dossier {

refusal move_promise(subject& s, const promise::moved_date& to, const circumstances& c, wishes& w) {
    auto* r = std::get_if<record>(&s);
    if (!r || !c.rules) return std::nullopt;
    if (auto no = from_ledger(promise::adopt(r->promise, to, measure_of(c), c.at))) return no;
    const auto& issued = r->promise.issued;
    if (r->promise.due != to.now ||
        (to.reappointed_now && (issued.empty() || issued.back().new_date != *to.reappointed_now)))
        return rejection{"another_date", "Lịch đang dùng không cho ra ngày hẹn này.",
                         "Xem lại trước khi áp dụng lịch.", ""};
    if (auto no = registry::standard().apply("slip", {{"form", "receipt"}}, s, c, w)) return no;
    wish_notice(w, *r, c, "applicant", "date-moved", promise::to_json(to).as_object());
    return std::nullopt;
}

}  // namespace motcua::dossier
