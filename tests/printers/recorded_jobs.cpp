#include "tests/printers/recorded_jobs.hpp"

#include <algorithm>

namespace motcua::printers {

using namespace std::chrono_literals;

std::future<result<void>> recorded_jobs::record(const job_record& what) {
    std::promise<result<void>> promise;
    auto future = promise.get_future();
    if (before) {
        if (auto allowed = before(what); !allowed) {
            promise.set_value(allowed);
            return future;
        }
    }
    const std::lock_guard lock(mutex_);
    records_.push_back(what);
    if (holds_sending && what.state == job_state::sending)
        held_.push_back(std::move(promise));
    else
        promise.set_value({});
    changed_.notify_all();
    return future;
}

bool recorded_jobs::reaches(job_id job, job_state state) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, 20s, [&] {
        const auto last =
            std::find_if(records_.rbegin(), records_.rend(), [&](const auto& r) { return r.job == job; });
        return last != records_.rend() && last->state == state;
    });
}

std::vector<job_state> recorded_jobs::history(job_id job) const {
    const std::lock_guard lock(mutex_);
    std::vector<job_state> out;
    for (const job_record& r : records_)
        if (r.job == job) out.push_back(r.state);
    return out;
}

reason_set recorded_jobs::last_reasons(job_id job) const {
    const std::lock_guard lock(mutex_);
    const auto last =
        std::find_if(records_.rbegin(), records_.rend(), [&](const auto& r) { return r.job == job; });
    return last == records_.rend() ? reason_set{} : last->why;
}

std::size_t recorded_jobs::count(job_state state) const {
    const std::lock_guard lock(mutex_);
    return static_cast<std::size_t>(
        std::count_if(records_.begin(), records_.end(), [&](const auto& r) { return r.state == state; }));
}

bool recorded_jobs::waits_for_release() {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, 20s, [&] { return !held_.empty(); });
}

void recorded_jobs::release() {
    const std::lock_guard lock(mutex_);
    for (auto& promise : held_) promise.set_value({});
    held_.clear();
}

}  // namespace motcua::printers
