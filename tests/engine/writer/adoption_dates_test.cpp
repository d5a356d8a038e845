// What a new calendar does to the dates of one dossier, as its people meet them: on paper, in notices, in the
// timeline and at the hour when something is due.
#include "tests/engine/replay/replayed.hpp"

#include <boost/asio/use_future.hpp>
#include "tests/engine/writer/office.hpp"

namespace motcua {
namespace {

using sample::office;

struct amended : sample::edited_workflows {
    explicit amended(const std::string& entries)
        : edited_workflows("calendars/vn-2026.xml", "</calendar>", entries + "</calendar>") {}
    static std::string holiday(const std::string& day) { return entry(day, "holiday", ""); }
    static std::string swap(const std::string& off, const std::string& saturday) {
        return entry(off, "swapped-off", saturday) + entry(saturday, "worked-saturday", off);
    }

private:
    static std::string entry(const std::string& day, const std::string& kind, const std::string& with) {
        return "<entry day=\"" + day + "\" kind=\"" + kind +
               "\" name=\"Quốc tang\" source=\"thử\" confirmed=\"true\"" +
               (with.empty() ? "" : " swap=\"" + with + "\"") + "/>";
    }
};

json adopted(office& o, const amended& files) {
    const auto a = o->async_adopt_calendar(files.folder + "/calendars", {}, sample::person("head.tri"),
                                           boost::asio::use_future)
                       .get();
    EXPECT_EQ(a.what, answer::kind::done) << a.body;
    o->async_quiet(boost::asio::use_future).get();
    return parse_json(o->calendar())->at("adoption");
}

std::string told_of_the_calendar(office& o, std::uint64_t id) {
    std::string out;
    for (const auto& row : o.rows(id, "timeline"))
        if (get_string(row, "event") == "calendar_moved")
            out += get_string(row, "label") + " | " + get_string(row, "detail") + "\n";
    return out;
}

// "old → new" of each.
std::vector<std::string> notices(office& o, std::uint64_t id) {
    std::vector<std::string> out;
    for (const auto& duty : o.rows(id, "duties"))
        if (get_string(duty, "name") == "date-moved")
            out.push_back(get_string(duty.at("args"), "old") + " → " + get_string(duty.at("args"), "new"));
    return out;
}

TEST(a_reappointed_date, that_moves_alone_is_told_by_its_name_and_printed_no_second_time) {
    office o("2026-03-02T10:00");
    const auto id = o.accepted();
    o.go_to("2026-03-09T09:00");
    ASSERT_EQ(o.send(id, "head.tri", "answer_late", R"({"reason_code": "volume", "days": 3})").what,
              answer::kind::done);
    ASSERT_EQ(o.promise(id, "reappointed"), "2026-03-16T17:00:00+07:00");
    const amended files(amended::holiday("2026-03-16"));
    EXPECT_EQ(get_integer(adopted(o, files), "moved"), 1);
    EXPECT_EQ(o.promise(id, "due"), "2026-03-11T17:00:00+07:00");
    EXPECT_EQ(o.promise(id, "reappointed"), "2026-03-17T17:00:00+07:00");
    EXPECT_EQ(told_of_the_calendar(o, id),
              "Chuyển ngày hẹn theo lịch làm việc mới | hẹn lại 17:00 ngày 16/03/2026 → 17:00 ngày "
              "17/03/2026: 16/03/2026: ngày làm việc → nghỉ lễ (Quốc tang)\n");
    EXPECT_EQ(notices(o, id),
              std::vector<std::string>{"2026-03-16T17:00:00+07:00 → 2026-03-17T17:00:00+07:00"});
    EXPECT_EQ(o.prints(id, "receipt"), 1);
    EXPECT_EQ(o.prints(id, "apology"), 1);
    o.go_to("2026-03-17T17:01");
    EXPECT_EQ(o.told(id, "promise.reappointed"), 1);
    o.close();
    EXPECT_EQ(sample::expect_replay_equals(o.folder + "/data").equal, 1);
}

TEST(the_end_of_a_step, follows_the_calendar_where_the_promise_stays_and_is_nobodys_paper) {
    office o("2026-03-03T10:00");
    const auto id = o.accepted();
    ASSERT_EQ(o.send(id, "case.binh", "submit").what, answer::kind::done);  // one working day to sign
    const auto due = o.promise(id, "due");
    const amended files(amended::swap("2026-03-04", "2026-03-07"));
    const auto done = adopted(o, files);
    EXPECT_EQ(get_integer(done, "moved"), 0);
    EXPECT_EQ(get_integer(done, "replanned"), 1);
    EXPECT_EQ(o.promise(id, "due"), due);
    EXPECT_TRUE(notices(o, id).empty());
    EXPECT_EQ(o.prints(id, "receipt"), 1);
    EXPECT_EQ(told_of_the_calendar(o, id).substr(0, 60).find("Chuyển ngày hẹn"), std::string::npos);
    EXPECT_NE(told_of_the_calendar(o, id).find(
                  "hạn của bước 17:00 ngày 04/03/2026 → 17:00 ngày 05/03/2026: 04/03/2026: ngày làm việc → "),
              std::string::npos);
    o.go_to("2026-03-05T16:59");
    EXPECT_EQ(o.told(id, "promise.step"), 0);
    o.go_to("2026-03-05T17:01");
    EXPECT_EQ(o.told(id, "promise.step"), 1);
    o.close();
    EXPECT_EQ(sample::expect_replay_equals(o.folder + "/data").equal, 1);
}

TEST(replay_by_named_workflows, works_by_the_calendar_that_was_adopted) {
    office o("2026-03-02T10:00");
    const auto before = o.accepted();
    o.go_to("2026-03-03T09:00");
    adopted(o, amended(amended::holiday("2026-03-06")));
    const auto after = o.accepted();
    o.reopen();
    o.go_to("2026-03-16T10:00");
    EXPECT_EQ(o.told(before, "promise.due"), 1);
    EXPECT_EQ(o.told(after, "promise.due"), 1);
    adopted(o, amended(amended::holiday("2026-03-19")));
    o.accepted();
    o.close();
    EXPECT_EQ(sample::expect_replay_equals(o.folder + "/data", "workflows").equal, 3);
    EXPECT_EQ(sample::expect_replay_equals(o.folder + "/data").equal, 3);
}

// The term crosses into a year whose days are no longer what they were: at the turn of the year, both ways.
TEST(a_term_over_the_turn_of_the_year, is_lengthened_and_shortened_again) {
    office o("2026-12-28T10:00");
    const auto id = o.accepted();
    const auto due = o.promise(id, "due");
    ASSERT_GE(due, "2027-01-01");
    EXPECT_EQ(get_integer(adopted(o, amended(amended::holiday("2026-12-30"))), "moved"), 1);
    const auto later = o.promise(id, "due");
    EXPECT_GT(later, due);
    EXPECT_EQ(get_integer(adopted(o, amended("")), "moved"), 1);
    EXPECT_EQ(o.promise(id, "due"), due);
    EXPECT_EQ(o.prints(id, "receipt"), 3);
    o.go_to(*parse_instant(later) + std::chrono::hours{1});
    EXPECT_EQ(o.told(id, "promise.t1"), 1);
    EXPECT_EQ(o.told(id, "promise.t2"), 1);
    EXPECT_EQ(o.told(id, "promise.due"), 1);
    o.close();
    EXPECT_EQ(sample::expect_replay_equals(o.folder + "/data").equal, 1);
}

}  // namespace
}  // namespace motcua
