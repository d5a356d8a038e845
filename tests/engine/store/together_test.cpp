// Batches whose sessions are completed while their rows are already being written: the same rows as one hand
// writes, or none.
#include <atomic>
#include <stdexcept>
#include <thread>

#include "tests/engine/store/fault_layer.hpp"
#include "tests/engine/store/sample.hpp"

namespace motcua::store {
namespace {

constexpr int many = 100;

// Sessions 1 to `many`: with ids alone, as they stand before they are completed.
batch bare(const std::vector<session_row>* before = nullptr) {
    batch b;
    b.at = sample::at(1);
    for (int i = 0; i < many; ++i) {
        b.sessions.emplace_back(before ? &(*before)[static_cast<std::size_t>(i)] : nullptr).after.id = i + 1;
        b.journal.push_back(sample::said(i + 1, "step", {}, before ? cause::external : cause::start));
    }
    return b;
}

void fill(batch& b, std::size_t n) {
    auto& after = b.sessions[n].after;
    const auto made = sample::dossier(after.id);
    after.kind = made.kind;
    after.chart = made.chart;
    after.state = made.state;
    after.record = std::string(2000, static_cast<char>('a' + n % 26));
    after.listed = made.listed;
}

commit_result commit(door& d, batch& b) {
    return d.commit(b, [&](std::size_t n) { fill(b, n); });
}

std::vector<session_row> all(door& d) {
    std::vector<session_id> ids;
    for (int i = 1; i <= many; ++i) ids.push_back(i);
    auto rows = d.load(ids);
    EXPECT_TRUE(rows);
    return rows.value_or(std::vector<session_row>{});
}

TEST(written_together, rows_are_what_one_hand_writes) {
    sample::folder one, two;
    auto alone = sample::open(one.path()), together = sample::open(two.path());
    for (int round = 0; round < 3; ++round) {
        const auto before_a = all(*alone), before_b = all(*together);
        auto a = bare(round ? &before_a : nullptr), b = bare(round ? &before_b : nullptr);
        for (std::size_t n = 0; n < many; ++n) fill(a, n);
        ASSERT_TRUE(alone->commit(a));
        ASSERT_TRUE(commit(*together, b));
    }
    const auto left = all(*alone), right = all(*together);
    ASSERT_EQ(right.size(), many);
    for (std::size_t i = 0; i < many; ++i) {
        EXPECT_EQ(right[i].record, left[i].record);
        EXPECT_EQ(right[i].listed, left[i].listed);
        EXPECT_EQ(right[i].version, 3);
        EXPECT_EQ(right[i].journal_head, left[i].journal_head);
    }
    EXPECT_EQ(together->recover()->chain_head, alone->recover()->chain_head);
    const auto seen = together->verify();
    ASSERT_TRUE(seen);
    EXPECT_FALSE(seen->broken) << seen->broken->message;
    EXPECT_EQ(seen->journal_rows, 3 * many);
}

TEST(written_together, a_session_that_cannot_be_completed_leaves_nothing_behind) {
    sample::folder folder;
    auto d = sample::open(folder.path());
    for (const std::size_t at : {std::size_t{0}, std::size_t{50}, std::size_t{many - 1}}) {
        auto b = bare();
        EXPECT_THROW(d->commit(b,
                               [&](std::size_t n) {
                                   if (n == at) throw std::runtime_error("no such thing");
                                   fill(b, n);
                               }),
                     std::runtime_error);
        EXPECT_FALSE(d->stopped());
        EXPECT_TRUE(all(*d).empty());
    }
    auto b = bare();
    const auto done = commit(*d, b);
    ASSERT_TRUE(done);
    EXPECT_EQ(done->commit_no, 1);
    EXPECT_EQ(all(*d).size(), many);
}

TEST(written_together, a_session_that_moved_on_is_a_conflict_and_takes_the_batch_with_it) {
    sample::folder folder;
    auto d = sample::open(folder.path());
    auto first = bare();
    ASSERT_TRUE(commit(*d, first));
    auto before = all(*d);
    before[70].version = 9;
    auto b = bare(&before);
    const auto refused = commit(*d, b);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().what, commit_error::kind::conflict);
    EXPECT_EQ(refused.error().session, 71);
    for (const auto& row : all(*d)) EXPECT_EQ(row.version, 1);
    // What cannot be numbered is refused before anything is written.
    auto stranger = bare();
    stranger.journal.front().session = 4711;
    const auto unknown = commit(*d, stranger);
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().what, commit_error::kind::constraint);
    EXPECT_FALSE(d->stopped());
}

std::vector<session_id> ids(int from, int to) {
    std::vector<session_id> out;
    for (int i = from; i <= to; ++i) out.push_back(i);
    return out;
}

