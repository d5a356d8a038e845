// A clock that cannot be right: it is held, nothing is written by it, and a head or the clock itself ends
// that.
#include <boost/asio/use_future.hpp>
#include <future>

#include "tests/engine/replay/replayed.hpp"
#include "tests/engine/writer/workshop.hpp"

namespace motcua {
namespace {

using kind = answer::kind;
using namespace std::chrono_literals;
using sample::in_service;
using sample::office;

constexpr auto a_day = std::chrono::hours{24};

class held_clock : public testing::Test {
protected:
    held_clock() {
        session_ = o_.accepted("the-first-one");
        start_ = o_.wall.now();
        last_ = start_;
    }
    void set(instant t) { o_.wall.set(t); }
    json clock() { return o_.ask("office").at("clock"); }
    std::string reason() { return get_string(clock(), "reason"); }
    answer note(const std::string& key = {}) {
        return o_.send(session_, "reception.lan", "add_note", R"({"text": "đã gọi điện"})", key);
    }
    answer confirm(const std::string& by = "head.tri", std::int64_t shown = 0) {
        return o_->async_confirm_clock(sample::person(by), shown, boost::asio::use_future).get();
    }
    // Nothing of it, and in words that lead on.
    void expect_held(const char* why) {
        const auto before = o_.commits();
        const auto a = note();
        EXPECT_EQ(a.what, kind::rejected) << a.body;
        EXPECT_EQ(sample::text(a, "code"), "clock_held");
        EXPECT_NE(sample::text(a, "message").find(calendar::moment_in_words(o_.wall.now())),
                  std::string::npos)
            << a.body;
        EXPECT_NE(sample::text(a, "message").find(calendar::moment_in_words(last_)), std::string::npos)
            << a.body;
        EXPECT_NE(sample::text(a, "next").find("motcua clock confirm"), std::string::npos) << a.body;
        const auto created = o_.create(sample::residence());
        EXPECT_EQ(sample::text(created, "code"), "clock_held") << created.body;
        EXPECT_EQ(o_.commits(), before);
        EXPECT_EQ(reason(), why);
    }
    std::vector<store::journal_row> journal() {
        const auto door = *store::open(o_.folder + "/data");
        return *(*door->snapshot())->journal(0, 1000);
    }

