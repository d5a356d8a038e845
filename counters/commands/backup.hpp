// `motcua backup`: a safe copy of a data folder, also of one whose office is running.
#pragma once

#include <ostream>
#include <string>

namespace motcua::counters {

struct backup_options {
    std::string data;
    std::string to;
};

inline constexpr const char* backup_help =
    "The copy is as of one commit: the database with its log, and every other file of the folder as it "
    "stands\n"
    "(printers.json, notices). It appears under its name once it is whole and flushed to the disk. To "
    "restore,\n"
    "stop the server, move the old folder aside, put the copy in its place and start the server on it.\n"
    "Exit status: 0 made; 2 the target is not empty, or no data; 4 damaged data or disk.";

int backup(const backup_options& options, std::ostream& out, std::ostream& err);

}  // namespace motcua::counters
