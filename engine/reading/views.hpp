// How sessions look from outside: JSON for lists and single dossiers, made of committed rows. Pure but for
// the rows handed in; no store and no interpreter here. Any thread.
#pragma once

#include <string>

#include "engine/base/json.hpp"
#include "engine/deployment/deployment.hpp"
#include "engine/kinds/dossier/record.hpp"
#include "engine/reading/chart_labels.hpp"
#include "engine/store/reader.hpp"

namespace motcua::runtime {

class views {
public:
    // Both outlive the views.
    views(const deployment& d, const chart_labels& labels) : deployed_(d), labels_(labels) {}

    // A line of a list.
    json_object line(const store::listed_session& s, instant now) const;
    // {"due", "legal", "reappointed", "words", "colour", "late", …, "why": [sentences], "derivation": {…}}
    json_object promise(const dossier::record& r, instant now) const;
    // What was promised as it stood at the end of a day, or at a moment: {"due", "made", "calendar", "words",
    // …}; null before acceptance, or where `when` is neither.
    json promised(const dossier::record& r, std::string_view when) const;
    // `chart`: content hash of its session's.
    json_object journal_line(const store::journal_row& row, std::string_view chart) const;
    json_object slip(const store::slip_row& row) const;
    json_object duty(const store::outbox_row& row) const;
    json_object procedure(const procedure::entry& e, local_day day) const;

private:
    const deployment& deployed_;
    const chart_labels& labels_;
};

// "local": our own part of the term, and "linked": [{"name", "working_days"}], where other bodies take days.
void add_linked(json_object& to, const motcua::promise::ledger& l);

// "green", "amber" (less than two working days), "red", "grey" (paused, closed)
struct urgency {
    std::string words;
    std::string colour;
};
urgency urgency_of(const store::summary& s, bool closed, instant now, const calendar::working_calendar& days);

std::string_view to_text(store::delivery d);
std::string_view to_text(store::apology a);

}  // namespace motcua::runtime
