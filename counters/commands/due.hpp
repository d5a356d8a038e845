// The command `motcua due`: a due date with each day on the way, when a late result would show itself, and by
// when the desk passes the dossier on; as Vietnamese text or JSON. Reads files, writes to the given streams,
// knows nothing of the command line's parser.
//
// What is counted how comes from the rule set in force on the day of --from, or the one that --rules names,
// in the folder "rules" beside the calendars (workflows/rules) or that of --rules-folder; without such a
// folder from <counting> of the calendars' base file, which knows no apologies and no hand-over.
#pragma once

#include <optional>
#include <ostream>
#include <string>

namespace motcua::counters {

// Below the list of options.
inline constexpr const char* due_help =
    "The rule set in force on that day counts, from the folder `rules` beside DIR unless --rules-folder "
    "names "
    "another;\n"
    "without such a folder <counting> of DIR/base.xml. --json: due, days, sentences, …, and rules (its "
    "name), "
    "t1 and t2\n"
    "(when an apology is drafted and issued), hand_over_by (until when the desk passes a direct dossier on); "
    "null: none.\n"
    "Exit status: 0 done; 1 the calendars do not reach the date; 2 bad options or files, all faults listed.";

struct due_options {
    std::string calendar;  // folder
    std::string from;
    std::optional<std::string> working_days, working_hours, calendar_days;  // as typed; exactly one of these
    bool at_once = false;                                                   // or this
    std::string rules;         // name of a rule set; empty: the one in force on the day
    std::string rules_folder;  // empty: `rules` beside the calendars
    std::string office;
    bool json = false;
};

// The exit status: see due_help.
int due_command(const due_options& options, std::ostream& out, std::ostream& err);

}  // namespace motcua::counters
