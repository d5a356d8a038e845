// A batch while it is being made: sessions changed in memory, rows to be written, numbers drawn, and the way
// back. A savepoint opens each command; a refused command leaves no trace. Nothing is durable before `commit`
// of the writer. Engine thread only.
#pragma once

#include <list>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/stepping/cache.hpp"
#include "engine/stepping/command_key.hpp"
#include "engine/stepping/stepper.hpp"
#include "engine/store/door.hpp"

namespace motcua::runtime {

struct id_counters {
    store::session_id next_session = 0;
    store::outbox_id next_outbox = 0;
};

class draft {
public:
    draft(store::door& door, const deployment& deployed, stepper& steps, cache& memory, id_counters ids,
          instant now)
        : door_(door), deployed_(deployed), steps_(steps), cache_(memory), ids_(ids), now_(now) {}

    // From memory or the store; never null. `not_found`: no such session. `corrupt`: a row that says nothing
    // this program understands, now parked, so that somebody sees it and due timers skip it. Else the store's
    // failure, also where the store itself is damaged: see `sets_aside`.
    result<loaded_session*> open(store::session_id id);
    // Whether this batch parks a session because its row could not be understood.
    bool sets_aside(store::session_id id) const;
    // As it will be after this batch.
    store::condition standing(const loaded_session& s) const;
    const std::string& parked_reason(const loaded_session& s) const;
    loaded_session& insert(loaded_session s);
    store::session_id fresh_session() { return ids_.next_session++; }

    void savepoint();
    void rollback();
    // Before a session is changed, at the latest.
    void touch(loaded_session& s);

    // What a good step leaves behind: numbers, slips with their print duties, other duties, a journal row.
    // Returns the decisions that the journal keeps and the answer shows.
    result<json_object> settle(loaded_session& s, kinds::step_requests& w, const step_input& in);
    void journal(loaded_session& s, store::cause why, const step_input& in, const json_object& payload,
                 command_key key);
    void journal_text(loaded_session& s, store::cause why, const step_input& in, std::string payload,
                      command_key key);
    // A row of the office as a whole, where there is no session it belongs to.
    void journal_office(store::cause why, const step_input& in, std::string payload, command_key key);
    store::outbox_row& owe(store::session_id session, std::string kind, std::string name, json_object args,
                           instant at);
    // Journalled, with what the session met.
    void park(loaded_session& s, std::string reason, json_object met);
    void resume(loaded_session& s);
    // Writes the session's wake_at again although no command changed it.
    void reschedule(loaded_session& s);
    // The row of a duty as this batch leaves it, where it changes one.
    const store::outbox_row* changed_duty(store::outbox_id id) const;

    store::batch& rows() { return rows_; }
    // The batch as a whole: which sessions it writes, numbers. After this only commit or forget.
    void close();
    // The row of the n-th of them.
    void complete(std::size_t n);
    // After the commit: memory takes over what was written.
    void keep();
    // After a failed commit: memory forgets everything touched.
    void forget();
    id_counters ids() const { return ids_; }
    bool empty() const {
        return changed_.empty() && unreadable_.empty() && rows_.journal.empty() &&
               rows_.outbox_changed.empty() && rows_.outbox_new.empty() && rows_.meta.empty();
    }
    // A journal row of this very batch with that key, of whatever session and actor.
    const store::journal_row* find_key(std::string_view key) const;

private:
    struct change {
        loaded_session* of = nullptr;  // in the cache, which drops nothing while a batch is made
        bool inserted = false;
        store::condition standing = store::condition::running;
        std::string parked_reason;
        std::vector<std::uint64_t> keys;
    };
    // If no earlier command of the batch changed the session, it is restored from its row, not from a copy.
    struct undo {
        store::session_id id;
        bool inserted = false;
        bool first = true;
        std::string encoded{};
        kinds::any_record record{};
        change before{};
    };
    struct series {
        std::int64_t first = 1, next = 1;
    };
    void write_row(store::session_id session, store::cause why, const step_input& in, std::string payload,
                   command_key key);
    std::optional<instant> opening_after(instant at) const;
    result<std::int64_t> draw(const std::string& name, const std::string& period);
    static change unchanged(loaded_session& s);
    void read_again(loaded_session& s);
    result<loaded_session> wake(store::session_row row);
    void park_unreadable(store::session_row row, const std::string& reason);

    store::door& door_;
    const deployment& deployed_;
    stepper& steps_;
    cache& cache_;
    id_counters ids_;
    const instant now_;
    store::batch rows_;
    std::unordered_multimap<std::uint64_t, std::size_t> keys_;  // of rows_.journal; stale after a rollback
    std::map<store::session_id, change> changed_;
    std::vector<const change*> written_;  // once closed: of rows_.sessions, in their order
    std::map<std::pair<std::string, std::string>, series> numbers_;
    std::list<store::session_row> unreadable_;

    // The savepoint.
    std::vector<undo> undo_;
    id_counters ids_before_;
    std::map<std::pair<std::string, std::string>, series> numbers_before_;
    std::size_t journal_before_ = 0, outbox_before_ = 0, slips_before_ = 0;
};

}  // namespace motcua::runtime
