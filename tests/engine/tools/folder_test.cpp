// Work on a data folder that nobody serves.
#include <gtest/gtest.h>
#include <boost/asio/use_future.hpp>

#include "engine/tools.hpp"
#include "tests/engine/writer/office.hpp"

namespace motcua::tools {
namespace {

class on_a_folder : public testing::Test {
protected:
    on_a_folder() { session_ = office_.accepted(); }
    std::string data() const { return office_.folder + "/data"; }

    sample::office office_{"2026-03-02T10:00"};
    std::uint64_t session_ = 0;
};

TEST_F(on_a_folder, one_that_is_served_is_busy) {
    EXPECT_EQ(kept_clock(data()).error().what, failure::kind::busy);
    EXPECT_EQ(
        confirm_clock(data(), sample::person("head.tri"), std::chrono::hours{24}, office_.clock).error().what,
        failure::kind::busy);
    EXPECT_FALSE(preview_calendar({data(), "workflows/calendars", "workflows", "000.51.01.G01", {}}));
    EXPECT_TRUE(copy_folder(data(), office_.folder + "/copy"));
    EXPECT_TRUE(holds_data(office_.folder + "/copy"));
    EXPECT_FALSE(holds_data(office_.folder));
}

TEST_F(on_a_folder, the_preview_is_the_engines_own) {
    const sample::edited_workflows amended(
        "calendars/vn-2026.xml", "</calendar>",
        R"(<entry day="2026-03-06" kind="holiday" name="Quốc tang" source="thử" confirmed="true"/></calendar>)");
    const auto calendars = amended.folder + "/calendars";
    const auto told = parse_json(office_->preview_calendar(calendars).body);
    office_.close();
    const auto seen =
        preview_calendar({data(), calendars, "workflows", "000.51.01.G01", office_.clock.now()});
    ASSERT_TRUE(seen) << seen.error().lines.front();
    EXPECT_EQ(get_integer(*seen, "moved"), 1);
    EXPECT_EQ(json(*seen), *told);
}

TEST_F(on_a_folder, a_preview_names_every_fault_of_the_files) {
    office_.close();
    const auto seen = preview_calendar({data(), "workflows/units", "workflows", "000.51.01.G01", {}});
    ASSERT_FALSE(seen);
    EXPECT_TRUE(seen.error().bad_input);
    EXPECT_NE(seen.error().lines.front().find("workflows/units"), std::string::npos);
}

TEST_F(on_a_folder, the_clock_of_a_training_is_kept_and_not_to_be_confirmed) {
    ASSERT_TRUE(office_->async_set_note("training_clock", "2026-03-03T09:00", boost::asio::use_future).get());
    office_.close();
    EXPECT_EQ(kept_clock(data()).value(), parse_instant("2026-03-03T09:00"));
    EXPECT_EQ(
        confirm_clock(data(), sample::person("head.tri"), std::chrono::hours{24}, office_.clock).error().what,
        failure::kind::bad_input);
}

TEST_F(on_a_folder, sessions_are_told_with_their_slips_and_what_was_promised) {
    const auto due = office_.promise(session_, "due");
    office_.close();
    std::vector<kept_session> all;
    ASSERT_TRUE(each_session(data(), [&](const kept_session& s) { all.push_back(s); }));
    ASSERT_EQ(all.size(), 1u);
    EXPECT_EQ(all[0].id, session_);
    EXPECT_EQ(all[0].kind, "dossier");
    EXPECT_FALSE(all[0].parked);
    ASSERT_TRUE(all[0].promised);
    EXPECT_EQ(to_iso(all[0].promised->due), due);
    ASSERT_FALSE(all[0].slips.empty());
    EXPECT_EQ(all[0].slips[0].form, "receipt");
}

TEST_F(on_a_folder, replay_says_how_much_is_equal) {
    office_.close();
    const auto seen = replay(data(), "", "");
    ASSERT_TRUE(seen) << seen.error().lines.front();
    EXPECT_TRUE(seen->same());
    EXPECT_EQ(seen->equal, 1);
    EXPECT_GT(seen->last_commit, 0);
    const auto nowhere = replay(office_.folder + "/nowhere", "", "");
    ASSERT_FALSE(nowhere);
    EXPECT_FALSE(nowhere.error().bad_input);
}

}  // namespace
}  // namespace motcua::tools
