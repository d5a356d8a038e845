// The engine against the slow walk over seeded random (calendar, start, budget, suspensions): 10^5 cases in
// the ordinary run, 10^7 with MOTCUA_PROVE set.
#include <cstdlib>

#include "engine/promise/clockwork.hpp"
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
    rules.counting.cut_off = minutes{t.cut_off};
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
            const auto t = oracle::make_task(w, random);
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
