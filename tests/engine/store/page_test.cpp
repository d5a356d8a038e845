// Pages of lists: whatever is asked for, turning the pages forth and back gives every row once, in order, as
// a look at all rows would.
#include <algorithm>
#include <array>
#include <random>

#include "tests/engine/store/sample.hpp"

namespace motcua::store {
namespace {

using numbers = std::vector<session_id>;

numbers ids(const listing& page) {
    numbers out;
    for (const listed_session& row : page.rows) out.push_back(row.id);
    return out;
}

class drawn_rows : public testing::Test {
protected:
    static constexpr session_id many = 400;

    static void SetUpTestSuite() {
        folder_ = new sample::folder;
        std::mt19937_64 draw(3);
        const auto one_of = [&](std::size_t n) { return draw() % n; };
        auto d = sample::open(folder_->path());
        batch b;
        b.at = sample::at(1);
        for (session_id id = 1; id <= many; ++id) {
            auto row = sample::dossier(id);
            row.kind = one_of(8) == 0 ? "round" : "dossier";
            row.standing = static_cast<condition>(std::min<std::size_t>(one_of(5), 2));
            row.listed.phase = phases[one_of(3)];
            row.listed.unit = one_of(3) == 0 ? "unit-b" : "unit-a";
            row.listed.late = one_of(3) == 0;
            row.listed.apology_standing = static_cast<apology>(one_of(4));
            row.listed.due_at.reset();  // and many at one moment
            if (one_of(4) > 0) row.listed.due_at = sample::at(static_cast<std::int64_t>(one_of(6)) * 3600);
            rows_.push_back(row);
            b.sessions.push_back({nullptr, row});
            b.journal.push_back(sample::said(id, "drawn", {}, cause::start));
        }
        sample::committed(*d, std::move(b));
    }
    static void TearDownTestSuite() {
        delete folder_;
        rows_.clear();
    }
    void SetUp() override { door_ = sample::open(folder_->path()); }

