// What a step may know and what it asks for. A step changes its session's record and nothing else: numbers,
// sheets, notices and messages to other sessions are collected here, and the writer turns them into rows of
// the same transaction. Plain values; the writer, replay and previews fill them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/base/time.hpp"
#include "engine/calendar/calendar.hpp"
#include "engine/procedure/entry.hpp"
#include "engine/procedure/office.hpp"
#include "engine/procedure/reasons.hpp"
#include "engine/procedure/rule_set.hpp"

namespace motcua::kinds {

// All that a step may know; everything outlives the call.
struct step_context {
    instant at{};
    std::uint64_t session = 0;
    std::string actor;
    const calendar::working_calendar* calendar = nullptr;
    const procedure::rule_set* rules = nullptr;
    const procedure::entry* procedure = nullptr;  // null for a kind without a procedure
    const procedure::office* office = nullptr;
    const procedure::reasons* reasons = nullptr;
};

// Something the world is owed: becomes an outbox row of the same transaction.
struct outbox_request {
    std::string kind;  // "notify", "portal"
    std::string name;  // which message
    json_object args;
    bool waits_for_opening = false;  // people are told things in office hours
};

// A number to be drawn after all steps of the batch have succeeded, then handed to `assign` of the record.
struct number_request {
    std::string what;    // "dossier", "parcel", or the form of a slip
    std::string series;  // gapless within its period
    std::string period;  // a day or a year
    int slip = -1;       // position in step_requests::slips when the number is a slip's
};

// A sheet: its values are taken from the record by `slip_values` after numbers are assigned.
struct slip_request {
    std::string form;      // "receipt", "apology", …
    std::string set;       // the procedure's own set of forms; empty: the one in force on `accepted`
    local_day accepted{};  // the day whose forms hold
    int seq = 1;
    int max_seq = 1;
    std::string series;  // empty: not numbered
    std::string period;
    std::string number;  // as printed, set by `assign`
    int copies = 1;
    json_object extra;  // arguments of the effect that only this sheet shows
};

// An event for another session of the same office, stepped in the same transaction.
struct session_message {
    std::uint64_t session = 0;
    std::string event;
    json_object data;
};

struct step_requests {
    std::vector<outbox_request> outbox;
    std::vector<number_request> numbers;
    std::vector<slip_request> slips;
    std::vector<session_message> messages;
    bool accepted = false;  // this step accepted the dossier
};

}  // namespace motcua::kinds
