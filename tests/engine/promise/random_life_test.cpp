// Random lives with random wake-up delays: each trigger once and in order, exactly one apology for each late
// dossier, issued = late + premature. The engine is played by a loop that wakes late, loses its memory to
// JSON now and then, and fires what is due before each command.
#include <random>

#include "engine/base/described.hpp"
#include "tests/engine/promise/world.hpp"

namespace motcua::promise {
namespace {

using namespace std::chrono;
using calendar::unit;

struct life {
    std::mt19937_64 random;
    measure m;  // by the rule set 2025 or 2026
    ledger l;
    instant now, last_wake;
    std::vector<std::pair<int, trigger>> fired;  // promise number and trigger, chases and steps left out
    int chases = 0;

    explicit life(std::uint64_t seed) : random{seed}, m(shipped_measure(seed % 2 ? "2025" : "2026")) {}
    int pick(int least, int most) { return std::uniform_int_distribution<int>{least, most}(random); }

    void begin() {
        acceptance a;
        now = last_wake = a.at = at("2023-02-01T00:00") + minutes{pick(0, 1'500'000)};
        a.legal.in = static_cast<unit>(pick(0, 3));
        a.legal.amount = a.legal.in == unit::at_once ? 0 : pick(1, 20);
        a.online_reduction = pick(0, 3);
        if (pick(0, 9) == 0) a.linked = {{"cơ quan khác", pick(1, 4)}};
        ASSERT_TRUE(start(l, a, m));
    }

    void restart_of_the_program() {
        const auto again = from_described<ledger>(*parse_json(to_described(l)), "a ledger");
        ASSERT_TRUE(again);
        l = *again;
    }

    // All triggers due by now, as the engine fires them when it wakes.
    void wake() {
        for (int n = 0; n < 50; ++n) {
            const auto w = next(l, m.rules, m.calendar, now);
            ASSERT_TRUE(w) << w.error().message;
            if (!*w || (*w)->at > now) return;
            ASSERT_GE((*w)->at, (*w)->planned);
            ASSERT_TRUE(mark_fired(l, **w, now));
            ASSERT_FALSE(mark_fired(l, **w, now)) << "a trigger fired twice";
            if ((*w)->what == trigger::chase)
                ++chases;
            else if ((*w)->what != trigger::step)
                fired.emplace_back(l.promise, (*w)->what);
            if ((*w)->what == trigger::t2) {
                const auto ok = issue_by_default(l, now, m);
                ASSERT_TRUE(ok) << ok.error().message;
            }
        }
        FAIL() << "triggers without end";
    }

    void act() {
        switch (pick(0, 9)) {
            case 0:
                (void)request_supplement(l, now, m);
                break;
            case 1:
                (void)complete_supplement(l, now, m);
                break;
            case 2:
                (void)pause(l, cause::other_body, now, "", m);
                break;
            case 3:
                (void)resume(l, cause::other_body, now, m);
                break;
            case 4:
                (void)commit_on_time(l, "Trần Văn Mẫu", now);
                break;
            case 5:
                (void)issue_by_head(l, "A", {"lý do", pick(0, 5), {}}, now, m);
                break;
            case 6:
                (void)begin_step(l, "bước", calendar::working_days(pick(1, 3)), now, m);
                break;
            case 7:
                restart_of_the_program();
                break;
            default:
                break;
        }
    }

    // Ends as a done dossier.
    void live() {
        const minutes work{pick(10, 60'000)};
        const instant ready = now + work;
        while (!l.done) {
            now += minutes{pick(1, pick(0, 9) ? 700 : 20'000)};
            ASSERT_NO_FATAL_FAILURE(wake());
            act();
            ASSERT_NO_FATAL_FAILURE(wake());
            if (now < ready) continue;
            (void)complete_supplement(l, now, m);
            (void)resume(l, cause::other_body, now, m);
            ASSERT_NO_FATAL_FAILURE(wake());
            const auto ok = finish(l, now, m);
            ASSERT_TRUE(ok) << ok.error().message;
        }
    }
};

void expect_each_once_in_order(const life& one) {
    auto sorted = one.fired;
    std::sort(sorted.begin(), sorted.end());
    EXPECT_EQ(std::adjacent_find(sorted.begin(), sorted.end()), sorted.end())
        << "a trigger came twice in a promise";
    int promise = 0;
    trigger last = trigger::t1;
    for (const auto& [number, what] : one.fired) {
        if (number == promise) {
            EXPECT_GE(what, last);
        }
        promise = number;
        last = what;
    }
}

TEST(random_life, has_each_trigger_once_and_one_apology_if_late) {
    const int lives = std::getenv("MOTCUA_PROVE") ? 1'000'000 : 20'000;
    int late = 0, premature = 0, issued = 0, restarted = 0, chased = 0;
    for (int i = 0; i < lives && !testing::Test::HasFailure(); ++i) {
        life one{static_cast<std::uint64_t>(7'000'000 + i)};
        one.begin();
        one.live();
        const auto f = facts_at(one.l, one.now, one.m.calendar);
        ASSERT_TRUE(f);
        expect_each_once_in_order(one);
        EXPECT_LE(one.l.issued.size(), 1u) << i;
        EXPECT_EQ(f->late && one.l.issued.empty(), false) << "life " << i << ": late without apology";
        EXPECT_FALSE(f->late && f->premature);
        EXPECT_EQ(one.chases, one.l.fired.chases);
        if (!one.l.issued.empty()) {
            EXPECT_GT(one.l.issued[0].new_date, one.l.issued[0].issued) << "life " << i;
            EXPECT_GT(one.l.issued[0].new_date, one.l.due) << "life " << i;
        }
        late += f->late;
        premature += f->premature;
        issued += static_cast<int>(one.l.issued.size());
        restarted += one.l.promise > 1;
        chased += one.chases > 0;
    }
    EXPECT_EQ(issued, late + premature);
    EXPECT_GT(late, lives / 20);
    EXPECT_GT(premature, lives / 200);
    EXPECT_GT(restarted, lives / 200);
    EXPECT_GT(chased, lives / 200);
}

}  // namespace
}  // namespace motcua::promise
