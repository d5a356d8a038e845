#include "counters/api/asking.hpp"
#include "counters/api/input.hpp"

namespace motcua::api {

void receive_dossier(context& c, call k) {
    if (auto found = check_reception(k.body); !found.empty()) return k.answer(field_problem(found));
    create(c, std::move(k), "dossier");
}

void list_dossiers(context& c, call k) {
    json_object args{{"list", k.asked.parameter("list").value_or("")}, {"q", ""}};
    if (add_page(k, args)) answer_with(c, std::move(k), "dossiers", std::move(args));
}

// What is searched for may be a person's name: it travels in the body, never in an address.
void search_dossiers(context& c, call k) {
    json_object args{{"list", get_string(k.body, "list")}, {"q", get_string(k.body, "q")}};
    if (add_page(k, args)) answer_with(c, std::move(k), "dossiers", std::move(args));
}

// By session number or by dossier code.
void show_dossier(context& c, call k) {
    json_object args{{"id", k.names.front()}, {"promised_on", k.asked.parameter("promised_on").value_or("")}};
    answer_with(c, std::move(k), "dossier", std::move(args));
}

void act_on_dossier(context& c, call k) {
    act(c, std::move(k));
}

void list_worklists(context& c, call k) {
    answer_with(c, std::move(k), "worklists", {});
}

}  // namespace motcua::api
