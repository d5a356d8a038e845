// The command that opens a session: what reception (or the portal, or the post) sends, checked, routed and
// turned into the first record and into the data the chart starts with. Pure.
#pragma once

#include <tl/expected.hpp>

#include "engine/kinds/dossier/record.hpp"
#include "engine/kinds/dossier/router.hpp"
#include "engine/kinds/session_kind.hpp"

namespace motcua::dossier {

// Kind "dossier". Members of `data`: procedure, case, channel, applicant{…}, submitter{…}, facts{…}, stream
// (asked for), override, identity{e_identity, portal_account, guided}, portal{code, at}, signed,
// documents[…], copies, return{mode, address}, accept (true: accept in the same step).
tl::expected<opened, rejection> open_dossier(const json& data, const step_context& c);

// The line of a manifest for a dossier that is ready; what a round is opened with.
json_object manifest_line(std::uint64_t session, const record& r, const step_context& c);

}  // namespace motcua::dossier
