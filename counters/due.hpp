// The command `motcua due`: a due date with each day on the way, as Vietnamese text or JSON. Reads files,
// writes to the given streams, knows nothing of the command line's parser.
//
// The parameters of counting (cut-off and the like) come from the rule set in force on the day of --from
// where a folder "rules" stands beside the calendars (workflows/rules); else from <counting> of the
// calendars' base file.
#pragma once

#include <optional>
#include <ostream>
#include <string>

namespace motcua::counters {

// Below the list of options.
inline constexpr const char* due_help =
    "Cut-off and other parameters come from the rule set in force on that day, read from the folder `rules` "
    "beside DIR;\n"
    "without such a folder from <counting> of DIR/base.xml.\n"
    "Exit status: 0 done; 1 the calendars do not reach the date; 2 bad options or files, all faults listed.";

struct due_options {
    std::string calendar;  // folder
    std::string from;
    std::optional<std::string> working_days, working_hours, calendar_days;  // as typed; exactly one
    std::string office;
    bool json = false;
};

// The exit status: see due_help.
int due_command(const due_options& options, std::ostream& out, std::ostream& err);

}  // namespace motcua::counters
