// The engine for a host program: open a data folder, send commands, ask questions, do the outbox's work.
// Only the standard library and engine/values.hpp appear here. One engine owns one data folder; its only
// writer is a thread of its own. No globals, no signal handlers, no exit: a store that fails reaches
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

#include "engine/values.hpp"

#define MOTCUA_API __attribute__((visibility("default")))

namespace motcua {

class clock;
namespace kinds {
class registry;
}

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

class MOTCUA_API engine {
public:
    using reply = motcua::reply;
    using confirmation = motcua::confirmation;

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

    // A new calendar takes the place of the one in force: `folder` holds its files, `by` (a supervisor or
    // head) has seen what it moves (`preview_calendar`), which `confirmed` says. Answered once it is in
    // force; open dossiers follow in batches of their own, also after a restart, and the engine is not quiet
    // before.
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

    // Reads of committed state, all of one commit, on the calling thread; never waits for the writer. Any
    // thread. Names and arguments: engine/README.md.
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
