// The JSON API under /api/v1: requests become commands and questions for the engine, answers become
// responses. It decides nothing about dossiers. `handle` runs on the root thread; made once by the program,
// outlives the server.
#pragma once

#include <memory>

#include "counters/api/engine_door.hpp"
#include "counters/api/services.hpp"
#include "counters/config/office_file.hpp"
#include "counters/http/server.hpp"

namespace motcua::api {

struct context;

class api {
public:
    api(engine_door door, services& app, counters::office_file office);
    ~api();

    // True when the path is the API's; then `answer` is or will be answered.
    static bool owns(const http::request& r);
    void handle(http::request r, http::responder answer);

    // Tells the watchers of a commit. Any thread.
    void committed(const change& c);
    // Tells the watchers of anything else: "clock", "printer", "sheet". Any thread.
    void announce(std::string_view event, const json& data);

private:
    std::unique_ptr<context> context_;
};

}  // namespace motcua::api
