// The one narrow door to the database. It knows rows and transactions, nothing of charts, dossiers or clocks,
// and its interface nothing of SQL. The engine thread is the only caller of what writes or loads
// here; snapshot, checkpoint, verify, backup and stopped may be called from any thread. A door owns its data
// folder (or its office, on a server) until it is destroyed; a second opener is told who holds it.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/store/batch.hpp"
#include "engine/store/reader.hpp"

namespace motcua::store {

// A person's word that an office goes on although commits are lost: see `open`.
struct continuation {
    std::int64_t after_commit = 0;  // the last one that the store still has
    std::string by{};
    instant at{};
};

struct options {
    office_id office = 0;
    std::size_t cache_bytes = 64u << 20;        // of the writing connection
    std::size_t reader_cache_bytes = 8u << 20;  // of each of the readers
    // The log is brought into the main file by a thread of the door whenever it has grown by this much; 0:
    // only by checkpoint().
    std::size_t checkpoint_bytes = 4u << 20;
    std::string storage{};  // name of the file layer, for fault injection; empty: the system's
    std::optional<continuation> go_on{};
    // For a look at a folder that may have lost commits: it opens nevertheless, nothing in it is changed, and
    // `verify` says what is missing.
    bool look_only = false;
};

struct wake {
    session_id session = 0;
    instant at{};
};

// What a process needs to go on where the last one stopped.
struct recovery {
    std::int64_t commit_no = 0;
    std::string chain_head;
    session_id next_session = 0;
    outbox_id next_outbox = 0;
    journal_seq last_journal = 0;           // the office's last journal row; make_id(office, 0): none
    std::vector<outbox_row> unfinished;     // queued, sending, unknown: in the order of their ids
    std::optional<instant> committed_at{};  // the time of the last commit; nothing: there is none
};

struct broken_place {
    office_id office = 0;
    std::int64_t commit_no = 0;
    journal_seq seq = 0;  // 0: the commit as a whole
    session_id session = 0;
    std::string message;
};

struct verification {
    std::int64_t commits = 0;
    std::int64_t journal_rows = 0;
    std::int64_t sessions = 0;
    std::optional<broken_place> broken;  // the first one
    std::int64_t last_commit = 0;        // of the door's own office
    std::optional<instant> last_at;
    std::string missing;  // in words, what the folder's mark knows beyond the last commit; empty: nothing
    // In words, the first kept count (tally.hpp) that is not what the sessions say; empty: all are right.
    // Lists then show a wrong number, but nothing is lost.
    std::string miscounted;
};

// Fills in the row of the n-th session of a batch, all but what commit sets.
using complete_session = std::function<void(std::size_t)>;

class door {
public:
    virtual ~door() = default;

    // In the order asked for; ids unknown are left out.
    virtual result<std::vector<session_row>> load(std::span<const session_id> ids) = 0;
    // Running sessions with wake_at ≤ before, earliest first, at most n.
    virtual result<std::vector<wake>> due(instant before, std::size_t n) = 0;
    virtual result<std::optional<instant>> next_wake() = 0;
    // The journal row by which this key created a session, or by which a creation was refused (session 0);
    // the actor's own where several have used the key.
    virtual result<std::optional<journal_row>> find_creation(std::string_view actor,
                                                             std::string_view key) = 0;
    // The journal row of the command by which this session has already taken the key, likewise. Reads nothing
    // unless a hash of it is in row.keys.
    virtual result<std::optional<journal_row>> find_key(const session_row& row, std::string_view actor,
                                                        std::string_view key) = 0;
    // `next` is 1 for a series or period never used.
    virtual result<number_row> number(std::string_view series, std::string_view period) = 0;
    virtual result<std::optional<content_row>> content(std::string_view hash) = 0;
    virtual result<std::optional<std::string>> meta(std::string_view name) = 0;

    // Commands for this many sessions come now, and these of them will be loaded, likely in this order:
    // whoever helps may wake up and begin. Changes nothing in what is answered.
    virtual void prepare_batch(std::size_t sessions, std::vector<session_id> to_load) = 0;
    // All of it or nothing, durable when it returns. Fills in what rows.hpp says commit sets. With `complete`
    // the sessions of a batch need only their id and `before`: it is called for each of them, in order, on
    // the calling thread, while the rows that are complete are already being written. What it throws passes
    // through, and nothing is written.
    virtual commit_result commit(batch& b, const complete_session& complete = {}) = 0;

    virtual result<std::unique_ptr<reader>> snapshot() = 0;
    virtual result<recovery> recover() = 0;
    // Walks the chain of every office in the store and counts anew what commits keep counted; reads the whole
    // journal.
    virtual result<verification> verify() = 0;
    virtual result<void> checkpoint() = 0;
    // A whole copy of this moment as a new data folder's file; the engine goes on meanwhile.
    virtual result<void> backup(const std::string& file) = 0;
    // Why no further commit is taken; empty while all is well.
    virtual std::optional<failure> stopped() const = 0;
};

// Creates the folder and its tables where they are missing. A store that reaches less far than the folder's
// mark says (mark.hpp), or whose history is another, does not open: failure `corrupt` says what is missing
// and what to do. With `how.go_on` it does: all numbers and ids go on above what the mark knows, and a row of
// the office's journal says who decided it and what was lost. The same `go_on` again changes nothing; one
// that names another commit, or where nothing is missing, is refused as `bad_input`.
result<std::unique_ptr<door>> open(const std::string& folder, const options& how = {});

}  // namespace motcua::store
