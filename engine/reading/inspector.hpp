// What only a chart knows of a session: the actions on offer, and what a command would print. Worked out from
// a committed row, beside the writer, which is neither asked nor held up; changes nothing, so a row that
// cannot be read stays as it is. Made for one question; one thread.
#pragma once

#include "engine/deployment/compiled_charts.hpp"
#include "engine/stepping/jobs.hpp"
#include "engine/stepping/stepper.hpp"
#include "engine/store/reader.hpp"

namespace motcua::runtime {

class inspector {
public:
    // `charts`: of this thread alone meanwhile. Both outlive the inspector.
    inspector(const deployment& d, compiled_charts& charts) : deployed_(d), charts_(charts), steps_(d) {}

    // {"actions": [{"event", "label", "roles", "fields", "mine"}], "configuration": active states}: what the
    // session offers now; `mine` where `by` may do it, or where `by` has no id. `from`: the snapshot that the
    // row is of. `corrupt`: the row, or a chart or procedure it names, cannot be read.
    result<json_object> offers(const store::session_row& row, store::reader& from, const caller& by,
                               instant now);

    // {"session", "form", "set", "accepted", "values"}: the first sheet that the event would print now; or
    // the answer that the command would get.
    outcome preview(const store::session_row& row, store::reader& from, std::string event, json_object data,
                    const caller& by, instant now);

private:
    result<loaded_session> load(const store::session_row& row, store::reader& from);
    json_array actions(loaded_session& s, const caller& by, instant now) const;

    const deployment& deployed_;
    compiled_charts& charts_;
    stepper steps_;
};

}  // namespace motcua::runtime
