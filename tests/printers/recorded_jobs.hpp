// A job log in memory that remembers every record and lets a test wait for one, hold one back or refuse it.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/thread_pool.hpp>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <vector>

#include "printers/queue/job_log.hpp"

namespace motcua::printers {

class recorded_jobs final : public job_log {
public:
    std::future<result<void>> record(const job_record& what) override;

    // Waits (20 s at most) until the job's last record is this state.
    bool reaches(job_id job, job_state state);
    std::vector<job_state> history(job_id job) const;
    reason_set last_reasons(job_id job) const;
    std::size_t count(job_state state) const;

    // Called before a record counts, without the lock; a refusal makes the record fail.
    std::function<result<void>(const job_record&)> before;
    // Records of `sending` are kept unanswered until release().
    bool holds_sending = false;
    bool waits_for_release();  // until one is held, 20 s at most
    void release();

private:
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<job_record> records_;
    std::vector<std::promise<result<void>>> held_;
};

// Threads enough for the printers of any test.
inline boost::asio::any_io_executor workers() {
    static boost::asio::thread_pool pool(8);
    return pool.get_executor();
}

inline std::chrono::milliseconds only_when_woken(int) {
    return std::chrono::hours(1);
}
inline std::chrono::milliseconds at_once(int) {
    return std::chrono::milliseconds(1);
}

}  // namespace motcua::printers
