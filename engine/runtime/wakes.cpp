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
    d.journal(s, store::cause::administration, {.event = "parked", .at = now, .actor = "engine"},
              {{"reason", why}, {"event", in.event}, {"data", in.data}}, {});
    d.park(s, in.event + ": " + why);
    return false;
}

void writer::fire(draft& d, live& s, instant now) {
    for (int i = 0; i < most_triggers; ++i) {
        const auto next = steps_.next(s, now);
        if (!next || next->at > now) return;
        if (!fire_one(d, s, *next, now)) return;
    }
    d.park(s, "more than " + std::to_string(most_triggers) + " wake-ups at one instant");
}

std::size_t writer::fire_due(draft& d, instant now, std::size_t most) {
    const auto due = door_.due(now, most);
    if (!due) return die(due.error().message), 0;
    for (const auto& wake : *due) {
        std::string trouble;
        auto* s = d.open(wake.session, trouble);
        if (s) {
            fire(d, *s, now);
            continue;
        }
        // One that cannot be read must not come up again and again in front of the others.
        log().error("session={} parked=\"{}\"", wake.session, trouble);
        if (const store::session_id one[] = {wake.session}; auto rows = door_.load(one))
            if (!rows->empty()) d.park_unreadable(std::move(rows->front()), trouble);
    }
    return due->size();
}

}  // namespace motcua::runtime
