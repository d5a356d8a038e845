#include "engine/lab/generate.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/lab/dossier_plan.hpp"

namespace motcua::lab {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

instant midnight(local_day d) {
    return to_instant(local_instant{d});
}

std::vector<interval> draw_stretches(random_source d, int count, int longest_hours, instant from,
                                     instant to) {
    std::vector<interval> out;
    const auto span = std::chrono::duration_cast<minutes>(to - from).count();
    for (int i = 0; i < count; ++i) {
        const auto at = from + minutes{d.below(static_cast<std::size_t>(span))};
        const auto until = at + minutes{d.between(30, longest_hours * 60)};
        out.push_back({at, std::min(until, to)});
    }
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
        return std::pair{a.from, a.until} < std::pair{b.from, b.until};
    });
    return out;
}

void check(const scenario& s, const office_law& law, faults& found) {
    for (const auto& wanted : s.generate->procedures) {
        const auto wrong = [&](const std::string& message) {
            found.push_back({wanted.place.file, wanted.place.at, message});
        };
        const auto p = law.procedure(wanted.code, s.generate->from);
        if (!p) {
            wrong("no procedure \"" + wanted.code + "\" holds on " + to_iso(s.generate->from));
            continue;
        }
        const auto& cases = p->cases;
        if (cases.empty() ? !wanted.case_code.empty()
                          : std::find(cases.begin(), cases.end(), wanted.case_code) == cases.end())
            wrong("procedure " + p->code + " has no case \"" + wanted.case_code + "\"");
        else if (!law.has_term(*p, wanted.case_code))
            wrong("procedure " + p->code + " has no term in the catalogue");
        for (const auto* role : {"reception", "courier_desk", "case_officer", "head"})
            if (const bool anywhere = role[0] == 'r' || std::string_view(role) == "courier_desk";
                !find_staff(*s.staff, role, p->unit, anywhere))
                wrong(fmt::format("procedure {} needs a <staff> with the role {}{}", p->code, role,
                                  anywhere ? "" : " in the unit " + p->unit));
    }
}

const drawn_procedure& draw_procedure(random_source& d, const std::vector<drawn_procedure>& all,
                                      int weights) {
    auto left = d.between(1, weights);
    for (const auto& p : all)
        if ((left -= p.weight) <= 0) return p;
    return all.back();
}

void add_rounds(const plan_context& t, const rounds_by_day& rounds, std::vector<scenario_step>& out) {
    const auto* desk = find_staff(t.staff, "courier_desk", "", true);
    for (const auto& [at, bags] : rounds) {
        scenario_step round;
        round.what = scenario_step::kind::round;
        round.at = at;
        round.name = "round-" + to_iso(day_of(at));
        round.event = "create";
        round.of = bags;
        round.data = {{"unit", desk->unit}};
        round.by = desk;
        round.place = round.name;
        scenario_step leaves;
        leaves.at = t.hours.after(at).value_or(at);
        leaves.name = round.name;
        leaves.event = "hand_over";
        leaves.data = {{"name", "Cao Văn Bình"}, {"employee_number", "BD-0417"}, {"signature", "chữ ký"}};
        leaves.by = desk;
        leaves.place = round.name + " hand_over";
        out.push_back(std::move(round));
        out.push_back(std::move(leaves));
    }
}

void add_outages(random_source d, const std::vector<interval>& downtimes, int restarts, interval all,
                 std::vector<scenario_step>& out) {
    const auto add = [&](scenario_step::kind what, interval when) {
        scenario_step s;
        s.what = what;
        s.at = when.from;
        s.until = when.until;
        s.place = "outage at " + to_iso(when.from);
        out.push_back(std::move(s));
    };
    for (const auto& down : downtimes) add(scenario_step::kind::downtime, down);
    for (const auto& at : draw_stretches(d, restarts, 1, all.from, all.until))
        add(scenario_step::kind::restart, {at.from, at.from});
}

}  // namespace

read_result<void> generate(scenario& s, const std::string& workflows, std::uint64_t seed) {
    s.seed = seed;
    if (!s.generate) return {};
    const auto law = office_law::read(workflows, s.office);
    if (!law) return tl::make_unexpected(law.error());
    faults found;
    check(s, *law, found);
    if (!found.empty()) return tl::make_unexpected(std::move(found));

    const auto& g = *s.generate;
    random_source source(seed);
    const auto end = std::min(midnight(g.until + std::chrono::days{1}), s.to);
    const interval all{std::max(midnight(g.from), s.from), end};
    const auto down = draw_stretches(source.apart(), g.downtimes, g.longest_downtime, all.from, all.until);
    const auto dry = draw_stretches(source.apart(), g.paper_outs, g.longest_paper_out, all.from, all.until);
    const auto hours = desk_hours::make(*law, s.from, s.to, minutes{g.step}, down);
    if (!hours) return tl::make_unexpected(faults{{workflows, {}, hours.error().message}});
    const plan_context t{g, *hours, *law, *s.staff, all.from, all.until, s.to};
    add_outages(source.apart(), down, g.restarts, all, s.steps);
    s.paper_out.insert(s.paper_out.end(), dry.begin(), dry.end());
    int weights = 0;
    for (const auto& p : g.procedures) weights += p.weight;
    rounds_by_day rounds;
    for (int n = 1; n <= g.dossiers; ++n) {
        auto mine = source.apart();
        const auto& which = draw_procedure(mine, g.procedures, weights);
        plan_dossier(t, *law->procedure(which.code, g.from), which.case_code, static_cast<std::size_t>(n),
                     mine, s.steps, rounds);
    }
    add_rounds(t, rounds, s.steps);
    std::stable_sort(s.steps.begin(), s.steps.end(),
                     [](const scenario_step& a, const scenario_step& b) { return a.at < b.at; });
    return {};
}

}  // namespace motcua::lab
