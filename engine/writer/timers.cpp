// What happens by itself: legal instants of a promise and delayed sends of a chart, each once.
#include <algorithm>

#include "engine/base/log.hpp"
#include "engine/stepping/failed_duties.hpp"
#include "engine/writer/writer.hpp"

namespace motcua::runtime {
namespace {

// More triggers than a dossier can have in years: a chart that keeps itself awake is parked.
constexpr int most_triggers = 1000;

}  // namespace

bool writer::fire_one(draft& d, loaded_session& s, const stepper::next_event& what, instant now) {
    d.savepoint();
    d.touch(s);
    step_input in{.at = now, .actor = "engine"};
    if (what.legal) {
        const auto c = steps_.context_of(s, now, in.actor);
        in.event = what.legal->name();
        in.data = s.record->timer_data(*what.legal, c);
        if (!s.record->mark_fired(*what.legal, c)) return d.rollback(), false;
    } else {
        in.why = interpreter::cause::timer;
        in.event = "delayed";
    }
    auto all = step_together(d, s, in, true);
    if (all.what != joint_step::ending::done) return not_fired(d, s, all, in);
    d.journal(s, store::cause::timer, in,
              {{"data", in.data}, {"decisions", std::move(all.parts.front().decisions)}}, {});
    journal_told(d, all);
    return true;
}

// A timer has nobody to answer to: the session waits as an incident, and so does a told one whose step broke.
bool writer::not_fired(draft& d, loaded_session& s, const joint_step& all, const step_input& in) {
    if (all.what == joint_step::ending::world) return die(all.why.message);
    if (all.what == joint_step::ending::broken && all.told()) {
        const auto& part = all.parts[all.stopped];
        broken(d, *part.of, *part.in, all.trouble);
    }
    d.savepoint();
    log().error("session={} event={} parked=\"{}\"", s.id, in.event, all.why.message);
    d.park(s, in.event + ": " + all.why.message, {{"event", in.event}, {"data", in.data}});
    return false;
}

void writer::fire(draft& d, loaded_session& s, instant now) {
    for (int i = 0; i < most_triggers; ++i) {
        if (d.standing(s) != store::condition::running) return;
        std::optional<kinds::obstacle> blocked;
        const auto next = steps_.next(s, now, &blocked);
        if (!next || next->at > now) {
            if (blocked) show_blocked(d, s, *blocked, now);
            return;
        }
        if (!fire_one(d, s, *next, now)) return;
    }
    d.savepoint();
    d.park(s, "more than " + std::to_string(most_triggers) + " wake-ups at one instant", {});
}

void writer::show_blocked(draft& d, loaded_session& s, const kinds::obstacle& what, instant now) {
    log().error("session={} event={} blocked=\"{}\"", s.id, what.event, what.why);
    auto from = door_.snapshot();
    auto all = from ? (*from)->outbox(s.id) : tl::make_unexpected(from.error());
    if (!all) return void(die(all.error().message));
    for (const auto& fresh : d.rows().outbox_new)
        if (fresh.session == s.id) all->push_back(fresh);
    const auto shown = [&](const store::outbox_row& r) { return is_blocked(r) && r.name == what.event; };
    if (std::any_of(all->begin(), all->end(), shown)) return;
    d.savepoint();
    const step_input in{.event = "blocked", .at = now, .actor = "engine"};
    json_object about{{"event", what.event}, {"reason", what.why}, {"next", what.next}};
    auto& row = d.owe(s.id, blocked_kind, what.event, about, now);
    row.state = store::delivery::failed;
    row.reason = what.why;
    row.ended_at = now;
    d.journal(s, store::cause::administration, in, about, {});
}

void writer::fire_due(draft& d, store::session_id id, instant now) {
    d.savepoint();
    const auto s = d.open(id);
    if (!s) {
        // A row that is parked comes up no more. One that cannot even be read would come up at once, for
        // ever.
        if (!d.sets_aside(id))
            die("session " + std::to_string(id) + " is due and cannot be read: " + s.error().message);
        return;
    }
    fire(d, **s, now);
    // Where nothing was due after all (another calendar by now, or one that does not reach), the row must
    // still learn when to ask again.
    d.reschedule(**s);
}

}  // namespace motcua::runtime