    office o_{in_service, "2026-03-02T10:00"};
    std::uint64_t session_ = 0;
    instant start_{}, last_{};
};

TEST_F(held_clock, one_year_back_is_held_at_a_start_and_stays_so) {
    o_.close();
    set(start_ - 365 * a_day);
    o_.open();
    expect_held("behind");
    o_.reopen();
    expect_held("behind");
}

TEST_F(held_clock, one_year_back_is_held_in_a_run) {
    set(start_ - 365 * a_day);
    expect_held("behind");
}

TEST_F(held_clock, twenty_days_ahead_are_held_at_a_start_and_in_a_run_and_nothing_happens_by_itself) {
    set(start_ + 20 * a_day);
    expect_held("ahead");
    o_.reopen();
    o_->async_quiet(boost::asio::use_future).get();
    expect_held("ahead");
    for (const char* what : {"promise.t1", "promise.t2", "promise.due"})
        EXPECT_EQ(o_.told(session_, what), 0) << what;
    EXPECT_EQ(o_.prints(session_, "apology"), 0);
}

TEST_F(held_clock, does_not_hinder_reading) {
    set(start_ - 365 * a_day);
    const auto d = o_.dossier(session_);
    EXPECT_EQ(get_string(d, "phase"), o_.phase(session_));
    EXPECT_FALSE(d.at("actions").as_array().empty());
    EXPECT_EQ(o_.ask("dossiers", {{"list", "open"}}).at("items").as_array().size(), 1u);
    EXPECT_EQ(get_string(o_.ask("office"), "now"), to_iso(start_)) << "the office's time stands still";
    const auto seen = clock();
    EXPECT_TRUE(get_bool(seen, "held"));
    EXPECT_EQ(get_string(seen, "clock"), to_iso(start_ - 365 * a_day));
    EXPECT_EQ(get_string(seen, "last_commit"), to_iso(start_));
}

TEST_F(held_clock, keeps_what_printers_and_notices_report_at_the_last_time_that_was_sure) {
    const auto outbox_request = o_->unfinished_duties().value().front();
    set(start_ + 20 * a_day);
    ASSERT_TRUE(
        o_->async_report({outbox_request.id, "sending", "", "roll", ""}, boost::asio::use_future).get());
    ASSERT_TRUE(o_->async_report({outbox_request.id, "done", "", "roll", ""}, boost::asio::use_future).get());
    o_.reopen();
    const auto left = o_->unfinished_duties().value();
    for (const auto& d : left) EXPECT_NE(d.id, outbox_request.id) << d.state;
    EXPECT_EQ(reason(), "ahead");
    EXPECT_EQ(get_string(clock(), "last_commit"), to_iso(start_));
}

TEST_F(held_clock, still_knows_what_it_has_answered) {
    const auto first = note("the-same-note");
    set(start_ - 365 * a_day);
    EXPECT_EQ(note("the-same-note").body, first.body);
    EXPECT_EQ(o_.create(sample::residence(), "the-first-one").session, session_);
}

TEST_F(held_clock, is_released_when_it_is_put_right) {
    std::promise<void> held, released;
    o_.on_clock = [&](const json& seen) { (get_bool(seen, "held") ? held : released).set_value(); };
    set(start_ - 365 * a_day);
    ASSERT_EQ(held.get_future().wait_for(20s), std::future_status::ready) << "noticed though nobody asks";
    set(start_ + 1h);
    ASSERT_EQ(released.get_future().wait_for(20s), std::future_status::ready);
    EXPECT_EQ(note().what, kind::done);
    EXPECT_FALSE(get_bool(clock(), "held"));
}

TEST_F(held_clock, is_confirmed_by_a_head_and_by_nobody_else) {
    set(start_ - 365 * a_day);
    const auto no = confirm("reception.lan");
    EXPECT_EQ(no.what, kind::rejected);
    EXPECT_EQ(sample::text(no, "code"), "not_your_role") << no.body;
    expect_held("behind");
    const auto other = confirm("head.tri", start_.time_since_epoch().count());
    EXPECT_EQ(sample::text(other, "code"), "clock_changed") << "not the clock that was shown: " << other.body;
    expect_held("behind");
    const auto yes = confirm("head.tri", (o_.wall.now() - 1min).time_since_epoch().count());
    ASSERT_EQ(yes.what, kind::done) << yes.body;
    EXPECT_FALSE(get_bool(parse_json(yes.body)->at("clock"), "held"));
    EXPECT_EQ(note().what, kind::done);
    EXPECT_EQ(confirm().what, kind::done) << "again: nothing is held any more";
    o_.close();
    int rows = 0;
    for (const auto& row : journal()) {
        if (row.event != "clock_confirmed") continue;
        ++rows;
        EXPECT_EQ(row.session, 0);
        EXPECT_EQ(row.actor, "head.tri");
        EXPECT_EQ(row.at, start_ - 365 * a_day);
        EXPECT_NE(row.payload.find(to_iso(start_)), std::string::npos) << row.payload;
        EXPECT_NE(row.payload.find(to_iso(start_ - 365 * a_day)), std::string::npos) << row.payload;
    }
    EXPECT_EQ(rows, 1);
}

TEST_F(held_clock, once_confirmed_stays_so_after_a_restart) {
    for (const auto t : {start_ + 20 * a_day, start_ - 365 * a_day}) {
        set(t);
        ASSERT_EQ(confirm().what, kind::done);
        o_.reopen();
        EXPECT_FALSE(get_bool(clock(), "held")) << to_iso(t);
        EXPECT_EQ(o_.create(sample::residence()).what, kind::done);
    }
}

TEST_F(held_clock, confirmed_ahead_makes_up_for_what_was_missed_and_says_it_is_late) {
    set(start_ + 20 * a_day);
    ASSERT_EQ(confirm().what, kind::done);
    o_->async_quiet(boost::asio::use_future).get();
    EXPECT_EQ(o_.told(session_, "promise.t2"), 1);
    EXPECT_EQ(o_.prints(session_, "apology"), 1);
    EXPECT_TRUE(get_bool(o_.dossier(session_).at("promise"), "issued_late"));
}

// Twelve days too far, believed; then the mistake is seen and a head confirms the right time.
TEST_F(held_clock, confirmed_behind_goes_by_the_confirmed_time_and_what_has_fired_stays_fired) {
    set(start_ + 12 * a_day);
    o_->async_quiet(boost::asio::use_future).get();
    ASSERT_EQ(o_.prints(session_, "apology"), 1);
    set(start_ + 1h);
    ASSERT_EQ(note().what, kind::rejected);
    ASSERT_EQ(confirm().what, kind::done);
    EXPECT_EQ(note().what, kind::done);
    const auto second = o_.accepted();
    EXPECT_EQ(get_string(o_.dossier(second), "received"), to_iso(start_ + 1h));
    EXPECT_NE(o_.code(session_).find("-260302-0001"), std::string::npos) << o_.code(session_);
    EXPECT_NE(o_.code(second).find("-260302-0002"), std::string::npos)
        << "numbered on the confirmed day: " << o_.code(second);
    set(start_ + 11 * a_day);
    o_->async_quiet(boost::asio::use_future).get();
    EXPECT_EQ(o_.prints(session_, "apology"), 1);
    EXPECT_EQ(o_.prints(second, "apology"), 1);
    for (const auto& what : {"promise.t1", "promise.t2"}) EXPECT_EQ(o_.told(session_, what), 1) << what;
    o_.close();
    EXPECT_EQ(sample::expect_replay_equals(o_.folder + "/data").equal, 2);
}

TEST_F(held_clock, does_not_take_a_new_calendar) {
    const sample::amended files;
    set(start_ - 365 * a_day);
    const auto a =
        o_->async_adopt_calendar(files.calendars(), {}, sample::person("head.tri"), boost::asio::use_future)
            .get();
    EXPECT_EQ(sample::text(a, "code"), "clock_held") << a.body;
}

TEST_F(held_clock, a_new_edition_of_the_workflows_is_deployed_at_the_last_time_that_was_sure) {
    const sample::edited_workflows other("charts/promise.scxml", "<mc:chase/>", "<mc:chase/> ");
    o_.close();
    o_.workflows = other.folder;
    set(start_ - 365 * a_day);
    o_.open();
    expect_held("behind");
    o_.close();
    EXPECT_EQ(journal().back().event, "deployed");
    EXPECT_EQ(journal().back().at, start_);
}

TEST(a_plausible_clock, three_seconds_back_stands_still_until_it_has_caught_up) {
    office o(in_service, "2026-03-02T10:00");
    o.accepted();
    const auto last = o.wall.now();
    o.wall.set(last - 3s);
    EXPECT_EQ(get_string(o.ask("office"), "now"), to_iso(last));
    const auto second = o.accepted();
    EXPECT_EQ(get_string(o.dossier(second), "received"), to_iso(last));
    o.wall.set(last + 1s);
    EXPECT_EQ(get_string(o.ask("office"), "now"), to_iso(last + 1s));
    EXPECT_FALSE(get_bool(o.ask("office").at("clock"), "held"));
}

TEST(a_plausible_clock, three_days_ahead_is_a_pc_that_slept) {
    office o(in_service, "2026-03-02T10:00");
    const auto id = o.accepted();
    o.wall.set(*parse_instant(o.promise(id, "t1")) - 3 * a_day);
    o.accepted();
    std::promise<void> fires;
    std::atomic<bool> fired = false;
    o.on_commit = [&](const change& c) {
        if (std::find(c.sessions.begin(), c.sessions.end(), id) != c.sessions.end() && !fired.exchange(true))
            fires.set_value();
    };
    // No command comes and nobody asks.
    o.wall.set(*parse_instant(o.promise(id, "t1")));
    EXPECT_EQ(fires.get_future().wait_for(20s), std::future_status::ready);
    EXPECT_EQ(o.told(id, "promise.t1"), 1);
}

TEST(a_plausible_clock, of_an_idle_office_may_run_on_for_weeks) {
    office o(in_service, "2026-03-02T10:00");
    o->async_set_note("a", "word", boost::asio::use_future).get();
    for (int day = 1; day < 40; ++day) {
        o.wall.set(o.wall.now() + a_day);
        o->async_quiet(boost::asio::use_future).get();
    }
    EXPECT_FALSE(get_bool(o.ask("office").at("clock"), "held"));
    EXPECT_EQ(o.create(sample::residence()).what, kind::done);
}

TEST(a_plausible_clock, is_every_one_in_an_empty_folder) {
    office o(in_service, "2001-01-01T00:00");
    o.close();
    std::filesystem::remove_all(o.folder + "/data");
    o.wall.set(*parse_instant("2026-03-02T10:00"));
    o.open();
    EXPECT_EQ(o.create(sample::residence()).what, kind::done);
}

TEST(a_plausible_clock, is_every_one_that_moves_when_told) {
    office o("2026-03-02T10:00");
    o.accepted();
    o.go_to("2027-03-02T10:00");
    EXPECT_FALSE(get_bool(o.ask("office").at("clock"), "held"));
    o.clock.set(*parse_instant("2026-03-02T10:00"));
    EXPECT_EQ(o.create(sample::residence()).what, kind::done);
}

}  // namespace
}  // namespace motcua
