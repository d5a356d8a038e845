// The engine for a host program: open a data folder, send commands, ask questions, do the outbox's work.
// Only the standard library appears here; JSON goes in and out as text. One engine owns one data folder; its
// only writer is a thread of its own. No globals, no signal handlers, no exit: a store that fails reaches
// `on_fatal` once, every later command is answered `failed`, and the host decides. No exception leaves.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#define MOTCUA_API __attribute__((visibility("default")))

namespace motcua {

class clock;
namespace kinds {
class registry;
}

// Who asks. The host has authenticated; the engine authorises by role and unit.
struct actor {
    std::string id;
    std::string unit;
    std::vector<std::string> roles;  // reception, case_officer, head, supervisor, courier_desk, engine …
};

struct command {
    std::uint64_t session = 0;  // 0: create one of `kind`
    std::string kind;           // on creation: "dossier", "round"
    std::string event;          // "accept", "answer_late", … as the chart names it; on creation "create"
    std::string data = "{}";    // a JSON object
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
        failed   // the world failed (disk, shutdown); nothing changed
    };
    kind what = kind::failed;
    std::uint64_t session = 0;
    std::string body = "{}";
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

// Told after each commit, in commit order, on the engine thread; must not block.
struct change {
    std::uint64_t commit = 0;
    std::vector<std::uint64_t> sessions;
    std::vector<duty> duties;  // that are new
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
    // SHA-256 of the content by which such a slip is printed now; empty: none. On the engine thread.
    std::function<std::string(std::string_view form, std::string_view set, std::string_view accepted)> hash;
};

// A clock that runs by itself is compared with the last commit. More than 5 s behind it, or further ahead
// than it is likely that nobody was there, it is held: commands are rejected with "clock_held" and no wake-up
// fires until it is plausible again or a head confirms it; reading goes on, and reports and notes are kept at
// the last time that was sure.
struct clock_rules {
    std::chrono::milliseconds reread{5'000};  // it is read again at the latest after this
    std::chrono::hours most_ahead{14 * 24};
};

// A person's word that the office goes on although its data folder has lost commits (a copy without its log,
// an older image). Everything that is numbered from then on stands above what was lost.
struct continuation {
    std::int64_t after_commit = 0;  // the last one the folder still has: `open` refuses and names it
    std::string by;                 // stands in the office's journal
};

struct options {
    std::filesystem::path data;       // created when absent
    std::filesystem::path workflows;  // charts, procedures, calendars, rules
    std::string office = "000.51.01.G01";
    const motcua::clock* time = nullptr;  // the system's when null; must outlive the engine
    bool training = false;                // every sheet is marked as training
    printed_forms forms;
    std::optional<continuation> continue_after;
    // Session kinds and effects beside the standard ones (engine/kinds/registry.hpp); null: the standard
    // ones. Outlives the engine.
    const motcua::kinds::registry* kinds = nullptr;
    std::function<void(const std::string& why)> on_fatal;  // once, on the engine thread
    std::function<void(const change&)> on_commit;
    clock_rules judging{};
    // The clock is held, or no longer: {"held", "now", "clock", "last_commit", "reason"?, "message"?,
    // "next"?}, as in the answer of the question "office". On the engine thread; must not block or throw.
    std::function<void(const std::string& clock)> on_clock{};
};

// Why an engine did not open: all faults of the files it read, one "file:line:column: message" a line, or one
// failure.
struct open_error {
    bool bad_input = false;  // the files are wrong, not the disk or the network
    std::vector<std::string> lines;
};

class MOTCUA_API engine {
public:
    // Recovers what is in flight and starts the engine thread. Null with `error` filled when it cannot.
    static std::unique_ptr<engine> open(options with, open_error& error);
    // Drains what was submitted, commits, checkpoints, closes.
    ~engine();
    engine(const engine&) = delete;
    engine& operator=(const engine&) = delete;

