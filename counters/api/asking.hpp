// Small steps that several handlers share: ask the engine a question and answer with its text, send a command
// and answer when it is committed.
#pragma once

#include "counters/api/answers.hpp"
#include "counters/api/routes.hpp"

namespace motcua::api {

// The engine's reply, or 404 or 503 in its own words.
void answer_with(const context& c, call k, std::string_view question, json_object args);

// `k.answer` is used after the commit.
void submit(context& c, call k, command what, int done_status = 200);

// A session of `kind` ("dossier", "round") is opened with what was sent, or takes the action the path names.
// Letters that no form can print are refused here, everything else by the engine.
void create(context& c, call k, std::string kind);
void act(context& c, call k);

// The session number among the names of the path; answers 404 and gives nothing when it is none.
std::optional<std::uint64_t> session_of(const call& k);

// Who asks, as questions that depend on it get it.
json_object to_json(const actor& by);

// Adds which page of a listing is asked for: `size` and `after` or `before`, the places that an earlier page
// named `next` and `previous`; from the address, or from the body where there is one. Answers 422 and gives
// false where they are none.
bool add_page(const call& k, json_object& args);

}  // namespace motcua::api
