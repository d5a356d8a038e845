// What happens, handed to those it concerns: duties to those who do them, each once, those that an earlier
// process left behind included; commits and everything else to the watchers. Outlives the engine; its
// listeners come later and leave earlier. On its executor, one at a time; `announce` from any thread.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <functional>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/base/result.hpp"
#include "engine/engine.hpp"

namespace motcua::app {

class change_feed {
public:
    struct listeners {
        std::function<void(const std::vector<duty>&)> left_behind;
        std::function<void(const change&)> committed;  // with the duties that are new to them
        std::function<void(std::string_view event, const json& data)> announced;
    };

    explicit change_feed(boost::asio::any_io_executor on) : on_(std::move(on)) {}

    // Hears what the engine changes from now on; before there are listeners it is let go.
    void follow(engine& e);
    // What was left behind is handed over before this returns. Until end(). The failure: what was left behind
    // could not be read, and nobody is subscribed.
    result<void> subscribe(listeners who);
    void end();

    void announce(std::string_view event, json data);

private:
    void read_next();
    void take(const change& c);

    const boost::asio::any_io_executor on_;
    const engine* engine_ = nullptr;
    std::optional<subscription> changes_;
    listeners listeners_;
    std::set<std::uint64_t> handed_out_;  // of those left behind, lest their commit is told of only now
};

}  // namespace motcua::app
