#include "engine/dossier/timers.hpp"

#include "engine/promise/life.hpp"

namespace motcua::dossier {

result<std::optional<promise::wake>> next_wake(const subject& s, const circumstances& c) {
    const auto* r = std::get_if<record>(&s);
    if (!r || r->closed.at) return std::nullopt;
    return promise::next(r->promise, *c.rules, *c.calendar, c.at);
}

bool mark_fired(subject& s, const promise::wake& w, const circumstances& c) {
    auto* r = std::get_if<record>(&s);
    return r && promise::mark_fired(r->promise, w, c.at);
}

json_object timer_data(const subject& s, const promise::wake& w, const circumstances& c) {
    json_object data{{"planned", to_iso(w.planned)}, {"at", to_iso(c.at)}, {"number", w.number}};
    const auto* r = std::get_if<record>(&s);
    if (!r) return data;
    data["late"] = c.at > r->promise.due;
    data["may_reappoint"] = static_cast<int>(r->promise.issued.size()) < c.rules->maximum_reappointments;
    return data;
}

}  // namespace motcua::dossier
