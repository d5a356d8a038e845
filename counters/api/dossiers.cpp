#include "counters/api/asking.hpp"
#include "counters/api/input.hpp"

namespace motcua::api {

void receive_dossier(context& c, call k) {
    if (auto found = check_reception(k.body); !found.empty()) return k.answer(field_problem(found));
    command what;
    what.kind = "dossier";
    what.event = "create";
    what.data = to_text(k.body);
    submit(c, std::move(k), std::move(what), 201);
}

void list_dossiers(context& c, call k) {
    json_object args{{"list", k.asked.parameter("list").value_or("")}, {"q", ""}};
    add_page(k, args);
    answer_with(c, k, "dossiers", std::move(args));
}

// What is searched for may be a person's name: it travels in the body, never in an address.
void search_dossiers(context& c, call k) {
    json_object args{{"list", get_string(k.body, "list")}, {"q", get_string(k.body, "q")}};
    add_page(k, args);
    if (const auto page = get_integer(k.body, "page"); page > 0) args["page"] = page;
    if (const auto size = get_integer(k.body, "size"); size > 0 && size <= 500) args["size"] = size;
    answer_with(c, k, "dossiers", std::move(args));
}

// By session number or by dossier code.
void show_dossier(context& c, call k) {
    answer_with(c, k, "dossier", {{"id", k.names.front()}});
}

void act_on_dossier(context& c, call k) {
    const auto session = session_of(k);
    if (!session) return;
    const auto view = c.door.ask("dossier", to_text(json_object{{"id", k.names[0]}, {"by", to_json(k.by)}}));
    if (const auto read = parse_json(view.body); view.found && read)
        if (auto found = check_action(*read, k.names[1], k.body); !found.empty())
            return k.answer(field_problem(found));
    command what;
    what.session = *session;
    what.event = k.names[1];
    what.data = to_text(k.body);
    submit(c, std::move(k), std::move(what));
}

void list_worklists(context& c, call k) {
    answer_with(c, k, "worklists", {});
}

}  // namespace motcua::api
