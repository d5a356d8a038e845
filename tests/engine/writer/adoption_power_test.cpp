// A new calendar and the power: cut before and after each commit of an adoption, and gone for days on the
// way.
#include <map>
#include <stdexcept>

#include "tests/engine/replay/replayed.hpp"
#include "tests/engine/store/tamper.hpp"
#include "tests/engine/writer/workshop.hpp"

namespace motcua {
namespace {

using sample::office;
using sample::outcomes;
using sample::workshop;

// Until it is adopted or the power goes; the calendar is confirmed where that has not been kept.
void adopt(workshop& w) {
    outcomes answers;
    const auto writer = w.writer();
    std::vector<runtime::job> jobs;
    if (w.kept().is_null()) jobs.push_back(w.amendment(answers));
    for (int turns = 0; w.fatal.empty() && !w.adopted(); ++turns) {
        ASSERT_LT(turns, 50);
        writer->run(std::exchange(jobs, {}));
    }
}

struct standing {
    std::vector<std::string> records;
    json adoption;
    int moved = 0, parked = 0;
};

standing what_stands_in(const std::string& data) {
    standing out;
    const auto door = *store::open(data);
    const auto from = *door->snapshot();
    const auto sessions = *from->sessions(0, 1000);
    for (const auto& row : sessions) {
        out.records.push_back(row.record + row.parked_reason);
        const auto life = *from->timeline(row.id, 1000);
        for (const auto& said : life) {
            out.moved += said.event == "calendar_moved";
            out.parked += said.event == "parked";
        }
    }
    out.adoption = *parse_json(**door->meta("calendar_adoption"));
    return out;
}

TEST(an_adoption_cut_off, before_or_after_any_commit_comes_out_the_same) {
    constexpr int dossiers = 68;
    office o("2026-03-02T10:00");
    o.receive(dossiers);
    o.close();
    const std::string data = o.folder + "/data";
    // One that the store will not have moved, so that the way over it is cut as well.
    store::sample::tamper(data + "/motcua.db",
                          "CREATE TRIGGER stubborn BEFORE UPDATE OF due_at ON session WHEN OLD.id = 66 AND "
                          "NEW.due_at <> OLD.due_at BEGIN SELECT RAISE(ABORT, 'no'); END");
    const auto a_copy = [&] {
        const auto name = o.folder + "/cut";
        std::filesystem::remove_all(name);
        std::filesystem::copy(data, name, std::filesystem::copy_options::recursive);
        return name;
    };
    standing uncut;
    std::map<std::string, int, std::less<>> happened;
    {
        const auto whole = a_copy();
        {
            workshop w(whole, o.clock.now());
            w.door.trip = [&](std::string_view what) { ++happened[std::string(what)]; };
            adopt(w);
        }
        uncut = what_stands_in(whole);
    }
    ASSERT_EQ(uncut.moved, dossiers - 1);
    ASSERT_EQ(uncut.parked, 1);
    ASSERT_GT(happened["committed"], 5);
    ASSERT_GT(happened["commit"], happened["committed"]);
    for (const std::string at : {"commit", "committed"})
        for (int nth = 1; nth <= happened[at]; ++nth) {
            const auto cut = a_copy();
            {
                workshop w(cut, o.clock.now());
                int seen = 0;
                w.door.trip = [&](std::string_view what) {
                    if (what == at && ++seen >= nth) throw std::runtime_error("power");
                };
                adopt(w);
                EXPECT_NE(w.fatal, "") << at << nth;
            }
            {
                workshop w(cut, o.clock.now());
                adopt(w);
                EXPECT_EQ(w.fatal, "");
            }
            const auto after = what_stands_in(cut);
            EXPECT_EQ(after.records, uncut.records) << at << nth;
            EXPECT_EQ(after.adoption, uncut.adoption) << at << nth;
            EXPECT_EQ(after.moved, uncut.moved) << at << nth;
            EXPECT_EQ(after.parked, uncut.parked) << at << nth;
            EXPECT_EQ(sample::expect_replay_equals(cut).equal, dossiers) << at << nth;
        }
}

// Confirmed a minute before the end of the old due day, judged on the day after: who comes then is served by
// the date that was confirmed.
TEST(a_dossier_ordered_about_before_its_turn, goes_by_the_confirmed_calendar) {
    constexpr int dossiers = 70;
    office o("2026-03-02T10:00");
    o.receive(dossiers);
    o.close();
    workshop w(o.folder + "/data", *parse_instant("2026-03-11T16:59"));
    outcomes calendars, answers;
    std::vector<runtime::job> jobs;
    jobs.push_back(w.amendment(calendars));
    auto writer = w.writer();
    writer->run(std::move(jobs));
    ASSERT_LT(get_integer(w.kept(), "judged"), dossiers);
    w.clock.set(*parse_instant("2026-03-12T09:00"));
    jobs.clear();
    jobs.push_back(sample::command_in_a_workshop(dossiers, "submit", {}, answers));
    jobs.push_back(sample::command_in_a_workshop(dossiers, "sign", {}, answers));
    jobs.push_back(sample::command_in_a_workshop(dossiers, "no_such_thing", {}, answers));
    writer->run(std::move(jobs));
    ASSERT_EQ(answers.size(), 3u);
    EXPECT_EQ(answers[0].what, runtime::outcome::kind::done) << to_text(answers[0].body);
    EXPECT_EQ(answers[1].what, runtime::outcome::kind::done) << to_text(answers[1].body);
    EXPECT_EQ(answers[2].what, runtime::outcome::kind::rejected);
    for (int turns = 0; !w.adopted(); ++turns) {
        ASSERT_LT(turns, 20);
        writer->run({});
    }
    EXPECT_EQ(get_integer(w.kept(), "moved"), dossiers);
    const auto life = *(*w.door.snapshot())->timeline(dossiers, 1000);
    int moved = 0, due = 0;
    for (const auto& said : life) {
        moved += said.event == "calendar_moved";
        due += said.event == "promise.due";
    }
    EXPECT_EQ(moved, 1);
    EXPECT_EQ(due, 0);
}

}  // namespace
}  // namespace motcua
