// What a scenario leaves to chance, as its <generate> says it: how many dossiers of which procedures, how
// often what becomes of them, and how often the office's machines fail. Plain values, read by read_scenario,
// drawn by generate.hpp.
#pragma once

#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/base/time.hpp"

namespace motcua::xml {
class element;
}

namespace motcua::lab {

struct drawn_procedure {
    std::string code;
    std::string case_code;
    int weight = 1;
    fault place;  // for what only the catalogue knows
};

// Of 100 dossiers. What is left after `late`, `refused`, `withdrawn`, `committed` and `premature` is resolved
// before anybody must think of an apology.
struct shares {
    // How they come
    double portal = 25, assisted = 35, post_in = 4;
    // How they go
    double late = 10, premature = 0.5, committed = 2, refused = 2, withdrawn = 1, supplement = 5,
           other_body = 2;
    // How they end
    double post_out = 10, unclaimed = 1;
    // Of 100 late ones: what the head says to the draft; the others wait for the standing authorisation.
    double answered = 45, broken = 15, escalated = 10;
};

struct generation {
    int dossiers = 0;
    local_day from{}, until{};  // days of reception
    int step = 30;              // minutes: people are served, and things happen, at such moments
    std::vector<drawn_procedure> procedures;
    shares of_hundred;
    int downtimes = 0, longest_downtime = 48;  // hours
    int paper_outs = 0, longest_paper_out = 6;
    int restarts = 0;
    double cut = 0;  // of 100 sheets: the printer's line is cut and a person must look
};

generation read_generation(const xml::element& e, faults& found);

}  // namespace motcua::lab
