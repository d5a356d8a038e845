// What every sheet says whatever kind it is of (the office, the officer, its number), and how a sheet gets
// its number. Pure. Templates bind by path: office.*, officer.*, slip.*, number, issued_at; the rest is the
// record's. Instants are ISO 8601 with +07:00, money is whole VND: wording dates and sums is the template's
// work. What does not hold is absent, never false or empty.
#pragma once

#include <string>
#include <string_view>

#include "engine/kinds/requests.hpp"

namespace motcua::kinds {

json_object sheet_values(const slip_request& slip, const step_context& c);
json_object officer_values(const step_context& c, std::string_view id);
std::string unit_name(const step_context& c, std::string_view code);
std::string department(const procedure::office& o);

// Asks for a sheet of `unit`, by the forms that hold on `accepted`, with its number where the office numbers
// the form.
slip_request& request_sheet(step_requests& w, const step_context& c, std::string form, std::string_view unit,
                            local_day accepted, int seq, int max_seq);
// Gives the slip of `request` the drawn number, as the office prints it.
const std::string& number_slip(step_requests& w, const number_request& request, long long number,
                               const step_context& c);

}  // namespace motcua::kinds
