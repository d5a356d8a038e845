// `motcua clock confirm` on a folder that nobody serves: who may, what is written, what is refused.
#include "counters/commands/clock_confirm.hpp"

#include <boost/asio/use_future.hpp>
#include <sstream>

#include "tests/engine/replay/replayed.hpp"
#include "tests/engine/writer/office.hpp"

namespace motcua {
namespace {

using counters::clock_confirm_options;
using sample::in_service;
using sample::office;

class clock_command : public testing::Test {
protected:
    clock_command() {
        session_ = o_.accepted();
        start_ = o_.wall.now();
        o_.close();
    }
    int confirm(const std::string& by) {
        said_.str("");
        clock_confirm_options what;
        what.data = o_.folder + "/data";
        what.by = by;
        what.patience = std::chrono::milliseconds{0};
        return counters::clock_confirm(what, o_.wall, said_, said_);
    }
    bool held() { return get_bool(o_.ask("office").at("clock"), "held"); }

    office o_{in_service, "2026-03-02T10:00"};
    std::uint64_t session_ = 0;
    instant start_{};
    std::ostringstream said_;
};

TEST_F(clock_command, releases_a_clock_in_both_directions_for_every_later_start) {
    for (const int days : {-365, 20}) {
        o_.wall.set(start_ + std::chrono::hours{24 * days});
        o_.open();
        ASSERT_TRUE(held()) << days;
        o_.close();
        EXPECT_EQ(confirm("head.tri"), 0) << said_.str();
        EXPECT_NE(said_.str().find(to_iso(o_.wall.now())), std::string::npos) << said_.str();
        o_.open();
        EXPECT_FALSE(held()) << days;
        EXPECT_EQ(o_.create(sample::residence()).what, answer::kind::done);
        o_.close();
    }
    sample::expect_replay_equals(o_.folder + "/data");
}

TEST_F(clock_command, is_a_heads_alone) {
    o_.wall.set(start_ - std::chrono::hours{24});
    EXPECT_EQ(confirm("reception.lan"), 1);
    EXPECT_NE(said_.str().find("thủ trưởng"), std::string::npos) << said_.str();
    EXPECT_EQ(confirm("nobody"), 2);
    EXPECT_NE(said_.str().find("\"nobody\""), std::string::npos) << said_.str();
    o_.open();
    EXPECT_TRUE(held());
}

TEST_F(clock_command, has_nothing_to_do_where_nothing_is_held) {
    o_.open();
    const auto before = o_.commits();
    o_.close();
    o_.wall.set(start_ + std::chrono::hours{1});
    EXPECT_EQ(confirm("head.tri"), 0) << said_.str();
    o_.open();
    EXPECT_EQ(o_.commits(), before);
}

TEST_F(clock_command, says_that_a_running_server_does_not_answer_and_takes_its_request_back) {
    o_.open();  // holds the folder, and no program is about that would look for requests
    EXPECT_EQ(confirm("head.tri"), 3) << said_.str();
    EXPECT_FALSE(std::filesystem::exists(o_.folder + "/data/clock-request.json"));
}

TEST_F(clock_command, knows_a_folder_that_is_none_and_one_for_training) {
    o_.open();
    ASSERT_TRUE(o_->async_set_note("training_clock", to_iso(start_), boost::asio::use_future).get());
    o_.close();
    EXPECT_EQ(confirm("head.tri"), 2);
    EXPECT_NE(said_.str().find("training"), std::string::npos) << said_.str();
    std::filesystem::remove_all(o_.folder + "/data");
    EXPECT_EQ(confirm("head.tri"), 2);
    EXPECT_FALSE(std::filesystem::exists(o_.folder + "/data"));
}

}  // namespace
}  // namespace motcua
