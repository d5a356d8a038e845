// Counts, after a scenario run, what the office owes a late dossier and what it gave: from the rows of the
// store and from the sheets that came out of the printers, never from what the engine says of itself. The
// data folder must be shut.
#pragma once

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/base/time.hpp"

namespace motcua::lab {

// Sheets of paper by (session, form, sequence), as the printers put them out.
struct sheets_out {
    int unmarked = 0;
    int marked = 0;  // "BẢN IN LẠI"
};
using paper_trail = std::map<std::tuple<std::uint64_t, std::string, int>, sheets_out>;

struct audit {
    std::size_t dossiers = 0;
    std::size_t late = 0;       // the promise passed and the result was not at the desk
    std::size_t apologies = 0;  // slips
    std::size_t premature = 0;  // slips of dossiers that were punctual
    std::size_t missed = 0;     // late without an apology, or one of its slips is not on paper
    std::size_t doubled =
        0;  // more slips than the rule set allows, a number twice, a second sheet without its mark
    std::size_t number_gaps = 0;
    std::size_t parked = 0;
    std::vector<std::string> findings;  // one line each, the first hundred; no personal data
};

result<audit> audit_office(const std::string& data, const paper_trail& paper, instant now);

}  // namespace motcua::lab
