// What waits for the writer. Made on any thread from parsed and checked input; run once, in order, in
// one batch with everything else that waits; answered after the commit.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <variant>

#include "engine/base/json.hpp"
#include "engine/base/time.hpp"
#include "engine/deployment/calendar_version.hpp"
#include "engine/promise/changed_days.hpp"
#include "engine/store/rows.hpp"

namespace motcua::runtime {

struct caller {
    std::string id;
    std::string unit;
    std::vector<std::string> roles;
    std::string counter{};  // where the paper of the command comes out; empty: the host's rules say
};

struct outcome {
    enum class kind { done, rejected, parked, failed };
    kind what = kind::failed;
    store::session_id session = 0;
    json_object body;
};
using on_outcome = std::function<void(outcome)>;

// A command of a person (or of a program in a person's name).
struct command_job {
    store::session_id session = 0;  // 0: create one of `kind`
    std::string kind;
    std::string event;
    json_object data;
    caller by;
    std::string key;
    on_outcome done;
    std::string asked{};  // asked_digest of a command with a key (command_key.hpp)
};

// A delivery report for an outbox row.
struct delivery_report {
    store::outbox_id duty = 0;
    store::delivery state = store::delivery::queued;
    std::string reason;
    std::string target;
    std::string pdf_sha256;  // of the slip that was rendered; empty where there is none
    std::function<void(bool)> done;
};

// A named value in the store, such as the training clock.
struct note_job {
    std::string name;
    std::string value;
    std::function<void(bool)> done;  // false: not written
};

// Answered when nothing is due any more at the clock's present instant.
struct idle_job {
    std::function<void()> done;
};

// A calendar that a person has confirmed takes the place of the one in force.
struct adopt_job {
    calendar_version what;
    std::string base;                 // hash of the one in force when `change` was made
    promise::calendar_change change;  // from that one
    caller by;
    on_outcome done;
};

// A head says that a held clock is right.
struct confirm_clock {
    caller by;
    std::optional<instant> shown;  // the clock that the person was shown; nothing: whatever it says now
    on_outcome done;
};

using job = std::variant<command_job, delivery_report, note_job, idle_job, adopt_job, confirm_clock>;

}  // namespace motcua::runtime
