// QR codes and Code 128 as modules, without quiet zones. Pure: no files, no images.
#pragma once

#include <string>

#include "engine/base/result.hpp"
#include "templates/layout/page.hpp"

namespace motcua::templates {

inline constexpr int qr_quiet = 4;        // modules that must stay white on each side
inline constexpr int code128_quiet = 10;  // the same, left and right

// Error correction M. Fails above some 2,300 bytes.
result<picture> qr_modules(const std::string& text);
// One row. Printable ASCII only.
result<picture> code128_modules(const std::string& text);

}  // namespace motcua::templates
