// The papers a form can be laid out on, and their sizes. Points are 1/72 inch; a roll has no height of its
// own.
#pragma once

#include <optional>
#include <string_view>

namespace motcua::templates {

enum class medium { a4, a4_landscape, a5, roll_80, roll_58 };

struct paper {
    std::string_view name;  // as templates and callers write it
    double width = 0;       // points
    double height = 0;      // points; 0 for a roll
    int dots = 0;           // printable dots of a roll at 203 dpi; 0 for sheets
};

const paper& paper_of(medium m);
// "a4", "a4-landscape", "a5", "80mm", "58mm"
std::optional<medium> parse_medium(std::string_view name);

}  // namespace motcua::templates
