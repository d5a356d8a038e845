// Runs the writer on an executor: all jobs that wait are one batch, then whatever is due. At most one batch
// is posted at a time, so whoever else uses the executor gets its turn between two batches, and every job
// that comes during a commit joins the next batch. It knows nothing of what a job does: that is `work`.
#pragma once

#include <atomic>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "engine/base/clock.hpp"
#include "engine/stepping/jobs.hpp"

namespace motcua::runtime {

class work {
public:
    virtual ~work() = default;
    // Runs the jobs and a slice of what is due, commits, answers. Returns when to be called again at the
    // latest: an instant not later than now means "at once, more is due"; nothing means "only for a job". One
    // call at a time, on the driver's executor or in `stop`.
    virtual std::optional<instant> run(std::vector<job> jobs) = 0;
};

class driver : public std::enable_shared_from_this<driver> {
public:
    using executor = boost::asio::any_io_executor;
    using ticket = std::uint64_t;

    // `on` runs one handler at a time: a strand, or a context with one thread. `what` and `time` outlive
    // `stop`. A clock that runs by itself is read again at the latest after each `reread` and `work` is run
    // with it; with a clock that only moves when told, only jobs wake the driver.
    driver(work& what, const clock& time, executor on,
           std::chrono::milliseconds reread = std::chrono::seconds{5});

    void start() { post(std::vector<job>{}); }
    // Nothing further is taken; what was posted before is run and answered on the calling thread, and `work`
    // is not touched any more. Waits for a batch under way, hence not from inside one. Safe to call twice.
    void stop();

    // Names jobs that may be withdrawn.
    ticket next_ticket() { return ++last_ticket_; }
    // False once stopping: the job was not taken. Any thread.
    bool post(job j, ticket t = 0);
    // All of them in one batch, in this order; none is taken once stopping. Any thread.
    bool post(std::vector<job> jobs, ticket t = 0);
    // True: no batch had taken the jobs of this ticket, and none will. Any thread.
    bool withdraw(ticket t);

    // Whether jobs wait for a batch: an engine with a thread of its own looks here before it sleeps.
    bool is_waited_for() const { return posted_.load(std::memory_order_acquire); }

private:
    void post_batch();
    void run_batch();
    std::vector<job> take();
    void plan(std::optional<instant> next);
    void wake_within(std::chrono::milliseconds from_now);

    work& work_;
    const clock& clock_;
    const executor on_;
    const std::chrono::milliseconds reread_;

    std::mutex mutex_;  // of what waits
    std::vector<job> waiting_;
    std::vector<ticket> tickets_;  // of `waiting_`, in the same order
    std::atomic<ticket> last_ticket_ = 0;
    std::atomic<bool> posted_ = false;
    bool coming_ = false;  // a batch is posted or under way
    bool stopping_ = false;

    std::mutex turn_;  // held by the batch under way; of what follows
    bool ended_ = false;
    boost::asio::steady_timer wake_;
    std::optional<boost::asio::steady_timer::time_point> armed_;
};

}  // namespace motcua::runtime
