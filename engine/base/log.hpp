// Logs are key=value lines with dossier and command ids, never personal data. `error` only where a person must act;
// what an outsider can repeat stays at debug.
#pragma once

#include <spdlog/spdlog.h>

namespace motcua {

// Set by the program or a host; silent until then, so that an embedding host decides. Any thread.
spdlog::logger& log();
void set_log(std::shared_ptr<spdlog::logger> to);

}  // namespace motcua
