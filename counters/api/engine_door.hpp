// The calls that the API makes into the engine, as values, so that routing can be tested without a data
// folder. None waits; what is told comes once, later, on a thread of the engine. The engine behind must
// outlive the API.
#pragma once

#include <functional>

#include "engine/engine.hpp"

namespace motcua::api {

struct engine_door {
    // As engine::async_submit, async_ask and async_confirm_clock.
    std::function<void(command, std::function<void(answer)> done)> submit;
    std::function<void(question, std::function<void(reply)> done)> ask;
    std::function<void(actor, std::int64_t shown, std::function<void(answer)> done)> confirm_clock{};
};

inline engine_door door_to(engine& e) {
    return {
        [&e](command c, std::function<void(answer)> done) { e.async_submit(std::move(c), std::move(done)); },
        [&e](question q, std::function<void(reply)> done) { e.async_ask(std::move(q), std::move(done)); },
        [&e](actor by, std::int64_t shown, std::function<void(answer)> done) {
            e.async_confirm_clock(std::move(by), shown, std::move(done));
        }};
}

}  // namespace motcua::api
