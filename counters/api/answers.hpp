// The API's answers: JSON bodies, and problems that always say what was expected and what to do next.
// {"code","message","next","faults"?}. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "counters/http/message.hpp"
#include "engine/base/json.hpp"
#include "engine/engine.hpp"

namespace motcua::api {

http::response json_text(std::string body, int status = 200);
http::response json_answer(const json& v, int status = 200);

http::response problem(int status, std::string_view code, std::string_view message, std::string_view next);

// One mistake in what a client sent: a path into its JSON ("applicant.name") and a sentence.
struct field_fault {
    std::string field;
    std::string message;
};
http::response field_problem(const std::vector<field_fault>& found);

// done → `created` or 200, rejected → 409 (422 where only fields are wrong; their "faults" go along), parked
// → 500 with the incident, failed → 503.
http::response from_answer(const answer& a, int done_status = 200);
// A question that was not answered: 404 where there is nothing, 503 where it could not be read now.
http::response from_reply(const engine::reply& r);
// The world refused: 404, 422 or 503, with the failure's own sentence, which is for people.
http::response from_failure(const failure& f);

}  // namespace motcua::api
