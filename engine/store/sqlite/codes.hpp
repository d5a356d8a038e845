// Dossier and portal codes as they are looked up: a clerk types "h50.01", a scanner reads "H50.01".
#pragma once

#include <string>
#include <string_view>

namespace motcua::store {

inline std::string code_key(std::string_view code) {
    std::string key;
    key.reserve(code.size());
    for (char c : code)
        if (c != ' ') key += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return key;
}

}  // namespace motcua::store
