#include "engine/writer/driver.hpp"

#include <algorithm>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/post.hpp>
#include <iterator>

namespace motcua::runtime {

namespace asio = boost::asio;

driver::driver(work& what, const clock& time, executor on, std::chrono::milliseconds reread)
    : work_(what), clock_(time), on_(std::move(on)), reread_(reread), wake_(on_) {}

void driver::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    const std::lock_guard turn(turn_);
    if (std::exchange(ended_, true)) return;
    wake_.cancel();
    for (auto jobs = take(); !jobs.empty(); jobs = take()) work_.run(std::move(jobs));
}

bool driver::post(job j, ticket t) {
    std::vector<job> one;
    one.push_back(std::move(j));
    return post(std::move(one), t);
}

bool driver::post(std::vector<job> jobs, ticket t) {
    bool first = false;
    {
        const std::lock_guard lock(mutex_);
        if (stopping_) return false;
        tickets_.insert(tickets_.end(), jobs.size(), t);
        std::move(jobs.begin(), jobs.end(), std::back_inserter(waiting_));
        posted_.store(true, std::memory_order_release);
        first = !std::exchange(coming_, true);
    }
    if (first) post_batch();
    return true;
}

bool driver::withdraw(ticket t) {
    std::vector<job> gone;  // destroyed without the lock
    const std::lock_guard lock(mutex_);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < waiting_.size(); ++i) {
        if (tickets_[i] == t) {
            gone.push_back(std::move(waiting_[i]));
            continue;
        }
        if (kept != i) waiting_[kept] = std::move(waiting_[i]);
        tickets_[kept++] = tickets_[i];
    }
    waiting_.erase(waiting_.begin() + static_cast<std::ptrdiff_t>(kept), waiting_.end());
    tickets_.resize(kept);
    return !gone.empty();
}

void driver::post_batch() {
    asio::post(on_, [self = shared_from_this()] { self->run_batch(); });
}

std::vector<job> driver::take() {
    const std::lock_guard lock(mutex_);
    posted_.store(false, std::memory_order_relaxed);
    tickets_.clear();
    return std::exchange(waiting_, {});
}

void driver::run_batch() {
    const std::lock_guard turn(turn_);
    if (ended_) return;
    const auto next = work_.run(take());
    // Behind the answers of this batch, which are posted by now: whoever has one may add to the next batch.
    const bool due = next && *next <= clock_.now();
    bool again = false;
    {
        const std::lock_guard lock(mutex_);
        coming_ = again = due || !waiting_.empty();
    }
    if (again)
        post_batch();
    else
        plan(next);
}

// The timer goes by another clock, which stands still while the PC sleeps and does not follow when somebody
// sets the time: hence never for long. A clock that only moves when told announces it with a job.
void driver::plan(std::optional<instant> next) {
    if (!clock_.ticks()) return;
    wake_within(next ? std::min<std::chrono::milliseconds>(*next - clock_.now(), reread_) : reread_);
}

// A timer that comes too early costs one empty batch; to arm it anew after each batch costs more.
void driver::wake_within(std::chrono::milliseconds from_now) {
    const auto at = asio::steady_timer::clock_type::now() + from_now;
    if (armed_ && *armed_ <= at) return;
    armed_ = at;
    wake_.expires_at(at);
    wake_.async_wait(asio::bind_executor(on_, [self = weak_from_this()](boost::system::error_code cancelled) {
        const auto d = self.lock();
        if (cancelled || !d) return;
        {
            const std::lock_guard turn(d->turn_);
            d->armed_.reset();
            if (d->ended_) return;
        }
        {
            const std::lock_guard lock(d->mutex_);
            if (std::exchange(d->coming_, true)) return;
        }
        d->run_batch();
    }));
}

}  // namespace motcua::runtime
