// Replay equals run; and where it does not, it says where.
#include "tests/engine/replay/replayed.hpp"

#include <boost/asio/use_future.hpp>

#include "engine/lab/scenario_run.hpp"
#include "tests/engine/store/tamper.hpp"
#include "tests/engine/writer/office.hpp"

namespace motcua {
namespace {

using sample::office;

std::string database(const office& o) {
    return o.folder + "/data/motcua.db";
}

TEST(replay, of_the_first_week_equals_the_run) {
    office o("2026-02-09T07:00");
    const auto scenario = lab::read_scenario("workflows/scenarios/first-week.xml");
    ASSERT_TRUE(scenario);
    const auto scenario_result = lab::run_scenario(*scenario, *o, o.clock);
    for (const auto& odd : scenario_result.unexpected) ADD_FAILURE() << odd.place << ": " << odd.message;
    o.close();
    const auto r = sample::expect_replay_equals(o.folder + "/data");
    EXPECT_EQ(r.equal, static_cast<std::int64_t>(scenario_result.sessions.size()));
    EXPECT_EQ(r.not_replayable, 0);
    EXPECT_GT(r.steps, 60);
}

TEST(replay, knows_incidents_refusals_and_what_the_office_worked_by_at_the_time) {
    const auto edited = sample::with_a_stumbling_block();
    office o("2026-02-09T08:10", edited->folder);
    const auto id = o.accepted(), other = o.accepted();
    o.send(id, "reception.lan", "stumble");
    o.send(other, "case.binh", "request_supplement",
           R"({"items": [{"type": "local:marriage", "form": "paper"}], "reason": "x"})");
    o.close();
    o.workflows = "workflows";
    o.open();
    o.accepted();
    o->async_submit(sample::resume(id, sample::person("head.tri")), boost::asio::use_future).get();
    o.go_to(*parse_instant(o.promise(id, "due")) + std::chrono::hours{1});
    o.send(other, "reception.lan", "stumble");
    o.close();
    EXPECT_EQ(sample::expect_replay_equals(o.folder + "/data").equal, 3);
}

struct forgery {
    const char* sql;
    const char* place;
};

TEST(replay, finds_what_a_stranger_changed_and_says_where) {
    const forgery forgeries[] = {
        {"UPDATE session SET record = replace(record, '0900000011', '0900000099')", "record.applicant.phone"},
        {"UPDATE session SET state = CAST(state || x'00' AS BLOB)", "state"},
        {"UPDATE session SET due_at = due_at + 86400000", "summary"},
        {"UPDATE session SET standing = 2", "standing"},
        {"UPDATE slip SET number_text = '99'", "slip receipt 1"},
        {"UPDATE slip SET field_values = replace(field_values, '0900000011', '0900000099')",
         "slip receipt 1"},
        {"DELETE FROM slip", "slip receipt 1"},
    };
    for (const auto& f : forgeries) {
        office o("2026-02-09T08:10");
        const auto id = o.accepted();
        o.close();
        store::sample::tamper(database(o), f.sql);
        const auto r = sample::replayed(o.folder + "/data");
        ASSERT_EQ(r.different.size(), 1u) << f.sql;
        EXPECT_EQ(r.different[0].session, static_cast<store::session_id>(id));
        EXPECT_EQ(r.different[0].place, f.place) << f.sql;
        EXPECT_FALSE(r.same());
    }
}

TEST(replay, finds_a_changed_journal_by_its_chain) {
    office o("2026-02-09T08:10");
    const auto id = o.accepted();
    o.close();
    store::sample::tamper(database(o), "UPDATE journal SET actor = 'nobody' WHERE session <> 0");
    const auto r = sample::replayed(o.folder + "/data");
    ASSERT_TRUE(r.chain.broken);
    EXPECT_FALSE(r.same());
    EXPECT_GT(id, 0u);
}

TEST(replay, says_of_an_erased_session_that_it_cannot_be_replayed) {
    office o("2026-02-09T08:10");
    const auto id = static_cast<store::session_id>(o.accepted());
    o.accepted();
    o.close();
    {
        const auto door = *store::open(o.folder + "/data");
        const auto rows = *door->load(std::span(&id, 1));
        store::batch b;
        b.sessions.push_back({&rows.front(), rows.front()});
        b.sessions.back().after.record = "{}";
        b.erase.push_back(id);
        ASSERT_TRUE(door->commit(b));
    }
    const auto r = sample::expect_replay_equals(o.folder + "/data");
    EXPECT_EQ(r.not_replayable, 1);
    EXPECT_EQ(r.equal, 1);
}

}  // namespace
}  // namespace motcua
