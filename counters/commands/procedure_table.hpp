// A published list of procedures as a table of text (TSV): line 1 a remark with the source, line 2 the names
// of the columns, then one procedure a line, "-" where nothing is stated. Pure; any thread.
//
//   no      a number of the list's own          title     the procedure's name
//   code    the national code                   term      "7 WD", "8 WH", "10 d", "4 m", "at once", "1/2 WD";
//   field   its field, in words                           " / " between cases or stages
//   level   commune, province                   fee       amounts, "." groups thousands; " / " between direct
//   and online  full, partial                                 online, ";" between cases; or words note names
//   the cases, in the order of the term     fee_to_YYYY-MM-DD   the fee until that day valid_to  the last day
//   on which it is offered
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/base/time.hpp"

namespace motcua::counters {

// What stands between the separators; never empty.
std::vector<std::string> split(std::string_view text, std::string_view by);

struct listed_procedure {
    int line = 0;
    std::string number, code, field, level, online, title, term, fee, note;
    std::optional<local_day> until;
    std::string fee_until;  // like `fee`, and the last day of it
    std::optional<local_day> fee_until_day;
};

struct procedure_table {
    std::string source;  // line 1 without "#"
    std::vector<listed_procedure> rows;
};

// All faults: an unknown or missing column, a line with another number of cells, a name or a day that is
// none. `file` only names the place.
read_result<procedure_table> read_procedure_table(const std::string& text, const std::string& file);

}  // namespace motcua::counters
