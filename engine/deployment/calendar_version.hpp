// A calendar as it can be deployed: for the office, and as the files it was read from.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/base/origin.hpp"
#include "engine/base/result.hpp"
#include "engine/calendar/calendar.hpp"
#include "engine/store/rows.hpp"

namespace motcua::runtime {

struct calendar_version {
    std::shared_ptr<const calendar::working_calendar> days;
    std::vector<store::content_row> files;  // kind "calendars", named as in a workflows folder
};

// Each file is read once: what was checked is what is kept.
read_result<calendar_version> read_calendar_version(const std::string& folder, const std::string& office,
                                                    origin from = origin::folder);

}  // namespace motcua::runtime
