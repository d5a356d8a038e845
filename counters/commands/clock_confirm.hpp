// `motcua clock confirm --data DIR --by NAME`: a head says that a held clock is right. Works on a folder that
// nobody serves and, through a request in the folder, on one that a running server holds. Exit status: 0
// confirmed, or the clock is not held; 1 refused; 2 faults in files or options; 3 the server did not answer;
// 4 the world failed.
#pragma once

#include <chrono>
#include <ostream>
#include <string>

#include "engine/base/clock.hpp"

namespace motcua::counters {

struct clock_confirm_options {
    std::string data;
    std::string by;  // id of a member of the office's staff
    std::string office = "counters/config/sample-office.xml";
    std::chrono::milliseconds patience{20'000};  // with a running server
};

int clock_confirm(const clock_confirm_options& options, const clock& time, std::ostream& out,
                  std::ostream& err);

}  // namespace motcua::counters
