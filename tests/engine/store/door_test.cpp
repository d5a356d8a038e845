// What a caller of the door sees: rows come back as they were given, versions and keys are kept, the rest is
// refused.
#include "engine/store/door.hpp"

#include "tests/engine/store/sample.hpp"
#include "tests/engine/store/tamper.hpp"

namespace motcua::store {
namespace {

using sample::at;

TEST(door, brings_back_every_column_after_reopening) {
    sample::folder folder;
    session_row row = sample::dossier(1);
    row.standing = condition::parked;
    row.parked_reason = "the chart asks for an unknown effect";
    row.wake_at = at(50);
    row.keys = {key_hash("a", "1"), key_hash("a", "2")};
    row.listed.portal_code = "G22.99.1-777";
    row.listed.holder_role = "case_officer";
    row.listed.holder = "officer-9";
    row.listed.return_mode = "post";
    row.listed.late = true;
    row.listed.apology_standing = apology::issued;
    row.listed.reappointed_at = at(2000);
    row.listed.done_at = at(2100);
    row.listed.returned_at = at(2200);
    row.listed.attention_at = at(2300);
    {
        auto d = sample::open(folder.path());
        sample::committed(*d, sample::creation(row));
    }
    auto d = sample::open(folder.path());
    const session_row back = sample::loaded(*d, 1);
    EXPECT_EQ(back.listed, row.listed);
    EXPECT_EQ(back.version, 1);
    EXPECT_EQ(back.kind, row.kind);
    EXPECT_EQ(back.chart, row.chart);
    EXPECT_EQ(back.standing, row.standing);
    EXPECT_EQ(back.parked_reason, row.parked_reason);
    EXPECT_EQ(back.wake_at, row.wake_at);
    EXPECT_EQ(back.keys, row.keys);
    EXPECT_EQ(back.state, row.state);
    EXPECT_EQ(back.record, row.record);
    EXPECT_EQ(back.journal_head, 1);
}

// Each set of columns an update may write leaves the others as they were.
TEST(door, updates_what_changed_and_nothing_else) {
    sample::folder folder;
    auto d = sample::open(folder.path());
    sample::committed(*d, sample::creation(sample::dossier(1)));
    const std::vector<void (*)(session_row&)> changes = {
        [](session_row& r) { r.state = "next"; },
        [](session_row& r) { r.wake_at = at(9); },
        [](session_row& r) { r.listed.phase = "resolving"; },
        [](session_row& r) { r.listed.applicant = r.listed.applicant_folded = "tran b"; },
        [](session_row& r) { r.listed.national_status = 4; },
        [](session_row& r) { r.chart = sha256("migrated"); },
        [](session_row& r) { r.listed.code = "H50.01-260318-0002"; },
        [](session_row& r) { r.listed.portal_code = "G22-1"; },
        [](session_row& r) { r.standing = condition::final; },
    };
    for (const auto change : changes) {
        const session_row before = sample::loaded(*d, 1);
        session_row after = before;
        change(after);
        sample::committed(*d, sample::step(before, after, "changed"));
        const session_row back = sample::loaded(*d, 1);
        EXPECT_EQ(back.version, before.version + 1);
        EXPECT_EQ(back.state, after.state);
        EXPECT_EQ(back.wake_at, after.wake_at);
        EXPECT_EQ(back.chart, after.chart);
        EXPECT_EQ(back.standing, after.standing);
        EXPECT_EQ(back.listed, after.listed);
    }
    EXPECT_TRUE(sample::whole(*d));
}

TEST(door, refuses_a_session_that_moved_on_and_leaves_nothing_of_the_batch) {
    sample::folder folder;
    auto d = sample::open(folder.path());
    sample::committed(*d, sample::creation(sample::dossier(1)));
    const session_row old = sample::loaded(*d, 1);
    sample::committed(*d, sample::step(old, old, "first"));
    batch late = sample::creation(sample::dossier(2));
    late.sessions.push_back({&old, old});
    late.journal.push_back(sample::said(1, "second"));
    const auto refused = d->commit(late);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().what, commit_error::kind::conflict);
    EXPECT_EQ(refused.error().session, 1);
    const session_id second = 2;
    EXPECT_TRUE(d->load(std::span(&second, 1))->empty());
    EXPECT_FALSE(d->stopped());
    EXPECT_EQ(sample::committed(*d, sample::creation(sample::dossier(2))), 3);
    EXPECT_TRUE(sample::whole(*d));
}

TEST(door, creates_once_per_actor_and_key) {
    sample::folder folder;
    auto d = sample::open(folder.path());
    sample::committed(*d, sample::creation(sample::dossier(1), "k-1"));
    batch again = sample::creation(sample::dossier(2), "k-1");
    const auto refused = d->commit(again);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().what, commit_error::kind::constraint);
    EXPECT_EQ(refused.error().subject, "creation key");
    EXPECT_EQ(refused.error().session, 2);
    const auto own = d->find_creation("officer-7", "k-1");
    ASSERT_TRUE(own && *own);
    EXPECT_EQ((*own)->session, 1);
    EXPECT_FALSE(*d->find_creation("officer-7", "k-2"));
}

