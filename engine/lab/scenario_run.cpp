#include "engine/lab/scenario_run.hpp"

#include <algorithm>
#include <span>

#include "engine/json_values.hpp"

namespace motcua::lab {
namespace {

std::string what_came(const answer& a) {
    constexpr std::string_view names[] = {"done", "rejected", "parked", "failed", "cancelled"};
    std::string out(names[static_cast<int>(a.what)]);
    const auto& body = tree_of(a.body);
    if (!body || a.what == answer::kind::done) return out;
    out += ": " + get_string(*body, "message");
    if (const auto next = get_string(*body, "next"); !next.empty()) out += " → " + next;
    return out;
}

bool is_outage(const scenario_step& s) {
    return s.what == scenario_step::kind::restart || s.what == scenario_step::kind::downtime;
}

// Scenes of one moment, as far as each can be said before the answer to another of them is known.
class scenario_clients {
public:
    scenario_clients(const scenario& s, scenario_result& out) : scenario_(s), out_(out) {}

    void perform(driven_engine e, std::span<const scenario_step> steps, std::vector<command> others = {}) {
        waiting_ = std::move(others);
        who_.assign(waiting_.size(), nullptr);
        for (const auto& s : steps) {
            if (is_outage(s)) continue;
            if (leans_on_waiting(s)) flush(e);
            add(s);
        }
        flush(e);
        // What they cause at this very moment happens, and the next wake-up is known.
        if (std::exchange(said_, false)) e.settle();
    }

private:
    bool opens_now(const std::string& name) const {
        return std::any_of(who_.begin(), who_.end(), [&](const scenario_step* w) {
            return w && w->what != scenario_step::kind::act && w->name == name;
        });
    }
    bool leans_on_waiting(const scenario_step& s) const {
        if (s.what == scenario_step::kind::act) return opens_now(s.name);
        return std::any_of(s.of.begin(), s.of.end(), [&](const auto& name) { return opens_now(name); });
    }

    void add(const scenario_step& s) {
        command c;
        c.event = s.event;
        c.by = *s.by;
        c.key = scenario_.name + ":" + s.place;
        auto data = s.data;
        if (s.what == scenario_step::kind::act) {
            const auto known = out_.sessions.find(s.name);
            if (known == out_.sessions.end()) return;  // its opening was refused, as reported
            c.session = known->second;
        } else {
            c.kind = s.what == scenario_step::kind::round ? "round" : "dossier";
        }
        if (s.what == scenario_step::kind::round) {
            json_array of;
            for (const auto& name : s.of)
                if (const auto known = out_.sessions.find(name); known != out_.sessions.end())
                    of.emplace_back(known->second);
            data["dossiers"] = std::move(of);
        }
        c.data = to_document(std::move(data));
        waiting_.push_back(std::move(c));
        who_.push_back(&s);
    }

    void flush(driven_engine e) {
        if (waiting_.empty()) return;
        // First what those before have caused, else it came with these or after them, as threads run.
        if (said_) e.settle();
        const auto answers = e.submit(std::exchange(waiting_, {}));
        said_ = true;
        const auto who = std::exchange(who_, {});
        out_.commands += answers.size();
        for (std::size_t i = 0; i < answers.size(); ++i) {
            const auto& a = answers[i];
            const auto wanted = who[i] && who[i]->refused ? answer::kind::rejected : answer::kind::done;
            if (a.what != wanted)
                out_.unexpected.push_back({who[i] ? who[i]->place : "printer", what_came(a)});
            if (a.what == answer::kind::done && who[i] && who[i]->what != scenario_step::kind::act)
                out_.sessions[who[i]->name] = a.session;
        }
    }

    const scenario& scenario_;
    scenario_result& out_;
    std::vector<command> waiting_;
    std::vector<const scenario_step*> who_;  // beside each; nullptr: not of the scenario
    bool said_ = false;
};

template <class Do>
void by_moment(const scenario& s, instant end, Do each) {
    for (std::size_t i = 0; i < s.steps.size() && s.steps[i].at <= end;) {
        auto last = i;
        while (last < s.steps.size() && s.steps[last].at == s.steps[i].at) ++last;
        each(std::span(s.steps).subspan(i, last - i));
        i = last;
    }
}

class office_run {
public:
    office_run(const scenario& s, simulated_office& office)
        : scenario_(s), office_(office), clients_(s, out_) {}

    scenario_result run_scenario() {
        out_.openings = 1;
        by_moment(scenario_, scenario_.to, [&](std::span<const scenario_step> steps) {
            if (!out_.stuck.empty()) return;
            go(steps.front().at);
            clients_.perform(office_.inside(), steps, office_.printers().decisions(office_.time().now()));
            for (const auto& s : steps)
                if (is_outage(s) && out_.stuck.empty()) suffer(s);
        });
        if (out_.stuck.empty()) finish();
        return std::move(out_);
    }

private:
    void stop(instant t) {
        const auto e = office_.inside();
        auto& printers = office_.printers();
        if (t > office_.time().now()) office_.time().set(t);
        office_.tell_printers();
        bool told = false;
        e.of.async_submit({}, printers.reports(t), [&](const std::vector<answer>&) { told = true; });
        e.settle();
        e.run_until([&] { return told; });
        printers.committed(e.of);
    }
    void go(instant to) {
        stops way(office_.inside().of, office_.time(), std::max(to, office_.time().now()));
        while (const auto t = way.next()) stop(*t);
    }
    void suffer(const scenario_step& s) {
        office_.shut();
        if (s.until > office_.time().now()) office_.time().set(s.until);
        open_error error;
        if (!office_.open(error))
            out_.stuck = error.lines.empty() ? std::vector<std::string>{"?"} : error.lines;
        ++out_.openings;
    }
    // The last sheets come out after the last step.
    void finish() {
        constexpr int most_turns = 1000;
        go(scenario_.to);
        for (int i = 0; i < most_turns && !office_.printers().idle(); ++i) {
            stop(office_.time().now());
            clients_.perform(office_.inside(), {}, office_.printers().decisions(office_.time().now()));
        }
    }

    const scenario& scenario_;
    simulated_office& office_;
    scenario_result out_;
    scenario_clients clients_;
};

}  // namespace

std::optional<instant> stops::next() {
    if (arrived_) return std::nullopt;
    const auto wake = engine_.next_wake();
    const instant at{std::chrono::milliseconds{wake}};
    // One that could not be settled at its moment must not hold the clock.
    const bool unsettled = wake == last_ && time_.now() >= at;
    arrived_ = wake < 0 || at > to_ || unsettled;
    last_ = wake;
    return arrived_ ? to_ : std::max(at, time_.now());
}

void advance(engine& e, virtual_clock& time, instant to, const std::function<void(instant)>& before_each) {
    stops way(e, time, to);
    while (const auto t = way.next()) {
        if (before_each) before_each(*t);
        if (*t > time.now()) time.set(*t);
        driven_engine{e}.settle();
    }
}

scenario_result run_scenario(const scenario& s, engine& e, virtual_clock& time,
                             const std::function<void(instant)>& before_each, std::optional<instant> until) {
    scenario_result out;
    out.openings = 1;
    scenario_clients people(s, out);
    const auto end = until ? std::min(*until, s.to) : s.to;
    by_moment(s, end, [&](std::span<const scenario_step> steps) {
        advance(e, time, steps.front().at, before_each);
        people.perform({e}, steps);
    });
    advance(e, time, end, before_each);
    return out;
}

scenario_result run_scenario(const scenario& s, simulated_office& office) {
    return office_run(s, office).run_scenario();
}

}  // namespace motcua::lab
