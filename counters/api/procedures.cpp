#include "counters/api/asking.hpp"

namespace motcua::api {

void list_procedures(context& c, call k) {
    answer_with(c, k, "procedures", {{"q", k.asked.parameter("q").value_or("")}});
}

void show_procedure(context& c, call k) {
    answer_with(c, k, "procedure", {{"code", k.names.front()}});
}

// Which stream, by which rule, due when, at what fee: asked anew with every answer at reception.
void route_dossier(context& c, call k) {
    json_object args = std::move(k.body.as_object());
    answer_with(c, k, "route", std::move(args));
}

// What ends soon: fees, the calendar.
void list_warnings(context& c, call k) {
    answer_with(c, k, "warnings", {});
}

}  // namespace motcua::api
