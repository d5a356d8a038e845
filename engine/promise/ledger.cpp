#include "engine/promise/ledger.hpp"

#include <algorithm>

namespace motcua::promise {

bool ledger::paused() const {
    return std::any_of(suspensions.begin(), suspensions.end(), [](const suspension& s) { return !s.to; });
}

calendar::term ledger::promised_term() const {
    calendar::term t = legal;
    if (t.in != calendar::unit::at_once) t.amount = std::max(1, legal.amount - std::max(0, reduction));
    return t;
}

}  // namespace motcua::promise
