// What a record takes from the published list of its procedure: the names of papers, the fee of the day. For
// the intake and for the effects that change what they rest on. Pure.
#pragma once

#include <string_view>
#include <vector>

#include "engine/kinds/dossier/record.hpp"
#include "engine/kinds/rejection.hpp"
#include "engine/procedure/entry.hpp"

namespace motcua::dossier {

// Gives every paper its published name. Refused, with its place in the list that `field` names, where a paper
// is neither published for the case nor has a name of its own: a receipt would print its bare code.
refusal name_documents(std::vector<received_document>& papers, const procedure::entry& p,
                       std::string_view case_code, std::string_view field);

// The fee for the record's case and stream in force on that day. False: none is published, and the record's
// fee stays as it was. What is paid already is not priced again.
bool take_fee(record& r, const procedure::entry& p, local_day day);

}  // namespace motcua::dossier
