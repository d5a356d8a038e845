// What ends soon, said where the person who runs the server reads it: printed at the start, logged once a
// day. The sentences are the engine's (question "warnings") and name no person. The main thread of `serve`
// only.
#pragma once

#include <iosfwd>
#include <optional>

#include "engine/base/clock.hpp"
#include "engine/engine.hpp"

namespace motcua::app {

class daily_warnings {
public:
    daily_warnings(const engine& e, const clock& time) : engine_(e), clock_(time) {}

    // "motcua: warning: …", one line each.
    void print(std::ostream& to);
    // Logs them where this day has not heard them yet; to be called now and then.
    void look();

private:
    const engine& engine_;
    const clock& clock_;
    std::optional<local_day> said_on_;
};

}  // namespace motcua::app
