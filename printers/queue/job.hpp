// One print job: the outbox row it stands for, where it may be printed, and how its paper is made. Lives in
// memory only; the row is the app's, see job_log.hpp.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "printers/device/device.hpp"

namespace motcua::printers {

using job_id = std::int64_t;

// `queued → sending (durable before the first byte) → done | failed | unknown`. From `sending` back to
// `queued` only on positive knowledge that no byte was accepted (an IPP printer that answered "busy").
enum class job_state { queued, sending, done, failed, unknown };
std::string_view name_of(job_state s);

// Makes the paper in the form the printer wants; called on the printer's strand, once per attempt. A
// failure `corrupt` says that what the paper is made of is damaged; `io`, `full` and `busy` pass, and the job
// is tried again; after every other the job has failed.
using renderer = std::function<result<document>(const wanted_content&)>;

struct print_job {
    job_id id = 0;
    std::string
        name;  // "slip-id/copy", unique for ever; a reprint is a new job with a new name and marked paper
    int copies = 1;
    std::vector<std::string> printers;  // the wanted one first; the others take over while no byte was sent
    renderer render;
};

}  // namespace motcua::printers
