#include "counters/api/asking.hpp"
#include "counters/api/input.hpp"

namespace motcua::api {

// A courier's round: one manifest, signed by two, then each parcel's fate.
void list_rounds(context& c, call k) {
    answer_with(c, k, "rounds", {});
}

void create_round(context& c, call k) {
    command what;
    what.kind = "round";
    what.event = "create";
    what.data = to_text(k.body);
    submit(c, std::move(k), std::move(what), 201);
}

void show_round(context& c, call k) {
    answer_with(c, k, "round", {{"id", k.names.front()}});
}

void act_on_round(context& c, call k) {
    const auto session = session_of(k);
    if (!session) return;
    const auto view = c.door.ask("round", to_text(json_object{{"id", k.names[0]}, {"by", to_json(k.by)}}));
    if (const auto read = parse_json(view.body); view.found && read)
        if (auto found = check_action(*read, k.names[1], k.body); !found.empty())
            return k.answer(field_problem(found));
    command what;
    what.session = *session;
    what.event = k.names[1];
    what.data = to_text(k.body);
    submit(c, std::move(k), std::move(what));
}

}  // namespace motcua::api
