// What the chain of an office covers, as bytes: the same for every database behind the door, so that a
// journal can be verified wherever it was copied to. Pure. A payload enters only by its digest, so it can be
// erased.
#pragma once

#include "engine/store/rows.hpp"

namespace motcua::store {

// The hash an office's chain starts from.
std::string chain_start(office_id office);
// Appends one journal row (as stored: seq, previous, version, commit_no and digest set) to a commit's bytes.
void append_link(std::string& bytes, const journal_row& row);
// The chain's next hash; `links` are the commit's journal rows in order.
std::string chain_next(std::string_view head, std::int64_t commit_no, instant at, std::string_view links);

}  // namespace motcua::store
