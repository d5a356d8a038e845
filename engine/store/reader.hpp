// One read transaction: everything asked of a reader is of the same commit. Made by door::snapshot on any
// thread, used by one thread at a time, dropped soon (it holds back the log's reuse), before the door itself.
#pragma once

#include <cstddef>
#include <span>

#include "engine/base/result.hpp"
#include "engine/store/list_place.hpp"
#include "engine/store/rows.hpp"

namespace motcua::store {

enum class list_order { due, newest };

// Empty members do not restrict. All restrictions hold together.
struct list_query {
    std::string kind{};
    std::vector<std::string> phases{};
    std::string unit{};
    std::string procedure{};
    std::string holder_role{};
    std::string holder{};
    std::string stream{};
    std::optional<bool> late{};
    std::optional<apology> apology_standing{};
    std::optional<condition> standing{};
    bool open_only = true;                   // not final; false: closed ones too
    std::optional<instant> due_before{};     // strictly
    std::optional<instant> received_from{};  // inclusive
    std::optional<instant> received_to{};    // exclusive
    // What was typed into the search box (search.hpp); needs a kind. What is found comes the newest first.
    std::string text{};
    list_order order = list_order::due;
    // The page goes on behind that row, or ends before it; at most one of them, as a page of the same list
    // said.
    std::optional<list_place> after{}, before{};
    std::size_t limit = 50;    // at most 1000
    std::size_t count_to = 0;  // how far the matches are counted; 0: not at all
};

struct listed_session {
    session_id id = 0;
    std::int64_t version = 0;
    std::string kind{};
    std::string chart{};  // content hash
    condition standing = condition::running;
    summary listed{};
};

struct listing {
    std::int64_t commit_no = 0;
    // Of all that match, not only of this page, as far as the query has them counted; `more`: there are or
    // may be more.
    std::size_t count = 0;
    bool more = false;
    std::vector<listed_session> rows{};
    // Where the pages behind and before this one begin; nothing: there is none. A search that has looked at
    // enough may have a next page although this one is not full.
    std::optional<list_place> next{}, previous{};
};

struct kept_count {
    std::string list{};
    std::int64_t n = 0;
};

struct passed_deadlines {
    std::int64_t promises = 0;
    std::int64_t hand_overs = 0;
};

class reader {
public:
    virtual ~reader() = default;

    virtual std::int64_t commit_no() const = 0;
    // Costs what a page holds, not what the list does. `bad_input`: a place that is not of this list.
    virtual result<listing> list(const list_query& query) = 0;
    // The counts that commits keep (tally.hpp) whose names are not before `from` and before `to`, in the
    // order of their names, of one unit or (empty) of all together. Costs what it gives, not what was
    // counted.
    virtual result<std::vector<kept_count>> counts(std::string_view kind, std::string_view unit,
                                                   std::string_view from, std::string_view to) = 0;
    // Told sessions (rows.hpp) whose promise or whose hand-over has passed by now, although their columns do
    // not say so: nothing need happen to them at that moment. Costs what has passed.
    virtual result<passed_deadlines> passed(std::string_view kind, instant now) = 0;
    // The sessions of a kind that are not told, from `after` on, at most n.
    virtual result<std::vector<session_row>> untold(std::string_view kind, session_id after,
                                                    std::size_t n) = 0;
    virtual result<std::optional<session_row>> session(session_id id) = 0;
    // Costs far less than the session itself. Nothing: no such session.
    virtual result<std::optional<session_stamp>> stamp(session_id id) = 0;
    // Dossier or portal code, exactly.
    virtual result<std::optional<session_id>> find_code(std::string_view code) = 0;
    // The session's journal, oldest first, at most the last n rows.
    virtual result<std::vector<journal_row>> timeline(session_id id, std::size_t n = 10000) = 0;
    // Every journal row of the office in order, from `after` on: for replay and exports.
    virtual result<std::vector<journal_row>> journal(journal_seq after, std::size_t n) = 0;
    virtual result<std::vector<session_row>> sessions(session_id after, std::size_t n) = 0;
    virtual result<std::vector<slip_row>> slips(session_id id) = 0;
    virtual result<std::vector<outbox_row>> outbox(session_id id) = 0;
    virtual result<std::optional<outbox_row>> duty(outbox_id id) = 0;
    virtual result<std::vector<outbox_row>> unfinished_outbox() = 0;
    // The newest first, at most n.
    virtual result<std::vector<outbox_row>> failed_outbox(std::size_t n) = 0;
    virtual result<std::vector<attachment_row>> attachments(session_id id) = 0;  // without their bytes
    virtual result<std::optional<attachment_row>> attachment(session_id id, int number) = 0;
    virtual result<std::optional<content_row>> content(std::string_view hash) = 0;
    virtual result<std::vector<content_row>> contents(std::string_view kind) = 0;  // without their bytes
    virtual result<std::optional<std::string>> meta(std::string_view name) = 0;
};

}  // namespace motcua::store
