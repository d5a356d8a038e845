// The port through which the queue keeps its jobs: the queue has no store. The app implements it by an engine
// command, so that a job's state is a row in the same database as the dossier.
#pragma once

#include <future>
#include <string>

#include "engine/base/result.hpp"
#include "printers/queue/job.hpp"

namespace motcua::printers {

struct job_record {
    job_id job = 0;
    job_state state = job_state::queued;
    std::string printer;
    reason_set why;
};

class job_log {
public:
    virtual ~job_log() = default;
    // Called from the threads of the pool. Ready when the state is durable; a failure leaves the job as it
    // was. No byte leaves before the future of `sending` is ready. The engine must outlive close() of the
    // queue, which waits for it.
    virtual std::future<result<void>> record(const job_record& what) = 0;
};

}  // namespace motcua::printers
