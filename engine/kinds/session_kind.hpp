// An entry of the registry of session kinds: how a session of this kind is opened, by whom, by which chart,
// and how its record is read back. A kind is a folder: its record, its effects, its chart. Immutable once
// registered.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "engine/kinds/session_record.hpp"

namespace motcua::kinds {

struct opened {
    any_record record;
    json_object data;  // variables of the chart, set before its first step
};

// What opening may ask of another session of the office: its record (null: no such session) and the context
// in which a step of that session would stand.
struct other_session {
    const session_record* record = nullptr;
    step_context context;
};
using other_sessions = std::function<other_session(std::uint64_t session)>;

struct session_kind {
    std::string name{};                     // as in the session row: "dossier", "round"
    std::vector<std::string> may_create{};  // roles
    std::string chart{};                    // empty: the one that the procedure names
    bool of_procedure = false;              // a command that creates one names a procedure in force
    bool has_promise = false;               // its records keep a promise that a new calendar may move

    // The command "create". `by_unit`: the unit of who asks. What replay needs of other sessions is written
    // into `data`, which the journal keeps; in replay `others` is empty.
    std::function<tl::expected<opened, rejection>(json_object& data, const step_context& c,
                                                  std::string_view by_unit, const other_sessions& others)>
        open{};
    std::function<result<any_record>(const json& record)> read{};
};

}  // namespace motcua::kinds
