// The table of kept counts: written with each batch, read for lists, counted anew for a check. Throws
// sqlite_error.
#pragma once

#include <map>
#include <string>

#include "engine/store/sqlite/connection.hpp"
#include "engine/store/tally.hpp"

namespace motcua::store {

class tally_writer {
public:
    explicit tally_writer(const connection& in);
    void write(office_id office, const tally_changes& by);

private:
    statement move_, drop_;
};

// From the sessions' columns, by office; as long as the store is large.
std::map<office_id, tally_changes> count_all(const connection& in);
// The first count that is not what `count_all` says, or the first session under other words than its name
// has, in words; empty: all are right.
std::string find_miscount(const connection& in);

}  // namespace motcua::store
