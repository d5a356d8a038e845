#include "counters/app/warnings.hpp"

#include <ostream>

#include "counters/app/asked.hpp"
#include "engine/base/log.hpp"

namespace motcua::app {

void daily_warnings::print(std::ostream& to) {
    const auto now = asked(engine_, "warnings", {});
    if (!now) return;  // the next look says what is the matter
    said_on_ = day_of(clock_.now());
    for (const auto& w : now->at("items").as_array())
        to << "motcua: warning: " << get_string(w, "message") << ' ' << get_string(w, "next") << '\n';
    to << std::flush;
}

void daily_warnings::look() {
    const auto today = day_of(clock_.now());
    if (said_on_ == today) return;
    const auto now = asked(engine_, "warnings", {});
    if (!now) return log().warn("warnings=unread why=\"{}\"", now.error().message);
    said_on_ = today;
    for (const auto& w : now->at("items").as_array())
        log().warn("warning={} until={} message=\"{}\" next=\"{}\"", get_string(w, "kind"),
                   get_string(w, "until"), get_string(w, "message"), get_string(w, "next"));
}

}  // namespace motcua::app
