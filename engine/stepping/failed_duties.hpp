// Which failures still wait for a person: a duty that failed is dealt with once its sheet was printed again,
// its notice sent again, or the slip it brought printed for the receiver. Pure.
#pragma once

#include <span>

#include "engine/store/rows.hpp"

namespace motcua::runtime {

bool is_notice(const store::outbox_row& row);
// A legal instant that could not be carried out (kinds::obstacle): nobody's to do but a person's, failed
// from the start, and dealt with once the record says so.
inline constexpr const char* blocked_kind = "blocked";
bool is_blocked(const store::outbox_row& row);

// `of_session`: every outbox row of its session.
bool not_dealt_with(const store::outbox_row& row, std::span<const store::outbox_row> of_session);

}  // namespace motcua::runtime
