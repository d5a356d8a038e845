// Random ledgers under random calendars that lengthen and shorten terms, over the turns of years too: what is
// judged is what is adopted, once; nobody is made late; the way back leads to the same date.
#include <algorithm>
#include <random>

#include "engine/promise/calendar_move.hpp"
#include "tests/engine/promise/world.hpp"

namespace motcua::promise {
namespace {

using namespace std::chrono;
using calendar::day_kind;
using calendar::unit;
using calendar::working_calendar;

struct chance {
    std::mt19937_64 random;
    int pick(int least, int most) { return std::uniform_int_distribution<int>{least, most}(random); }
};

// The shipped calendar with some days off more, and some of its own taken away.
working_calendar some_calendar(chance& c, int seed) {
    auto source = shipped_source();
    for (auto& y : source.years) {
        std::erase_if(y.entries, [&](const calendar::day_entry& e) {
            return e.kind == day_kind::holiday && c.pick(0, 5) == 0;
        });
        for (int n = c.pick(0, 25); n > 0; --n) {
            calendar::day_entry e;
            e.day = local_days{year{y.year} / January / 1} + days{c.pick(0, 364)};
            const bool known = std::any_of(y.entries.begin(), y.entries.end(),
                                           [&](const auto& other) { return other.day == e.day; });
            if (known) continue;
            e.name = "ngày " + std::to_string(n);
            y.entries.push_back(e);
        }
    }
    source.hash += std::to_string(seed);
    return calendar::make_calendar(source);
}

ledger some_ledger(chance& c, const measure& m, instant& now) {
    ledger l;
    acceptance a;
    now = a.at = at("2023-02-01T00:00") + minutes{c.pick(0, 2'400'000)};
    a.legal.in = static_cast<unit>(c.pick(0, 3));
    a.legal.amount = a.legal.in == unit::at_once ? 0 : c.pick(1, 30);
    a.online_reduction = c.pick(0, 3);
    if (c.pick(0, 4) == 0) a.linked = {{"cơ quan khác", c.pick(1, 4)}};
    EXPECT_TRUE(start(l, a, m));
    const auto later = [&] { now += minutes{c.pick(0, 9000)}; };
    later();
    if (c.pick(0, 2) == 0) (void)begin_step(l, "verify", calendar::working_days(c.pick(1, 5)), now, m);
    if (c.pick(0, 2) == 0 && pause(l, cause::other_body, now, "", m)) {
        later();
        if (c.pick(0, 3) > 0) (void)resume(l, cause::other_body, now, m);
    }
    later();
    if (c.pick(0, 2) == 0) {
        (void)issue_by_head(l, "A", {"lý do", c.pick(1, 9), {}}, now, m);
        later();
    }
    return l;
}

void expect_allowed(const ledger& was, const ledger& is, const moved_date& to, const judging& when) {
    EXPECT_EQ(is.due, to.now);
    if (is.due != was.due) {
        EXPECT_GE(was.due, when.confirmed);
        EXPECT_TRUE(is.due > was.due || is.due >= when.now);
        EXPECT_EQ(is.revisions.size(), was.revisions.size() + 1);
    }
    if (!was.issued.empty()) {
        const auto from = was.issued.back().new_date, now = is.issued.back().new_date;
        EXPECT_TRUE(now >= from || now >= when.now);
    }
    const auto again = moved_from_json(to_json(to));
    ASSERT_TRUE(again);
    EXPECT_EQ(to_json(*again), to_json(to));
    EXPECT_FALSE(to.reason.empty());
}

TEST(random_calendars, are_adopted_as_they_were_judged_and_once) {
    int moved = 0, nearer = 0, beside = 0, years = 0;
    for (int seed = 1; seed <= 200; ++seed) {
        chance c{std::mt19937_64{static_cast<std::uint64_t>(seed)}};
        const auto before = some_calendar(c, 2 * seed), after = some_calendar(c, 2 * seed + 1);
        const measure old{shipped_rules("2025"), before}, fresh{shipped_rules("2025"), after};
        const auto change = compare(before, after), back = compare(after, before);
        for (int n = 0; n < 100; ++n) {
            instant now;
            const ledger was = some_ledger(c, old, now);
            const judging when{now, now + minutes{c.pick(0, 1) * c.pick(0, 9000)}};
            const auto to = reproject(was, fresh.rules, change, after, when);
            ASSERT_TRUE(to) << to.error().message;
            if (!*to) continue;
            ledger is = was;
            const auto ok = adopt(is, **to, fresh, when.now);
            ASSERT_TRUE(ok) << ok.error().message << " seed " << seed << " " << in_words(**to);
            expect_allowed(was, is, **to, when);
            EXPECT_FALSE(*reproject(is, fresh.rules, change, after, when)) << seed;
            EXPECT_TRUE(next(is, fresh.rules, after, when.now));
            moved += (*to)->printed();
            nearer += is.due < was.due;
            beside += !(*to)->printed();
            years += day_of(was.start) < local_days{2024y / January / 1} && is.due > at("2024-01-01T00:00");
            // The way back: to the same dates, while they lie ahead.
            if (when.now > std::min(was.due, is.due)) continue;
            const auto home = *reproject(is, old.rules, back, before, when.now);
            if (is.due != was.due) {
                ASSERT_TRUE(home) << seed;
                EXPECT_EQ(home->now, was.due) << seed;
            }
        }
    }
    EXPECT_GT(moved, 500);
    EXPECT_GT(nearer, 100);
    EXPECT_GT(beside, 20);
    EXPECT_GT(years, 5);
}

}  // namespace
}  // namespace motcua::promise
