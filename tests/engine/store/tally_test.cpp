// The counts that commits keep are what a recount gives, whatever batches have changed, and a check tells
// where they are not.
#include "engine/store/tally.hpp"

#include <random>

#include "tests/engine/store/sample.hpp"
#include "tests/engine/store/tamper.hpp"

namespace motcua::store {
namespace {

using counted = std::map<tally_key, std::int64_t>;

// Sessions that change at random in everything that counts.
class drawn_office {
public:
    explicit drawn_office(std::uint64_t seed) : draw_(seed) {}

    batch next() {
        batch b;
        b.at = sample::at(++moment_);
        before_ = rows_;
        std::vector<session_id> ids;
        for (std::size_t n = one_of(1, 8); n > 0; --n) {
            const session_id id = one_of(1, std::min<std::size_t>(rows_.size() + 1, 40));
            if (std::find(ids.begin(), ids.end(), id) != ids.end()) continue;
            ids.push_back(id);
            const auto known = before_.find(id);
            const bool fresh = known == before_.end();
            auto& row = rows_.try_emplace(id, sample::dossier(id)).first->second;
            if (fresh) row.kind = one_of(0, 4) == 0 ? "round" : "dossier";
            change(row);
            b.sessions.push_back({fresh ? nullptr : &known->second, row});
            b.journal.push_back(sample::said(id, "drawn"));
        }
        return b;
    }
    void committed(const batch& b) {
        for (const auto& w : b.sessions) rows_[w.after.id] = w.after;
    }
    void refused() { rows_ = before_; }

    counted recount() const {
        tally_changes all;
        for (const auto& [id, row] : rows_) all.add(row);
        return all.all();
    }

private:
    std::size_t one_of(std::size_t least, std::size_t most) {
        return std::uniform_int_distribution<std::size_t>(least, most)(draw_);
    }
    std::string one_of(std::initializer_list<const char*> all) {
        return *(all.begin() + static_cast<std::ptrdiff_t>(one_of(0, all.size() - 1)));
    }
    void change(session_row& row) {
        row.listed.phase = one_of({"checking", "resolving", "at_desk"});
        row.listed.unit = one_of({"unit-a", "unit-a", "unit-a", "unit-b", ""});
        row.listed.late = one_of(0, 3) == 0;
        row.listed.apology_standing = static_cast<apology>(one_of(0, 3));
        row.standing = static_cast<condition>(one_of(0, 2));
        row.listed.due_at.reset();
        if (one_of(0, 4) > 0)
            row.listed.due_at = sample::at(static_cast<std::int64_t>(one_of(0, 5)) * 40'000);
        auto& told = row.listed.reports;
        told.told = one_of(0, 3) > 0;
        told.online = one_of(0, 1) > 0;
        told.premature = one_of(0, 4) == 0;
        told.slow_hand_over = one_of(0, 4) == 0;
        told.apologies = static_cast<int>(one_of(0, 2));
        if (one_of(0, 3) > 0) return;
        row.listed.applicant = one_of({"Nguyễn Văn An", "Nguyễn Thị An An", "Đỗ Văn Hòa", ""});
        row.listed.applicant_folded = fold(row.listed.applicant);
    }

    std::mt19937_64 draw_;
    std::int64_t moment_ = 0;
    std::map<session_id, session_row> rows_, before_;
};

// Of all named units and both kinds, as a reader gives them.
counted kept(door& d) {
    counted all;
    const auto from = *d.snapshot();
    for (const std::string kind : {"dossier", "round"})
        for (const std::string unit : {"unit-a", "unit-b"}) {
            const auto found = from->counts(kind, unit, "", "~");
            EXPECT_TRUE(found);
            if (found)
                for (const kept_count& c : *found) all[{kind, c.list, unit}] = c.n;
        }
    return all;
}

counted of_units(counted all) {
    std::erase_if(all, [](const auto& one) { return one.first.unit.empty(); });
    return all;
}

TEST(tally, is_what_a_recount_gives_after_any_batches) {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        sample::folder folder;
        auto d = sample::open(folder.path());
        drawn_office office(seed);
        for (int i = 0; i < 120; ++i) {
            auto b = office.next();
            if (i % 9 == 8)
                b.numbers.push_back({"receipt", "2026", 5, 6});  // taken by nobody: the batch is refused
            const auto done = d->commit(b);
            ASSERT_EQ(done.has_value(), i % 9 != 8);
            if (done)
                office.committed(b);
            else
                office.refused();
            ASSERT_EQ(kept(*d), of_units(office.recount())) << "seed " << seed << ", batch " << i;
        }
        EXPECT_TRUE(sample::whole(*d));
        EXPECT_GT(office.recount().size(), 10u);
    }
}

TEST(tally, forgets_a_day_on_which_nothing_is_due_any_more) {
    sample::folder folder;
    auto d = sample::open(folder.path());
    sample::committed(*d, sample::creation(sample::dossier(1)));
    const session_row row = sample::loaded(*d, 1);
    session_row after = row;
    after.listed.due_at = sample::at(900'000);
    sample::committed(*d, sample::step(row, after, "calendar_moved"));
    EXPECT_EQ(sample::counts(*d, "due:", "due;"),
              (std::map<std::string, std::int64_t>{{"due:2026-02-12", 1}}));
}

TEST(tally, of_reports_counts_told_sessions_and_knows_the_others) {
    sample::folder folder;
    auto d = sample::open(folder.path());
    for (session_id id = 1; id <= 3; ++id) {
        auto row = sample::dossier(id);
        auto& told = row.listed.reports;
        told.told = id != 3;
        told.running = id != 2;
        told.apologies = 2;
        if (id == 1) told.hand_over_by = sample::at(500);
        sample::committed(*d, sample::creation(row));
    }
    const auto figures = sample::counts(*d, "figure:", "figure;");
    EXPECT_EQ(figures.at("figure:received"), 2);
    EXPECT_EQ(figures.at("figure:apologies"), 4);
    EXPECT_FALSE(figures.contains("figure:late"));
    const auto from = *d->snapshot();
    const auto untold = from->untold("dossier", 0, 10);
    ASSERT_TRUE(untold);
    ASSERT_EQ(untold->size(), 1u);
    EXPECT_EQ(untold->front().id, 3);
    EXPECT_EQ(from->passed("dossier", sample::at(1001))->promises, 0) << "due at that very moment";
    EXPECT_EQ(from->passed("dossier", sample::at(1004))->promises, 1) << "of the one whose clock runs";
    EXPECT_EQ(from->passed("dossier", sample::at(500))->hand_overs, 0);
    EXPECT_EQ(from->passed("dossier", sample::at(501))->hand_overs, 1);
    EXPECT_EQ(from->passed("round", sample::at(2000))->promises, 0);
}

TEST(tally, is_checked_against_a_recount) {
    sample::folder folder;
    sample::committed(*sample::open(folder.path()), sample::creation(sample::dossier(1)));
    sample::tamper(folder.file(), "UPDATE tally SET n = n + 2 WHERE list = 'phase:checking'");
    EXPECT_EQ(sample::open(folder.path())->verify()->miscounted,
              "the kept count of dossier phase:checking in unit \"unit-a\" of office 0 is over by 2");
    sample::tamper(folder.file(), "DELETE FROM tally WHERE list = 'phase:checking'");
    EXPECT_EQ(sample::open(folder.path())->verify()->miscounted,
              "the kept count of dossier phase:checking in unit \"unit-a\" of office 0 is short by 1");
}

}  // namespace
}  // namespace motcua::store
