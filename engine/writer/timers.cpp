#include "engine/writer/timers.hpp"

#include <algorithm>

#include "engine/base/log.hpp"
#include "engine/stepping/failed_duties.hpp"
#include "engine/writer/steps.hpp"

namespace motcua::runtime {
namespace {

// More triggers than a dossier can have in years: a chart that keeps itself awake is parked.
constexpr int most_triggers = 1000;

// A timer has nobody to answer to: the session waits as an incident, and so does a told one whose step broke.
bool not_fired(batch& b, loaded_session& s, const joint_step& all, const step_input& in) {
    if (all.what == joint_step::ending::world) return b.stop(all.why.message);
    if (all.what == joint_step::ending::broken && all.told()) {
        const auto& part = all.parts[all.stopped];
        broken(b, *part.of, *part.in, all.trouble);
    }
    b.d.savepoint();
    log().error("session={} event={} parked=\"{}\"", s.id, in.event, all.why.message);
    b.d.park(s, in.event + ": " + all.why.message, {{"event", in.event}, {"data", in.data}});
    return false;
}

bool fire_one(batch& b, loaded_session& s, const stepper::next_event& what) {
    b.d.savepoint();
    b.d.touch(s);
    step_input in{.at = b.now, .actor = "engine", .attended = false};
    if (what.legal) {
        const auto c = b.of.steps.context_of(s, b.now, in.actor);
        in.event = what.legal->name();
        in.data = s.record->timer_data(*what.legal, c);
        if (!s.record->mark_fired(*what.legal, c)) return b.d.rollback(), false;
    } else {
        in.why = interpreter::cause::timer;
        in.event = "delayed";
    }
    auto all = step_together(b, s, in, true);
    if (all.what != joint_step::ending::done) return not_fired(b, s, all, in);
    b.d.journal(s, store::cause::timer, in,
                {{"data", in.data}, {"decisions", std::move(all.parts.front().decisions)}}, {});
    journal_told(b, all);
    return true;
}

// Puts a legal instant that the calendar keeps from being carried out where people see it, once.
void show_blocked(batch& b, loaded_session& s, const kinds::obstacle& what) {
    log().error("session={} event={} blocked=\"{}\"", s.id, what.event, what.why);
    auto from = b.of.door.snapshot();
    auto all = from ? (*from)->outbox(s.id) : tl::make_unexpected(from.error());
    if (!all) return void(b.stop(all.error().message));
    for (const auto& fresh : b.d.rows().outbox_new)
        if (fresh.session == s.id) all->push_back(fresh);
    const auto shown = [&](const store::outbox_row& r) { return is_blocked(r) && r.name == what.event; };
    if (std::any_of(all->begin(), all->end(), shown)) return;
    b.d.savepoint();
    const step_input in{.event = "blocked", .at = b.now, .actor = "engine"};
    json_object about{{"event", what.event}, {"reason", what.why}, {"next", what.next}};
    auto& row = b.d.owe(s.id, blocked_kind, what.event, about, b.now);
    row.state = store::delivery::failed;
    row.reason = what.why;
    row.ended_at = b.now;
    b.d.journal(s, store::cause::administration, in, about, {});
}

}  // namespace

void fire(batch& b, loaded_session& s) {
    for (int i = 0; i < most_triggers; ++i) {
        if (b.d.standing(s) != store::condition::running) return;
        std::optional<kinds::obstacle> blocked;
        const auto next = b.of.steps.next(s, b.now, &blocked);
        if (!next || next->at > b.now) {
            if (blocked) show_blocked(b, s, *blocked);
            return;
        }
        if (!fire_one(b, s, *next)) return;
    }
    b.d.savepoint();
    b.d.park(s, "more than " + std::to_string(most_triggers) + " wake-ups at one instant", {});
}

void fire_due(batch& b, store::session_id id) {
    b.d.savepoint();
    const auto s = b.d.open(id);
    if (!s) {
        // A row that is parked comes up no more. One that cannot even be read would come up at once, for
        // ever.
        if (!b.d.sets_aside(id))
            b.stop("session " + std::to_string(id) + " is due and cannot be read: " + s.error().message);
        return;
    }
    fire(b, **s);
    // Where nothing was due after all (another calendar by b.now, or one that does not reach), the row must
    // still learn when to ask again.
    b.d.reschedule(**s);
}

}  // namespace motcua::runtime
