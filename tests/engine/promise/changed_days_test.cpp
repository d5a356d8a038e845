// What a new calendar does to dates: those on paper, those behind them, and why.
#include <chrono>

#include "engine/promise/calendar_move.hpp"
#include "tests/engine/promise/world.hpp"

namespace motcua::promise {
namespace {

using calendar::working_days;

const measure m = shipped_measure();

calendar::working_calendar with(std::initializer_list<std::pair<std::string_view, calendar::day_kind>> days) {
    auto source = shipped_source();
    for (const auto& [day, kind] : days) {
        calendar::day_entry e;
        e.day = on(day);
        e.kind = kind;
        e.name = "Quốc tang";
        e.source = "thông báo";
        e.confirmed = true;
        for (auto& y : source.years)
            if (y.year == static_cast<int>(std::chrono::year_month_day{e.day}.year())) y.entries.push_back(e);
    }
    source.hash += "+";
    return calendar::make_calendar(source);
}

// The shipped calendar with one more day off.
calendar::working_calendar with_day_off(std::string_view day) {
    return with({{day, calendar::day_kind::holiday}});
}
calendar::working_calendar with_swapped_days(std::string_view off, std::string_view saturday) {
    return with({{off, calendar::day_kind::swapped_off}, {saturday, calendar::day_kind::worked_saturday}});
}

TEST(new_calendar, shows_old_date_new_date_and_reason_and_moves_nothing_by_itself) {
    const ledger l = accepted("2026-03-02T10:00", working_days(7));
    const auto changed = with_day_off("2026-03-06");
    const auto moved = reproject(l, m.rules, compare(m.calendar, changed), changed, at("2026-03-03T10:00"));
    ASSERT_TRUE(moved && *moved);
    EXPECT_EQ(shown((*moved)->before), "2026-03-11T17:00");
    EXPECT_EQ(shown((*moved)->now), "2026-03-12T17:00");
    EXPECT_NE((*moved)->reason.find("06/03/2026: ngày làm việc → nghỉ lễ (Quốc tang)"), std::string::npos);
    EXPECT_EQ(shown(l.due), "2026-03-11T17:00");
}

TEST(new_calendar, leaves_other_and_settled_dossiers_alone) {
    const auto changed = with_day_off("2026-03-20");
    const ledger l = accepted("2026-03-02T10:00", working_days(7));
    EXPECT_FALSE(*reproject(l, m.rules, compare(m.calendar, changed), changed, at("2026-03-03T10:00")));
    ledger done = accepted("2026-03-18T10:00", working_days(7));
    ASSERT_TRUE(finish(done, at("2026-03-19T10:00"), m));
    EXPECT_FALSE(*reproject(done, m.rules, compare(m.calendar, changed), changed, at("2026-03-19T11:00")));
}

// Culture Day of 2026 lay behind when its entry was adopted: what was promised over it is listed, open and
// closed.
TEST(new_calendar, lists_settled_dossiers_with_the_date_it_would_have_given_and_leaves_them) {
    auto source = shipped_source();
    for (auto& y : source.years)
        for (auto& e : y.entries)
            if (e.day == on("2026-11-24")) e.applies = false;
    const auto before = calendar::make_calendar(source);
    const measure old{shipped_rules("2026"), before};
    const auto change = compare(before, m.calendar);
    const auto listed = [&](const ledger& l) { return *hindsight(l, old.rules, change, m.calendar); };

    ledger done = accepted("2026-11-18T10:00", working_days(5), old);
    ASSERT_EQ(shown(done.due), "2026-11-25T17:00");
    ASSERT_TRUE(finish(done, at("2026-11-20T10:00"), old));
    ASSERT_TRUE(listed(done));
    EXPECT_EQ(shown(listed(done)->before), "2026-11-25T17:00");
    EXPECT_EQ(shown(listed(done)->now), "2026-11-26T17:00");
    EXPECT_NE(listed(done)->reason.find("24/11/2026: ngày làm việc → nghỉ lễ (Ngày Văn hóa Việt Nam)"),
              std::string::npos);
    EXPECT_EQ(shown(done.due), "2026-11-25T17:00");

    // Late on the printed promise, though not by the new date: it stays late.
    ledger late = accepted("2026-11-18T10:00", working_days(5), old);
    ASSERT_TRUE(issue_by_default(late, at("2026-11-24T16:00"), old));
    ASSERT_TRUE(finish(late, at("2026-11-26T10:00"), old));
    ASSERT_TRUE(listed(late));
    EXPECT_EQ(shown(listed(late)->reappointed_now), "2026-12-01T17:00");
    EXPECT_TRUE(facts_at(late, at("2026-12-01T10:00"), m.calendar)->late);

    EXPECT_FALSE(listed(accepted("2026-11-25T10:00", working_days(5), old)));
    EXPECT_FALSE(listed(accepted("2026-11-16T10:00", working_days(5), old)));
    ledger paused = accepted("2026-11-18T10:00", working_days(7), old);
    ASSERT_TRUE(pause(paused, cause::other_body, at("2026-11-19T10:00"), "", old));
    EXPECT_FALSE(listed(paused)) << "it is counted anew when it resumes";
}

TEST(new_calendar, once_confirmed_is_a_new_receipt_revision_and_fires_nothing_again) {
    ledger l = accepted("2026-03-02T10:00", working_days(7));
    EXPECT_EQ(fire(l, "2026-03-09T07:00"), "promise.t1");
    const auto changed = with_day_off("2026-03-11");
    const measure after{m.rules, changed};
    const auto moved = reproject(l, m.rules, compare(m.calendar, changed), changed, at("2026-03-09T08:00"));
    ASSERT_TRUE(moved && *moved);
    ASSERT_TRUE(adopt(l, **moved, after, at("2026-03-09T08:00")));
    EXPECT_EQ(shown(l.due), "2026-03-12T17:00");
    EXPECT_EQ(l.revisions.back().number, 2);
    EXPECT_EQ(l.revisions.back().why, "calendar");
    EXPECT_EQ(l.revisions.back().calendar_hash, changed.hash());
    EXPECT_EQ(l.promise, 1);
    EXPECT_EQ(upcoming(l, "2026-03-09T08:00", after), "promise.t2 2026-03-10T16:00");
}

TEST(new_calendar, moves_a_reappointed_date_that_became_a_day_off) {
    ledger l = accepted("2026-03-02T10:00", working_days(7));
    ASSERT_TRUE(issue_by_head(l, "A", {"lý do", 3, {}}, at("2026-03-09T10:00"), m));
    const auto changed = with_day_off("2026-03-16");
    const auto moved = reproject(l, m.rules, compare(m.calendar, changed), changed, at("2026-03-10T10:00"));
    ASSERT_TRUE(moved && *moved);
    EXPECT_EQ((*moved)->before, (*moved)->now);
    EXPECT_EQ(shown((*moved)->reappointed_before), "2026-03-16T17:00");
    EXPECT_EQ(shown((*moved)->reappointed_now), "2026-03-17T17:00");
}

TEST(new_calendar, tells_a_reappointed_date_that_moves_alone_by_its_own_name) {
    ledger l = accepted("2026-03-02T10:00", working_days(7));
    ASSERT_TRUE(issue_by_head(l, "A", {"lý do", 3, {}}, at("2026-03-09T10:00"), m));
    const auto changed = with_day_off("2026-03-16");
    const auto moved = *reproject(l, m.rules, compare(m.calendar, changed), changed, at("2026-03-10T10:00"));
    EXPECT_TRUE(moved->printed());
    EXPECT_EQ(in_words(*moved),
              "hẹn lại 17:00 ngày 16/03/2026 → 17:00 ngày 17/03/2026: "
              "16/03/2026: ngày làm việc → nghỉ lễ (Quốc tang)");
    const auto revisions = l.revisions.size();
    ASSERT_TRUE(adopt(l, *moved, {m.rules, changed}, at("2026-03-10T10:00")));
    EXPECT_EQ(shown(l.issued.back().new_date), "2026-03-17T17:00");
    EXPECT_EQ(l.revisions.size(), revisions);
}

TEST(new_calendar, moves_a_reappointed_date_that_was_counted_from_the_day_of_issue) {
    ledger l = accepted("2026-03-02T10:00", working_days(7));
    ASSERT_TRUE(issue_by_default(l, at("2026-03-20T10:00"), m));  // promise and extension had passed
    ASSERT_TRUE(l.issued.back().recounted);
    ASSERT_EQ(shown(l.issued.back().new_date), "2026-03-25T17:00");
    const auto changed = with_day_off("2026-03-25");
    const auto moved = *reproject(l, m.rules, compare(m.calendar, changed), changed, at("2026-03-20T11:00"));
    ASSERT_TRUE(moved);
    ASSERT_TRUE(adopt(l, *moved, {m.rules, changed}, at("2026-03-20T11:00")));
    EXPECT_EQ(shown(l.issued.back().new_date), "2026-03-26T17:00");
    EXPECT_EQ(shown(l.due), "2026-03-11T17:00");
}

TEST(new_calendar, counts_the_step_anew_also_where_the_promise_stays) {
    // Both swapped days lie within the term, and only the day off within the step's.
    ledger l = accepted("2026-03-02T10:00", working_days(7));
    ASSERT_TRUE(begin_step(l, "verify", working_days(2), at("2026-03-02T10:00"), m));
    ASSERT_EQ(shown(l.step->due), "2026-03-04T17:00");
    const auto swapped = with_swapped_days("2026-03-04", "2026-03-07");
    const auto moved = reproject(l, m.rules, compare(m.calendar, swapped), swapped, at("2026-03-03T10:00"));
    ASSERT_TRUE(moved && *moved);
    EXPECT_FALSE((*moved)->printed());
    EXPECT_EQ(shown((*moved)->now), "2026-03-11T17:00");
    const auto again = moved_from_json(to_json(**moved));
    ASSERT_TRUE(again);
    EXPECT_EQ(to_json(*again), to_json(**moved));
    EXPECT_EQ(in_words(*again).substr(0, in_words(*again).find(':', 50)),
              "hạn của bước 17:00 ngày 04/03/2026 → 17:00 ngày 05/03/2026");
    ASSERT_TRUE(adopt(l, *again, {m.rules, swapped}, at("2026-03-03T10:00")));
    EXPECT_EQ(shown(l.step->due), "2026-03-05T17:00");
    EXPECT_EQ(shown(l.due), "2026-03-11T17:00");
    EXPECT_EQ(l.revisions.size(), 1u);
}

TEST(new_calendar, puts_no_step_behind_by_moving_its_end_into_the_past) {
    const auto off = with_day_off("2026-03-04");
    ledger l = accepted("2026-03-02T10:00", working_days(7), {m.rules, off});
    ASSERT_TRUE(begin_step(l, "verify", working_days(2), at("2026-03-02T10:00"), {m.rules, off}));
    ASSERT_EQ(shown(l.step->due), "2026-03-05T17:00");
    const auto change = compare(off, m.calendar);
    const auto noon = at("2026-03-05T12:00");
    const auto moved = *reproject(l, m.rules, change, m.calendar, noon);
    ASSERT_TRUE(moved);
    ASSERT_TRUE(adopt(l, *moved, m, noon));
    EXPECT_EQ(shown(l.due), "2026-03-11T17:00");
    EXPECT_EQ(shown(l.step->due), "2026-03-05T17:00");
}

TEST(new_calendar, moves_the_legal_term_behind_a_promise_that_was_made_earlier) {
    ledger l;
    ASSERT_TRUE(start(l, {at("2026-03-02T10:00"), working_days(7), 2, {}, {}, {}, {}}, m));
    ASSERT_EQ(shown(l.due), "2026-03-09T17:00");
    ASSERT_EQ(shown(l.legal_due), "2026-03-11T17:00");
    const auto changed = with_day_off("2026-03-10");
    const auto moved = *reproject(l, m.rules, compare(m.calendar, changed), changed, at("2026-03-03T10:00"));
    ASSERT_TRUE(moved);
    EXPECT_FALSE(moved->printed());
    ASSERT_TRUE(adopt(l, *moved, {m.rules, changed}, at("2026-03-03T10:00")));
    EXPECT_EQ(shown(l.due), "2026-03-09T17:00");
    EXPECT_EQ(shown(l.legal_due), "2026-03-12T17:00");
}

TEST(new_calendar, is_taken_over_only_where_it_leads_to_the_dates_that_were_confirmed) {
    ledger l = accepted("2026-03-02T10:00", working_days(7));
    const auto changed = with_day_off("2026-03-06");
    const auto moved = *reproject(l, m.rules, compare(m.calendar, changed), changed, at("2026-03-03T10:00"));
    const auto other = with_day_off("2026-04-06");
    const auto no = adopt(l, *moved, {m.rules, other}, at("2026-03-03T10:00"));
    ASSERT_FALSE(no);
    EXPECT_EQ(to_text(no.error().why), "another-date");
    EXPECT_EQ(shown(l.due), "2026-03-11T17:00");
}

TEST(new_calendar, makes_nobody_late_by_moving_a_printed_date_into_the_past) {
    const auto off = with_day_off("2026-03-06");
    const ledger l = accepted("2026-03-03T10:00", working_days(3), {m.rules, off});
    ASSERT_EQ(shown(l.due), "2026-03-09T17:00");
    const auto change = compare(off, m.calendar);
    EXPECT_TRUE(*reproject(l, m.rules, change, m.calendar, at("2026-03-06T17:00")));
    EXPECT_FALSE(*reproject(l, m.rules, change, m.calendar, at("2026-03-06T17:01")));
}

TEST(new_calendar, judged_long_after_it_was_confirmed_makes_nobody_late_either) {
    const auto off = with_day_off("2026-03-06");
    const ledger l = accepted("2026-03-03T10:00", working_days(3), {m.rules, off});
    const auto nearer = compare(off, m.calendar);
    const auto confirmed = at("2026-03-06T16:00");
    EXPECT_TRUE(*reproject(l, m.rules, nearer, m.calendar, {confirmed, at("2026-03-06T17:00")}));
    EXPECT_FALSE(*reproject(l, m.rules, nearer, m.calendar, {confirmed, at("2026-03-09T08:00")}));
    const ledger other = accepted("2026-03-03T10:00", working_days(3));
    ASSERT_EQ(shown(other.due), "2026-03-06T17:00");
    const auto moved =
        *reproject(other, m.rules, compare(m.calendar, off), off, {confirmed, at("2026-03-11T08:00")});
    ASSERT_TRUE(moved);
    EXPECT_EQ(shown(moved->now), "2026-03-09T17:00");
}

TEST(new_calendar, leaves_a_paused_promise_to_its_resumption) {
    ledger l = accepted("2026-03-02T10:00", working_days(7));
    ASSERT_TRUE(pause(l, cause::other_body, at("2026-03-03T10:00"), "", m));
    const auto changed = with_day_off("2026-03-10");
    EXPECT_FALSE(*reproject(l, m.rules, compare(m.calendar, changed), changed, at("2026-03-03T11:00")));
    ASSERT_TRUE(resume(l, cause::other_body, at("2026-03-04T10:00"), {m.rules, changed}));
    EXPECT_EQ(shown(l.due), "2026-03-13T17:00");
    EXPECT_EQ(l.revisions.back().calendar_hash, changed.hash());
}

TEST(new_calendar, says_that_a_new_date_rests_on_a_provisional_year) {
    const ledger l = accepted("2026-12-28T10:00", working_days(5));
    const auto changed = with_day_off("2026-12-30");
    const auto moved = reproject(l, m.rules, compare(m.calendar, changed), changed, at("2026-12-28T11:00"));
    ASSERT_TRUE(moved && *moved);
    EXPECT_TRUE((*moved)->provisional);
    const auto again = moved_from_json(to_json(**moved));
    ASSERT_TRUE(again);
    EXPECT_EQ(to_json(*again), to_json(**moved));
}

TEST(new_calendar, names_the_days_that_changed_and_no_others) {
    const auto changed = with_day_off("2026-03-06");
    const auto change = compare(m.calendar, changed);
    ASSERT_EQ(change.days.size(), 1u);
    EXPECT_EQ(change.days[0].words, "06/03/2026: ngày làm việc → nghỉ lễ (Quốc tang)");
    EXPECT_TRUE(change.touches(*parse_day("2026-03-06"), *parse_day("2026-03-06")));
    EXPECT_FALSE(change.touches(*parse_day("2026-03-07"), *parse_day("2027-01-01")));
    EXPECT_EQ(change_from_json(to_json(change))->reason(*parse_day("2026-03-01"), *parse_day("2026-03-31")),
              change.days[0].words);
    EXPECT_TRUE(compare(changed, changed).days.empty());
}

TEST(new_calendar, with_a_day_less_off_may_bring_the_date_nearer_and_still_issues_in_time) {
    const auto off = with_day_off("2026-03-06");
    const measure before{m.rules, off};
    ledger later = accepted("2026-03-03T10:00", working_days(3), before);
    ASSERT_EQ(shown(later.due), "2026-03-09T17:00");
    const auto moved =
        reproject(later, m.rules, compare(off, m.calendar), m.calendar, at("2026-03-05T16:30"));
    ASSERT_TRUE(moved && *moved);
    ASSERT_TRUE(adopt(later, **moved, m, at("2026-03-05T16:30")));
    EXPECT_EQ(shown(later.due), "2026-03-06T17:00");
    EXPECT_EQ(fire(later, "2026-03-05T16:30"), "promise.t1");
    EXPECT_EQ(fire(later, "2026-03-05T16:30"), "promise.t2");
    EXPECT_FALSE(later.issued.back().issued_late);
}

}  // namespace
}  // namespace motcua::promise