session_row one(door& d, session_id id) {
    const auto rows = d.load(std::span(&id, 1));
    EXPECT_TRUE(rows && rows->size() == 1) << id;
    return rows && !rows->empty() ? rows->front() : session_row{};
}

TEST(read_ahead, rows_are_the_same_in_any_order_and_as_often_as_asked) {
    sample::folder folder;
    auto d = sample::open(folder.path());
    auto b = bare();
    ASSERT_TRUE(commit(*d, b));
    d->prepare_batch(many, ids(1, many));
    for (const session_id id : {1, 2, 50, 3, 3, 100, 1}) EXPECT_EQ(one(*d, id).id, id);
    EXPECT_TRUE(d->load(std::vector<session_id>{4711})->empty());
    EXPECT_EQ(d->number("receipt", "2026")->next, 1);  // another question meanwhile
    for (const session_id id : ids(1, many))
        EXPECT_EQ(one(*d, id).record, all(*d)[static_cast<std::size_t>(id) - 1].record);
    // Somebody unknown among them.
    d->prepare_batch(many, {90, 4711, 91, 92, 93});
    EXPECT_TRUE(d->load(std::vector<session_id>{4711})->empty());
    EXPECT_EQ(one(*d, 93).id, 93);
}

TEST(read_ahead, is_of_the_last_commit_and_given_up_for_the_next) {
    sample::folder folder;
    auto d = sample::open(folder.path());
    auto b = bare();
    ASSERT_TRUE(commit(*d, b));
    for (int round = 2; round < 6; ++round) {
        d->prepare_batch(many, ids(1, many));
        std::vector<session_row> before;
        for (const session_id id : ids(1, many)) before.push_back(one(*d, id));
        EXPECT_EQ(before.back().version, round - 1);
        d->prepare_batch(many, ids(1, many));  // nobody asks for these
        auto next = bare(&before);
        ASSERT_TRUE(commit(*d, next));
    }
    d->prepare_batch(many, ids(1, many));
    d.reset();  // while it reads
    EXPECT_EQ(one(*sample::open(folder.path()), 7).version, 5);
}

// As after a restart in the morning: the night's wake-ups are loaded while every page asks for its lists.
TEST(read_ahead, goes_on_undisturbed_while_eight_threads_look) {
    sample::folder folder;
    auto d = sample::open(folder.path());
    auto b = bare();
    ASSERT_TRUE(commit(*d, b));
    std::atomic<bool> enough = false;
    std::atomic<int> looked = 0, wrong = 0;
    std::vector<std::thread> pages;
    for (int i = 0; i < 8; ++i)
        pages.emplace_back([&, i] {
            while (!enough) {
                if (i == 0) {
                    const auto seen = d->verify();
                    wrong += !seen || seen->broken;
                } else {
                    const auto reader = d->snapshot();
                    wrong += !reader || (*reader)->sessions(0, 1000)->size() != many;
                }
                ++looked;
            }
        });
    for (int round = 0; round < 40 || looked < 80; ++round) {
        d->prepare_batch(64, ids(1, 64));
        for (const session_id id : ids(1, 64)) {
            const auto row = one(*d, id);
            wrong += row.id != id || row.listed != sample::dossier(id).listed;
        }
    }
    enough = true;
    for (auto& t : pages) t.join();
    EXPECT_EQ(wrong, 0);
}

TEST(written_together, a_disk_that_fails_anywhere_in_it_stops_the_store_and_keeps_what_was_answered) {
    sample::fault_layer layer;
    const auto here = options{.checkpoint_bytes = 0, .storage = sample::fault_layer::name()};
    int struck = 0;
    for (const auto fault : {sample::disk_fault::write_error, sample::disk_fault::full,
                             sample::disk_fault::sync_error, sample::disk_fault::power_cut})
        for (long nth = 1; nth < 400; nth = nth * 3 / 2 + 1) {
            sample::folder folder;
            bool answered = false;
            {
                auto d = sample::open(folder.path(), here);
                ASSERT_TRUE(d);
                layer.strike(fault, nth, 7);
                auto b = bare();
                answered = commit(*d, b).has_value();
                struck += layer.struck() ? 1 : 0;
                EXPECT_EQ(d->stopped().has_value(), !answered);
            }
            layer.mend();
            auto d = sample::open(folder.path(), here);
            ASSERT_TRUE(d);
            const auto held = all(*d).size();
            EXPECT_TRUE(held == many || (held == 0 && !answered)) << held;
            EXPECT_FALSE(d->verify()->broken);
        }
    EXPECT_GT(struck, 20);
}

}  // namespace
}  // namespace motcua::store
