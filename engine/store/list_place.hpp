// Where a page of a list ends or begins: the sort key and the id of a row, as a short text that whoever turns
// the page hands back. It holds no personal data, so it may stand in an address.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/store/rows.hpp"

namespace motcua::store {

struct list_place {
    // How the list is ordered that the place is of: by due (rows without it last) and id; by id, the highest
    // first; by code, the highest first.
    enum class order : char { due = 'd', newest = 'n', code = 'c' };
    order of = order::newest;
    std::optional<instant> due{};
    session_id id = 0;
    std::string code{};

    bool operator==(const list_place&) const = default;
};

// "d1770000040000.17" (milliseconds and id), "d.17" (nothing is due), "n17", "cH50.01-260318-00001"
std::string write_place(const list_place& place);
// Nothing: the text is no such place.
std::optional<list_place> read_place(std::string_view text);

}  // namespace motcua::store