TEST(door, finds_who_else_used_a_key_for_a_creation_or_had_one_refused) {
    sample::folder folder;
    auto d = sample::open(folder.path());
    sample::committed(*d, sample::creation(sample::dossier(1), "k-1"));
    const auto other = d->find_creation("officer-8", "k-1");
    ASSERT_TRUE(other && *other);
    EXPECT_EQ((*other)->actor, "officer-7");
    batch refusal;
    refusal.at = sample::at(9);
    refusal.journal.push_back({.why = cause::rejection,
                               .at = sample::at(9),
                               .actor = "officer-8",
                               .key = "k-1",
                               .event = "create",
                               .payload = "{}"});
    ASSERT_TRUE(d->commit(refusal));
    const auto own = d->find_creation("officer-8", "k-1");
    ASSERT_TRUE(own && *own);
    EXPECT_EQ((*own)->actor, "officer-8");
    EXPECT_EQ((*own)->session, 0);
    EXPECT_EQ((*own)->why, cause::rejection);
}

TEST(door, finds_a_command_by_its_key_in_the_sessions_own_journal) {
    sample::folder folder;
    auto d = sample::open(folder.path());
    sample::committed(*d, sample::creation(sample::dossier(1)));
    for (const char* key : {"k-1", "k-2", "k-3"}) {
        const session_row before = sample::loaded(*d, 1);
        sample::committed(*d, sample::step(before, before, std::string("event-") + key, key));
    }
    session_row row = sample::loaded(*d, 1);
    const auto found = d->find_key(row, "officer-7", "k-2");
    ASSERT_TRUE(found && *found);
    EXPECT_EQ((*found)->event, "event-k-2");
    EXPECT_EQ((*found)->version, 3);
    EXPECT_FALSE(*d->find_key(row, "officer-8", "k-2")) << "hashed with its actor, as in older rows";
    row.keys.push_back(key_hash({}, "k-2"));
    const auto others = d->find_key(row, "officer-8", "k-2");
    ASSERT_TRUE(others && *others);
    EXPECT_EQ((*others)->actor, "officer-7");
    row.keys.push_back(key_hash("officer-7", "k-9"));  // as if another key had the same hash
    EXPECT_FALSE(*d->find_key(row, "officer-7", "k-9"));
}

TEST(door, gives_due_sessions_earliest_first_and_no_parked_or_closed_ones) {
    sample::folder folder;
    auto d = sample::open(folder.path());
    for (session_id id = 1; id <= 6; ++id) {
        session_row row = sample::dossier(id);
        row.wake_at = at(100 - 10 * id);
        if (id == 5) row.standing = condition::parked;
        if (id == 6) row.standing = condition::final;
        sample::committed(*d, sample::creation(row));
    }
    EXPECT_EQ(*d->next_wake(), at(60));
    const auto due = d->due(at(80), 2);
    ASSERT_TRUE(due);
    ASSERT_EQ(due->size(), 2u);
    EXPECT_EQ((*due)[0].session, 4);
    EXPECT_EQ((*due)[1].session, 3);
    EXPECT_EQ((*due)[0].at, at(60));
    EXPECT_EQ(d->due(at(80), 10)->size(), 3u);  // at the very instant counts as due
}

TEST(door, takes_several_commands_of_one_session_in_one_batch) {
    sample::folder folder;
    auto d = sample::open(folder.path());
    batch b = sample::creation(sample::dossier(1));
    b.journal.push_back(sample::said(1, "documents_checked"));
    b.journal.push_back(sample::said(1, "dossier_accepted"));
    const auto done = d->commit(b);
    ASSERT_TRUE(done);
    EXPECT_EQ(b.sessions[0].after.journal_head, 3);
    EXPECT_EQ(b.journal[2].previous, 2);
    const auto line = (*d->snapshot())->timeline(1);
    ASSERT_TRUE(line);
    ASSERT_EQ(line->size(), 3u);
    EXPECT_EQ((*line)[0].event, "dossier_received");
    EXPECT_EQ((*line)[2].event, "dossier_accepted");
    EXPECT_TRUE(sample::whole(*d));
}

