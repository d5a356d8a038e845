// What happens by itself: legal instants of a promise and delayed sends of a chart, each once.
#include "engine/base/log.hpp"
#include "engine/dossier/timers.hpp"
#include "engine/runtime/writer.hpp"

namespace motcua::runtime {
namespace {

// More triggers than a dossier can have in years: a chart that keeps itself awake is parked.
constexpr int most_triggers = 1000;

}  // namespace

bool writer::fire_one(draft& d, live& s, const stepper::next_event& what, instant now) {
    d.savepoint();
    d.touch(s);
    stimulus in{.at = now, .actor = "engine"};
    json_object payload;
    if (what.legal) {
        const auto c = steps_.circumstances_of(s, now, in.actor);
        in.event = what.legal->name();
        in.data = dossier::timer_data(s.what, *what.legal, c);
        if (!dossier::mark_fired(s.what, *what.legal, c)) return d.rollback(), false;
    } else {
        in.why = interpreter::cause::timer;
        in.event = "delayed";
    }
    auto done = steps_.step(s, in);
    if (done.what == stepped::kind::done || done.what == stepped::kind::untaken) {
        auto decisions = d.settle(s, done.wishes, in);
        if (!decisions) return d.rollback(), die(decisions.error().message);
        payload["data"] = in.data;
        payload["decisions"] = std::move(*decisions);
        d.journal(s, store::cause::timer, in, std::move(payload), {});
        return true;
    }
    const auto why = done.why ? done.why->message : done.trouble;
    d.rollback();
    d.savepoint();
    log().error("session={} event={} parked=\"{}\"", s.id, in.event, done.trouble);
    d.park(s, in.event + ": " + why, {{"event", in.event}, {"data", in.data}});
    return false;
}

void writer::fire(draft& d, live& s, instant now) {
    for (int i = 0; i < most_triggers; ++i) {
        if (d.standing(s) != store::condition::running) return;
        const auto next = steps_.next(s, now);
        if (!next || next->at > now) return;
        if (!fire_one(d, s, *next, now)) return;
    }
    d.savepoint();
    d.park(s, "more than " + std::to_string(most_triggers) + " wake-ups at one instant", {});
}

void writer::fire_due(draft& d, store::session_id id, instant now) {
    d.savepoint();
    const auto s = d.open(id);
    if (!s) return;
    fire(d, **s, now);
    // Where nothing was due after all (another calendar by now, or one that does not reach), the row must
    // still learn when to ask again.
    d.rewake(**s);
}

}  // namespace motcua::runtime
