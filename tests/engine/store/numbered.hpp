// A run of numbered batches and the check that a store holds exactly the first n of them, whole.
#pragma once

#include "tests/engine/store/sample.hpp"

namespace motcua::store::sample {

inline constexpr session_id numbered_sessions = 10;

// Batch n creates session n or steps session 1 + (n - 1) % 10, says so in journal, outbox, numbers and a
// setting.
inline batch numbered(door& d, std::int64_t n, session_row& before) {
    const session_id id = 1 + (n - 1) % numbered_sessions;
    batch b;
    session_row row = dossier(id);
    if (n > numbered_sessions) {
        const auto rows = d.load(std::span(&id, 1));
        before = rows && !rows->empty() ? rows->front() : session_row{};
        row = before;
    }
    row.record = R"({"batch":)" + std::to_string(n) + R"(,"filling":")" + std::string(3000, 'x') + "\"}";
    row.listed.phase = "phase-" + std::to_string(n % 3);
    row.wake_at = at(n);
    b.at = at(n);
    b.sessions.push_back({n > numbered_sessions ? &before : nullptr, std::move(row)});
    b.journal.push_back(said(id, "batch-" + std::to_string(n)));
    outbox_row job;
    job.id = n;
    job.session = id;
    job.kind = "print";
    job.queued_at = at(n);
    b.outbox_new.push_back(job);
    b.numbers.push_back({"receipt", "2026", n, n + 1});
    b.meta.push_back({"last", std::to_string(n)});
    return b;
}

inline commit_result commit_numbered(door& d, std::int64_t n) {
    session_row before;
    batch b = numbered(d, n, before);
    return d.commit(b);
}

// How many batches the store holds; fails the test unless each of them is there in all its tables.
inline std::int64_t holds(door& d) {
    const auto state = d.recover();
    EXPECT_TRUE(state) << (state ? "" : state.error().message);
    if (!state) return -1;
    const std::int64_t n = state->commit_no;
    EXPECT_TRUE(whole(d));
    EXPECT_EQ(static_cast<std::int64_t>(state->unfinished.size()), n);
    EXPECT_EQ(d.number("receipt", "2026")->next, n + 1);
    EXPECT_EQ(d.meta("last")->value_or("0"), std::to_string(n));
    const auto reader = *d.snapshot();
    const auto journal = reader->journal(0, static_cast<std::size_t>(n) + 10);
    EXPECT_TRUE(journal && static_cast<std::int64_t>(journal->size()) == n);
    for (std::size_t i = 0; journal && i < journal->size(); ++i)
        EXPECT_EQ((*journal)[i].event, "batch-" + std::to_string(i + 1));
    for (session_id id = 1; id <= std::min<std::int64_t>(n, numbered_sessions); ++id) {
        const std::int64_t last = n - (n - id) % numbered_sessions;
        EXPECT_EQ(loaded(d, id).record.substr(0, 10 + std::to_string(last).size()),
                  R"({"batch":)" + std::to_string(last) + ",");
        EXPECT_EQ(loaded(d, id).wake_at, at(last));
    }
    return n;
}

}  // namespace motcua::store::sample
