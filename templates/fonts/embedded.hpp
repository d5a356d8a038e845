// The six faces as they stand in this folder, part of the program: no path is needed at run time. Constant
// bytes.
#pragma once

#include <span>
#include <string>

namespace motcua::templates::fonts {

// TrueType bytes of face number 0…5, in the order of `templates::face`.
std::span<const unsigned char> embedded(int number);
// SHA-256 of all six.
std::string identity();

}  // namespace motcua::templates::fonts
