// `motcua calendar preview --data DIR --calendar NEWDIR [--json]`: what an amendment of the calendar would do
// to the dates already printed, before anybody confirms it; dossiers that are done, closed or passed are
// listed too, but keep their date. Changes nothing. The data folder must not be in use. Exit status: 0 no
// date would move; 1 some would; 2 faults in files or options; 4 the world failed.
#pragma once

#include <optional>
#include <ostream>
#include <string>

#include "engine/base/result.hpp"
#include "engine/base/time.hpp"

namespace motcua::counters {

struct calendar_preview_options {
    std::string data;
    std::string calendar;  // folder of the new calendar files
    std::string workflows = "workflows";
    std::string office = "000.51.01.G01";
    std::string at;  // ISO moment of the preview; empty: now, or where a training's clock stands
    bool json = false;
};

// Where the clock of that folder stands; nothing: it is the system's. Also says that there is no such folder.
tl::expected<std::optional<instant>, fault> moment_of(const calendar_preview_options& options);

int calendar_preview(const calendar_preview_options& options, std::ostream& out, std::ostream& err);

}  // namespace motcua::counters
