// What a sheet says: values for a form's template, assembled from the record after the numbers are assigned.
// Pure; the same record gives the same values. Templates bind by path: office.*, unit.*, procedure.*,
// dossier.*, applicant.*, submitter.*, recipient.*, fee.*, supplement.*, refusal.*, stop.*, apology.*,
// signer.*, parcel.*, delivery.*, control.*, chase.*, manifest.*, officer.*, book.serial, number, issued_at.
// What does not hold is absent, never false or empty.
#pragma once

#include "engine/kinds/effects.hpp"

namespace motcua::dossier {

// Instants are ISO 8601 with +07:00, money is whole VND; wording dates and sums is the template's work.
json_object slip_values(const slip_request& slip, const subject& s, const step_context& c);

}  // namespace motcua::dossier
