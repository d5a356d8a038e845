// What is typed into the search box, and the keys under which codes and names are found by it: the same for
// every door. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/store/rows.hpp"

namespace motcua::store {

// Dossier and portal codes as they are looked up: a clerk types "h50.01-26", a scanner reads "H500126".
std::string code_key(std::string_view code);

// The words of a folded name, each once, in order. Whatever is neither letter nor digit parts them.
std::vector<std::string> name_words(std::string_view folded);

// All keys that start with the prefix lie before this and not before the prefix itself (in the order of
// bytes).
std::string behind(std::string_view prefix);

struct search {
    // The key with which the code starts; empty: what was typed is the start of no code.
    std::string code{};
    // Each begins a word of the name, in any order. Where there are some, the name goes first and the code
    // counts only where no name is found: "79" may be either.
    std::vector<std::string> words{};
};
search read_search(std::string_view typed);

}  // namespace motcua::store
