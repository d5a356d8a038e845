// A folder of calendar files that somebody proposes in the place of the calendar in force: what it would
// move, and the job by which it is adopted. Changes nothing. Any thread but the engine's.
#pragma once

#include <string>
#include <string_view>

#include "engine/deployment/deployment.hpp"
#include "engine/stepping/jobs.hpp"

namespace motcua::runtime {

class calendar_proposal {
public:
    // `rules` and `in_force` outlive it.
    calendar_proposal(const procedure::rule_sets& rules, const calendar::working_calendar& in_force,
                      calendar_version what);
    // Or why there is none, for who sits at the page: {"code", "message", "next"}.
    static tl::expected<calendar_proposal, json_object> read(const deployment& deployed,
                                                             const std::string& folder);

    // {"calendar", "in_force", "moved": how many, "dossiers", "settled", "unjudged"}: of each list the first
    // `most`, in the order of their sessions. Takes as long as reading every dossier.
    result<json_object> preview(store::door& from, instant now, std::size_t most) const;

    // `calendar`: the hash that was shown; `in_force`: the one that was in force then. Either may be empty.
    tl::expected<adopt_job, json_object> confirmed(std::string_view calendar, std::string_view in_force,
                                                   caller by) &&;

private:
    const procedure::rule_sets& rules_;
    const calendar::working_calendar& in_force_;
    calendar_version what_;
    promise::calendar_change change_;
};

}  // namespace motcua::runtime
