// The only writer of a data folder: runs on the engine's executor what the driver hands it. Each batch is
// made in a draft, committed in one transaction, and only then answered. If one command breaks the commit,
// the batch is run again one by one and the culprit parked. After a write error nothing more is taken.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <vector>

#include "engine/stepping/adoption.hpp"
#include "engine/stepping/draft.hpp"
#include "engine/stepping/judged_clock.hpp"
#include "engine/writer/driver.hpp"
#include "engine/writer/joint_step.hpp"
#include "engine/writer/recent_keys.hpp"

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
    writer(store::door& door, deployment& deployed, judged_clock& time, const store::recovery& in_flight,
           writer_hooks hooks);
    // Answers all pending idle jobs.
    ~writer() override;

    std::optional<instant> run(std::vector<job> jobs) override;
    // The next wake-up after the last batch, in milliseconds since 1970; negative: none. Any thread.
    std::int64_t planned() const { return planned_; }

private:
    using reply = std::function<void()>;
    enum class ending { committed, culprit, dead };

    // Leaves in both what it has not answered when something throws.
    std::optional<instant> batch(std::vector<job>& confirmations, std::vector<job>& jobs,
                                 std::vector<job>& adoptions);
    std::vector<store::wake> due_now();
    // Makes, commits and answers one batch; culprit: nothing of it happened.
    ending attempt(std::vector<job>& jobs, std::span<const store::wake> due);
    void prefetch(const std::vector<job>& jobs, std::span<const store::wake> due);
    ending commit(draft& d);
    void plan();
    void one_by_one(std::vector<job>& jobs, std::span<const store::wake> due);
    void refuse_all(std::vector<job>& jobs, const std::string& why);
    // `with`: what is to be known together with it.
    void park_culprit(store::session_id id, const std::string& why, std::vector<store::meta_write> with = {});
    bool die(const std::string& why);
    void answer_idle();

    // clock_hold.cpp
    instant read_clock(std::span<const job> jobs = {});
    outcome confirm(draft& d, const confirm_clock& c);

    // orders.cpp
    void perform(draft& d, job& j, instant now);
    outcome take(draft& d, const command_job& o, instant now);
    outcome create(draft& d, const command_job& o, instant now);
    outcome act(draft& d, const command_job& o, loaded_session& s, instant now);
    // The answer to a command whose key was taken before; nothing: the key is new. `s`: null for a creation.
    std::optional<outcome> taken_before(const draft& d, const command_job& o, const loaded_session* s);
    result<std::optional<store::journal_row>> kept_key(const command_job& o, const loaded_session* s);
    outcome resume(draft& d, const command_job& o, loaded_session& s, instant now);

    // steps.cpp
    outcome step_all(draft& d, loaded_session& s, const step_input& in, store::cause why,
                     const command_key& key);
    // `may_stay`: an event that enables nothing in the origin is no reason to stop.
    joint_step step_together(draft& d, loaded_session& origin, const step_input& first, bool may_stay);
    bool step_part(draft& d, joint_step& all, std::size_t i, bool may_stay);
    void journal_told(draft& d, const joint_step& all);
    outcome stopped(draft& d, const joint_step& all, store::cause why, const command_key& key);
    outcome refused(draft& d, loaded_session& s, const step_input& in, const kinds::rejection& why,
                    const command_key& key);
    outcome refused_creation(draft& d, const step_input& in, const kinds::rejection& why,
                             const command_key& key);
    outcome broken(draft& d, loaded_session& s, const step_input& in, const std::string& trouble);
    outcome repeated(const store::journal_row& row) const;
    json_object answer_of(const loaded_session& s, json_object decisions) const;

    // paper_orders.cpp
    std::optional<outcome> built_in(draft& d, const command_job& o, loaded_session& s, instant now);
    bool report(draft& d, const delivery_report& p, instant now);

    // adopting.cpp
    void resume_adoption();
    outcome adopt(draft& d, const adopt_job& a, instant now);
    void put_calendar_in_force();
    void adopt_slice();
    ending adopt_rows(const std::vector<store::session_row>& rows, adoption& so_far);
    void pass_over(const std::vector<store::session_row>& rows);
    void judge(draft& d, const store::session_row& row, instant now, adoption& so_far);
    void move_before_command(draft& d, loaded_session& s, instant now);
    void set_aside(draft& d, loaded_session& s, const std::string& why, adoption& so_far);
    std::optional<std::string> move(draft& d, loaded_session& s, const promise::moved_date& to,
                                    const adoption& by, const kinds::step_context& c);

    // wakes.cpp
    // Everything of this session that is due, each trigger a command of its own.
    void fire(draft& d, loaded_session& s, instant now);
    bool fire_one(draft& d, loaded_session& s, const stepper::next_event& what, instant now);
    bool not_fired(draft& d, loaded_session& s, const joint_step& all, const step_input& in);
    // Puts a legal instant that the calendar keeps from being carried out where people see it, once.
    void show_blocked(draft& d, loaded_session& s, const kinds::obstacle& what, instant now);
    void fire_due(draft& d, store::session_id id, instant now);

    store::door& door_;
    deployment& deployed_;
    judged_clock& clock_;
    clock_reading clock_read_;  // of this batch
    writer_hooks hooks_;
    stepper steps_;
    cache cache_;
    id_counters ids_;
    recent_keys keys_;
    std::map<store::outbox_id, store::outbox_row> duties_;  // unfinished
    std::vector<std::pair<on_outcome, outcome>> answers_;
    std::vector<std::pair<std::function<void(bool)>, bool>> reports_;
    std::vector<std::function<void()>> waiting_for_idle_;
    struct pending_calendar {
        calendar_version calendar;
        std::vector<store::content_row> contents;
        adoption what;
    };
    std::optional<pending_calendar> pending_calendar_;  // in force once its batch is committed
    std::optional<adoption> adoption_;                  // on its way through the open dossiers
    std::optional<adoption> adoption_in_batch_;  // the same with who was judged before its turn in this batch
    bool one_at_a_time_ = false;
    std::string dead_;
    std::atomic<std::int64_t> planned_ = -1;
};

}  // namespace motcua::runtime
