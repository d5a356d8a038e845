// The effects of a dossier, by subject, and what they share. Used by this kind alone.
#pragma once

#include "engine/kinds/dossier/record.hpp"
#include "engine/kinds/effects.hpp"
#include "engine/kinds/registry.hpp"
#include "engine/promise/life.hpp"

namespace motcua::dossier {

void add_intake_effects(registry& r);   // portal, accept, documents, refuse, supplement, …
void add_promise_effects(registry& r);  // term, draft, commit, reappoint, escalate, chase
void add_return_effects(registry& r);   // done, handover, deliver, close, …
void add_paper_effects(registry& r);    // slip, notify
void add_postal_effects(registry& r);   // label, parcel

// The ledger's own refusal as a rejection.
refusal from_ledger(const promise::verdict& v);
promise::measure measure_of(const step_context& c);

// The day whose law holds: that of acceptance, else today.
local_day law_day(const record& r, const step_context& c);
// Asks for a sheet, with its number where the office numbers it.
slip_request& request_slip(step_requests& w, const record& r, const step_context& c, std::string form,
                           int seq, int max_seq);
// The number of the next sheet of that form in this dossier's life, from 1; counts it.
int next_sheet(record& r, std::string_view form);
// The receipt of the present revision, once.
refusal print_receipt(record& r, const step_context& c, step_requests& w);
// A message to "applicant", "head", "case-officer", "controlling-unit" or "desk", told in office hours.
void request_notice(step_requests& w, const record& r, const step_context& c, std::string_view to,
                    std::string kind, json_object more = {});

}  // namespace motcua::dossier
