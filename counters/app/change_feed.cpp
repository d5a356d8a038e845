#include "counters/app/change_feed.hpp"

namespace motcua::app {

result<void> change_feed::subscribe(const engine& e, listeners who) {
    // A duty is durable before its commit is told: under this lock each one is in the list or still to come.
    const std::lock_guard lock(mutex_);
    const auto unfinished = e.unfinished_duties();
    if (!unfinished)
        return fail(failure::kind::io,
                    "what the office still owes could not be read; mend the disk and "
                    "start again");
    for (const auto& d : *unfinished) handed_out_.insert(d.id);
    who.left_behind(*unfinished);
    listeners_ = std::move(who);
    return {};
}

void change_feed::end() {
    const std::lock_guard lock(mutex_);
    listeners_ = {};
}

void change_feed::committed(const change& c) {
    const std::lock_guard lock(mutex_);
    if (!listeners_.committed) return;
    auto told = c;
    std::erase_if(told.duties, [this](const duty& d) { return handed_out_.erase(d.id) > 0; });
    listeners_.committed(told);
}

void change_feed::announce(std::string_view event, const json& data) {
    const std::lock_guard lock(mutex_);
    if (listeners_.announced) listeners_.announced(event, data);
}

}  // namespace motcua::app
