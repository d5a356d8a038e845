#include "printers/queue/lane.hpp"

#include <algorithm>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/post.hpp>
#include <utility>

#include "engine/base/log.hpp"

namespace motcua::printers {

namespace asio = boost::asio;

using phase = lane_entry::phase;

lane::lane(lane_office& office, asio::any_io_executor pool, std::string name, std::unique_ptr<device> how)
    : office_(office),
      name_(std::move(name)),
      device_(std::move(how)),
      woken_(device_ != nullptr),  // so that its state is known before the first job
      strand_(asio::make_strand(std::move(pool))),
      retry_(strand_) {
    announced_.printer = name_;
}

void lane::put(lane_entry entry) {
    if (jobs_.empty()) retry_at_.reset();
    jobs_.push_back(std::make_unique<lane_entry>(std::move(entry)));
    call();
}

bool lane::withdraw(job_id job) {
    const auto found =
        std::find_if(jobs_.begin(), jobs_.end(), [&](const auto& e) { return e->job.id == job; });
    if (found == jobs_.end() || (*found)->at != phase::waiting) return false;
    if (found == jobs_.begin() && !retry_at_) return false;  // its worker is at it
    jobs_.erase(found);
    office_.job_left();
    return true;
}

void lane::wake() {
    woken_ = true;
    call();
}

void lane::request_stop() {
    stop_.request_stop();
    call();
}

printer_status lane::status() const {
    printer_status out{name_, reasons_, std::nullopt, std::nullopt, 0};
    if (jobs_.empty()) return out;
    const lane_entry& front = *jobs_.front();
    out.current = front.job.id;
    out.current_state = front.at == phase::waiting ? job_state::queued : job_state::sending;
    out.waiting = jobs_.size() - 1;
    return out;
}

std::vector<job_id> lane::jobs() const {
    std::vector<job_id> out;
    for (const auto& entry : jobs_) out.push_back(entry->job.id);
    return out;
}

// With the mutex held: there may be something to do.
void lane::call() {
    if (std::exchange(called_, true)) return;
    asio::post(strand_, [self = shared_from_this()] { self->turn(); });
}

// One step; the next one is a turn of its own. On the strand, as everything below.
void lane::turn() {
    if (over_) return;
    lane_entry* entry = nullptr;
    {
        const lock held(office_.mutex());
        called_ = false;
        if (!stop_.stop_requested() && !has_work()) return wait_for_retry();
        woken_ = false;
        retry_at_.reset();
        if (!jobs_.empty()) entry = jobs_.front().get();
    }
    if (stop_.stop_requested()) return end();
    announce();
    work_at(entry);
    announce();
    const lock held(office_.mutex());
    call();
}

// With the mutex held.
bool lane::has_work() {
    if (woken_) return true;
    return retry_at_ ? *retry_at_ <= std::chrono::steady_clock::now() : !jobs_.empty();
}

// With the mutex held.
void lane::wait_for_retry() {
    if (!retry_at_) return;
    retry_.expires_at(*retry_at_);
    retry_.async_wait(
        asio::bind_executor(strand_, [self = shared_from_this()](const boost::system::error_code& cancelled) {
            if (!cancelled) self->turn();
        }));
}

void lane::end() {
    over_ = true;
    retry_.cancel();
    if (device_) device_->rest();
    device_.reset();
    ended_.set_value();
}

void lane::work_at(lane_entry* entry) {
    if (!entry) return look();
    const auto then = attempt_or_log(*entry);
    if (then == next::go_on) return;
    const lock held(office_.mutex());
    retry_later(++entry->attempts);
    if (then == next::step_aside) std::rotate(jobs_.begin(), jobs_.begin() + 1, jobs_.end());
}

// A fault of one job must not end the program, and what may have left by then is not sent again.
lane::next lane::attempt_or_log(lane_entry& entry) {
    try {
        return attempt(entry);
    } catch (const std::exception& e) {
        log().error("printers: job={} threw: {}", entry.job.name, e.what());
    }
    if (entry.at != phase::sending) return next::wait;
    return settle(entry, job_state::unknown, {reason::interrupted});
}

// With the mutex held.
void lane::retry_later(int attempt) {
    const auto longest = std::chrono::milliseconds(std::chrono::hours(24));
    retry_at_ = std::chrono::steady_clock::now() + std::min(office_.settings().retry_after(attempt), longest);
}

// Nothing to print: how is the printer? A blocked one is looked at again, so that a cure is noticed without a
// job.
void lane::look() {
    if (!device_) return;
    const reason_set seen = device_->prepare(stop_.get_token());
    device_->rest();
    if (stop_.stop_requested()) return;
    heard(seen);
    const lock held(office_.mutex());
    if (!jobs_.empty()) return;
    if (!reasons_.blocks()) {
        blocked_looks_ = 0;
        return;
    }
    retry_later(++blocked_looks_);
}

lane::next lane::attempt(lane_entry& entry) {
    switch (entry.at) {
        case phase::asking:
            return question(entry);
        case phase::settling:
            return settle(entry, entry.settled, entry.why);
        default:
            return begin(entry);
    }
}

lane::next lane::begin(lane_entry& entry) {
    const reason_set seen = device_->prepare(stop_.get_token());
    if (stop_.stop_requested()) return next::go_on;
    heard(seen);
    {
        const lock held(office_.mutex());
        if (reasons_.blocks()) return hand_over(entry) ? next::go_on : next::wait;
    }
    auto content = entry.job.render(device_->wanted());
    if (!content) {
        log().error("printers: job={} not rendered: {}", entry.job.name, content.error().message);
        const auto why = content.error().what;
        // It stays queued, and behind the others, for what it is made of may be out of reach for long.
        if (why == failure::kind::io || why == failure::kind::full || why == failure::kind::busy)
            return heard({reason::original_unread}), next::step_aside;
        const bool damaged = why == failure::kind::corrupt;
        return settle(entry, job_state::failed, {damaged ? reason::original_damaged : reason::render_failed});
    }
    set_phase(entry, phase::sending);
    announce();
    if (const auto recorded = record(entry, job_state::sending, {}); !recorded) {
        set_phase(entry, phase::waiting);
        heard({reason::not_recorded});
        return next::wait;
    }
    return transmit(entry, *content);
}

lane::next lane::transmit(lane_entry& entry, const document& content) {
    const auto tell = [this](reason_set now) {
        heard(now);
        announce();
    };
    return conclude(entry,
                    device_->send({entry.job.name, content, entry.job.copies}, tell, stop_.get_token()));
}

lane::next lane::conclude(lane_entry& entry, const outcome& what) {
    switch (what.what) {
        case verdict::done:
            heard(what.why);
            return settle(entry, job_state::done, {});
        case verdict::failed:
            return settle(entry, job_state::failed, what.why);
        case verdict::unknown:
            return settle(entry, job_state::unknown, what.why);
        case verdict::pending:
            heard(what.why);
            if (entry.at != phase::asking) entry.attempts = 0;
            set_phase(entry, phase::asking);
            return next::wait;
        case verdict::untouched:
            break;
    }
    heard(what.why);
    if (const auto recorded = record(entry, job_state::queued, what.why); !recorded)
        log().warn("printers: job={} stays recorded as sending: {}", entry.job.name,
                   recorded.error().message);
    set_phase(entry, phase::waiting);
    return what.why.blocks() ? next::wait : next::go_on;
}

lane::next lane::question(lane_entry& entry) {
    const auto tell = [this](reason_set now) {
        heard(now);
        announce();
    };
    const outcome what = device_->ask(entry.job.name, tell, stop_.get_token());
    if (stop_.stop_requested() && what.what == verdict::pending) return next::go_on;
    if (what.what == verdict::pending && entry.attempts + 1 >= office_.settings().most_questions)
        return settle(entry, job_state::unknown, what.why);
    return conclude(entry, what);
}

lane::next lane::settle(lane_entry& entry, job_state state, reason_set why) {
    entry.settled = state;
    entry.why = why;
    set_phase(entry, phase::settling);
    if (const auto recorded = record(entry, state, why); !recorded) {
        log().error("printers: job={} is {} but not recorded: {}", entry.job.name, name_of(state),
                    recorded.error().message);
        return next::wait;
    }
    bool last = false;
    {
        const lock held(office_.mutex());
        jobs_.pop_front();
        last = jobs_.empty();
        woken_ = woken_ || state != job_state::done;  // the printer may have more to say than the job
    }
    if (last && device_) device_->rest();
    const lock held(office_.mutex());
    office_.job_left();
    return next::go_on;
}

// With the mutex held. No byte was sent, so another printer may take the job, behind what it has.
bool lane::hand_over(lane_entry& entry) {
    lane* other = office_.stand_in(entry.job, *this);
    if (!other) return false;
    entry.attempts = 0;
    other->put(std::move(entry));
    jobs_.pop_front();
    if (jobs_.empty()) retry_later(1);  // to look at this printer, so that its cure is noticed
    return true;
}

result<void> lane::record(const lane_entry& entry, job_state state, reason_set why) {
    try {
        return office_.log().record({entry.job.id, state, name_, why}).get();
    } catch (const std::exception& broken) {
        return fail(failure::kind::io, std::string("the job log gave no answer: ") + broken.what());
    }
}

void lane::heard(reason_set reasons) {
    const lock held(office_.mutex());
    reasons_ = reasons;
}

void lane::set_phase(lane_entry& entry, phase at) {
    const lock held(office_.mutex());
    entry.at = at;
}

void lane::announce() {
    const auto& tell = office_.settings().on_change;
    printer_status now;
    {
        const lock held(office_.mutex());
        now = status();
        if (now == announced_) return;
        announced_ = now;
    }
    if (tell && device_) tell(now);
}

}  // namespace motcua::printers
