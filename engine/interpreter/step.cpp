#include "engine/interpreter/step.hpp"

#include "engine/interpreter/runner.hpp"

namespace motcua::interpreter {

namespace {

void clear(outcome& o) {
    o.taken = o.final = false;
    o.trouble = incident::none;
    o.why.clear();
    o.effects.clear();
    o.arguments.clear();
    o.sends.clear();
    o.wake_at.reset();
    o.errors.clear();
    o.logs.clear();
    o.trace.clear();
    o.done_data = {};
}

// Runs one turn with the machine's own evaluator.
template <class F>
void with_runner(context& x, machine& m, F&& f) {
    if (m.what->native) {
        runner<datamodel::native_expressions> r(x, m, *m.what->native);
        f(r);
    } else {
        runner<datamodel::ecmascript_expressions> r(x, m, *m.what->ecmascript);
        f(r);
    }
}

bool stopped(const context& x) {
    return x.space.result.trouble != incident::none;
}

void start(context& x, machine& m) {
    const auto& c = *m.what;
    if (c.native)
        c.native->reset({m.slots.get(), c.native->variable_count()});
    else
        c.ecmascript->reset({m.slots.get(), c.ecmascript->variable_count()});
    with_runner(x, m, [](auto& r) { r.start(); });
}

// Children that were invoked in a turn start before the next one, in the order of their creation.
void start_created(context& x) {
    auto& all = x.tree.children();
    for (std::size_t i = 0; i < all.size() && !stopped(x); ++i)
        if (all[i]->at == phase::created) start(x, *all[i]);
    x.tree.remove_ended();
}

void run_turn(context& x, machine& m, event&& e) {
    with_runner(x, m, [&](auto& r) { r.take(std::move(e)); });
}

bool take_waiting(context& x, machine& m) {
    if (m.at != phase::running || !m.waits_for_turn()) return false;
    run_turn(x, m, m.extras->external.take_front());
    return true;
}

// The due delayed send that was sent first for the earliest instant.
machine* next_due(context& x, std::size_t& which) {
    machine* owner = nullptr;
    const delayed_send* best = nullptr;
    const auto look = [&](machine& m) {
        if (!m.extras) return;
        auto& all = m.extras->delayed;
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (all[i].due > x.in.at) continue;
            const bool earlier = !best || all[i].due < best->due ||
                                 (all[i].due == best->due && all[i].sequence < best->sequence);
            if (earlier) owner = &m, best = &all[i], which = i;
        }
    };
    look(x.tree.root());
    for (auto& c : x.tree.children()) look(*c);
    return owner;
}

bool fire_next(context& x) {
    std::size_t which = 0;
    auto* owner = next_due(x, which);
    if (!owner) return false;
    auto& all = owner->extras->delayed;
    delayed_send s = std::move(all[which]);
    all.erase(all.begin() + static_cast<std::ptrdiff_t>(which));
    const auto id = s.what.origin().sendid;
    const auto lost = deliver(x, *owner, s.target, s.type, s.what);
    if (lost.error.empty()) return true;
    event e;
    e.name = lost.error;
    e.type = event_type::platform;
    e.data = datamodel::value::string(lost.message);
    e.from = std::make_shared<event_origin>(event_origin{id, {}, {}, {}, {}});
    owner->ensure_extras().external.push_back(std::move(e));
    return true;
}

void misuse(context& x, std::string why) {
    x.space.result.trouble = incident::misuse;
    x.space.result.why = std::move(why);
}

void begin(context& x) {
    clear(x.space.result);
    x.space.work = x.space.turns = 0;
    if (x.space.memory_left < x.with.bounds.memory / 2) x.space.queue.clear();  // events that were large
    x.space.steps_left = x.with.bounds.steps;
    x.space.memory_left = x.with.bounds.memory;
    x.space.stored = 0;
    x.space.queue_head = x.space.queue_tail = 0;
    auto& root = x.tree.root();
    if (x.in.why == cause::start) {
        if (root.at != phase::created) return misuse(x, "the session has been started already");
        start(x, root);
        return start_created(x);
    }
    if (root.at == phase::created) return misuse(x, "the session has not been started yet");
    if (root.at == phase::final || x.in.why == cause::timer) return;
    if (x.in.why == cause::cancel) return end_machine(x, root);
    if (!x.in.what) return misuse(x, "an external step needs an event");
    if (x.in.why == cause::platform_error) x.in.what->type = event_type::platform;
    auto* to = x.tree.find(x.in.machine);
    if (!to || to->at != phase::running) return;
    if (to->waits_for_turn()) {
        to->ensure_extras().external.push_back(std::move(*x.in.what));
        return;
    }
    run_turn(x, *to, std::move(*x.in.what));
    start_created(x);
}

bool advance(context& x) {
    if (stopped(x)) return false;
    bool ran = take_waiting(x, x.tree.root());
    for (std::size_t i = 0; i < x.tree.children().size() && !stopped(x); ++i)
        ran = take_waiting(x, *x.tree.children()[i]) || ran;
    if (ran) start_created(x);
    if (!ran && x.in.why == cause::timer && x.tree.root().at == phase::running) ran = fire_next(x);
    return ran && !stopped(x);
}

}  // namespace

void begin(session& s, const input& in, std::string_view session_id, const settings& with, environment& world,
           scratch& space) {
    context x{s, in, session_id, with, world, space};
    begin(x);
}

bool advance(session& s, const input& in, std::string_view session_id, const settings& with,
             environment& world, scratch& space) {
    context x{s, in, session_id, with, world, space};
    return advance(x);
}

const outcome& finish(session& s, scratch& space) {
    auto& o = space.result;
    if (s.is_final()) s.remove_ended();
    o.final = s.is_final();
    o.wake_at = s.wake_at();
    return o;
}

const outcome& step(session& s, const input& in, std::string_view session_id, const settings& with,
                    environment& world, scratch& space) {
    context x{s, in, session_id, with, world, space};
    begin(x);
    for (std::uint32_t turns = 0; advance(x); ++turns)
        if (turns >= with.bounds.turns) {
            space.result.trouble = incident::runaway;
            space.result.why = "more than " + std::to_string(turns) +
                               " macrosteps in one step; look for sessions that keep sending to each other";
            break;
        }
    return finish(s, space);
}

}  // namespace motcua::interpreter
