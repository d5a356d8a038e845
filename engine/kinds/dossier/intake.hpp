// The command that opens a session: what reception (or the portal, or the post) sends, checked, routed and
// turned into the first record and into the data the chart starts with. Pure.
#pragma once

#include <tl/expected.hpp>

#include "engine/kinds/effects.hpp"
#include "engine/kinds/dossier/router.hpp"

namespace motcua::dossier {

struct opened {
    subject what;
    json_object data;  // variables of the chart, set before its first step
};

// Kind "dossier". Members of `data`: procedure, case, channel, applicant{…}, submitter{…}, facts{…}, stream
// (asked for), override, identity{e_identity, portal_account, guided}, portal{code, at}, signed,
// documents[…], copies, return{mode, address}, accept (true: accept in the same step).
tl::expected<opened, rejection> open_dossier(const json& data, const step_context& c);

// Kind "round". `parcels` come from dossiers that are ready for the post; an empty list is refused.
tl::expected<opened, rejection> open_round(const json& data, const step_context& c);

// The line of a manifest for a dossier that is ready; what the runtime gathers for open_round.
json_object manifest_line(std::uint64_t session, const record& r, const step_context& c);

}  // namespace motcua::dossier
