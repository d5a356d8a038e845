#include "counters/api/asking.hpp"

namespace motcua::api {

// A courier's round: one manifest, signed by two, then each parcel's fate.
void list_rounds(context& c, call k) {
    json_object args;
    if (add_page(k, args)) answer_with(c, std::move(k), "rounds", std::move(args));
}

void create_round(context& c, call k) {
    create(c, std::move(k), "round");
}

void show_round(context& c, call k) {
    json_object args{{"id", k.names.front()}};
    answer_with(c, std::move(k), "round", std::move(args));
}

void act_on_round(context& c, call k) {
    act(c, std::move(k));
}

}  // namespace motcua::api
