#include "engine/deployment/chart_promise.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>

#include "engine/deployment/chart_map.hpp"

namespace motcua::runtime {
namespace {

using chart::index;
using chart::state_id;

// A legal instant and what its transition has to do.
struct duty_of {
    const char* event;
    wanted_effect does;  // without a name: it is enough to hear it
    const char* written;
};
const duty_of t1{"promise.t1", {"draft", "", ""}, "<mc:draft/>"};
const duty_of t2{"promise.t2", {"reappoint", "by", "default"}, "<mc:reappoint by=\"default\"/>"};
const duty_of due{"promise.due", {"", "", ""}, ""};
const duty_of passed_again{"promise.reappointed", {"escalate", "", ""}, "<mc:escalate/>"};
const duty_of chase{"promise.chase", {"chase", "", ""}, "<mc:chase/>"};
const duty_of all_duties[] = {t1, t2, due, passed_again, chase};

const wanted_effect accept{"accept", "", ""}, start{"term", "op", "start"},
    receipt{"slip", "form", "receipt"}, done{"done", "", ""}, issue{"reappoint", "", ""};
// Any of these ends the promise.
const wanted_effect ends[] = {done, {"close", "", ""}, {"refuse", "", ""}, {"term", "op", "stop"}};

constexpr const char* beside =
    "include promise.scxml beside the work region, in one <parallel> (workflows/README.md, Add a chart)";

class promise_check {
public:
    explicit promise_check(const chart::chart& c) : c_(c), map_(c) {}

    faults run() {
        const auto accepting = map_.all(accept);
        one_step(accepting);
        if (accepting.empty()) return std::move(found_);
        if (map_.all(done).empty())
            fault(
                map_.place_of(accepting.front()),
                "this chart accepts dossiers and says nowhere that a result is at the desk, so that none can "
                "be returned; put <mc:done/> where the result reaches the desk");
        if (heard(accepting.front()))
            for (const auto at : accepting) prepare_batch(at);
        return std::move(found_);
    }

private:
    void fault(const chart::place& at, std::string message) {
        motcua::fault f{c_.files[at.file], at.at, std::move(message)};
        const auto same = [&](const motcua::fault& g) {
            return g.file == f.file && g.at.line == f.at.line && g.at.column == f.at.column &&
                   g.message == f.message;
        };
        if (std::none_of(found_.begin(), found_.end(), same)) found_.push_back(std::move(f));
    }

    // Acceptance, the start of the term and the receipt come together or not at all.
    void one_step(const std::vector<index>& accepting) {
        constexpr const char* together =
            "; write <mc:accept/> <mc:term op=\"start\"/> <mc:slip form=\"receipt\"/> in one <onentry> or "
            "<transition>";
        for (const auto at : accepting) {
            if (!map_.comes_with(at, start))
                fault(map_.place_of(at), fmt::format("mc:accept without the start of the term{}", together));
            if (!map_.comes_with(at, receipt))
                fault(map_.place_of(at), fmt::format("mc:accept without a receipt{}", together));
        }
        for (const auto at : map_.all(start))
            if (!map_.comes_with(at, accept))
                fault(map_.place_of(at), fmt::format("mc:term op=\"start\" without mc:accept{}", together));
    }

    // Whether every instant is handled somewhere.
    bool heard(index accepting) {
        std::string missing;
        bool right = true;
        for (const auto& d : all_duties) {
            const auto on = map_.transitions_on(d.event);
            if (on.empty()) missing += (missing.empty() ? "" : ", ") + std::string(d.event);
            if (on.empty() || map_.that_do(on, d.does).size() > 0) continue;
            fault(c_.transitions[on.front()].where,
                  fmt::format("no transition on {} does what it asks for; add {}", d.event, d.written));
            right = false;
        }
        if (missing.empty()) return right;
        fault(map_.place_of(accepting),
              fmt::format("this chart accepts dossiers, but nothing handles {}: a late result would get no "
                          "apology; {}",
                          missing, beside));
        return false;
    }