    static bool fits(const list_query& q, const session_row& row) {
        const auto& s = row.listed;
        const auto in = [&](const std::string& wanted, const std::string& is) {
            return wanted.empty() || wanted == is;
        };
        return in(q.kind, row.kind) && in(q.unit, s.unit) &&
               (q.phases.empty() || std::find(q.phases.begin(), q.phases.end(), s.phase) != q.phases.end()) &&
               (!q.open_only || row.standing != condition::final) &&
               (!q.standing || row.standing == *q.standing) && (!q.late || s.late == *q.late) &&
               (!q.apology_standing || s.apology_standing == *q.apology_standing) &&
               (!q.due_before || (s.due_at && *s.due_at < *q.due_before));
    }
    static numbers expected(const list_query& q) {
        std::vector<const session_row*> found;
        for (const auto& row : rows_)
            if (fits(q, row)) found.push_back(&row);
        const auto never = sample::at(1'000'000'000);
        std::sort(found.begin(), found.end(), [&](const auto* a, const auto* b) {
            if (q.order == list_order::newest) return a->id > b->id;
            return std::pair(a->listed.due_at.value_or(never), a->id) <
                   std::pair(b->listed.due_at.value_or(never), b->id);
        });
        numbers out;
        for (const auto* row : found) out.push_back(row->id);
        return out;
    }
    listing page(const list_query& q) {
        auto found = (*door_->snapshot())->list(q);
        EXPECT_TRUE(found) << (found ? "" : found.error().message);
        return found ? std::move(*found) : listing{};
    }

    // Forth to the end and back to the beginning.
    void turn(list_query q) {
        const auto all = expected(q);
        q.count_to = 50;
        numbers forth, back;
        for (std::optional<list_place> from;;) {
            q.after = from;
            const auto p = page(q);
            EXPECT_EQ(p.count, std::min<std::size_t>(all.size(), 50));
            EXPECT_EQ(p.more, all.size() > 50);
            EXPECT_EQ(p.previous.has_value(), !forth.empty());
            const auto found = ids(p);
            forth.insert(forth.end(), found.begin(), found.end());
            if (!p.next) break;
            ASSERT_FALSE(found.empty());
            from = read_place(write_place(*p.next));
            ASSERT_EQ(from, p.next);
        }
        ASSERT_EQ(forth, all);
        if (all.empty()) return;
        q.after.reset();
        q.before = list_place{q.order == list_order::due ? list_place::order::due : list_place::order::newest,
                              {},
                              q.order == list_order::due ? many + 1 : 0};
        for (;;) {
            const auto p = page(q);
            EXPECT_EQ(p.next.has_value(), !back.empty());
            const auto found = ids(p);
            back.insert(back.begin(), found.begin(), found.end());
            if (!p.previous) break;
            ASSERT_FALSE(found.empty());
            q.before = p.previous;
        }
        ASSERT_EQ(back, all);
    }

    static constexpr std::array<const char*, 3> phases = {"checking", "resolving", "at_desk"};
    static inline sample::folder* folder_ = nullptr;
    static inline std::vector<session_row> rows_;
    std::unique_ptr<door> door_;
};

TEST_F(drawn_rows, come_once_each_in_every_list_however_its_pages_are_turned) {
    std::vector<list_query> lists;
    for (const char* kind : {"dossier", "round", ""})
        for (const list_order by : {list_order::due, list_order::newest}) {
            const list_query open{.kind = kind, .order = by},
                any{.kind = kind, .open_only = false, .order = by};
            lists.insert(lists.end(), {open, any});
            auto q = open;
            q.late = true;
            lists.push_back(q);
            q.late = false;
            lists.push_back(q);
            q.due_before = sample::at(3 * 3600);
            lists.push_back(q);
            q = open;
            q.apology_standing = apology::draft;
            lists.push_back(q);
            q = open;
            q.standing = condition::parked;
            lists.push_back(q);
            q.phases = {"checking"};
            lists.push_back(q);
            q = any;
            q.standing = condition::final;
            lists.push_back(q);
            q = open;
            q.phases = {"checking", "at_desk"};
            lists.push_back(q);
            q.unit = "unit-b";
            q.late = true;
            lists.push_back(q);
            q.phases = {"unknown"};
            lists.push_back(q);
        }
    for (auto& q : lists)
        for (const std::size_t limit : {3u, 25u, 1000u}) {
            q.limit = limit;
            turn(q);
            if (HasFatalFailure()) FAIL() << "list " << &q - lists.data() << ", pages of " << limit;
        }
}

TEST_F(drawn_rows, go_on_where_the_page_ended_though_its_last_row_has_left_the_list) {
    list_query q{.kind = "dossier", .phases = {"checking"}, .limit = 5};
    const auto all = expected(q);
    const auto first = page(q);
    sample::folder copy;
    ASSERT_TRUE(door_->backup(copy.file()));
    auto d = sample::open(copy.path());
    const session_row row = sample::loaded(*d, all[4]);
    auto after = row;
    after.listed.phase = "resolving";
    sample::committed(*d, sample::step(row, after, "passed_on"));
    q.after = first.next;
    EXPECT_EQ(ids(*(*d->snapshot())->list(q)), numbers(all.begin() + 5, all.begin() + 10));
}

TEST_F(drawn_rows, are_not_given_for_a_place_of_another_list) {
    for (const char* place : {"n17", "cH50"}) {
        const auto found = (*door_->snapshot())->list({.kind = "dossier", .after = read_place(place)});
        ASSERT_FALSE(found);
        EXPECT_EQ(found.error().what, failure::kind::bad_input);
    }
    EXPECT_FALSE((*door_->snapshot())
                     ->list({.kind = "dossier", .order = list_order::newest, .before = read_place("d.17")}));
}

TEST(places, are_short_texts_that_are_read_back) {
    for (const char* text : {"d1770000000000.17", "d-5.17", "d.17", "n17", "cH50.01-260318-00001"}) {
        const auto place = read_place(text);
        ASSERT_TRUE(place) << text;
        EXPECT_EQ(write_place(*place), text);
    }
    for (const char* text :
         {"", "d", "d17", "d17.", "d.x", "dx.17", "n", "n1x", "n99999999999999999999", "c", "x17", "17"})
        EXPECT_FALSE(read_place(text)) << text;
    EXPECT_FALSE(read_place("c" + std::string(1000, 'H')));
}

}  // namespace
}  // namespace motcua::store
