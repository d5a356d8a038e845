// Breaks styled text into lines of a width: greedily at spaces, inside a word only when it is longer than a
// line. Pure.
#pragma once

#include <vector>

#include "templates/layout/page.hpp"
#include "templates/layout/scope.hpp"

namespace motcua::templates {

struct text_line {
    std::vector<text_run> runs;  // x from the start of the line, y 0 is the baseline
    double width = 0;            // of what is printed
    double ascent = 0, descent = 0;
    bool ends_paragraph = false;  // last line, or one before a forced break: never stretched
};

struct line_shape {
    double width = 0;
    double first = 0;  // indent of the first line
    bool justify = false;
    bool balance = false;  // lines of like length, as titles are set
};

// At least one line; an empty text gives an empty line of its first piece's height, or none without pieces.
std::vector<text_line> break_lines(const std::vector<piece>& pieces, const line_shape& shape);

}  // namespace motcua::templates
