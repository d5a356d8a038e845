// An idempotency key belongs to what it was first used for; the same command again is answered as before,
// also after a restart, and another command with it is refused.
#include <sqlite3.h>
#include <boost/asio/use_future.hpp>

#include "engine/store/door.hpp"
#include "tests/engine/replay/replayed.hpp"
#include "tests/engine/writer/office.hpp"

namespace motcua {
namespace {

using kind = answer::kind;
using sample::office;

const std::string one_note = R"({"text": "một"})";

std::string named(const std::string& name) {
    auto d = *parse_json(sample::residence());
    d.at("applicant").as_object()["name"] = name;
    return to_text(d);
}

void expect_reused(const answer& a, const char* how) {
    EXPECT_EQ(a.what, kind::rejected) << how << a.body;
    EXPECT_EQ(sample::text(a, "code"), "key_reused") << how << a.body;
    EXPECT_NE(sample::text(a, "message").find("chưa được thực hiện"), std::string::npos) << a.body;
    EXPECT_FALSE(sample::text(a, "next").empty());
}

struct keys : testing::Test {
    answer create_as(const std::string& by, const std::string& what, const std::string& key) {
        auto c = o.order(0, by, "create", what, key);
        c.kind = "dossier";
        return o->async_submit(std::move(c), boost::asio::use_future).get();
    }
    // The same checks once more after a restart.
    void also_after_a_restart(const std::function<void()>& check) {
        const auto commits = o.commits();
        check();
        o.reopen();
        check();
        EXPECT_EQ(o.commits(), commits) << "nothing was done and nothing journalled";
    }
    office o{"2026-02-09T08:10"};
};

TEST_F(keys, of_a_creation_are_bound_to_its_body_and_actor) {
    const auto first = o.create(sample::residence(), "form-0001");
    ASSERT_EQ(first.what, kind::done) << first.body;
    const auto other = o.accepted();
    also_after_a_restart([&] {
        EXPECT_EQ(o.create(sample::residence(), "form-0001").body, first.body);
        expect_reused(o.create(named("Lê Văn Mít"), "form-0001"), "another applicant");
        expect_reused(create_as("reception.huy", sample::residence(), "form-0001"), "another actor");
        expect_reused(o.send(first.session, "reception.lan", "add_note", one_note, "form-0001"), "an action");
        expect_reused(o.send(first.session, "case.binh", "add_note", one_note, "form-0001"),
                      "somebody else's action");
        expect_reused(o.send(other, "reception.lan", "add_note", one_note, "form-0001"), "another dossier");
    });
    EXPECT_EQ(get_integer(*parse_json(o.create(named("Lê Văn Mít"), "form-0001").body), "first"),
              static_cast<std::int64_t>(first.session));
}

TEST_F(keys, of_an_action_are_bound_to_dossier_event_data_and_actor) {
    const auto id = o.accepted(), other = o.accepted();
    const auto noted = o.send(id, "reception.lan", "add_note", one_note, "act-0001");
    ASSERT_EQ(noted.what, kind::done) << noted.body;
    also_after_a_restart([&] {
        EXPECT_EQ(o.send(id, "reception.lan", "add_note", one_note, "act-0001").body, noted.body);
        EXPECT_EQ(o.send(id, "reception.lan", "add_note", R"( {"text" : "một"} )", "act-0001").body,
                  noted.body);
        expect_reused(o.send(id, "reception.lan", "add_note", R"({"text": "hai"})", "act-0001"),
                      "other data");
        expect_reused(o.send(id, "reception.huy", "add_note", one_note, "act-0001"), "another actor");
        expect_reused(o.send(id, "reception.lan", "withdraw", one_note, "act-0001"), "another event");
        expect_reused(o.send(other, "reception.lan", "add_note", one_note, "act-0001"), "another dossier");
        expect_reused(o.create(sample::residence(), "act-0001"), "a creation");
    });
    EXPECT_EQ(o.told(id, "add_note"), 1);
}

TEST_F(keys, are_told_apart_within_one_batch) {
    const auto id = o.accepted();
    auto note = o.order(id, "reception.lan", "add_note", one_note, "act-0001");
    auto other = o.order(id, "reception.lan", "add_note", R"({"text": "hai"})", "act-0001");
    auto form = o.order(0, "reception.lan", "create", sample::residence(), "form-0001");
    form.kind = "dossier";
    auto changed = o.order(0, "reception.lan", "create", named("Lê Văn Mít"), "form-0001");
    changed.kind = "dossier";
    const auto all =
        o->async_submit({note, other, note, form, changed, form}, {}, boost::asio::use_future).get();
    EXPECT_EQ(all[0].what, kind::done);
    expect_reused(all[1], "other data");
    EXPECT_EQ(all[2].body, all[0].body);
    EXPECT_EQ(all[3].what, kind::done);
    expect_reused(all[4], "another applicant");
    EXPECT_EQ(all[5].body, all[3].body);
}

TEST_F(keys, of_the_engines_own_commands_are_bound_too) {
    const auto id = o.accepted();
    const auto duty = o->unfinished_duties().value().front().id;
    const auto reprint = to_text(json_object{{"duty", duty}});
    const auto first = o.send(id, "reception.lan", "reprint", reprint, "again-0001");
    ASSERT_EQ(first.what, kind::done) << first.body;
    also_after_a_restart([&] {
        EXPECT_EQ(o.send(id, "reception.lan", "reprint", reprint, "again-0001").body, first.body);
        expect_reused(o.send(id, "reception.lan", "decide", reprint, "again-0001"), "decide");
        expect_reused(o.send(id, "reception.huy", "reprint", reprint, "again-0001"), "another actor");
    });
    EXPECT_EQ(o.prints(id, "receipt"), 2);
}

TEST_F(keys, of_a_refused_creation_give_the_same_refusal_and_journal_it_once) {
    auto unasked = *parse_json(sample::residence());
    unasked.as_object().erase("identity");
    const auto refused = o.create(to_text(unasked), "form-0001");
    ASSERT_EQ(sample::text(refused, "rule"), "A22") << refused.body;
    also_after_a_restart([&] {
        const auto again = o.create(to_text(unasked), "form-0001");
        EXPECT_EQ(again.what, kind::rejected);
        EXPECT_EQ(again.body, refused.body);
        expect_reused(o.create(sample::residence(), "form-0001"), "the form put right, with the old key");
    });
    EXPECT_EQ(o.create(sample::residence(), "form-0002").what, kind::done);
}

TEST_F(keys, are_of_limited_length) {
    EXPECT_EQ(o.create(sample::residence(), std::string(200, 'k')).what, kind::done);
    const auto commits = o.commits();
    const auto no = o.create(sample::residence(), std::string(201, 'k'));
    EXPECT_EQ(sample::text(no, "code"), "bad_key");
    EXPECT_NE(sample::text(no, "message").find("200"), std::string::npos);
    EXPECT_EQ(o.commits(), commits);
}

TEST_F(keys, do_not_swell_the_dossiers_row_and_the_latest_still_count) {
    const auto id = o.accepted("form-0001");
    for (int i = 0; i < 200; ++i)
        EXPECT_EQ(o.send(id, "reception.lan", "add_note", one_note, "note-" + std::to_string(i)).what,
                  kind::done);
    for (const auto* key : {"note-0", "note-199"})
        EXPECT_EQ(o.send(id, "reception.lan", "add_note", one_note, key).what, kind::done);
    EXPECT_EQ(o.told(id, "add_note"), 200);
    o.close();
    {
        const auto door = *store::open(o.folder + "/data");
        const store::session_id one[] = {static_cast<store::session_id>(id)};
        EXPECT_LE(door->load(one)->at(0).keys.size(), 64u);
    }
    o.open();
    EXPECT_EQ(o.create(sample::residence(), "form-0001").session, id);
    o.close();
    sample::expect_replay_equals(o.folder + "/data");
}

// A folder as an earlier program left it: no digests in the journal, keys hashed with their actor.
TEST_F(keys, of_an_older_folder_are_answered_as_before) {
    const auto first = o.create(sample::residence(), "form-0001");
    o.close();
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open((o.folder + "/data/motcua.db").c_str(), &db), SQLITE_OK);
    const std::string to_old =
        "UPDATE journal SET payload = json_remove(payload, '$.asked') WHERE command_key IS NOT NULL;"
        "DROP INDEX journal_opening;"
        "CREATE UNIQUE INDEX journal_creation ON journal(office, actor, command_key)"
        " WHERE cause = 0 AND command_key IS NOT NULL;";
    EXPECT_EQ(sqlite3_exec(db, to_old.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(db);
    sqlite3_close(db);
    o.open();
    EXPECT_EQ(o.create(sample::residence(), "form-0001").body, first.body);
    EXPECT_EQ(o.create(named("Lê Văn Mít"), "form-0001").body, first.body) << "what it was for is not known";
    const auto huy = create_as("reception.huy", named("Lê Văn Mít"), "form-0001");
    EXPECT_EQ(huy.what, kind::done) << "another person's key was another key then";
    EXPECT_NE(huy.session, first.session);
    expect_reused(create_as("reception.huy", sample::residence(), "form-0001"), "and is bound from now on");
}

}  // namespace
}  // namespace motcua
