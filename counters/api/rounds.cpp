#include "counters/api/asking.hpp"

namespace motcua::api {

// A courier's round: one manifest, signed by two, then each parcel's fate.
void list_rounds(context& c, call k) {
    answer_with(c, k, "rounds", {});
}

void create_round(context& c, call k) {
    create(c, std::move(k), "round");
}

void show_round(context& c, call k) {
    answer_with(c, k, "round", {{"id", k.names.front()}});
}

void act_on_round(context& c, call k) {
    act(c, std::move(k), "round");
}

}  // namespace motcua::api
