// What ends soon, said where the person who runs the server reads it: printed at the start, logged once a
// day. The sentences are the engine's (question "warnings") and name no person. On its executor only.
#pragma once

#include <boost/asio/steady_timer.hpp>
#include <iosfwd>
#include <optional>

#include "engine/base/clock.hpp"
#include "engine/base/json.hpp"
#include "engine/base/result.hpp"
#include "engine/engine.hpp"

namespace motcua::app {

class daily_warnings {
public:
    // Engine and clock outlive it; it outlives the engine's last answer.
    daily_warnings(boost::asio::any_io_executor on, const engine& e, const clock& time)
        : engine_(e), clock_(time), next_look_(std::move(on)) {}

    // "motcua: warning: …", one line each; from now on they are logged on each day that has not heard them.
    void print(std::ostream& to);
    void stop();
    void look();

private:
    void look_later();
    void log_once(const result<json>& warnings);

    const engine& engine_;
    const clock& clock_;
    std::optional<local_day> said_on_;
    bool stopped_ = false;
    boost::asio::steady_timer next_look_;
};

}  // namespace motcua::app
