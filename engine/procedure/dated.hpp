// What is true only between two days. Law and offices change; every list of the procedure room carries its
// days.
#pragma once

#include <optional>
#include <vector>

#include "engine/base/origin.hpp"
#include "engine/base/time.hpp"

namespace motcua::procedure {

struct validity {
    std::optional<local_day> from;   // unset: since ever
    std::optional<local_day> until;  // the last day on which it holds; unset: still

    bool holds(local_day day) const { return (!from || *from <= day) && (!until || day <= *until); }
};

// Whether both hold on some day.
inline bool overlap(const validity& a, const validity& b) {
    const bool a_first = a.until && b.from && *a.until < *b.from;
    const bool b_first = b.until && a.from && *b.until < *a.from;
    return !a_first && !b_first;
}

// The first of `items` that holds on `day`, or nullptr. `Item` has a member `when` of type validity.
template <class Item>
const Item* holding(const std::vector<Item>& items, local_day day) {
    for (const Item& i : items)
        if (i.when.holds(day)) return &i;
    return nullptr;
}

}  // namespace motcua::procedure
