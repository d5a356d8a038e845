// `motcua calendar preview` and `adopt` as a supervisor meets them: what would move and why, nothing before
// it is confirmed, everything once afterwards.
#include <gtest/gtest.h>
#include <boost/asio/use_future.hpp>

#include <sstream>

#include "counters/commands/calendar_adopt.hpp"
#include "tests/engine/store/tamper.hpp"
#include "tests/engine/writer/office.hpp"

namespace motcua::counters {
namespace {

struct said {
    int status;
    std::string out, err;
};

class calendar_command : public testing::Test {
protected:
    // A dossier of seven working days of 2 March, one of 22 December that reaches the provisional year.
    calendar_command() : office_("2026-03-02T10:00") {
        early_ = office_.accepted();
        office_->async_set_note("training_clock", "2026-03-03T09:00", boost::asio::use_future).get();
    }

    said preview(bool as_json = false) {
        std::ostringstream out, err;
        auto o = what();
        o.json = as_json;
        const int status = calendar_preview(o, out, err);
        return {status, out.str(), err.str()};
    }
    said adopt(bool yes, const std::string& confirmed = {}, const std::string& in_force = {}) {
        std::ostringstream out, err;
        const int status =
            calendar_adopt({what(), "Trần Văn Khải", confirmed, yes, "templates", in_force}, out, err);
        return {status, out.str(), err.str()};
    }
    calendar_preview_options what() const {
        calendar_preview_options o;
        o.data = office_.folder + "/data";
        o.calendar = amended_.folder + "/calendars";
        o.at = at_;
        return o;
    }

