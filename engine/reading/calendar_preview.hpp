// Which dossiers a new calendar would move, and which were promised over its days but stay as they are,
// before anybody confirms it: the rows are read and judged on all cores. Changes nothing. Any thread but the
// engine's.
#pragma once

#include <string>
#include <vector>

#include "engine/procedure/rule_set.hpp"
#include "engine/promise/calendar_move.hpp"
#include "engine/store/door.hpp"

namespace motcua::runtime {

// All of it outlives the call.
struct proposed_move {
    const procedure::rule_sets& rules;
    const promise::calendar_change& change;  // from the calendar in force
    const calendar::working_calendar& after;
    instant at;
};

struct moved_dossier {
    store::session_id session = 0;
    std::string code;
    promise::moved_date what;
};

// One of which nobody can say what becomes of its date; adopting the calendar would park it.
struct undecided_dossier {
    store::session_id session = 0;
    std::string code;
    std::string why;
};

// In the order of their sessions.
struct calendar_preview {
    std::vector<moved_dossier> moved;    // on paper
    std::vector<moved_dossier> settled;  // done, closed or passed: the printed date stays
    std::vector<undecided_dossier> unjudged;
};

// Through readers only, so that the writer goes on meanwhile.
result<calendar_preview> preview_calendar_move(store::door& from, const proposed_move& a);

}  // namespace motcua::runtime
