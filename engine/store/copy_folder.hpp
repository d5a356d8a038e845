// A safe copy of a data folder, also of one whose office is running: it takes no lock and stops nobody.
// Called by a program of its own; one thread.
#pragma once

#include <string>

#include "engine/base/result.hpp"
#include "engine/store/rows.hpp"

namespace motcua::store {

struct folder_copy {
    std::int64_t last_commit = 0;
    std::optional<instant> last_at{};
    std::int64_t sessions = 0;
    std::int64_t files = 0;  // besides the database
};

// The database as of one commit, its chain verified in the copy, a mark that fits it, and every other file of
// the folder as it stands. Made under a temporary name beside `to`, flushed, then renamed: `to` is whole or
// not there. bad_input: `to` exists and is not empty, or `folder` holds no data.
result<folder_copy> copy_folder(const std::string& folder, const std::string& to, office_id office = 0);

}  // namespace motcua::store