    const sample::edited_workflows amended_{
        "calendars/vn-2026.xml", "</calendar>",
        R"(<entry day="2026-03-06" kind="holiday" name="Quốc tang" source="thử" confirmed="true"/>
           <entry day="2026-12-28" kind="holiday" name="Ngày hội" source="thử" confirmed="true"/></calendar>)"};
    sample::office office_;
    std::uint64_t early_ = 0;
    std::string at_ = "2026-03-03T09:00";
};

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != text.npos;
}

TEST_F(calendar_command, shows_old_and_new_date_and_why_of_those_that_move_and_of_no_others) {
    const auto finished = office_.accepted();
    office_.send(finished, "case.binh", "submit");
    office_.send(finished, "head.tri", "sign");
    office_.go_to("2026-03-09T10:00");
    const auto later = office_.accepted();
    const auto code = office_.code(early_), other = office_.code(later), closed = office_.code(finished);
    office_.close();
    const auto a = preview();
    EXPECT_EQ(a.status, 1) << a.err;
    EXPECT_PRED2(has, a.out,
                 code +
                     ": 2026-03-11T17:00:00+07:00 → 2026-03-12T17:00:00+07:00  "
                     "(06/03/2026: ngày làm việc → nghỉ lễ (Quốc tang))\n");
    EXPECT_PRED2(has, a.out,
                 closed +
                     ": 2026-03-11T17:00:00+07:00 → 2026-03-12T17:00:00+07:00  "
                     "(06/03/2026: ngày làm việc → nghỉ lễ (Quốc tang)) [giữ nguyên ngày đã hẹn]\n");
    EXPECT_FALSE(has(a.out, other));
    const auto as_json = *parse_json(preview(true).out);
    EXPECT_EQ(get_integer(as_json, "moved"), 1);
    EXPECT_EQ(get_string(as_json.at("dossiers").at(0), "new"), "2026-03-12T17:00:00+07:00");
    ASSERT_EQ(as_json.at("settled").as_array().size(), 1u);
    EXPECT_EQ(get_string(as_json.at("settled").at(0), "code"), closed);
}

TEST_F(calendar_command, says_that_a_date_rests_on_a_provisional_year) {
    office_.go_to("2026-12-22T10:00");
    const auto code = office_.code(office_.accepted());
    office_.close();
    at_ = "2026-12-23T09:00";
    const auto a = preview();
    EXPECT_EQ(a.status, 1) << a.err;
    EXPECT_PRED2(has, a.out, code + ": 2026-12-31T17:00:00+07:00 → 2027-01-04T17:00:00+07:00");
    EXPECT_PRED2(has, a.out, "[lịch dự kiến]");
}

TEST_F(calendar_command, changes_nothing_before_it_is_confirmed) {
    const auto commits = office_.commits();
    office_.close();
    const auto a = adopt(false);
    EXPECT_EQ(a.status, 1);
    EXPECT_PRED2(has, a.err, "--yes");
    office_.open();
    EXPECT_EQ(office_.commits(), commits);
    EXPECT_EQ(office_.promise(early_, "due"), "2026-03-11T17:00:00+07:00");
}

TEST_F(calendar_command, adopts_once_and_shows_nothing_to_move_afterwards) {
    office_.close();
    const auto shown = *parse_json(preview(true).out);
    const auto hash = get_string(shown, "calendar"), in_force = get_string(shown, "in_force");
    EXPECT_PRED2(has, preview().out, "Lịch đang áp dụng: " + in_force + "\nLịch mới: " + hash + "\n");
    const auto wrong = adopt(true, std::string(64, '0'));
    EXPECT_EQ(wrong.status, 1);
    EXPECT_PRED2(has, wrong.err, "Xem trước lại");
    const auto other_base = adopt(true, hash, std::string(64, '0'));
    EXPECT_EQ(other_base.status, 1);
    EXPECT_PRED2(has, other_base.err, "lịch đang áp dụng đã thay đổi");
    const auto a = adopt(true, hash, in_force);
    EXPECT_EQ(a.status, 0) << a.err;
    EXPECT_PRED2(has, a.out, "1 ngày hẹn đã chuyển");
    EXPECT_EQ(preview().status, 0);
    EXPECT_EQ(adopt(true).status, 0);
    office_.clock.set(*parse_instant(at_));
    office_.open();
    EXPECT_EQ(office_.promise(early_, "due"), "2026-03-12T17:00:00+07:00");
    EXPECT_EQ(office_.told(early_, "calendar_moved"), 1);
}

TEST_F(calendar_command, names_the_dossiers_whose_date_the_calendar_cannot_give_and_counts_them) {
    office_.go_to("2026-12-24T10:00");
    const auto late = office_.accepted();
    const auto code = office_.code(late);
    office_->async_set_note("training_clock", "2026-12-24T10:00", boost::asio::use_future).get();
    office_.close();
    for (const char* year : {"2027", "2028"})
        std::filesystem::remove(amended_.folder + "/calendars/vn-" + year + ".xml");
    at_ = "2026-12-24T10:00";
    const auto a = preview();
    EXPECT_EQ(a.status, 1) << a.err;
    EXPECT_PRED2(has, a.out, code + ": không tính được ngày hẹn");
    EXPECT_EQ(get_string(parse_json(preview(true).out)->at("unjudged").at(0), "code"), code);
    const auto b = adopt(true);
    EXPECT_EQ(b.status, 0) << b.err;
    EXPECT_PRED2(has, b.out, "1 hồ sơ bị giữ lại");
    office_.clock.set(*parse_instant(at_));
    office_.open();
    EXPECT_TRUE(get_bool(office_.dossier(late), "parked"));
}

TEST_F(calendar_command, names_a_missing_folder_and_every_fault_and_makes_nothing) {
    office_.close();
    auto o = what();
    std::ostringstream out, err;
    o.data = office_.folder + "/nowhere";
    EXPECT_EQ(calendar_preview(o, out, err), 2);
    EXPECT_FALSE(std::filesystem::exists(o.data));
    o = what();
    o.calendar = "workflows/units";
    EXPECT_EQ(calendar_preview(o, out, err), 2);
    EXPECT_PRED2(has, err.str(), "workflows/units");
    EXPECT_EQ(calendar_adopt({what(), "", "", true}, out, err), 2);
    std::ostringstream nothing, faults;
    EXPECT_EQ(calendar_adopt({o, "Trần Văn Khải", "", true}, nothing, faults), 2);
    EXPECT_PRED2(has, faults.str(), "workflows/units/");
}

TEST_F(calendar_command, takes_no_other_moment_for_an_office_that_lives_by_the_clock) {
    office_.close();
    store::sample::tamper(office_.folder + "/data/motcua.db",
                          "DELETE FROM meta WHERE name = 'training_clock'");
    const auto a = adopt(true);
    EXPECT_EQ(a.status, 2);
    EXPECT_PRED2(has, a.err, "--at");
}

}  // namespace
}  // namespace motcua::counters
