// What a power cut leaves of files: names as well as content have to be flushed to the disk. Any thread.
#pragma once

#include <string>

#include "engine/base/result.hpp"

namespace motcua {

// Flushes the names in a folder (a file just created, renamed or removed there) to the disk. Where that
// cannot be asked for (a file system without such a flush, a folder this user may write to but not read)
// nothing is done.
result<void> sync_folder(const std::string& folder);

}  // namespace motcua
