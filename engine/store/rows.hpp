// The rows behind the database door, as plain values: what is kept for a session, its journal, its outbox,
// its paper. No SQL and no behaviour here. Instants are UTC; texts are NFC. Every key holds its office: see
// make_id.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/time.hpp"

namespace motcua::store {

// office·2^40 + number, numbers dense from 1: small for office 0, and below 2^53 for every office up to 8191.
using row_id = std::int64_t;
using session_id = row_id;
using outbox_id = row_id;
using journal_seq = row_id;
using office_id = std::int32_t;

inline constexpr int office_shift = 40;
inline constexpr office_id largest_office = 8191;
constexpr row_id make_id(office_id office, std::int64_t number) {
    return (static_cast<row_id>(office) << office_shift) | number;
}
constexpr office_id office_of(row_id id) {
    return static_cast<office_id>(id >> office_shift);
}

enum class condition : std::uint8_t { running = 0, final = 1, parked = 2 };
enum class apology : std::uint8_t { none = 0, draft = 1, issued = 2, escalated = 3 };

// What reports count of a session, so that no record has to be decoded for them. A pure function of the
// record, but for what goes by the calendar of the step.
struct reported {
    // False: reports ask the record. The rest says nothing yet, because the acceptance is still awaited and
    // may become slow, or because the row is of a format without these columns.
    bool told = false;
    bool online = false;           // counts as received online
    bool overridden = false;       // direct in spite of eligibility
    bool running = false;          // the clock of its promise: neither ended nor paused
    bool premature = false;        // an apology went out, yet the result was in time
    bool slow_acceptance = false;  // by the calendar of the step
    bool slow_hand_over = false;
    std::optional<instant> hand_over_by{};  // it has not been passed on to the unit yet
    int apologies = 0;
    int late_apologies = 0;
    int default_apologies = 0;

    bool operator==(const reported&) const = default;
};

// What lists, search and counts read; a pure function of the session, written with it.
struct summary {
    std::string code{};         // empty until given; unique in the office
    std::string portal_code{};  // the national portal's; empty or unique in the office
    std::string procedure{};
    std::string unit{};
    std::string stream{};   // online, direct
    std::string channel{};  // counter, portal, post
    std::string phase{};    // id of the work state whose label the screens show
    std::string holder_role{};
    std::string holder{};
    std::string return_mode{};  // desk, post
    std::string applicant{};
    std::string applicant_folded{};  // motcua::fold(applicant)
    int national_status = 0;
    bool late = false;
    apology apology_standing = apology::none;
    std::optional<instant> received_at{};
    std::optional<instant> due_at{};  // the promise: lateness is measured on it
    std::optional<instant> reappointed_at{};
    std::optional<instant> done_at{};
    std::optional<instant> returned_at{};
    std::optional<instant> attention_at{};  // from when somebody should look at it
    reported reports{};

    bool operator==(const summary&) const = default;
};

struct session_row {
    session_id id = 0;
    std::int64_t version = 0;  // set by commit: 1 when inserted, +1 with each update
    std::string kind{};        // dossier, round, feedback, …
    std::string chart{};       // content hash (64 hexadecimal digits)
    condition standing = condition::running;
    std::string parked_reason{};
    std::optional<instant> wake_at{};
    journal_seq journal_head = 0;  // the session's last journal row; set by commit
    // key_hash({}, key) of the last idempotency keys this session has taken. Rows of earlier programs hold
    // key_hash(actor, key).
    std::vector<std::uint64_t> keys{};
    summary listed{};
    std::string state{};   // the encoded interpreter session (bytes)
    std::string record{};  // the domain record (JSON text)
};

// Equal stamps: nothing of the session, its journal, duties and slips has changed between two looks.
struct session_stamp {
    std::int64_t version = 0;
    journal_seq journal_head = 0;
    std::uint64_t duties = 0;  // a digest of how far they have come

    bool operator==(const session_stamp&) const = default;
};

// Looked up in session_row::keys before the session's journal is walked; stable across machines and versions.
std::uint64_t key_hash(std::string_view actor, std::string_view key);

enum class cause : std::uint8_t {
    start = 0,  // the row that creates a session: its (actor, key) is unique in the office
    external = 1,
    timer = 2,
    platform_error = 3,
    cancel = 4,
    rejection = 5,  // a counted refusal of a hard rule
    migration = 6,
    administration = 7,  // parked, resumed, erased
};

struct journal_row {
    session_id session = 0;  // 0: concerns the office as a whole
    cause why = cause::external;
    instant at{};
    std::string actor{};
    std::string key{};      // idempotency key; empty: none
    std::string event{};    // its name
    std::string payload{};  // JSON text: event data, environment answers, decisions
    // Set by commit:
    journal_seq seq = 0;
    journal_seq previous = 0;  // of the same session; 0: its first
    std::int64_t version = 0;  // of the session after the batch
    std::int64_t commit_no = 0;
    std::string digest{};  // sha256(payload), kept when the payload is erased
    bool erased = false;   // read back without its payload
};

enum class delivery : std::uint8_t { queued = 0, sending = 1, done = 2, failed = 3, unknown = 4 };

// One effect owed to the world. queued → sending → done | failed | unknown.
struct outbox_row {
    outbox_id id = 0;
    session_id session = 0;
    std::string kind{};  // print, notify, …: which agent serves it
    std::string name{};  // of the effect or form
    std::string args{};  // JSON text
    delivery state = delivery::queued;
    std::string reason{};
    int attempts = 0;
    std::string target{};  // printer or address book entry; empty until chosen
    std::optional<instant> not_before{};
    instant queued_at{};
    std::optional<instant> sending_at{};
    std::optional<instant> ended_at{};
};

// Paper with legal weight. The store refuses a second row for (session, form, seq) and any seq above max_seq.
struct slip_row {
    session_id session = 0;
    std::string form{};
    int seq = 1;
    int max_seq = 1;       // of the rule set in force
    std::string series{};  // with period and number unique in the office; empty: the form is not numbered
    std::string period{};
    std::int64_t number = 0;
    std::string number_text{};  // as printed
    instant issued_at{};
    std::string values{};  // JSON text
    std::string template_hash{};
    std::string calendar_hash{};
    std::string pdf_sha256{};  // empty until rendered
    bool erased = false;       // read back without its values
};

// The next number of a gapless series (a form and unit, or a dossier code pattern) within its period (year or
// day).
struct number_row {
    std::string series{};
    std::string period{};
    std::int64_t next = 1;
};

// A chart, procedure, rule set, calendar or template as it stood: found by its hash for as long as anything
// names it.
struct content_row {
    std::string hash{};  // sha256(bytes), 64 hexadecimal digits
    std::string kind{};
    std::string name{};
    std::string bytes{};
    instant first_seen{};
};

struct attachment_row {
    session_id session = 0;
    int number = 0;  // within the session, from 1
    std::string name{};
    std::string media_type{};
    std::string sha256{};
    std::string bytes{};
    instant added_at{};
};

}  // namespace motcua::store
