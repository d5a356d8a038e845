// The table of the API: method, pattern, what the request must bring, who handles it. One line a call; the
// handlers stand in the files named after what they speak of. Io thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "counters/api/engine_door.hpp"
#include "counters/api/event_board.hpp"
#include "counters/api/services.hpp"
#include "counters/config/office_file.hpp"
#include "counters/http/server.hpp"

namespace motcua::api {

struct context {
    engine_door door;
    services& app;
    counters::office_file office;
    event_board watchers;
};

// One request on its way: what its route promised is there.
struct call {
    http::request asked;
    std::vector<std::string> names;  // what stands for the {…} of the pattern, in order
    actor by;
    std::string key;
    json body;
    http::responder answer;
};

using handler = void (*)(context&, call);

enum needs : unsigned {
    nothing = 0,
    staff = 1,         // X-Motcua-Actor names somebody of the office
    body = 2,          // a JSON object
    key = 4,           // Idempotency-Key
    training_only = 8  // 404 in real service
};

struct route {
    http::method method;
    std::string_view pattern;  // below /api/v1
    unsigned wants;
    handler handle;
};

std::span<const route> routes();

// The route of a path below /api/v1 with its names; `allowed` lists the methods known for the path otherwise.
struct match {
    const route* found = nullptr;
    std::vector<std::string> names;
    std::string allowed;
};
match find_route(http::method m, const std::vector<std::string>& segments);

// office.cpp
void show_office(context& c, call k);
void watch_events(context& c, call k);
void confirm_clock(context& c, call k);
// procedures.cpp
void list_procedures(context& c, call k);
void show_procedure(context& c, call k);
void route_dossier(context& c, call k);
void list_warnings(context& c, call k);
// dossiers.cpp
void receive_dossier(context& c, call k);
void list_dossiers(context& c, call k);
void search_dossiers(context& c, call k);
void show_dossier(context& c, call k);
void act_on_dossier(context& c, call k);
void list_worklists(context& c, call k);
// rounds.cpp
void list_rounds(context& c, call k);
void create_round(context& c, call k);
void show_round(context& c, call k);
void act_on_round(context& c, call k);
// paper.cpp
void preview_slip(context& c, call k);
void show_slip(context& c, call k);
void reprint_slip(context& c, call k);
void list_printers(context& c, call k);
void list_jobs(context& c, call k);
void decide_job(context& c, call k);
// calendar.cpp
void preview_calendar(context& c, call k);
void adopt_calendar(context& c, call k);
// training.cpp
void show_training(context& c, call k);
void advance_clock(context& c, call k);
void set_printer(context& c, call k);
void pull_power(context& c, call k);
void list_sheets(context& c, call k);
void show_sheet(context& c, call k);

}  // namespace motcua::api
