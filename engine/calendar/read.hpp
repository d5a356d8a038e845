// Reads a folder of calendar files (one base file, one vn-YYYY.xml a year) into calendars, all faults at
// once. Called at start, at deployment and by `motcua due`; the format is workflows/schema/calendar.xsd.
#pragma once

#include <string>
#include <vector>

#include "engine/base/origin.hpp"
#include "engine/base/result.hpp"
#include "engine/calendar/calendar.hpp"
#include "engine/calendar/source.hpp"

namespace motcua::calendar {

// All *.xml files of the folder.
read_result<calendar_source> read_source(const std::string& folder, origin from = origin::folder);
// (file name, content) pairs, where the reader wants to keep what was checked; `folder` as faults and advice
// name it.
read_result<calendar_source> read_source(const std::vector<std::pair<std::string, std::string>>& files,
                                         const std::string& folder = {}, origin from = origin::folder);

// Tables for one office of the source; an office it does not name has the common week.
working_calendar make_calendar(const calendar_source& source, const std::string& office = {});

// read_source and make_calendar in one.
read_result<working_calendar> read_calendar(const std::string& folder, const std::string& office = {},
                                            origin from = origin::folder);

}  // namespace motcua::calendar
