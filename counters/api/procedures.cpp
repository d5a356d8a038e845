#include "counters/api/asking.hpp"

namespace motcua::api {

void list_procedures(context& c, call k) {
    json_object args{{"q", k.asked.parameter("q").value_or("")}};
    answer_with(c, std::move(k), "procedures", std::move(args));
}

void show_procedure(context& c, call k) {
    json_object args{{"code", k.names.front()}};
    answer_with(c, std::move(k), "procedure", std::move(args));
}

// Which stream, by which rule, due when, at what fee: asked anew with every answer at reception.
void route_dossier(context& c, call k) {
    json_object args = std::move(k.body.as_object());
    answer_with(c, std::move(k), "route", std::move(args));
}

// What ends soon: fees, the calendar.
void list_warnings(context& c, call k) {
    answer_with(c, std::move(k), "warnings", {});
}

}  // namespace motcua::api
