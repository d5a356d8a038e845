// Turns the blocks of a template into a flow, given values. One per layout() call, on the caller's thread.
// composer.cpp holds the simple blocks, table.cpp rows and columns.
#pragma once

#include "templates/language/tree.hpp"
#include "templates/layout/flow.hpp"
#include "templates/layout/scope.hpp"

namespace motcua::templates {

// Where a block may print: from `x`, `width` wide, with text of `size` unless a paragraph says otherwise.
struct area {
    double x = 0, width = 0, size = 0;
};

class composer {
public:
    // `page_room` is the height a page offers; 0 on a roll, where nothing breaks.
    composer(const page_layout& l, const paper& p, scope& s, double page_room)
        : layout_(l), paper_(p), scope_(s), page_room_(page_room) {}

    flow compose(const blocks& content, area a);

private:
    struct placed_cell {
        flow content;
        double x = 0, width = 0;
    };
    struct head_cell {
        placed_cell cell;
        std::size_t from = 0, to = 0;  // rows of the head
    };

    void add(const paragraph& p, area a, flow& out);
    void add(const columns& c, area a, flow& out);
    void add(const table& t, area a, flow& out);
    void add(const row& r, area a, flow& out);
    void add(const loop& l, area a, flow& out);
    void add(const choice& c, area a, flow& out);
    void add(const keep& k, area a, flow& out);
    void add(const group& g, area a, flow& out);
    void add(const line& l, area a, flow& out);
    void add(const space& s, area a, flow& out);
    void add(const code& c, area a, flow& out);
    void add_all(const blocks& content, area a, flow& out);

    std::vector<head_cell> place_head(const table& t, area a);
    slice head_of(const table& t, area a);
    std::vector<placed_cell> place(const row& r, const table& t, area a);
    // One slice where the cells fit on a page together, else one per line of the longest cell.
    void merge(std::vector<placed_cell>& cells, double padding, flow& out);

    const page_layout& layout_;
    const paper& paper_;
    scope& scope_;
    double page_room_;
    const table* table_ = nullptr;  // whose rows are being added
    int head_ = -1;
    int budget_ = 200'000;  // blocks still to come: loops in loops grow fast
};

}  // namespace motcua::templates
