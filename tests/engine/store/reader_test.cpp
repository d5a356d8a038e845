// Lists, counts and search as a clerk meets them, and snapshots that do not move.
#include "engine/store/reader.hpp"

#include "tests/engine/store/sample.hpp"

namespace motcua::store {
namespace {

using sample::at;

std::vector<session_id> ids(const result<listing>& found) {
    EXPECT_TRUE(found) << (found ? "" : found.error().message);
    std::vector<session_id> list;
    if (found)
        for (const listed_session& row : found->rows) list.push_back(row.id);
    return list;
}

class reading : public testing::Test {
protected:
    void SetUp() override {
        door_ = sample::open(folder_.path());
        add("Nguyễn Thế Phượng", "checking", "unit-a", 40, false);
        add("Đỗ Thị Đào", "checking", "unit-b", 30, true);
        add("Trần Văn Phương", "resolving", "unit-a", 20, true);
        add("Công ty Hoa Đào 79", "returned", "unit-a", 10, false, condition::final);
        add("Lê Phượng Nguyên", "resolving", "unit-a", 0, false, condition::parked);
    }
    void add(const char* name, const char* phase, const char* unit, int due, bool late,
             condition standing = condition::running) {
        session_row row = sample::dossier(++last_, name);
        row.listed.phase = phase;
        row.listed.unit = unit;
        row.listed.late = late;
        row.standing = standing;
        row.listed.due_at.reset();
        if (due > 0) row.listed.due_at = at(due);
        sample::committed(*door_, sample::creation(row));
    }
    result<listing> list(const list_query& q) { return (*door_->snapshot())->list(q); }

    sample::folder folder_;
    std::unique_ptr<door> door_;
    session_id last_ = 0;
};

using numbers = std::vector<session_id>;

TEST_F(reading, lists_open_work_by_its_promise_with_the_unpromised_last) {
    const auto all = list({});
    EXPECT_EQ(ids(all), (numbers{3, 2, 1, 5}));
    EXPECT_FALSE(all->next || all->previous);
    EXPECT_EQ(all->commit_no, 5);
    EXPECT_EQ(all->rows[1].listed.applicant, "Đỗ Thị Đào");
    EXPECT_EQ(all->rows[1].kind, "dossier");
    EXPECT_EQ(all->rows[3].standing, condition::parked);
}

TEST_F(reading, restricts_by_everything_at_once) {
    EXPECT_EQ(ids(list({.phases = {"checking", "resolving"}, .unit = "unit-a"})), (numbers{3, 1, 5}));
    EXPECT_EQ(ids(list({.unit = "unit-a", .late = true})), (numbers{3}));
    EXPECT_EQ(ids(list({.standing = condition::parked})), (numbers{5}));
    EXPECT_EQ(ids(list({.due_before = at(30)})), (numbers{3}));
    EXPECT_EQ(ids(list({.open_only = false, .order = list_order::newest})), (numbers{5, 4, 3, 2, 1}));
    EXPECT_EQ(ids(list({.received_from = at(2), .received_to = at(4)})), (numbers{3, 2}));
    EXPECT_EQ(ids(list({.kind = "round"})), (numbers{}));
    EXPECT_EQ(ids(list({.procedure = "1.004222", .stream = "online"})), (numbers{3, 2, 1, 5}));
}

TEST_F(reading, knows_how_many_stand_in_each_list_without_counting_them) {
    using expected = std::map<std::string, std::int64_t>;
    EXPECT_EQ(sample::counts(*door_, "phase:", "phase;"),
              (expected{{"phase:checking", 2}, {"phase:resolving", 2}}));
    EXPECT_EQ(sample::counts(*door_, "late:", "late;"),
              (expected{{"late:checking", 1}, {"late:resolving", 1}}));
    EXPECT_EQ(sample::counts(*door_, "phase:", "phase;", "unit-b"), (expected{{"phase:checking", 1}}));
    EXPECT_EQ(sample::counts(*door_, "closed", "due;", "unit-a"),
              (expected{{"closed", 1}, {"due:2026-02-02", 1}}));
    EXPECT_EQ(sample::counts(*door_, "parked", "phase;").at("parked"), 1);
    session_row row = sample::loaded(*door_, 1), after = row;
    after.listed.phase = "resolving";
    after.listed.late = true;
    sample::committed(*door_, sample::step(row, after, "passed_on"));
    EXPECT_EQ(sample::counts(*door_, "closed", "phase;"), (expected{{"closed", 1},
                                                                    {"late:checking", 1},
                                                                    {"late:resolving", 2},
                                                                    {"parked", 1},
                                                                    {"phase:checking", 1},
                                                                    {"phase:resolving", 3}}));
}

TEST_F(reading, stays_at_its_moment_while_the_office_goes_on) {
    const auto before = *door_->snapshot();
    add("Phạm Thị Mai", "checking", "unit-a", 5, false);
    EXPECT_EQ(before->list({.count_to = 9})->count, 4u);
    EXPECT_EQ(before->commit_no(), 5);
    EXPECT_FALSE(*before->session(6));
    const auto after = *door_->snapshot();
    EXPECT_EQ(after->list({.count_to = 9})->count, 5u);
    EXPECT_EQ(after->commit_no(), 6);
    EXPECT_TRUE(*after->session(6));
}

TEST_F(reading, walks_journal_and_sessions_in_order) {
    const auto reader = *door_->snapshot();
    EXPECT_EQ(reader->journal(0, 3)->back().seq, 3);
    EXPECT_EQ(reader->journal(3, 9)->size(), 2u);
    EXPECT_EQ(reader->sessions(2, 2)->front().id, 3);
    EXPECT_EQ(reader->sessions(4, 9)->size(), 1u);
}

TEST_F(reading, keeps_only_the_last_rows_of_a_long_timeline) {
    for (int i = 0; i < 5; ++i) {
        const session_row row = sample::loaded(*door_, 1);
        sample::committed(*door_, sample::step(row, row, "event-" + std::to_string(i)));
    }
    const auto rows = (*door_->snapshot())->timeline(1, 2);
    ASSERT_EQ(rows->size(), 2u);
    EXPECT_EQ((*rows)[0].event, "event-3");
    EXPECT_EQ((*rows)[1].event, "event-4");
}

TEST_F(reading, opens_a_backup_as_a_store_of_its_own) {
    sample::folder other;
    ASSERT_TRUE(door_->backup(other.file()));
    EXPECT_FALSE(door_->backup(other.file()));
    add("Phạm Thị Mai", "checking", "unit-a", 5, false);
    auto copy = sample::open(other.path());
    EXPECT_EQ((*copy->snapshot())->list({.count_to = 9})->count, 4u);
    EXPECT_TRUE(sample::whole(*copy));
}

}  // namespace
}  // namespace motcua::store
