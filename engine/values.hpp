// What a host sends to the engine and is told by it: values only, without the engine that takes them. Only
// the standard library appears here; JSON goes in and out as text. Plain data: any thread may make, copy and
// move them. Moments are milliseconds since 1970 UTC.
#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#define MOTCUA_API __attribute__((visibility("default")))

namespace motcua {

// A JSON document on its way between a host and the engine: as text, or as the tree of whoever made it in
// this process (engine/json_values.hpp). Either is made from the other when somebody asks for it, once.
// Copies share it, so copying and moving are cheap; nothing but assignment changes one.
class MOTCUA_API json_document {
public:
    json_document() noexcept = default;  // {}
    // JSON text, kept as it is: whoever takes the document says what is wrong with it, and where.
    json_document(std::string text);
    json_document(std::string_view text);
    json_document(const char* text);

    const std::string& text() const&;
    std::string text() &&;
    operator std::string() const { return text(); }
    operator std::string_view() const { return text(); }
    // Into the views of other libraries, such as the JSON library of a host.
    template <class View>
    requires(std::is_trivially_copyable_v<View>&& std::is_constructible_v<View, std::string_view> &&
             !std::is_same_v<View, std::string_view>)
    operator View() const {
        return View(std::string_view(text()));
    }
    // Read as the text that it is.
    const char* c_str() const { return text().c_str(); }
    std::size_t size() const { return text().size(); }
    bool empty() const { return text().empty(); }
    std::size_t find(std::string_view part, std::size_t from = 0) const { return text().find(part, from); }
    friend std::string operator+(std::string before, const json_document& d) { return before += d.text(); }
    // Of the same text.
    friend bool operator==(const json_document& a, const json_document& b) { return a.text() == b.text(); }
    MOTCUA_API friend std::ostream& operator<<(std::ostream& out, const json_document& d);

private:
    friend struct json_document_inside;
    struct node;
    std::shared_ptr<node> node_;  // null: {}
};

// Who asks. The host has authenticated; the engine authorises by role and unit.
struct actor {
    std::string id;
    std::string unit;
    std::vector<std::string> roles;  // reception, case_officer, head, supervisor, courier_desk, engine …
    // Where the person sits with this command: kept with the print duties that come of it ("counter" of their
    // args), for the host that chooses printers. Empty: nowhere in particular.
    std::string counter{};
};

struct command {
    std::uint64_t session = 0;  // 0: create one of `kind`
    std::string kind;           // on creation: "dossier", "round"
    std::string event;          // "accept", "answer_late", … as the chart names it; on creation "create"
    json_document data;         // a JSON object
    actor by;
    // Idempotency key of the client, at most 200 bytes: the same command with the same key gives the same
    // answer and changes nothing; another command (actor, session or kind, event, data) with it is rejected,
    // "key_reused".
    std::string key;
};

struct answer {
    enum class kind {
        done,      // committed; `body` holds what became of it
        rejected,  // nothing changed; `body` = {"code", "message", "next", "rule"?} in words for the officer
        parked,  // the step failed inside the chart: the session waits as an incident, visible and resumable
        failed,  // the world failed (disk, shutdown); nothing changed
        cancelled  // withdrawn before a batch had taken the command; nothing changed
    };
    kind what = kind::failed;
    std::uint64_t session = 0;
    json_document body;
};

// One thing the office owes the world: a sheet, a message. Done by the host, reported by `report`.
struct duty {
    std::uint64_t id = 0;
    std::uint64_t session = 0;
    std::string kind;             // "print", "notify"
    std::string name;             // the form or the message
    std::string args;             // JSON object
    std::int64_t not_before = 0;  // milliseconds since 1970 UTC; 0: at once
    std::string state;            // queued, sending, unknown
    std::string target;           // the printer that `sending` named
    int attempts = 0;
};

struct progress_report {
    std::uint64_t duty = 0;
    std::string state;       // "queued" (with the reason why not yet), "sending", "done", "failed", "unknown"
    std::string reason;      // a short name, no personal data
    std::string target;      // which printer
    std::string pdf_sha256;  // of the slip's PDF, once rendered
};

// One entry of the change feed.
struct change {
    enum class kind {
        commit,
        clock,     // the clock is held, or no longer
        gap,       // changes were missed: whatever was shown may be out of date
        ended,     // the engine is closed, or has stopped by itself
        cancelled  // of `async_next` alone: the caller has withdrawn it
    };
    kind what = kind::commit;
    std::uint64_t commit = 0;             // of a commit: its number, 1, 2, …
    std::vector<std::uint64_t> sessions;  // that it changed
    std::vector<duty> duties;             // that are new
    std::string clock;  // of a clock: {"held", "now", "clock", "last_commit", "reason"?, "message"?,
                        // "next"?}, as in the answer of the question "office"
};

// The forms that the host prints by. Each `content` is kept in the store under its SHA-256 before a slip
// names it, and can be asked for by that (question "template") for as long as the store lives. Optional. No
// dossier is opened or accepted that lacks what its receipt or a later sheet of it needs.
struct printed_forms {
    struct condition {
        enum class kind { has, lacks, is, is_not };
        kind what = kind::has;
        std::string path;
        std::string value;  // of is, is_not
    };
    // A value that the form cannot be printed without, where all conditions hold. Paths as in the values of
    // the question "slip": "applicant.address".
    struct need {
        std::string path;
        std::vector<condition> when;
    };
    struct form {
        std::string name;
        std::string content;
        std::vector<need> needs = {};
    };
    std::vector<form> all;
    // SHA-256 of the content by which such a slip is printed now; empty: none. Any thread; must not block.
    std::function<std::string(std::string_view form, std::string_view set, std::string_view accepted)> hash;
};

// Names and arguments: engine/README.md.
struct question {
    std::string name;
    json_document args{};  // a JSON object
};

// What became of a question.
struct reply {
    enum class kind {
        found,
        absent,  // no such question, nothing there, or files that are no calendar; {"message", "next"?}
        unread   // the store could not be read now: nothing is known, ask again; {"message", "next"}
    };
    kind what = kind::unread;
    json_document body;
    // Of what was found about one session: equal tags, equal bodies. Empty: none.
    std::string tag{};
    bool found() const { return what == kind::found; }
};

// What a person has seen who confirms a new calendar (`engine::adopt_calendar`). Either may be empty.
struct confirmation {
    std::string calendar;  // the hash that was shown; the files are refused where they differ by now
    std::string base;      // the hash that was in force then; refused where another one is by now
};

// Why an engine did not open: all faults of the files it read, one "file:line:column: message" a line, or one
// failure.
struct open_error {
    bool bad_input = false;  // the files are wrong, not the disk or the network
    std::vector<std::string> lines;
};

}  // namespace motcua
