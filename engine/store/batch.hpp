// What one transaction writes, and what comes of it. Built by the engine thread, handed to door::commit.
#pragma once

#include <tl/expected.hpp>

#include "engine/store/rows.hpp"

namespace motcua::store {

// One row per session and batch, however many commands it took: at most one update each.
struct session_write {
    const session_row* before =
        nullptr;          // as loaded or last committed; nullptr: insert. Only read during commit.
    session_row after{};  // commit sets version and journal_head
};

struct slip_rendered {
    session_id session = 0;
    std::string form{};
    int seq = 1;
    std::string pdf_sha256{};
};

// Numbers [first, next) of a series are used by this batch; `first` must be what the store holds (1 for a new
// period).
struct number_write {
    std::string series{};
    std::string period{};
    std::int64_t first = 1;
    std::int64_t next = 1;
};

struct meta_write {
    std::string name{};
    std::string value{};
};

struct batch {
    instant at{};
    std::vector<session_write> sessions{};
    // In the order of the commands; each session named here is in `sessions`.
    std::vector<journal_row> journal{};
    std::vector<outbox_row> outbox_new{};
    // Their state, reason, attempts, target, not_before, sending_at and ended_at are written.
    std::vector<outbox_row> outbox_changed{};
    std::vector<slip_row> slips{};
    // Written once: a different sha256 later is a constraint error.
    std::vector<slip_rendered> slips_rendered{};
    std::vector<number_write> numbers{};
    std::vector<content_row> contents{};  // those already known are skipped
    std::vector<attachment_row> attachments{};
    std::vector<meta_write> meta{};
    // Of these sessions journal payloads, slip values, attachments and the arguments of outbox rows done or
    // failed are erased; state and record are what `sessions` says. The chain still verifies. Gone from the
    // disk after the next door::checkpoint.
    std::vector<session_id> erase{};
};

struct receipt {
    std::int64_t commit_no = 0;  // without gaps within the office
    journal_seq first_seq = 0;   // of the batch's journal rows
};

struct commit_error {
    enum class kind {
        conflict,    // a session is not at the version of `before`, or a number was taken: reload
        constraint,  // the batch breaks a rule of the store: `session` and `subject` say whose and which
        full,        // these three stop the store: nothing of the batch is acknowledged,
        io,          // and every further commit is refused as `stopped` until the folder is opened anew
        corrupt,
        stopped,
    };
    kind what = kind::io;
    session_id session = 0;
    std::string subject{};  // "slip apology 2 of 1", "creation key", "code", "number", "journal", …
    std::string message{};

    bool of_one_command() const { return what == kind::conflict || what == kind::constraint; }
};

using commit_result = tl::expected<receipt, commit_error>;

}  // namespace motcua::store