TEST(door, keeps_codes_unique_and_finds_them_as_typed) {
    sample::folder folder;
    auto d = sample::open(folder.path());
    session_row one = sample::dossier(1);
    one.listed.code = "H50.01-260318-0042";
    one.listed.portal_code = "G22.99.1-777";
    sample::committed(*d, sample::creation(one));
    session_row two = sample::dossier(2);
    two.listed.code = "G22.99.1-777";
    batch b = sample::creation(two);
    const auto refused = d->commit(b);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().subject, "code");
    const auto reader = *d->snapshot();
    EXPECT_EQ(*reader->find_code("h50.01-260318-0042"), 1);
    EXPECT_EQ(*reader->find_code("H50012603180042"), 1) << "as its bars have it";
    EXPECT_EQ(*reader->find_code("G22.99.1-777"), 1);
    EXPECT_EQ(*reader->find_code("H50.01"), std::nullopt);
}

TEST(door, refuses_rows_of_an_office_it_does_not_own) {
    sample::folder folder;
    auto d = sample::open(folder.path(), {.office = 7});
    batch b = sample::creation(sample::dossier(1));
    ASSERT_FALSE(d->commit(b));
    EXPECT_EQ(d->recover()->next_session, make_id(7, 1));
    sample::committed(*d, sample::creation(sample::dossier(make_id(7, 1))));
    EXPECT_EQ(d->recover()->next_session, make_id(7, 2));
    EXPECT_TRUE(sample::whole(*d));
}

TEST(door, keeps_documents_by_their_hash_and_settings_by_name) {
    sample::folder folder;
    auto d = sample::open(folder.path());
    batch b;
    b.contents.push_back({sha256("<scxml/>"), "chart", "standard", "<scxml/>", at(1)});
    b.meta.push_back({"training_clock", "2026-02-11T10:00:00+07:00"});
    sample::committed(*d, b);
    b.contents[0].name = "the same under another name";
    sample::committed(*d, b);
    const auto content = *d->content(sha256("<scxml/>"));
    ASSERT_TRUE(content);
    EXPECT_EQ(content->bytes, "<scxml/>");
    EXPECT_EQ(content->name, "standard");
    EXPECT_EQ(*d->meta("training_clock"), "2026-02-11T10:00:00+07:00");
    EXPECT_EQ(*d->meta("nothing"), std::nullopt);
    const auto reader = *d->snapshot();
    EXPECT_EQ(reader->contents("chart")->size(), 1u);
    EXPECT_EQ((*reader->content(sha256("<scxml/>")))->bytes, "<scxml/>");
}

TEST(door, tells_a_second_opener_who_holds_the_folder) {
    sample::folder folder;
    auto first = sample::open(folder.path());
    const auto second = open(folder.path());
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().what, failure::kind::busy);
    EXPECT_NE(second.error().message.find("process " + std::to_string(getpid())), std::string::npos);
    first.reset();
    EXPECT_TRUE(open(folder.path()));
}

TEST(door, refuses_a_file_of_another_program_and_of_a_newer_format) {
    sample::folder folder;
    sample::tamper(folder.file(), "CREATE TABLE t(a)");
    const auto foreign = open(folder.path());
    ASSERT_FALSE(foreign);
    EXPECT_EQ(foreign.error().what, failure::kind::bad_input);
    std::filesystem::remove(folder.file());
    sample::open(folder.path()).reset();
    sample::tamper(folder.file(), "PRAGMA user_version = 99");
    const auto newer = open(folder.path());
    ASSERT_FALSE(newer);
    EXPECT_EQ(newer.error().what, failure::kind::unsupported);
}

TEST(a_file_of_another_program, is_refused_and_left_as_it_is) {
    sample::folder folder;
    sample::tamper(folder.file(), "CREATE TABLE theirs(x); INSERT INTO theirs VALUES(1)");
    const auto before = *read_file(folder.file());
    const auto d = store::open(folder.path());
    ASSERT_FALSE(d);
    EXPECT_EQ(d.error().what, failure::kind::bad_input);
    EXPECT_EQ(*read_file(folder.file()), before);
    EXPECT_FALSE(std::filesystem::exists(folder.file() + "-wal"));
}

}  // namespace
}  // namespace motcua::store
