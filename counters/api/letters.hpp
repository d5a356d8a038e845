// The letters a client sent: those that hide or steer the text are refused anywhere, those that the office's
// paper cannot show are refused in what is written down, with the place and the letter. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "counters/api/answers.hpp"

namespace motcua::api {

// What `clean_text` refused, in words for who typed it. `text` is valid UTF-8.
std::string why_unclean(std::string_view text);

// Strings anywhere in `body` with letters that a face of the printed forms lacks.
std::vector<field_fault> check_letters(const json& body);

}  // namespace motcua::api
