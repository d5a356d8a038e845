// The two calls the API makes into the engine, as values, so that routing can be tested without a data
// folder. The engine behind must outlive the API.
#pragma once

#include <functional>
#include <string_view>

#include "engine/engine.hpp"

namespace motcua::api {

struct engine_door {
    // Any thread; `done` runs on the engine thread after the commit.
    std::function<void(command, std::function<void(answer)> done)> submit;
    // On the calling thread, of committed state.
    std::function<engine::reply(std::string_view question, std::string_view args)> ask;
    // As engine::confirm_clock.
    std::function<void(actor, std::int64_t shown, std::function<void(answer)> done)> confirm_clock{};
};

inline engine_door door_to(engine& e) {
    return {[&e](command c, std::function<void(answer)> done) { e.submit(std::move(c), std::move(done)); },
            [&e](std::string_view question, std::string_view args) { return e.ask(question, args); },
            [&e](actor by, std::int64_t shown, std::function<void(answer)> done) {
                e.confirm_clock(std::move(by), shown, std::move(done));
            }};
}

}  // namespace motcua::api
