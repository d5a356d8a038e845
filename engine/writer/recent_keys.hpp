// The idempotency keys of the office's last commands, whichever session they went to, so that a key sent
// again to another session is noticed without an index over the whole journal. Holds hashes and the places of
// journal rows; filled from the end of the journal when the engine starts. Engine thread.
#pragma once

#include <deque>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "engine/store/door.hpp"

namespace motcua::runtime {

class recent_keys {
public:
    // From the store's last rows; what cannot be read is not known.
    void recall(store::door& from, store::journal_seq last);
    void add(const store::journal_row& row);
    // The last row with this key.
    result<std::optional<store::journal_row>> find(store::door& from, std::string_view key) const;

private:
    std::unordered_map<std::uint64_t, store::journal_seq> rows_;
    std::deque<std::uint64_t> order_;
};

}  // namespace motcua::runtime
