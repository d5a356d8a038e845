// What programs need of the engine beside a running one: due dates without a dossier, checks of files before
// they are used, and work on a data folder that nobody serves. Everything here is a function of its arguments
// and of the files it names; it keeps nothing between calls and starts no engine. Any thread; each call runs
// on the caller's. Unless it says otherwise it changes nothing and, where it names a data folder, needs one
// that is there (`not_found`) and free (`busy` says who holds it).
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/clock.hpp"
#include "engine/base/json.hpp"
#include "engine/base/result.hpp"
#include "engine/base/time.hpp"
#include "engine/values.hpp"

namespace motcua::tools {

// "17:00 ngày 27/02/2026"
std::string moment_in_words(instant t);

// Files

// The workflows as an engine of that office would read them: all faults.
read_result<void> check_workflows(const std::string& folder, const std::string& office);
// A folder of calendar files: all faults.
read_result<void> check_calendars(const std::string& folder, const std::string& office);

// One procedure file that is not written yet: all faults. `name` only names the place.
read_result<void> check_procedure(const std::string& text, const std::string& name);

struct known_procedure {
    std::string code, name, field, agency;
    std::string level;  // full, partial, none, unknown
    // What no official source confirms: "level", "term", "fee", "documents"; also what is not stated at all.
    std::vector<std::string> unconfirmed;
};
// Those of a folder of procedure files that are offered on that day, by code; or all faults.
read_result<std::vector<known_procedure>> list_procedures(const std::string& folder, local_day on);

// Due dates

struct term {
    enum class unit { working_days, working_hours, calendar_days, at_once };
    unit in = unit::working_days;
    int amount = 0;  // 0 for at_once
};
inline constexpr int longest_term = 3660;  // units; more is taken for a mistake
// "working-days", "working-hours", "calendar-days", "at-once"
std::string_view to_text(term::unit u);
// "7"; "0.5" or "0,5" working days are half days of 4 working hours each. Nothing: no number from 1 to
// longest_term.
std::optional<term> parse_term(std::string_view amount, term::unit in);

struct due_date {
    instant due;
    std::string rules;  // name of the rule set that counted; empty: the calendars' base file
    // When an apology is drafted and issued, until when the desk passes a direct dossier on; nothing where
    // the rules know none.
    std::optional<instant> t1, t2, hand_over_by;
    std::vector<std::string> sentences;  // Vietnamese: each day on the way
    json_object derivation;              // {"due", "days", "sentences", …}: the same as data
};

struct due_files {
    std::string calendars;     // folder
    std::string office;        // empty: none in particular
    std::string rules_folder;  // empty: `rules` beside the calendars, where there is one
    std::string rules;         // name of a rule set; empty: the one in force on the day
};

// The legal calendar with the rules of one day. Immutable, cheap to copy.
class due_counter {
public:
    // All faults of the files. One whose `file` is "rules" or "office" is about that name, which stands at
    // the beginning of its message.
    static read_result<due_counter> read(const due_files& files, local_day on);
    // not_found: the calendars do not reach the date; the message names the year that is missing.
    result<due_date> count(instant from, const term& length) const;

private:
    struct inside;
    std::shared_ptr<const inside> in_;
};

// Data folders

// Whether `motcua serve` has made a data folder there.
bool holds_data(const std::string& folder);

// Where the clock of a training folder stands; nothing: the office lives by the system's.
result<std::optional<instant>> kept_clock(const std::string& folder);

struct proposed_calendar {
    std::string data;       // the data folder
    std::string calendars;  // folder of the new files
    std::string workflows;  // rules; calendars, as long as the data folder has adopted none
    std::string office;
    instant at;  // the moment of the preview
};
// What those files would do, as engine::preview_calendar says it, but all of each list. Reads every dossier.
tl::expected<json_object, open_error> preview_calendar(const proposed_calendar& what);

// A head says that a held clock is right, as engine::confirm_clock, where no engine runs: writes the journal
// row. `time`: the clock that is confirmed. bad_input: a training folder, which has a clock of its own.
result<answer> confirm_clock(const std::string& folder, const actor& by, std::chrono::hours most_ahead,
                             const clock& time);

struct replayed {
    struct broken_place {
        std::int64_t commit = 0, journal_row = 0;
        std::uint64_t session = 0;
        std::string message;
    };
    struct difference {
        std::uint64_t session = 0;
        std::string place;  // "record.fee.paid", "journal row 17"; never what stands there
        std::string message;
    };
    std::optional<broken_place> broken;  // the first place where the chain is not whole
    std::int64_t commits = 0, journal_rows = 0;
    std::int64_t last_commit = 0;
    std::optional<instant> last_at;
    std::string missing;  // what the folder's mark knows beyond the last commit; empty: nothing
    std::string
        miscounted;  // the first count of the work lists that is not what the sessions say; empty: none
    std::int64_t equal = 0, not_replayable = 0, steps = 0;
    std::vector<difference> different;  // the first place of each session

    bool same() const { return !broken && missing.empty() && miscounted.empty() && different.empty(); }
};
// Every session lived again from the journal and compared, the chain verified. `workflows`: stands for what
// the store has kept, for that office; empty: what was kept. Needs room for the kept files in the folder for
// temporary files.
tl::expected<replayed, open_error> replay(const std::string& folder, const std::string& workflows,
                                          const std::string& office);

// What the rows of a shut office say of one session: for an audit that takes nothing from the engine's own
// answers.
struct kept_session {
    struct slip {
        std::string form;
        int seq = 0, most = 0;       // sequence; how many its rule set allows
        std::string series, period;  // of its number; empty: it has none
        std::int64_t number = 0;
        std::string number_text;
    };
    struct promise {
        instant due;
        bool paused = false;
        std::optional<instant> ended;  // the result was at the desk, or it was stopped by law
    };
    std::uint64_t id = 0;
    std::string kind;
    std::optional<std::string> parked;  // why
    std::vector<slip> slips;
    std::optional<promise> promised;  // nothing: nothing was promised (yet)
};
// Each session, in the order of their ids. Ends with the first that cannot be read.
result<void> each_session(const std::string& folder, const std::function<void(const kept_session&)>& look);

struct folder_copy {
    std::int64_t last_commit = 0;
    std::optional<instant> last_at;
    std::int64_t sessions = 0;
    std::int64_t files = 0;  // besides the database
};
// A safe copy, also of a folder whose office is running: the database as of one commit with its chain
// verified, and every other file as it stands. `to` is whole or not there. bad_input: `to` exists and is not
// empty, or `folder` holds no data.
result<folder_copy> copy_folder(const std::string& folder, const std::string& to);

}  // namespace motcua::tools
