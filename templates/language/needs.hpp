// What a form cannot be printed without, read off its template: every binding that has no words for a missing
// value, with the conditions it stands under. Computed once where forms are loaded; pure, any thread.
#pragma once

#include <string>
#include <vector>

#include "templates/language/library.hpp"
#include "templates/language/tree.hpp"

namespace motcua::templates {

// The value at `path` must be there and not be empty wherever all of `when` hold. What a loop reads of its
// items is left out: a list is the caller's to fill.
struct need {
    std::string path;        // "applicant.address"
    std::vector<test> when;  // their paths, kinds and values; places in the file are kept
};

// Of all media of the form, each once.
std::vector<need> needs_of(const form& f);

}  // namespace motcua::templates
