// The one page model both outputs draw: text runs, filled rules and 1-bit pictures at fixed places. Points
// from the top left corner of the paper. Plain values, no pointers into the template: a page outlives
// everything it was made from.
#pragma once

#include <string>
#include <vector>

#include "templates/fonts/face.hpp"
#include "templates/language/medium.hpp"

namespace motcua::templates {

struct text_run {
    face font = face::serif;
    double size = 0;      // points
    double x = 0, y = 0;  // left end of the baseline
    std::string text;     // NFC, every letter in the face
};

struct rule {
    double x = 0, y = 0, width = 0, height = 0;  // a black rectangle
};

// A QR or bar code: `columns` × `rows` modules stretched over the rectangle, black where the bit is set.
struct picture {
    double x = 0, y = 0, width = 0, height = 0;
    int columns = 0, rows = 0;
    std::vector<bool> modules;  // row by row
};

struct drawing {
    std::vector<text_run> texts;
    std::vector<rule> rules;
    std::vector<picture> pictures;
};

struct page : drawing {
    double width = 0, height = 0;
};

struct document {
    std::string title;  // of the form
    medium on = medium::a4;
    std::vector<page> pages;
};

}  // namespace motcua::templates
