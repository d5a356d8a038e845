// The only writer of a data folder: runs on the engine thread what the loop hands it. Each batch is made in a
// draft, committed in one transaction, and only then answered. If one command breaks the commit, the batch is
// run again one by one and the culprit parked. After a write error nothing more is taken.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <vector>

#include "engine/stepping/adoption.hpp"
#include "engine/stepping/draft.hpp"
#include "engine/writer/joint_step.hpp"
#include "engine/stepping/judged_clock.hpp"
#include "engine/writer/loop.hpp"
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
    // Whoever still waits for quiet is let go.
    ~writer() override;

    std::optional<instant> run(std::vector<job> jobs) override;
    // The next wake-up after the last batch, in milliseconds since 1970; negative: none. Any thread.
    std::int64_t planned() const { return planned_; }

private:
    using reply = std::function<void()>;
    enum class ending { committed, culprit, dead };

    // Leaves in both what it has not answered when something throws.
    std::optional<instant> batch(std::vector<job>& confirmations, std::vector<job>& jobs,
                                 std::vector<job>& amendments);
    std::vector<store::wake> due_now();
    // Makes, commits and answers one batch; culprit: nothing of it happened.
    ending attempt(std::vector<job>& jobs, std::span<const store::wake> due);
    void foretell(const std::vector<job>& jobs, std::span<const store::wake> due);
    ending commit(draft& d);
    void plan();
    void one_by_one(std::vector<job>& jobs, std::span<const store::wake> due);
    void refuse_all(std::vector<job>& jobs, const std::string& why);
    // `with`: what is to be known together with it.
    void park_culprit(store::session_id id, const std::string& why, std::vector<store::meta_write> with = {});
    bool die(const std::string& why);
    void be_quiet();
    void remember(draft& d, const memo& m);

    // clock_hold.cpp
    instant read_clock(std::span<const job> jobs = {});
    outcome confirm(draft& d, const confirm_clock& c);

    // orders.cpp
    void perform(draft& d, job& j, instant now);
    outcome take(draft& d, const order& o, instant now);
    outcome create(draft& d, const order& o, instant now);
    outcome act(draft& d, const order& o, live& s, instant now);
    // The answer to a command whose key was taken before; nothing: the key is new. `s`: null for a creation.
    std::optional<outcome> taken_before(const draft& d, const order& o, const live* s);
    result<std::optional<store::journal_row>> kept_key(const order& o, const live* s);
    outcome resume(draft& d, const order& o, live& s, instant now);

    // steps.cpp
    outcome step_all(draft& d, live& s, const stimulus& in, store::cause why, const command_key& key);
    // `may_stay`: an event that enables nothing in the origin is no reason to stop.
    joint_step step_together(draft& d, live& origin, const stimulus& first, bool may_stay);
    bool step_part(draft& d, joint_step& all, std::size_t i, bool may_stay);
    void journal_told(draft& d, const joint_step& all);
    outcome stopped(draft& d, const joint_step& all, store::cause why, const command_key& key);
    outcome refused(draft& d, live& s, const stimulus& in, const dossier::rejection& why,
                    const command_key& key);
    outcome refused_creation(draft& d, const stimulus& in, const dossier::rejection& why,
                             const command_key& key);
    outcome broken(draft& d, live& s, const stimulus& in, const std::string& trouble);
    outcome repeated(const store::journal_row& row) const;
    json_object answer_of(const live& s, json_object decisions) const;

    // paper_orders.cpp
    std::optional<outcome> built_in(draft& d, const order& o, live& s, instant now);
    bool report(draft& d, const progress& p, instant now);

    // looks.cpp
    outcome inspect(draft& d, const look& l, instant now);

    // adopting.cpp
    void go_on_adopting();
    outcome adopt(draft& d, const amend& a, instant now);
    void arrive();
    void adopt_slice();
    ending adopt_rows(const std::vector<store::session_row>& rows, adoption& so_far);
    void pass_over(const std::vector<store::session_row>& rows);
    void judge(draft& d, const store::session_row& row, instant now, adoption& so_far);
    void judge_ahead(draft& d, live& s, instant now);
    void set_aside(draft& d, live& s, const std::string& why, adoption& so_far);
    std::optional<std::string> move(draft& d, live& s, const promise::moved_date& to, const adoption& by,
                                    const dossier::circumstances& c);

    // wakes.cpp
    // Everything of this session that is due, each trigger a command of its own.
    void fire(draft& d, live& s, instant now);
    bool fire_one(draft& d, live& s, const stepper::next_event& what, instant now);
    bool not_fired(draft& d, live& s, const joint_step& all, const stimulus& in);
    // Puts a legal instant that the calendar keeps from being carried out where people see it, once.
    void show_blocked(draft& d, live& s, const dossier::obstacle& what, instant now);
    void fire_due(draft& d, store::session_id id, instant now);

    store::door& door_;
    deployment& deployed_;
    judged_clock& clock_;
    clock_reading clock_read_;  // of this batch
    writer_hooks hooks_;
    stepper steps_;
    cache cache_;
    known_ids ids_;
    recent_keys keys_;
    std::map<store::outbox_id, store::outbox_row> duties_;  // unfinished
    std::vector<std::pair<on_outcome, outcome>> answers_;
    std::vector<std::pair<std::function<void(bool)>, bool>> reports_;
    std::vector<std::function<void()>> waiting_for_quiet_;
    struct arrival {
        calendar_version calendar;
        std::vector<store::content_row> contents;
        adoption what;
    };
    std::optional<arrival> arriving_;   // in force once its batch is committed
    std::optional<adoption> adopting_;  // on its way through the open dossiers
    std::optional<adoption> ahead_;     // the same with who was judged before its turn in this batch
    bool one_at_a_time_ = false;
    std::string dead_;
    std::atomic<std::int64_t> planned_ = -1;
};

}  // namespace motcua::runtime
