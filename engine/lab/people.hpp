// Invented applicants for generated dossiers. Nobody of these names and numbers is meant: the numbers are of
// the sample range, the addresses of a province that does not exist.
#pragma once

#include "engine/base/json.hpp"
#include "engine/lab/random_source.hpp"

namespace motcua::lab {

// As the API takes an applicant; `n` makes identity and telephone numbers distinct.
json_object draw_person(random_source& d, std::size_t n);

}  // namespace motcua::lab
