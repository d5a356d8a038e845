// What a good step means on paper: its numbers, each drawn by the caller, and the rows of its slips. The
// writer draws from the store's series, replay reads the same numbers from the journal; so both make the same
// sheets. No store, no clock; engine thread or replay.
#pragma once

#include <functional>

#include "engine/stepping/stepper.hpp"

namespace motcua::runtime {

using number_source = std::function<result<std::int64_t>(const kinds::number_request&)>;

// Draws in the order of the requests, puts each number where it belongs, and returns what the journal keeps
// of it: [{"what", "series", "period", "number", "text"}].
result<json_array> number(kinds::session_record& s, kinds::step_requests& w, const kinds::step_context& c,
                          const number_source& draw);

// After `number`: one row per sheet, values taken from the record as it stands.
std::vector<store::slip_row> slip_rows(store::session_id id, const kinds::session_record& s,
                                       const kinds::step_requests& w, const kinds::step_context& c,
                                       const json_array& numbers);

}  // namespace motcua::runtime
