// The page a new printer is tried with: a frame at the very edges, a ruler, lines and squares that show lost
// dots and rows. The same picture for rolls and, inside a one-page PDF, for sheets. Pure.
#pragma once

#include "printers/device/device.hpp"

namespace motcua::printers {

document test_page(const wanted_content& wanted);

}  // namespace motcua::printers
