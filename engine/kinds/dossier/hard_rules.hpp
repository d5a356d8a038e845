// The rules no client and no chart can go round: pure checks over facts of the record and its ledger, never
// over the names of an author's states. Called by the effects before they change anything; screens may ask
// beforehand.
#pragma once

#include "engine/kinds/dossier/record.hpp"

namespace motcua::dossier {

struct supplement_asked {
    std::vector<wanted_document> items;
    std::string reason;
};

// A8, A9, A11; once, all at once, in writing, never once a draft apology exists.
refusal check_supplement(const record& r, const supplement_asked& asked, const step_context& c);
// Stream and identity questions answered (A2, A22), A13, A14; an online dossier only with the portal's code
// and time (A21).
refusal check_acceptance(const record& r, const step_context& c);
// A refusal notice is issued within the term.
refusal check_refusal(const record& r, const step_context& c);
// The result is late, so it goes into the applicant's hands.
bool needs_hand_delivery(const record& r, const step_context& c);
// A late result leaves only into the applicant's hands (B4), by whoever delivers it.
refusal check_delivery(const record& r, const hand_delivery& d, const step_context& c);
refusal check_closing(const record& r, std::string_view as, const step_context& c);
// A late dossier goes to the head only with its apology (R4).
refusal check_hand_over_to_head(const record& r, const step_context& c);
// The reason, the extension and its limit, and a working day.
refusal check_reappointment(const record& r, std::string_view reason, int days, const step_context& c);

}  // namespace motcua::dossier
