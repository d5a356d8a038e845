#include "engine/writer/driver.hpp"

#include <algorithm>
#include <iterator>

namespace motcua::runtime {
namespace {

// A caller often sends its next command right after an answer, and waking a sleeping thread costs as much as
// a commit: the thread spins first.
constexpr std::chrono::microseconds spin_time{100};

}  // namespace

void driver::start() {
    thread_ = std::thread([this] { serve(); });
}

void driver::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        posted_.store(true, std::memory_order_release);
    }
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
}

bool driver::post(job j) {
    {
        const std::lock_guard lock(mutex_);
        if (stopping_) return false;
        waiting_.push_back(std::move(j));
        posted_.store(true, std::memory_order_release);
    }
    wake_.notify_one();
    return true;
}

bool driver::post(std::vector<job> jobs) {
    {
        const std::lock_guard lock(mutex_);
        if (stopping_) return false;
        std::move(jobs.begin(), jobs.end(), std::back_inserter(waiting_));
        posted_.store(true, std::memory_order_release);
    }
    wake_.notify_one();
    return true;
}

void driver::spin() const {
    const auto end = std::chrono::steady_clock::now() + spin_time;
    while (!posted_.load(std::memory_order_acquire) && std::chrono::steady_clock::now() < end)
        std::this_thread::yield();
}

std::vector<job> driver::wait(std::optional<instant> until) {
    if (!until || *until > clock_.now()) spin();
    std::unique_lock lock(mutex_);
    const auto ready = [this] { return stopping_ || !waiting_.empty(); };
    if (const auto now = clock_.now(); !until || *until > now) {
        // The wait goes by another clock, which stands still while the PC sleeps and does not follow when
        // somebody sets the time: hence never for long. A clock that only moves when told announces it with a
        // job.
        if (clock_.ticks())
            wake_.wait_for(lock, until ? std::min<std::chrono::milliseconds>(*until - now, reread_) : reread_,
                           ready);
        else
            wake_.wait(lock, ready);
    }
    posted_.store(false, std::memory_order_relaxed);
    return std::exchange(waiting_, {});
}

void driver::serve() {
    std::optional<instant> next = clock_.now();
    for (;;) {
        auto jobs = wait(next);
        {
            const std::lock_guard lock(mutex_);
            if (stopping_ && jobs.empty()) return;
        }
        next = work_.run(std::move(jobs));
    }
}

}  // namespace motcua::runtime
