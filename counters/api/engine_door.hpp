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
};

inline engine_door door_to(engine& e) {
    return {[&e](command c, std::function<void(answer)> done) { e.submit(std::move(c), std::move(done)); },
            [&e](std::string_view question, std::string_view args) { return e.ask(question, args); }};
}

}  // namespace motcua::api
