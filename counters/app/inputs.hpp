// Everything the server reads before it touches the data folder, so that a fault in any file leaves nothing
// behind: either all of it is good, or all faults are known. Called once, at the start.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "counters/app/office_printers.hpp"
#include "counters/app/serve.hpp"
#include "counters/config/office_file.hpp"
#include "counters/http/server.hpp"
#include "counters/http/static_files.hpp"
#include "counters/notices/wording.hpp"
#include "engine/lab/scenario.hpp"
#include "templates/language/library.hpp"

namespace motcua::app {

struct inputs {
    http::options listen;
    counters::office_file office;
    templates::library forms;
    office_printers printers;
    notices::wording notice_texts;
    std::optional<lab::scenario> day;  // training only
    http::static_files page;
};

// The lines say what is wrong, "file:line:column: message" where it is a file's fault. The workflows are read
// by the engine; here only when something else is wrong, so that their faults are among the lines too.
tl::expected<inputs, std::vector<std::string>> read_inputs(const serve_options& o);

}  // namespace motcua::app
