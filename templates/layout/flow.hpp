// Blocks laid out at a width, before they know their page: slices that follow each other down the paper. A
// slice is never cut; pages break between slices. Places inside a slice are from its top and the left edge of
// the body.
#pragma once

#include <vector>

#include "templates/layout/page.hpp"

namespace motcua::templates {

struct slice : drawing {
    double height = 0;
    bool keep_next = false;      // stays on the page of the next one, as far as a page can hold both
    int head = -1;               // table whose head is repeated if a page begins here
    std::vector<rule> at_break;  // closes the table's frame where a page ends below this slice
};

struct flow {
    std::vector<slice> slices;
    std::vector<slice> heads;  // by table number

    double height() const {
        double sum = 0;
        for (const auto& s : slices) sum += s.height;
        return sum;
    }
};

void move(drawing& d, double x, double y);
void append(drawing& to, const drawing& from);

}  // namespace motcua::templates
