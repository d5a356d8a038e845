// The engine thread: takes all jobs that wait as one batch, then whatever is due, and sleeps until the next
// wake-up or job. It knows nothing of what a job does: that is `work`. Owns its thread from start to stop.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "engine/base/clock.hpp"
#include "engine/stepping/jobs.hpp"

namespace motcua::runtime {

class work {
public:
    virtual ~work() = default;
    // Engine thread. Runs the jobs and a slice of what is due, commits, answers. Returns when to be called
    // again at the latest: an instant not later than now means "at once, more is due"; nothing means "only
    // for a job".
    virtual std::optional<instant> run(std::vector<job> jobs) = 0;
};

class driver {
public:
    // A clock that runs by itself is read again at the latest after each `look` and `work` is run with it;
    // with one that only moves when told, only jobs wake the thread.
    driver(work& what, const clock& time, std::chrono::milliseconds reread = std::chrono::seconds{5})
        : work_(what), clock_(time), reread_(reread) {}
    ~driver() { stop(); }

    void start();
    // Everything posted before is run and answered; then the thread ends. Safe to call twice.
    void stop();
    // False once stopping: the job was not taken.
    bool post(job j);
    // All of them in one batch, in this order; none is taken once stopping.
    bool post(std::vector<job> jobs);

private:
    void serve();
    void spin() const;
    std::vector<job> wait(std::optional<instant> until);

    work& work_;
    const clock& clock_;
    const std::chrono::milliseconds reread_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::vector<job> waiting_;
    std::atomic<bool> posted_ = false;  // what `linger` looks at without the lock
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace motcua::runtime
