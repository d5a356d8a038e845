// A new calendar, confirmed by a supervisor: every open dossier whose date moves is moved once, told why and
// given a new receipt, whatever happens on the way.
#include <boost/asio/use_future.hpp>
#include <fstream>
#include <sstream>

#include "engine/base/text.hpp"
#include "engine/store/door.hpp"
#include "tests/engine/replay/replayed.hpp"
#include "tests/engine/writer/office.hpp"

namespace motcua {
namespace {

using sample::office;

// The shipped calendars with one holiday more.
struct amended {
    explicit amended(const std::string& day)
        : workflows(
              "calendars/vn-2026.xml", "</calendar>",
              "<entry day=\"" + day +
                  "\" kind=\"holiday\" name=\"Quốc tang\" source=\"thử\" confirmed=\"true\"/></calendar>") {}
    std::string folder() const { return workflows.folder + "/calendars"; }
    const sample::edited_workflows workflows;
};

actor head() {
    return sample::person("head.tri");
}

answer adopt(office& o, const std::string& folder, const actor& by = head(), const std::string& hash = {}) {
    return o->async_adopt_calendar(folder, {hash, {}}, by, boost::asio::use_future).get();
}

json progress(office& o) {
    o->async_quiet(boost::asio::use_future).get();
    const auto state = *parse_json(o->calendar());
    return state.at("adoption");
}

TEST(calendar_adoption, moves_each_open_dossier_once_and_says_why) {
    office o("2026-03-02T10:00");
    const auto moved = o.accepted(), finished = o.accepted();
    o.send(finished, "case.binh", "submit");
    o.send(finished, "head.tri", "sign");
    o.go_to("2026-03-03T09:00");
    const amended calendar("2026-03-06");
    const auto a = adopt(o, calendar.folder());
    ASSERT_EQ(a.what, answer::kind::done) << a.body;
    const auto done = progress(o);
    EXPECT_TRUE(get_bool(done, "finished"));
    EXPECT_EQ(get_integer(done, "moved"), 1);
    EXPECT_EQ(o.promise(moved, "due"), "2026-03-12T17:00:00+07:00");
    EXPECT_EQ(o.promise(finished, "due"), "2026-03-11T17:00:00+07:00");
    EXPECT_EQ(o.prints(moved, "receipt"), 2);
    EXPECT_EQ(o.told(moved, "calendar_moved"), 1);
    EXPECT_EQ(o.told(finished, "calendar_moved"), 0);
    for (const auto& row : o.rows(moved, "timeline"))
        if (get_string(row, "event") == "calendar_moved") {
            EXPECT_EQ(get_string(row, "actor"), "head.tri");
            EXPECT_EQ(get_string(row, "detail"),
                      "17:00 ngày 11/03/2026 → 17:00 ngày 12/03/2026: "
                      "06/03/2026: ngày làm việc → nghỉ lễ (Quốc tang)");
        }
    int notices = 0;
    for (const auto& duty : o.rows(moved, "duties")) notices += get_string(duty, "name") == "date-moved";
    EXPECT_EQ(notices, 1);
    o.close();
    EXPECT_EQ(sample::expect_replay_equals(o.folder + "/data").equal, 2);
}

TEST(calendar_adoption, shows_what_would_move_beside_the_running_engine) {
    office o("2026-03-02T10:00");
    const auto id = o.accepted();
    const amended calendar("2026-03-06");
    const auto seen = o->preview_calendar(calendar.folder());
    ASSERT_TRUE(seen.found()) << seen.body;
    const auto v = *parse_json(seen.body);
    EXPECT_EQ(get_integer(v, "moved"), 1);
    EXPECT_EQ(get_string(v.at("dossiers").at(0), "code"), o.code(id));
    EXPECT_EQ(get_string(v.at("dossiers").at(0), "new"), "2026-03-12T17:00:00+07:00");
    EXPECT_EQ(o.promise(id, "due"), "2026-03-11T17:00:00+07:00");
    EXPECT_EQ(adopt(o, calendar.folder(), head(), get_string(v, "calendar")).what, answer::kind::done);
    EXPECT_FALSE(o->preview_calendar("workflows/units").found());
}

TEST(calendar_adoption, what_was_seen_against_another_calendar_is_not_confirmed) {
    office o("2026-03-02T10:00");
    const amended first("2026-03-06"), second("2026-03-05");
    const auto seen = [&](const amended& c) { return *parse_json(o->preview_calendar(c.folder()).body); };
    const auto a = seen(first), b = seen(second);
    const auto confirm = [&](const amended& c, const json& shown) {
        return o
            ->async_adopt_calendar(c.folder(), {get_string(shown, "calendar"), get_string(shown, "in_force")},
                                   head(), boost::asio::use_future)
            .get();
    };
    EXPECT_EQ(confirm(first, a).what, answer::kind::done);
    progress(o);
    const auto no = confirm(second, b);
    EXPECT_EQ(no.what, answer::kind::rejected);
    EXPECT_EQ(sample::text(no, "code"), "calendar_changed") << no.body;
    EXPECT_EQ(confirm(first, a).what, answer::kind::done) << "said twice, done once";
    EXPECT_EQ(confirm(second, seen(second)).what, answer::kind::done);
}

TEST(calendar_adoption, bad_files_are_told_to_the_page_without_the_servers_folders) {
    office o("2026-03-02T10:00");
    const sample::edited_workflows bad("calendars/vn-2026.xml", "kind=\"made-up-holiday\"", "kind=\"feast\"");
    const std::string said = o->preview_calendar(bad.folder + "/calendars").body;
    EXPECT_NE(said.find("vn-2026.xml dòng "), std::string::npos) << said;
    EXPECT_EQ(said.find(bad.folder), std::string::npos) << said;
    EXPECT_EQ(sample::text(adopt(o, bad.folder + "/calendars"), "code"), "bad_calendar");
}

// A week that holds no working day makes no search go on for ever: the office goes on.
TEST(calendar_adoption, a_week_mistyped_until_no_day_works_is_told_and_nothing_waits_for_it) {
    office o("2026-03-02T10:00");
    const sample::edited_workflows bad("calendars/base.xml", "of=\"mon tue wed thu fri\"", "of=\"mon-fri\"");
    const std::string said = o->preview_calendar(bad.folder + "/calendars").body;
    EXPECT_NE(said.find("base.xml dòng 7, cột "), std::string::npos) << said;
    EXPECT_EQ(sample::text(adopt(o, bad.folder + "/calendars"), "code"), "bad_calendar");
    EXPECT_EQ(o.promise(o.accepted(), "due"), "2026-03-11T17:00:00+07:00");
}

TEST(calendar_adoption, a_second_time_does_nothing) {
    office o("2026-03-02T10:00");
    const auto id = o.accepted();
    const amended calendar("2026-03-06");
    adopt(o, calendar.folder());
    progress(o);
    const auto commits = o.commits();
    const auto again = adopt(o, calendar.folder());
    EXPECT_EQ(again.what, answer::kind::done) << again.body;
    o->async_quiet(boost::asio::use_future).get();
    EXPECT_EQ(o.commits(), commits);
    EXPECT_EQ(o.prints(id, "receipt"), 2);
}

TEST(calendar_adoption, plans_the_reminders_anew_also_where_the_date_stays) {
    office o("2026-03-02T10:00");
    const auto id = o.accepted();
    o.go_to("2026-03-03T09:00");
    const amended calendar("2026-03-10");
    adopt(o, calendar.folder());
    progress(o);
    ASSERT_EQ(o.promise(id, "due"), "2026-03-12T17:00:00+07:00");
    const auto t1 = *parse_instant("2026-03-09T07:00");
    EXPECT_EQ(o->next_wake(), t1.time_since_epoch().count());
    o.go_to(t1);
    EXPECT_EQ(o.told(id, "promise.t1"), 1);
    o.go_to("2026-03-11T16:00");
    EXPECT_EQ(o.prints(id, "apology"), 1);
    const auto state = *parse_json(o->calendar());
    EXPECT_EQ(get_string(state, "calendar"), get_string(state.at("adoption"), "calendar"));
}

TEST(calendar_adoption, holds_after_a_restart_and_for_new_dossiers) {
    office o("2026-03-02T10:00");
    o.accepted();
    const amended calendar("2026-03-06");
    adopt(o, calendar.folder());
    progress(o);
    const auto in_force = get_string(*parse_json(o->calendar()), "calendar");
    o.reopen();
    EXPECT_EQ(get_string(*parse_json(o->calendar()), "calendar"), in_force);
    EXPECT_EQ(o.promise(o.accepted(), "due"), "2026-03-12T17:00:00+07:00");
    o.close();
    EXPECT_EQ(sample::expect_replay_equals(o.folder + "/data").equal, 2);
}

TEST(calendar_adoption, cut_off_on_the_way_goes_on_at_the_next_start_and_meets_everyone_once) {
    constexpr int dossiers = 300;
    office o("2026-03-02T10:00");
    o.receive(dossiers);
    const amended calendar("2026-03-06");
    adopt(o, calendar.folder());
    // The engine stops between two batches, as often as it takes.
    int lives = 1;
    for (;; ++lives) {
        o.reopen();
        const auto state = *parse_json(o->calendar());
        if (get_bool(state.at("adoption"), "finished")) break;
        ASSERT_LT(lives, dossiers);
    }
    EXPECT_EQ(get_integer(progress(o), "moved"), dossiers);
    for (int id = 1; id <= dossiers; ++id) {
        const auto session = static_cast<std::uint64_t>(id);
        EXPECT_EQ(o.told(session, "calendar_moved"), 1) << id;
        EXPECT_EQ(o.prints(session, "receipt"), 2) << id;
        EXPECT_EQ(o.promise(session, "due"), "2026-03-12T17:00:00+07:00") << id;
    }
    o.close();
    EXPECT_EQ(sample::expect_replay_equals(o.folder + "/data").equal, dossiers);
}

TEST(calendar_adoption, cut_off_over_a_due_date_makes_nobody_late_by_the_old_calendar) {
    constexpr int dossiers = 200;
    office o("2026-03-02T10:00");
    o.receive(dossiers);
    o.go_to("2026-03-06T16:50");
    const amended calendar("2026-03-09");
    adopt(o, calendar.folder());
    o.close();
    o.clock.set(*parse_instant("2026-03-12T10:00"));  // the old date was the day before, at 17:00
    o.open();
    o->async_quiet(boost::asio::use_future).get();
    EXPECT_EQ(get_integer(progress(o), "moved"), dossiers);
    for (int id = 1; id <= dossiers; ++id) {
        const auto session = static_cast<std::uint64_t>(id);
        EXPECT_EQ(o.promise(session, "due"), "2026-03-12T17:00:00+07:00") << id;
        EXPECT_EQ(o.told(session, "promise.due"), 0) << id;
    }
    o.close();
    EXPECT_EQ(sample::expect_replay_equals(o.folder + "/data").equal, dossiers);
}

TEST(calendar_adoption, is_refused_to_others_and_where_the_files_changed_or_are_faulty) {
    office o("2026-03-02T10:00");
    const amended calendar("2026-03-06");
    const auto not_mine = adopt(o, calendar.folder(), sample::person("reception.lan"));
    EXPECT_EQ(sample::text(not_mine, "code"), "not_your_role");
    const auto other = adopt(o, calendar.folder(), head(), "0123");
    EXPECT_EQ(sample::text(other, "code"), "calendar_changed");
    const auto bad = adopt(o, calendar.workflows.folder + "/units");
    EXPECT_EQ(sample::text(bad, "code"), "bad_calendar");
    EXPECT_TRUE(parse_json(o->calendar())->at("adoption").is_null());
}

}  // namespace
}  // namespace motcua
