// What happens, handed to those it concerns: duties to those who do them, each once, those that an earlier
// process left behind included; commits and everything else to the watchers. Outlives the engine, since the
// engine tells it; its listeners come later and leave earlier. Any thread.
#pragma once

#include <functional>
#include <mutex>
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

    // What was left behind is handed over before this returns. Until end(). The failure: what was left behind
    // could not be read, and nobody is subscribed.
    result<void> subscribe(const engine& e, listeners who);
    void end();

    void committed(const change& c);  // the engine's thread
    void announce(std::string_view event, const json& data);

private:
    std::mutex mutex_;
    listeners listeners_;
    std::set<std::uint64_t> handed_out_;  // of those left behind, lest their commit is heard of only now
};

}  // namespace motcua::app
