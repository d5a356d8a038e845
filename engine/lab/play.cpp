#include "engine/lab/play.hpp"

namespace motcua::lab {
namespace {

std::string what_came(const answer& a) {
    constexpr std::string_view names[] = {"done", "rejected", "parked", "failed"};
    std::string out(names[static_cast<int>(a.what)]);
    const auto body = parse_json(a.body);
    if (!body || a.what == answer::kind::done) return out;
    out += ": " + get_string(*body, "message");
    if (const auto next = get_string(*body, "next"); !next.empty()) out += " → " + next;
    return out;
}

}  // namespace

void advance(engine& e, virtual_clock& time, instant to, const std::function<void(instant)>& before_each) {
    const auto stop = [&](instant t) {
        if (before_each) before_each(t);
        if (t > time.now()) time.set(t);
        e.clock_moved().wait();
    };
    for (;;) {
        const auto next = e.next_wake();
        const instant at{std::chrono::milliseconds{next}};
        if (next < 0 || at > to) break;
        stop(at);
        // One that could not be settled at its moment must not hold the clock.
        if (e.next_wake() == next && time.now() >= at) break;
    }
    stop(to);
}

played play(const scenario& s, engine& e, virtual_clock& time,
            const std::function<void(instant)>& before_each, std::optional<instant> until) {
    played out;
    const auto end = until ? std::min(*until, s.to) : s.to;
    for (const auto& scene : s.scenes) {
        if (scene.at > end) break;
        advance(e, time, scene.at, before_each);
        command c;
        c.event = scene.event;
        c.by = scene.by;
        c.key = s.name + ":" + scene.place;
        auto data = scene.data;
        if (scene.what == scene::kind::act) {
            const auto known = out.sessions.find(scene.name);
            if (known == out.sessions.end()) continue;  // its opening was refused, as reported
            c.session = known->second;
        } else {
            c.kind = scene.what == scene::kind::round ? "round" : "dossier";
            if (scene.what == scene::kind::round) {
                json_array of;
                for (const auto& name : scene.of)
                    if (const auto known = out.sessions.find(name); known != out.sessions.end())
                        of.emplace_back(known->second);
                data["dossiers"] = std::move(of);
            }
        }
        c.data = to_text(data);
        const auto a = e.submit(std::move(c)).get();
        ++out.commands;
        const auto wanted = scene.refused ? answer::kind::rejected : answer::kind::done;
        if (a.what != wanted) out.surprises.push_back({scene.place, what_came(a)});
        if (a.what == answer::kind::done && scene.what != scene::kind::act)
            out.sessions[scene.name] = a.session;
    }
    advance(e, time, end, before_each);
    return out;
}

}  // namespace motcua::lab
