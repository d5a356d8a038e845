// One procedure of a published list as a procedure file that a person can finish: what the list does not say
// is left out or unknown, nothing of it is confirmed, and a comment shows what the list said. Pure; any
// thread.
#pragma once

#include <map>
#include <string>

#include "counters/commands/procedure_table.hpp"

namespace motcua::counters {

// Who works on procedures of a level, "commune" or "province".
struct resolving_unit {
    std::string code;    // a unit of the office file
    std::string agency;  // in words
};

struct procedure_file_options {
    std::string source;                                        // of the list
    std::map<std::string, resolving_unit, std::less<>> units;  // by level; "": where the list states none
    std::string prefix;  // of the numbers of procedures without a national code: "local:"
};

std::string code_of(const listed_procedure& p, const procedure_file_options& o);
// "Đăng ký, quản lý cư trú" → "dang-ky-quan-ly-cu-tru"
std::string folder_name(std::string_view field);
// "local:002" → "local-002.xml"
std::string file_name(std::string_view code);

// The file's text. A term or fee that is no amount stands in the comment, a fee also in words.
std::string to_procedure_file(const listed_procedure& p, const procedure_file_options& o);

}  // namespace motcua::counters
