// Facts, words, holders, the ledger as JSON, and what a new calendar does to printed dates.
#include <chrono>

#include "engine/base/described.hpp"
#include "engine/promise/reproject.hpp"
#include "tests/engine/promise/world.hpp"

namespace motcua::promise {
namespace {

using calendar::working_days;
using namespace std::chrono_literals;

const measure m = shipped_measure();

std::string words(const ledger& l, std::string_view now) {
    const auto w = in_words(l, at(now), m.calendar);
    return w ? *w : w.error().message;
}

TEST(words, count_in_working_time) {
    ledger l = accepted("2026-03-02T10:00", working_days(7));  // due Wed 11, 17:00
    EXPECT_EQ(words(l, "2026-03-02T10:00"), "Còn 7 ngày");
    EXPECT_EQ(words(l, "2026-03-07T10:00"), "Còn 3 ngày");
    EXPECT_EQ(words(l, "2026-03-09T10:00"), "Còn 2 ngày");
    EXPECT_EQ(words(l, "2026-03-11T08:00"), "Hôm nay");
    EXPECT_EQ(words(l, "2026-03-11T14:00"), "Trong chiều nay");
    EXPECT_EQ(words(l, "2026-03-11T17:00"), "Trong chiều nay");
    EXPECT_EQ(words(l, "2026-03-11T17:30"), "Vừa quá hạn");
    EXPECT_EQ(words(l, "2026-03-12T07:30"), "Đã quá hạn 1 ngày");
    EXPECT_EQ(words(l, "2026-03-16T10:00"), "Đã quá hạn 3 ngày");
}

TEST(words, speak_of_this_morning_hours_pauses_and_waiting) {
    ledger l = accepted("2026-03-03T16:00", calendar::working_hours(4));
    EXPECT_EQ(words(l, "2026-03-04T08:00"), "Trong sáng nay");
    EXPECT_EQ(words(l, "2026-03-04T16:00"), "Đã quá hạn 4 giờ");
    ledger paused = accepted("2026-03-02T10:00", working_days(7));
    ASSERT_TRUE(pause(paused, cause::money_due, at("2026-03-03T10:00"), "", m));
    EXPECT_EQ(words(paused, "2026-04-03T10:00"), "Tạm dừng");
    ledger done = accepted("2026-03-02T10:00", working_days(7));
    ASSERT_TRUE(finish(done, at("2026-03-06T10:00"), m));
    EXPECT_EQ(words(done, "2026-03-06T15:00"), "Vừa có kết quả");
    EXPECT_EQ(words(done, "2026-03-13T10:00"), "Đã chờ trả 5 ngày");
    ASSERT_TRUE(collect(done, at("2026-03-13T10:00")));
    EXPECT_EQ(words(done, "2026-03-13T11:00"), "Đã trả kết quả");
}

TEST(holders, held_it_for_so_many_working_hours) {
    const auto h = held({{"tiếp nhận", at("2026-03-06T15:00")},
                         {"thụ lý", at("2026-03-06T16:30")},
                         {"lãnh đạo", at("2026-03-09T09:00")},
                         {"thụ lý", at("2026-03-09T14:00")}},
                        at("2026-03-10T07:30"), m.calendar);
    ASSERT_TRUE(h);
    ASSERT_EQ(h->size(), 3u);
    EXPECT_EQ((*h)[0].working_time, 90min);
    EXPECT_EQ((*h)[1].holder, "thụ lý");
    EXPECT_EQ((*h)[1].working_time, 30min + 120min + 180min + 30min);
    EXPECT_EQ((*h)[2].working_time, 180min);
}

TEST(notice, goes_out_in_office_hours_only) {
    EXPECT_EQ(motcua::shown(notice_moment(at("2026-02-15T03:00"), m.calendar)), "2026-02-23T07:00");
    EXPECT_EQ(motcua::shown(notice_moment(at("2026-03-04T09:00"), m.calendar)), "2026-03-04T09:00");
}

ledger eventful() {
    ledger l;
    acceptance a;
    a.at = at("2026-03-02T10:00:01.250");
    a.legal = working_days(7);
    a.online_reduction = 1;
    a.linked = {{"cơ quan thuế", 2}};
    EXPECT_TRUE(start(l, a, m));
    EXPECT_TRUE(request_supplement(l, at("2026-03-03T10:00"), m));
    EXPECT_TRUE(complete_supplement(l, at("2026-03-05T10:00"), m));
    EXPECT_TRUE(begin_step(l, "thẩm định", working_days(2), at("2026-03-05T10:00"), m));
    EXPECT_TRUE(pause(l, cause::money_due, at("2026-03-06T10:00"), "phí", m));
    EXPECT_TRUE(resume(l, cause::money_due, at("2026-03-09T10:00"), m));
    EXPECT_TRUE(commit_on_time(l, "Trần Văn Mẫu", at("2026-03-10T10:00")));
    for (int i = 0; i < 5; ++i) fire(l, "2026-03-30T10:00");
    EXPECT_EQ(fire(l, "2026-04-06T10:00"), "promise.reappointed");
    EXPECT_EQ(fire(l, "2026-04-07T10:00"), "promise.chase");
    EXPECT_TRUE(finish(l, at("2026-04-07T11:00"), m));
    EXPECT_TRUE(collect(l, at("2026-04-08T11:00")));
    return l;
}

result<ledger> read_back(std::string_view text) {
    return from_described<ledger>(*parse_json(text), "a ledger");
}

TEST(ledger_json, survives_the_round_trip) {
    const ledger l = eventful();
    const auto again = read_back(to_described(l));
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_EQ(to_described(*again), to_described(l));
    EXPECT_EQ(again->issued.size(), 1u);
    EXPECT_EQ(again->revisions.size(), l.revisions.size());
    EXPECT_EQ(again->fired.chases, 1);
    EXPECT_EQ(shown(again->accepted), "2026-03-02T10:00");
    const auto empty = read_back(to_described(ledger{}));
    ASSERT_TRUE(empty);
    EXPECT_FALSE(empty->started());
}

TEST(ledger_json, refuses_other_versions_and_broken_members) {
    EXPECT_FALSE(read_back(R"({"version":99})"));
    EXPECT_FALSE(read_back("null"));
    json broken = *parse_json(to_described(eventful()));
    broken.as_object()["due"] = "soon";
    const auto no = from_described<ledger>(broken, "a ledger");
    ASSERT_FALSE(no);
    EXPECT_NE(no.error().message.find("'due'"), std::string::npos);
}

// The shipped calendar with one more day off.
calendar::working_calendar with_day_off(std::string_view day) {
    auto source = shipped_source();
    calendar::day_entry e;
    e.day = on(day);
    e.name = "Quốc tang";
    e.source = "thông báo";
    e.confirmed = true;
    for (auto& y : source.years)
        if (y.year == static_cast<int>(std::chrono::year_month_day{e.day}.year())) y.entries.push_back(e);
    source.hash += "+";
    return calendar::make_calendar(source);
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

TEST(new_calendar, makes_nobody_late_by_moving_a_printed_date_into_the_past) {
    const auto off = with_day_off("2026-03-06");
    const ledger l = accepted("2026-03-03T10:00", working_days(3), {m.rules, off});
    ASSERT_EQ(shown(l.due), "2026-03-09T17:00");
    const auto change = compare(off, m.calendar);
    EXPECT_TRUE(*reproject(l, m.rules, change, m.calendar, at("2026-03-06T17:00")));
    EXPECT_FALSE(*reproject(l, m.rules, change, m.calendar, at("2026-03-06T17:01")));
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
    EXPECT_EQ(change_from_json(to_json(change)).reason(*parse_day("2026-03-01"), *parse_day("2026-03-31")),
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
