// Dossier codes: made by an office's pattern from its code, the day and the number within unit and day; on
// paper and in the barcode one check character (ISO 7064 MOD 37,36 over letters and digits) follows after a
// hyphen. Pure.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/base/time.hpp"

namespace motcua::kinds {

// `pattern` knows {office}, {unit}, {yymmdd}, {yyyy}, {number:WIDTH}; everything else stands for itself.
// Patterns of both forms: "{office}-{yymmdd}-{number:4}" (000.51.01.G01-260318-0042) and
// "H50.01-{yymmdd}-{number:4}".
result<std::string> make_code(std::string_view pattern, std::string_view office, std::string_view unit,
                              local_day day, long long number);

// The check character of the letters and digits in `code`; others are skipped. '\0' where there are none.
char check_character(std::string_view code);
// "000.51.01.G01-260318-0042-X"
std::string with_check(std::string_view code);

struct typed_code {
    enum class kind {
        bare,      // no check character: search as it stands
        checked,   // check character right; `code` is without it
        either,    // its end may be the check character: search as it stands, then `unchecked`
        mistyped,  // check character wrong: say "mã gõ sai", do not search
        no_code    // letters that no code has
    };
    kind what = kind::no_code;
    std::string code;       // upper case, without spaces
    std::string unchecked;  // of `either`: without its end
};

// What somebody typed or scanned, with its separators or without them: bars hold letters and digits alone.
typed_code read_typed_code(std::string_view typed);

}  // namespace motcua::kinds
