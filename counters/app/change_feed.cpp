#include "counters/app/change_feed.hpp"

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/dispatch.hpp>
#include <limits>

namespace motcua::app {

void change_feed::follow(engine& e) {
    engine_ = &e;
    // Without a bound: a duty that is missed would not be done before the next start.
    changes_ = e.subscribe(std::numeric_limits<std::size_t>::max());
    read_next();
}

void change_feed::read_next() {
    changes_->async_next(boost::asio::bind_executor(on_, [this](const change& c) {
        if (c.what == change::kind::ended) return;
        read_next();  // first: a fault of a listener must not end it
        take(c);
    }));
}

result<void> change_feed::subscribe(listeners who) {
    // A duty is durable before its commit is told: each one is in the list or still to come.
    const auto unfinished = engine_->unfinished_duties();
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
    listeners_ = {};
}

void change_feed::take(const change& c) {
    if (!listeners_.committed) return;
    if (c.what == change::kind::clock) {
        const auto clock = parse_json(c.clock).value_or(json{});
        return listeners_.announced("clock",
                                    json_object{{"now", get_string(clock, "now")}, {"clock", clock}});
    }
    auto told = c;
    std::erase_if(told.duties, [this](const duty& d) { return handed_out_.erase(d.id) > 0; });
    listeners_.committed(told);
}

void change_feed::announce(std::string_view event, json data) {
    boost::asio::dispatch(on_, [this, event = std::string(event), data = std::move(data)] {
        if (listeners_.announced) listeners_.announced(event, data);
    });
}

}  // namespace motcua::app
