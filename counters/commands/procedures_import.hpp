// The command `motcua procedures import`: makes procedure files that a person can finish of a published list.
// Reads one file and writes below a folder; writes nothing at all where the list has a fault.
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace motcua::counters {

// Below the list of options.
inline constexpr const char* procedures_import_help =
    "FILE is a table with tabs: line 1 \"# \" and its source, line 2 the names of the columns (no, code, "
    "field,\n"
    "level, online, title, term, fee, note, valid_to, fee_to_YYYY-MM-DD), then one procedure a line; \"-\": "
    "not\n"
    "stated. A term is 7 WD (working days), 8 WH (hours), 10 d (days), 4 m (months), 1/2 WD or at once, \" / "
    "\"\n"
    "between cases. What the list does not say stays confirmed=\"false\"; a missing level becomes "
    "\"unknown\",\n"
    "and reception asks. A file that is there already is kept unless --replace.\n"
    "Exit status: 0 done; 1 some files were there already and kept; 2 bad options or faults of the list.";

struct procedures_import_options {
    std::string file;
    std::string out;
    // LEVEL=CODE:AGENCY, "commune=CAX:Công an xã"; a level without one goes to the first.
    std::vector<std::string> units = {"commune=CAX:Công an cấp xã", "province=PC06:Công an cấp tỉnh"};
    std::string prefix = "local:";  // of the numbers of procedures without a national code
    bool replace = false;
};

int procedures_import(const procedures_import_options& options, std::ostream& out, std::ostream& err);

}  // namespace motcua::counters