    // Any thread. `done` runs on the engine thread after the commit, never inside the call; only where the
    // engine is being destroyed (submitted by a callback of its last batch) is it told so at once.
    void submit(command c, std::function<void(answer)> done);
    std::future<answer> submit(command c);
    // What comes at one moment: reports, then commands, in one batch, in this order, each judged by itself.
    // The answers are in the order of the commands, once all is committed.
    std::future<std::vector<answer>> submit(std::vector<command> together,
                                            std::vector<progress_report> reports = {});

    // A parked session is taken up again where it stood: the command "resume" of a head or supervisor, which
    // a parked session takes whatever its chart says.
    std::future<answer> resume(std::uint64_t session, actor by);

    struct reply {
        enum class kind {
            found,
            absent,  // no such question, nothing there, or files that are no calendar; {"message", "next"?}
            unread   // the store could not be read now: nothing is known, ask again; {"message", "next"}
        };
        kind what = kind::unread;
        std::string body;
        bool found() const { return what == kind::found; }
    };

    // A new calendar takes the place of the one in force: `folder` holds its files, `by` (a supervisor or
    // head) has seen what it moves (`preview_calendar`). `confirmed`: the hash that was shown; the files are
    // refused where they say something else by now; `base`: the hash that was in force then, refused where
    // another one is by now. Either may be empty. Answered once it is in force; open dossiers follow in
    // batches of their own, also after a restart, and the engine is not quiet before.
    struct confirmation {
        std::string calendar, base;
    };
    void adopt_calendar(const std::filesystem::path& folder, confirmation confirmed, actor by,
                        std::function<void(answer)> done);
    std::future<answer> adopt_calendar(const std::filesystem::path& folder, confirmation confirmed, actor by);
    // What those files would do: {"calendar", "in_force", "moved", "dossiers": the first thousand with
    // "code", "old", "new", "why", …, "settled": the same of those that are done, closed or passed and keep
    // their date, "unjudged": those whose date they cannot give and that would be parked, with "code" and
    // "why"}. Changes nothing; takes as long as reading every dossier; any thread but the engine's.
    reply preview_calendar(const std::filesystem::path& folder) const;
    // {"calendar": hash in force, "adoption": the last one or null}
    std::string calendar() const;

    // Reads of committed state, from any thread but the engine's own. Names and arguments: engine/README.md.
    reply ask(std::string_view question, std::string_view args = "{}") const;

    // The outbox; nothing: it could not be read now, which does not say that nothing is owed. `report`
    // commits a duty's new state; no byte may leave before the future of "sending" is ready. False: the duty
    // is settled already, or the engine has stopped.
    std::optional<std::vector<duty>> unfinished_duties() const;
    std::future<bool> report(progress_report what);

    // The office's time: the clock as it is judged. Any thread; gone with the engine.
    const motcua::clock& time() const;
    // A head has seen that a held clock is right: journalled, and the office works by it from then on, also
    // where it is earlier than the last commit. `shown`: the clock that the person was shown, in milliseconds
    // since 1970 UTC, refused where it is another one by now; 0: whichever it shows. Done too where nothing
    // is held.
    void confirm_clock(actor by, std::int64_t shown, std::function<void(answer)> done);
    std::future<answer> confirm_clock(actor by, std::int64_t shown = 0);

    // The clock moved (virtual clocks only): due wake-ups run; the future is ready when none is left at this
    // instant.
    std::future<void> clock_moved();
    // When something happens by itself next, in milliseconds since 1970 UTC; negative: nothing is planned.
    std::int64_t next_wake() const;
    // A word that outlives restarts, such as the training clock.
    // Empty: nobody has said it; nothing: it could not be read now.
    std::optional<std::string> note(std::string_view name) const;
    std::future<bool> set_note(std::string name, std::string value);

private:
    struct inside;
    static std::unique_ptr<engine> open_folder(options with, open_error& error);
    explicit engine(std::unique_ptr<inside> in);
    std::unique_ptr<inside> in_;
};

}  // namespace motcua
