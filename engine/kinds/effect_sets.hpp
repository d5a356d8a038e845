// The effects of the standard registry, by subject, and what they share. Used by registry.cpp alone.
#pragma once

#include "engine/kinds/effects.hpp"
#include "engine/promise/life.hpp"

namespace motcua::dossier {

void add_intake_effects(registry& r);   // portal, accept, documents, refuse, supplement, …
void add_promise_effects(registry& r);  // term, draft, commit, reappoint, escalate, chase
void add_return_effects(registry& r);   // done, handover, deliver, close, …
void add_paper_effects(registry& r);    // slip, notify, tell
void add_round_effects(registry& r);    // label, parcel, and those of a courier's round

// Present and not null: an expression that was undefined leaves nothing behind.
bool given(const json_object& args, std::string_view name);
std::string text_of(const json_object& args, std::string_view name, std::string_view otherwise = {});
std::int64_t number_of(const json_object& args, std::string_view name, std::int64_t otherwise = 0);
bool yes_of(const json_object& args, std::string_view name, bool otherwise = false);

// Wraps an effect of a dossier (of a round): refused on a session of another kind.
using on_record = refusal (*)(record&, const json_object&, const step_context&, step_requests&);
using on_round = refusal (*)(round&, const json_object&, const step_context&, step_requests&);
effect dossier_effect(std::string name, std::vector<std::string> required, std::vector<std::string> optional,
                      on_record apply, effect_kind kind = effect_kind::record);
effect round_effect(std::string name, std::vector<std::string> required, std::vector<std::string> optional,
                    on_round apply, effect_kind kind = effect_kind::record);

// The ledger's own refusal as a rejection.
refusal from_ledger(const promise::verdict& v);
promise::measure measure_of(const step_context& c);

// The day whose law holds: that of acceptance, else today.
local_day law_day(const record& r, const step_context& c);
// Wishes for a sheet, with its number where the office numbers it.
slip_request& request_slip(step_requests& w, const record& r, const step_context& c, std::string form, int seq,
                     int max_seq);
// The number of the next sheet of that form in this dossier's life, from 1; counts it.
int next_sheet(record& r, std::string_view form);
// A message to "applicant", "head", "case-officer", "controlling-unit" or "desk", told in office hours.
void request_notice(step_requests& w, const record& r, const step_context& c, std::string_view to, std::string kind,
                 json_object more = {});

}  // namespace motcua::dossier
