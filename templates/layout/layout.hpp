// Template + JSON values → pages. A pure function: no clock, no files, no state; call it from any thread.
// Values are cleaned to NFC here; a letter the font lacks, a missing binding or a list of the wrong shape is
// a fault that names the path and the place in the template, all of them at once.
#pragma once

#include <string>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/base/result.hpp"
#include "templates/language/library.hpp"
#include "templates/layout/page.hpp"

namespace motcua::templates {

struct layout_options {
    medium on = medium::a4;
    std::vector<std::string> marks;  // "BẢN IN LẠI – lần 2", "HUẤN LUYỆN – KHÔNG CÓ GIÁ TRỊ": on every page
};

read_result<document> layout(const form& f, const json& values, const layout_options& options);

// "BẢN IN LẠI – lần n", n from 1.
std::string reprint_mark(int n);
// "HUẤN LUYỆN – KHÔNG CÓ GIÁ TRỊ"
std::string training_mark();

}  // namespace motcua::templates
