// What acceptance promises, and whether it came in time: for the effect that starts the term, the preview of
// a route, the views and the figures. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/kinds/dossier/record.hpp"
#include "engine/procedure/entry.hpp"
#include "engine/promise/life.hpp"

namespace motcua::dossier {

// The procedure's term for the case, earlier for the online stream, with the other bodies' days. Nothing: the
// procedure has no term.
std::optional<promise::acceptance> acceptance_of(const procedure::entry& p, const std::string& case_code,
                                                 std::string_view stream, instant at);

// Online in reports: it came by the portal, with its code and its moment.
bool counts_online(const record& r);

// An online dossier must be accepted or refused within the rule set's working time of its arrival on the
// portal; being slower counts against the desk.
struct portal_wait {
    instant arrived{};
    instant limit{};
    std::optional<instant> settled;  // accepted, refused or otherwise closed
    bool slow = false;               // at `settled`, else by now
};
// Nothing for a dossier that the portal did not bring.
result<std::optional<portal_wait>> waited(const record& r, instant now, const promise::measure& m);

}  // namespace motcua::dossier
