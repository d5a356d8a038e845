// The life of one generated dossier, planned beforehand: when it comes and how, what becomes of it, and which
// steps of a scenario that makes. It plans with the engine's own arithmetic, so that "late" is late and
// an answer comes while its draft lies on the table; whether the engine then does right is for the audit to
// say.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "engine/forecast.hpp"
#include "engine/lab/desk_hours.hpp"
#include "engine/lab/scenario.hpp"

namespace motcua::lab {

// What all plans of a scenario share; outlives them.
struct plan_context {
    const generation& wanted;
    const desk_hours& hours;
    const office_law& law;
    const std::vector<actor>& staff;
    instant from, until, end;  // of reception; of everything
};

// Bags that wait for the courier, by the moment their round is drawn up.
using rounds_by_day = std::map<instant, std::vector<std::string>>;

// Who does this in a unit; of any unit where it has nobody and `anywhere` allows it.
const actor* find_staff(const std::vector<actor>& all, std::string_view role, std::string_view unit,
                        bool anywhere);

// Appends the steps of dossier number n.
void plan_dossier(const plan_context& t, const planned_procedure& p, const std::string& case_code,
                  std::size_t n, random_source d, std::vector<scenario_step>& out, rounds_by_day& rounds);

}  // namespace motcua::lab
