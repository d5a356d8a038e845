// `motcua calendar adopt --data DIR --calendar NEWDIR --by NAME --yes`: a person confirms what `calendar
// preview` showed. The new calendar holds for this data folder from then on, and every open dossier whose
// date moves gets a new receipt revision, once; a run that was cut off goes on when it is repeated, or when
// the server starts. Without --yes it only shows, and says so. The data folder must not be in use; a running
// server has POST /api/v1/calendar/adopt. Exit status: 0 adopted; 1 not confirmed, or refused; 2 faults in
// files or options; 4 the world failed.
#pragma once

#include "counters/commands/calendar_preview.hpp"

namespace motcua::counters {

struct calendar_adopt_options {
    calendar_preview_options what;
    std::string by;
    std::string confirmed;  // the hash that the preview showed; empty: whatever the files say now
    bool yes = false;
    std::string templates = "templates";
    std::string in_force{};  // the one that the preview showed as in force; empty: whichever is
};

int calendar_adopt(const calendar_adopt_options& options, std::ostream& out, std::ostream& err);

}  // namespace motcua::counters
