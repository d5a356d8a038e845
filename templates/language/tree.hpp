// A template as read: blocks and text with bindings, everything checked that can be checked without values.
// Built by read.cpp, walked by layout; immutable afterwards. Lengths are points unless said.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/base/result.hpp"
#include "templates/language/filters.hpp"
#include "templates/language/medium.hpp"

namespace motcua::templates {

// "{applicant.name}", "{dossier.due_at|datetime?words when missing}"
struct binding {
    enum class absent { refuse, nothing, dots, leader, words };

    std::string path;
    std::vector<filter> filters;
    absent when_absent = absent::refuse;
    int dots = 0;
    std::string words;
    position at;
    std::string file;
};

struct line_break {};

struct inline_item;

// Text in between only where the test holds.
struct test {
    enum class kind { has, lacks, is, is_not };
    kind what = kind::has;
    std::string path;
    std::string value;
    position at;
};

struct inline_choice {
    test when;
    std::vector<inline_item> items;
};

struct inline_item {
    std::variant<std::string, binding, line_break, inline_choice> what;
    bool bold = false, italic = false;
    double scale = 1;  // of the paragraph's size
};

using inline_text = std::vector<inline_item>;

enum class alignment { left, centre, right, justify };

struct block;
using blocks = std::vector<block>;

struct paragraph {
    inline_text text;
    alignment align = alignment::left;
    double size = 0;   // 0: of the layout
    double scale = 1;  // of that size
    double indent = 0, first = 0, before = 0, after = 0;
    bool keep_next = false;
    double rule_below = 0;  // thin rule under the words: share of their length
};

struct column {
    double weight = 1;
    std::vector<block> content;
};

struct columns {
    std::vector<column> parts;
    double gap = 0;
    bool keep_next = false;
};

struct cell {
    std::vector<block> content;
    int across = 1, down = 1;
};

struct row {
    std::vector<cell> cells;
    position at;
};

struct table {
    std::vector<double> weights;
    std::vector<row> head;
    std::vector<block> body;  // row, loop or choice
    double size = 0;          // 0: of the layout
    double scale = 1;         // of that size
    bool lines = true;
};

struct loop {
    std::string in, as, index;
    std::vector<block> content;
    position at;
    std::string file;  // of the piece it stands in
};

struct choice {
    test when;
    std::vector<block> content;
};

struct keep {
    std::vector<block> content;
};

struct group {
    std::vector<block> content;
};

struct line {
    double share = 1;  // of the width
    double thickness = 0.6, before = 0, after = 0;
    bool dashed = false;
};

struct space {
    double height = 0;
    double lines = 0;  // more height, in lines of the text's size
};

struct code {
    enum class kind { qr, code128 };
    kind what = kind::qr;
    inline_text value;
    double width = 0, height = 0;
    alignment align = alignment::left;
    position at;
    std::string file;
};

struct block {
    std::variant<paragraph, columns, table, row, loop, choice, keep, group, line, space, code> what;
};

struct page_layout {
    std::vector<medium> media;
    bool sans = false;
    double size = 13, line_height = 1.1;
    double top = 0, right = 0, bottom = 0, left = 0;
    std::vector<block> body, footer;
    bool footer_only_many = true;  // no "Trang 1/1"
};

struct tree {
    std::string file;
    std::string title, number;
    inline_text suffix;               // of the form's number, after what the values give
    std::vector<std::string> copies;  // the mark of each copy; one without a mark where empty
    std::vector<page_layout> layouts;

    const page_layout* layout_for(medium m) const;
};

}  // namespace motcua::templates
