// A message as RFC 5322 and MIME want it: UTF-8, everything beyond ASCII encoded, lines of CR LF. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/time.hpp"

namespace motcua::notices {

struct attachment {
    std::string name;  // ASCII
    std::string media_type;
    std::string bytes;
};

struct letter {
    std::string id;  // without angle brackets; the same for the same notice, however often it is sent
    std::string from, from_name;
    std::string to, to_name;
    std::string subject;
    std::string text;  // lines of LF
    instant at{};
    std::optional<attachment> enclosed;
};

std::string to_mime(const letter& l);

}  // namespace motcua::notices
