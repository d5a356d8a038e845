// A slip as the engine keeps it, with the template it was issued by at hand: what is printed later is the
// same slip, whatever has become of the templates folder. Any thread but the engine's own.
#pragma once

#include "counters/app/paper.hpp"
#include "engine/engine.hpp"

namespace motcua::app {

// The sheet of a print duty. `corrupt`: what was kept is damaged or does not make the first print again;
// `not_found`: there is no such slip; `io`: the store could not be read now.
result<slip> kept_slip(const engine& e, const paper& forms, std::uint64_t duty);

// The same by its name: as first printed.
result<slip> kept_slip(const engine& e, const paper& forms, std::uint64_t session, const std::string& form,
                       int seq);

// For options::forms.
printed_forms forms_for_engine(const paper& forms);

}  // namespace motcua::app
