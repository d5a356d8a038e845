// Facts, words, holders, the ledger as JSON.
#include <chrono>

#include "engine/base/described.hpp"
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

}  // namespace
}  // namespace motcua::promise
