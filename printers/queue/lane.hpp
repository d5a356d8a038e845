// One printer's line of jobs. It is worked at on a strand of the pool, one step at a time, and retried by a
// timer. The lanes of an office share one mutex, which is held only for bookkeeping: never while a device or
// the job log is at work. Internal to the queue.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <deque>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>

#include "printers/queue/queue.hpp"

namespace motcua::printers {

struct lane_entry {
    enum class phase {
        waiting,   // state queued
        sending,   // the record of `sending` was asked for: nobody takes the job back any more
        asking,    // state sending, and the printer may know more
        settling,  // what became of it is known, not yet recorded
    };
    print_job job;
    phase at = phase::waiting;
    int attempts = 0;
    job_state settled = job_state::unknown;
    reason_set why;
};

class lane;

// What lanes need of their office.
class lane_office {
public:
    virtual ~lane_office() = default;
    virtual job_log& log() = 0;
    virtual const queue_settings& settings() const = 0;
    virtual std::mutex& mutex() const = 0;
    // With the mutex held: another lane that could take this job now, or nullptr.
    virtual lane* stand_in(const print_job& job, const lane& blocked) = 0;
    // With the mutex held: a job left its lane.
    virtual void job_left() = 0;
};

class lane : public std::enable_shared_from_this<lane> {
public:
    // `pool` runs until join() has returned, and has a thread for each lane.
    lane(lane_office& office, boost::asio::any_io_executor pool, std::string name,
         std::unique_ptr<device> how);

    const std::string& name() const { return name_; }

    // All of these with the office's mutex held.
    void start() { call(); }
    void put(lane_entry entry);
    bool withdraw(job_id job);
    void wake();
    bool idle() const { return jobs_.empty(); }
    bool blocked() const { return reasons_.blocks(); }
    printer_status status() const;
    std::vector<job_id> jobs() const;
    void request_stop();

    void join() { ended_.get_future().wait(); }  // once, without the mutex

private:
    using lock = std::unique_lock<std::mutex>;
    enum class next { go_on, wait, step_aside };

    void call();
    void turn();
    bool has_work();
    void wait_for_retry();
    void end();
    void work_at(lane_entry* entry);
    void look();
    void retry_later(int attempt);
    next attempt(lane_entry& entry);
    next attempt_or_log(lane_entry& entry);
    next begin(lane_entry& entry);
    next transmit(lane_entry& entry, const document& content);
    next conclude(lane_entry& entry, const outcome& what);
    next question(lane_entry& entry);
    next settle(lane_entry& entry, job_state state, reason_set why);
    bool hand_over(lane_entry& entry);
    result<void> record(const lane_entry& entry, job_state state, reason_set why);
    void heard(reason_set reasons);
    void set_phase(lane_entry& entry, lane_entry::phase at);
    void announce();

    lane_office& office_;
    std::string name_;
    std::unique_ptr<device> device_;  // null in the lane that only records
    std::stop_source stop_;
    std::deque<std::unique_ptr<lane_entry>> jobs_;  // the front one is being worked at
    reason_set reasons_;
    bool woken_ = false;
    int blocked_looks_ = 0;
    std::optional<std::chrono::steady_clock::time_point> retry_at_;
    printer_status announced_;
    bool called_ = false;  // a turn is posted

    const boost::asio::strand<boost::asio::any_io_executor> strand_;  // touches what follows
    boost::asio::steady_timer retry_;
    bool over_ = false;  // nothing of the office may be touched any more
    std::promise<void> ended_;
};

}  // namespace motcua::printers
