// The only writer of a data folder: runs on the engine's executor what the driver hands it. Each batch is
// made in a draft, committed in one transaction, and only then answered. If one command breaks the commit,
// the batch is run again one by one and the culprit parked. After a write error nothing more is taken.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "engine/stepping/judged_clock.hpp"
#include "engine/writer/batch.hpp"
#include "engine/writer/driver.hpp"

namespace motcua::runtime {

struct committed {
    std::int64_t commit_no = 0;
    std::vector<store::session_id> sessions;
    std::vector<store::outbox_row> duties;  // new ones
};

struct writer_hooks {
    std::function<void(const std::string& why)> on_fatal;
    std::function<void(const committed&)> on_commit;
    std::function<void(const clock_reading&)> on_clock{};  // it is held, or no longer
};

class writer final : public work {
public:
    // What is in flight was recovered by the caller; all of these outlive the writer.
    writer(store::door& door, current_deployment& current, judged_clock& time,
           const store::recovery& in_flight, writer_hooks hooks);
    // Answers all pending idle jobs.
    ~writer() override;

    std::optional<instant> run(std::vector<job> jobs) override;
    // The next wake-up after the last batch, in milliseconds since 1970; negative: none. Any thread.
    std::int64_t planned() const { return planned_; }

private:
    enum class ending { committed, culprit, stopped };

    // Leaves in each what it has not answered when something throws.
    std::optional<instant> turn(std::vector<job>& confirmations, std::vector<job>& jobs,
                                std::vector<job>& adoptions);
    std::vector<store::wake> due_now();
    // Makes, commits and answers one batch; culprit: nothing of it happened.
    ending attempt(std::vector<job>& jobs, std::span<const store::wake> due);
    void prefetch(const std::vector<job>& jobs, std::span<const store::wake> due);
    void perform(batch& b, job& j);
    ending commit(draft& d);
    void plan();
    void one_by_one(std::vector<job>& jobs, std::span<const store::wake> due);
    void refuse_all(std::vector<job>& jobs, const std::string& why);
    // `with`: what is to be known together with it.
    void park_culprit(store::session_id id, const std::string& why, std::vector<store::meta_write> with = {});
    void stop(const std::string& why);
    void tell_why_stopped();
    void answer_idle();
    instant read_clock(std::span<const job> jobs = {});

    // adoption_pages.cpp
    void resume_adoption();
    void put_calendar_in_force(batch& b);
    void adopt_next_page();
    ending adopt_page(const std::vector<store::session_row>& rows, adoption& so_far);
    void pass_over(const std::vector<store::session_row>& rows);

    office_state office_;
    judged_clock& clock_;
    clock_reading clock_read_;  // of this batch
    writer_hooks hooks_;
    std::vector<std::function<void()>> waiting_for_idle_;
    bool one_at_a_time_ = false;  // of an adoption
    bool told_why_stopped_ = false;
    std::atomic<std::int64_t> planned_ = -1;
};

}  // namespace motcua::runtime