    // From this acceptance on.
    void prepare_batch(index accepting) {
        for (const auto home : map_.states_after(accepting)) {
            std::set<state_id> regions;
            for (const auto& d : all_duties) {
                const auto on = map_.that_do(map_.transitions_on(d.event), d.does);
                const auto here = std::find_if(on.begin(), on.end(), [&](index t) {
                    return map_.together(c_.transitions[t].source, home);
                });
                if (here == on.end())
                    fault(map_.place_of(accepting),
                          fmt::format("{} is not handled where the dossier is after this acceptance (state "
                                      "'{}'); {}",
                                      d.event, c_.states[home].id, beside));
                else
                    regions.insert(map_.region_of(c_.transitions[*here].source, home));
            }
            for (const auto region : regions) {
                not_left(region, home);
                if (!map_.all(done).empty()) covered(region);
            }
        }
    }

    // While the promise runs, nothing leads out of where its instants are heard.
    void not_left(state_id region, state_id home) {
        const auto ended = [&](index t) { return any_of_ends(t); };
        auto active = map_.reached(map_.leaves(home), 0, ended);
        active.merge(map_.reached(map_.entries(region), region, ended));
        for (const auto leaf : active) {
            if (!map_.together(region, leaf)) continue;
            for (const auto t : map_.transitions_from(leaf)) {
                const auto& of = c_.transitions[t];
                const bool leaves =
                    of.targets.count > 0 && of.domain != chart::no_state && c_.is_ancestor(of.domain, region);
                if (leaves && !ended(t))
                    fault(of.where,
                          "this transition leaves the promise region while the promise may run, so that "
                          "nobody would hear T2; end the promise with it (<mc:close as=\"…\"/>), or "
                          "choose a target beside the region");
            }
        }
    }

    // Inside the region no state is deaf to what may come next.
    void covered(state_id region) {
        const auto settled = [&](index t) { return any_of_ends(t) || follows_an_end(t); };
        const auto issues = [&](index t) { return map_.does(t, issue); };
        const auto escalates = [&](index t) { return map_.does(t, passed_again.does); };
        const auto drafts = [&](index t) { return map_.is_on(t, t1.event); };
        const auto entered = map_.entries(region);
        hears(t1,
              map_.reached(entered, region, [&](index t) { return settled(t) || issues(t) || drafts(t); }));
        hears(t2, map_.reached(entered, region, [&](index t) { return settled(t) || issues(t); }));
        hears(passed_again, map_.reached(map_.leaves_after(region, issues), region,
                                         [&](index t) { return settled(t) || escalates(t); }));
        hears(chase, map_.reached(map_.leaves_after(region, escalates), region, settled));
    }

    void hears(const duty_of& d, const std::set<state_id>& leaves) {
        const auto on = map_.that_do(map_.transitions_on(d.event), d.does);
        for (const auto leaf : leaves) {
            const bool surely = std::any_of(on.begin(), on.end(), [&](index t) {
                const auto& of = c_.transitions[t];
                return of.cond == chart::no_expression && map_.together(of.source, leaf);
            });
            if (!surely)
                fault(
                    c_.states[leaf].where,
                    fmt::format("the state '{}' may be active when {} comes and does not handle it; add a "
                                "transition without cond that does {}, or let only what says <mc:done/> lead "
                                "here",
                                c_.states[leaf].id, d.event, d.written));
        }
    }

    bool any_of_ends(index t) const {
        return std::any_of(std::begin(ends), std::end(ends), [&](const auto& e) { return map_.does(t, e); });
    }
    // Its event is raised only together with the end of the promise.
    bool follows_an_end(index t) const {
        const auto raised = map_.raising(t);
        return !raised.empty() && std::all_of(raised.begin(), raised.end(), [&](index at) {
            return std::any_of(std::begin(ends), std::end(ends),
                               [&](const auto& e) { return map_.comes_with(at, e); });
        });
    }

    const chart::chart& c_;
    chart_map map_;
    faults found_;
};

}  // namespace

faults check_promise(const chart::chart& c) {
    return promise_check(c).run();
}

}  // namespace motcua::runtime
