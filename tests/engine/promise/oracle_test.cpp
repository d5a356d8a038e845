// The engine against the slow walk over seeded random (calendar, start, budget, suspensions), each by the
// rule sets 2025 and 2026 and by random parameters, and the hand-over from the desk: 10^5 cases in the
// ordinary run, 10^7 with MOTCUA_PROVE set.
#include <cstdlib>

#include "engine/promise/due_dates.hpp"
#include "tests/engine/calendar/slow_walk.hpp"
#include "tests/engine/promise/world.hpp"

namespace motcua::promise {
namespace {

using namespace std::chrono;

instant moment_of(const oracle::world& w, oracle::minute m) {
    return to_instant(local_instant{local_days{year{w.year} / January / 1}} + minutes{m});
}

std::string engine_due(const oracle::world& w, const oracle::task& t, const calendar::working_calendar& c,
                       procedure::rule_set& rules) {
    rules.counting.cut_off_on = t.cut_off_on;
    rules.counting.at_once_cut_off_on = t.at_once_cut_off_on;
    rules.counting.cut_off = minutes{t.cut_off};
    rules.counting.before_closing = minutes{t.before_closing};
    ledger l;
    l.start = moment_of(w, t.accepted);
    l.legal = {static_cast<calendar::unit>(t.in), t.amount};
    for (const auto& p : t.pauses)
        l.suspensions.push_back({cause::other_body, moment_of(w, p.from), moment_of(w, p.to), false, {}});
    const auto d = compute(l, rules, c);
    return d ? to_iso(d->due) : d.error().what == failure::kind::not_found ? "beyond" : d.error().message;
}

std::string slow_due(const oracle::world& w, const oracle::task& t) {
    const auto m = oracle::due(w, t);
    return m < 0 ? "beyond" : to_iso(moment_of(w, m));
}

// As the law of a shipped rule set says, whatever was drawn: every second case each.
void take_law(oracle::task& t, int which) {
    if (which == 0) return;
    t.cut_off_on = which == 1;
    t.at_once_cut_off_on = which == 2;
    t.cut_off = 900;
    t.before_closing = 0;
}

std::string shown_or_beyond(const result<std::optional<instant>>& limit) {
    return limit && *limit ? to_iso(**limit) : "beyond";
}

TEST(oracle, the_laws_it_takes_are_those_of_the_shipped_rule_sets) {
    oracle::task t;
    for (int which : {1, 2}) {
        take_law(t, which);
        const auto& law = shipped_rules(which == 1 ? "2025" : "2026").counting;
        EXPECT_EQ(t.cut_off_on, law.cut_off_on);
        EXPECT_EQ(t.at_once_cut_off_on, law.at_once_cut_off_on);
        EXPECT_EQ(minutes{t.cut_off}, law.cut_off);
    }
}

TEST(oracle, agrees_on_the_hand_over_from_the_desk) {
    const bool prove = std::getenv("MOTCUA_PROVE") != nullptr;
    const int worlds = prove ? 500 : 50, tasks = prove ? 2000 : 200;
    procedure::rule_set rules = shipped_rules("2026");
    int differences = 0;
    for (int i = 0; i < worlds && differences < 5; ++i) {
        std::mt19937_64 random{static_cast<std::uint64_t>(20270000 + i)};
        const auto w = oracle::make_world(random);
        const auto source = calendar::read_source(w.files);
        ASSERT_TRUE(source) << to_string(source.error().front());
        const auto c = calendar::make_calendar(*source, "here");
        for (int k = 0; k < tasks; ++k) {
            const auto t = oracle::make_task(w, random);
            rules.hand_over->cut_off = minutes{t.cut_off};
            rules.hand_over->after_opening = minutes{k % 3 ? 60 : 15 + 15 * (k % 7)};
            const auto m = oracle::hand_over(w, t.accepted, t.cut_off,
                                             static_cast<int>(rules.hand_over->after_opening.count()));
            const std::string expected = m < 0 ? "beyond" : to_iso(moment_of(w, m)),
                              got = shown_or_beyond(hand_over_limit(moment_of(w, t.accepted), rules, c));
            if (expected == got) continue;
            ++differences;
            ADD_FAILURE() << "world " << i << " task " << k << ": accepted "
                          << to_iso(moment_of(w, t.accepted)) << ": walk " << expected << ", engine " << got;
        }
    }
    EXPECT_EQ(differences, 0);
}

TEST(oracle, agrees_on_random_calendars_starts_budgets_and_suspensions) {
    const bool prove = std::getenv("MOTCUA_PROVE") != nullptr;
    const int worlds = prove ? 2000 : 100, tasks = prove ? 5000 : 1000;
    procedure::rule_set rules = shipped_rules();
    int beyond = 0, differences = 0;
    for (int i = 0; i < worlds && differences < 5; ++i) {
        std::mt19937_64 random{static_cast<std::uint64_t>(20260000 + i)};
        const auto w = oracle::make_world(random);
        const auto source = calendar::read_source(w.files);
        ASSERT_TRUE(source) << to_string(source.error().front());
        const auto c = calendar::make_calendar(*source, "here");
        for (int k = 0; k < tasks; ++k) {
            auto t = oracle::make_task(w, random);
            take_law(t, k % 3);
            const std::string expected = slow_due(w, t), got = engine_due(w, t, c, rules);
            beyond += expected == "beyond";
            if (expected == got) continue;
            ++differences;
            ADD_FAILURE() << "world " << i << " task " << k << ": accepted "
                          << to_iso(moment_of(w, t.accepted)) << " unit " << static_cast<int>(t.in)
                          << " amount " << t.amount << ": walk " << expected << ", engine " << got;
        }
    }
    EXPECT_EQ(differences, 0);
    EXPECT_LT(beyond, worlds * tasks / 10) << "most cases must have an answer";
    RecordProperty("cases", worlds * tasks);
}

}  // namespace
}  // namespace motcua::promise
