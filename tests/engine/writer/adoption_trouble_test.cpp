// A new calendar where something goes wrong on the way: whoever asked is answered, what cannot be judged is
// seen, what has been judged is not judged again, and what is kept is never silently dropped.
#include <sys/stat.h>
#include <boost/asio/use_future.hpp>

#include <fstream>
#include <stdexcept>
#include <thread>

#include "engine/base/text.hpp"
#include "tests/engine/replay/replayed.hpp"
#include "tests/engine/store/tamper.hpp"
#include "tests/engine/writer/office.hpp"
#include "tests/engine/writer/workshop.hpp"

namespace motcua {
namespace {

using sample::office;

constexpr const char* end_of_year = "</calendar>";
using sample::amended;
using sample::workshop;

std::string database(const office& o) {
    return o.folder + "/data/motcua.db";
}

json adopted(office& o, const std::string& folder) {
    const auto a =
        o->async_adopt_calendar(folder, {}, sample::person("head.tri"), boost::asio::use_future).get();
    EXPECT_EQ(a.what, answer::kind::done) << a.body;
    o->async_quiet(boost::asio::use_future).get();
    return parse_json(o->calendar())->at("adoption");
}

TEST(a_batch_that_throws, answers_the_calendar_too_and_nobody_twice) {
    office o("2026-03-02T10:00");
    const auto id = static_cast<store::session_id>(o.accepted());
    o.close();
    using kind = runtime::outcome::kind;
    struct stumble {
        const char* at;
        int nth;
        kind of_note, of_calendar;
    };
    for (const auto& t :
         {stumble{"commit", 1, kind::failed, kind::failed}, stumble{"commit", 2, kind::done, kind::failed},
          stumble{"snapshot", 1, kind::done, kind::done}}) {
        workshop w(o.folder + "/data", o.clock.now());
        int seen = 0;
        const auto writer = w.writer();
        w.door.trip = [&](std::string_view what) {
            if (what == t.at && ++seen == t.nth) throw std::runtime_error("no memory");
        };
        std::vector<runtime::outcome> notes, calendars;
        std::vector<runtime::job> jobs;
        jobs.push_back(sample::command_in_a_workshop(id, "add_note", {{"text", "một dòng"}}, notes));
        jobs.push_back(w.amendment(calendars));
        writer->run(std::move(jobs));
        ASSERT_EQ(notes.size(), 1u) << t.at << t.nth;
        ASSERT_EQ(calendars.size(), 1u) << t.at << t.nth;
        EXPECT_EQ(notes[0].what, t.of_note) << t.at << t.nth;
        EXPECT_EQ(calendars[0].what, t.of_calendar) << t.at << t.nth;
        EXPECT_NE(w.fatal.find("no memory"), std::string::npos);
    }
}

// The file is another one from the moment on at which somebody has begun to read it.
TEST(a_calendar_file, is_read_once_and_kept_as_it_was_checked) {
    office o("2026-03-02T10:00");
    const auto id = o.accepted();
    const amended files;
    const auto path = files.calendars() + "/vn-2026.xml";
    const auto checked = *read_file(path);
    std::filesystem::remove(path);
    ASSERT_EQ(mkfifo(path.c_str(), 0600), 0);
    std::thread author([&] {
        std::ofstream to_the_reader(path);
        std::filesystem::copy_file("workflows/calendars/vn-2026.xml", path + ".other");
        std::filesystem::rename(path + ".other", path);
        to_the_reader << checked;
    });
    const auto done = adopted(o, files.calendars());
    author.join();
    EXPECT_EQ(get_integer(done, "moved"), 1);
    const auto in_force = get_string(*parse_json(o->calendar()), "calendar");
    o.reopen();
    EXPECT_EQ(get_string(*parse_json(o->calendar()), "calendar"), in_force);
    o.close();
    EXPECT_EQ(sample::expect_replay_equals(o.folder + "/data").equal, 1);
    EXPECT_GT(id, 0u);
}

TEST(a_calendar_that_does_not_reach, sets_the_dossier_aside_and_says_so) {
    office o("2026-12-24T10:00");
    const auto ends = o.accepted(), lasts = o.accepted();
    o.send(ends, "case.binh", "submit");
    o.send(ends, "head.tri", "sign");
    ASSERT_GE(o.promise(lasts, "due"), "2027-01-01");
    const sample::edited_workflows shorter("calendars/vn-2026.xml", end_of_year, end_of_year);
    for (const char* year : {"2027", "2028"})
        std::filesystem::remove(shorter.folder + "/calendars/vn-" + year + ".xml");
    const auto seen = *parse_json(o->preview_calendar(shorter.folder + "/calendars").body);
    EXPECT_EQ(get_integer(seen, "moved"), 0);
    ASSERT_EQ(seen.at("unjudged").as_array().size(), 1u);
    EXPECT_EQ(get_string(seen.at("unjudged").at(0), "code"), o.code(lasts));
    const auto done = adopted(o, shorter.folder + "/calendars");
    EXPECT_TRUE(get_bool(done, "finished"));
    EXPECT_EQ(get_integer(done, "moved"), 0);
    EXPECT_EQ(get_integer(done, "set_aside"), 1);
    EXPECT_TRUE(get_bool(o.dossier(lasts), "parked"));
    EXPECT_FALSE(get_bool(o.dossier(ends), "parked"));
    EXPECT_NE(get_string(o.dossier(lasts), "parked_reason").find("2027"), std::string::npos);
    EXPECT_EQ(get_integer(o.ask("dossiers", {{"list", "parked"}}), "total"), 1);

    // Confirmed again it is tried again, and told once.
    EXPECT_EQ(get_integer(adopted(o, shorter.folder + "/calendars"), "set_aside"), 1);
    EXPECT_EQ(o.told(lasts, "parked"), 1);
    // A calendar that reaches judges it like any other.
    const sample::edited_workflows whole(
        "calendars/vn-2026.xml", end_of_year,
        R"(<entry day="2026-12-25" kind="holiday" name="Quốc tang" source="thử" confirmed="true"/></calendar>)");
    const auto due = o.promise(lasts, "due");
    const auto last = adopted(o, whole.folder + "/calendars");
    EXPECT_EQ(get_integer(last, "moved"), 1);
    EXPECT_EQ(get_integer(last, "set_aside"), 0);
    EXPECT_GT(o.promise(lasts, "due"), due);
    EXPECT_EQ(o->async_submit(sample::resume(lasts, sample::person("head.tri")), boost::asio::use_future)
                  .get()
                  .what,
              answer::kind::done);
    o.close();
    EXPECT_EQ(sample::expect_replay_equals(o.folder + "/data").equal, 2);
}

TEST(a_parked_dossier, says_of_a_calendar_that_does_not_reach_as_well) {
    const auto edited = sample::with_a_stumbling_block();
    office o("2026-12-24T10:00", edited->folder);
    const auto id = o.accepted();
    o.send(id, "reception.lan", "stumble");
    for (const char* year : {"2027", "2028"})
        std::filesystem::remove(edited->folder + "/calendars/vn-" + year + ".xml");
    for (int i = 0; i < 2; ++i) {
        EXPECT_EQ(get_integer(adopted(o, edited->folder + "/calendars"), "set_aside"), 1);
        const auto reason = get_string(o.dossier(id), "parked_reason");
        EXPECT_NE(reason.find("stumble"), std::string::npos) << reason;
        EXPECT_NE(reason.find("2027"), std::string::npos) << reason;
        EXPECT_EQ(o.told(id, "parked"), 2);
    }
}

TEST(a_row_that_cannot_be_read, is_counted_by_the_adoption) {
    office o("2026-03-02T10:00");
    const auto broken = o.accepted();
    o.accepted();
    o.close();
    store::sample::tamper(database(o),
                          ("UPDATE session SET record = '{}' WHERE id = " + std::to_string(broken)).c_str());
    o.open();
    const amended files;
    const auto done = adopted(o, files.calendars());
    EXPECT_EQ(get_integer(done, "moved"), 1);
    EXPECT_EQ(get_integer(done, "set_aside"), 1);
    EXPECT_TRUE(get_bool(o.ask("dossiers", {{"list", "parked"}}).at("items").at(0), "parked"));
}

TEST(a_dossier_the_store_refuses, is_parked_once_though_the_power_goes_right_after) {
    office o("2026-03-02T10:00");
    for (int i = 0; i < 3; ++i) o.accepted();
    o.close();
    store::sample::tamper(database(o),
                          "CREATE TRIGGER stubborn BEFORE UPDATE OF due_at ON session WHEN OLD.id = 2 AND "
                          "NEW.due_at <> OLD.due_at BEGIN SELECT RAISE(ABORT, 'no'); END");
    workshop w(o.folder + "/data", o.clock.now());
    std::vector<runtime::outcome> answers;
    std::vector<runtime::job> jobs;
    jobs.push_back(w.amendment(answers));
    auto writer = w.writer();
    writer->run(std::move(jobs));
    const auto parked = [&] {
        const store::session_id id = 2;
        const auto rows = *w.door.load(std::span(&id, 1));
        return rows.front().standing == store::condition::parked;
    };
    for (int turns = 0; !parked(); ++turns) {
        ASSERT_LT(turns, 20);
        writer->run({});
    }
    EXPECT_EQ(get_integer(w.kept(), "judged"), 2);
    EXPECT_EQ(get_integer(w.kept(), "set_aside"), 1);
    writer = w.writer();  // as after a power cut
    for (int turns = 0; !get_bool(w.kept(), "finished"); ++turns) {
        ASSERT_LT(turns, 20);
        writer->run({});
    }
    EXPECT_EQ(w.fatal, "");
    EXPECT_EQ(get_integer(w.kept(), "moved"), 2);
    EXPECT_EQ(get_integer(w.kept(), "set_aside"), 1);
    int told = 0;
    const auto life = (*w.door.snapshot())->timeline(2, 1000);
    for (const auto& row : *life) told += row.event == "parked";
    EXPECT_EQ(told, 1);
}

TEST(an_adoption_that_cannot_be_read_back, keeps_the_engine_shut_and_names_the_place) {
    const std::string unfinished = R"({"calendar": "ab", "at": "2026-03-02T10:00:00+07:00", "judged": 3})";
    const std::pair<std::string, std::string> kept[] = {
        {"{", "[]"}, {"{}", "[]"}, {unfinished, "null"}, {unfinished, R"([{"day": "soon"}])"}};
    for (const auto& [progress, change] : kept) {
        office o("2026-03-02T10:00");
        o.accepted();
        const amended files;
        adopted(o, files.calendars());
        o.close();
        const auto set = "UPDATE meta SET value = CASE name WHEN 'calendar_adoption' THEN '" + progress +
                         "' ELSE '" + change + "' END WHERE name IN ('calendar_adoption', 'calendar_change')";
        store::sample::tamper(database(o), set.c_str());
        options with;
        with.data = o.folder + "/data";
        with.workflows = "workflows";
        with.time = &o.clock;
        open_error error;
        EXPECT_EQ(engine::open(std::move(with), error), nullptr) << set;
        ASSERT_EQ(error.lines.size(), 1u) << set;
        EXPECT_NE(error.lines[0].find(change == "[]" ? "calendar_adoption" : "calendar_change"),
                  std::string::npos)
            << error.lines[0];
        EXPECT_NE(error.lines[0].find("backup"), std::string::npos) << error.lines[0];
    }
}

TEST(an_adopted_calendar_that_is_damaged, keeps_the_engine_shut_and_names_the_place) {
    for (const char* harm :
         {"UPDATE meta SET value = '00' WHERE name = 'adopted_calendar'",
          "UPDATE content SET bytes = CAST(bytes || ' ' AS BLOB) WHERE kind = 'calendars'"}) {
        office o("2026-03-02T10:00");
        const amended files;
        adopted(o, files.calendars());
        o.close();
        store::sample::tamper(database(o), harm);
        options with;
        with.data = o.folder + "/data";
        with.workflows = "workflows";
        with.time = &o.clock;
        open_error error;
        EXPECT_EQ(engine::open(std::move(with), error), nullptr) << harm;
        ASSERT_EQ(error.lines.size(), 1u) << harm;
        EXPECT_NE(error.lines[0].find("adopted_calendar"), std::string::npos) << error.lines[0];
        EXPECT_NE(error.lines[0].find("backup"), std::string::npos) << error.lines[0];
    }
}

}  // namespace
}  // namespace motcua
