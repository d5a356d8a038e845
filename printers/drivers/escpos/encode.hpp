// ESC/POS as bytes, raster only: text modes print Vietnamese wrongly on most clones. Pure functions, no
// device.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "printers/device/bitmap.hpp"

namespace motcua::printers::escpos {

// Rows per GS v 0. Clones with small buffers print half slips when given more at once.
inline constexpr int band_rows = 128;

// The GS v 0 commands alone, in bands; what other encoders produce for the same picture.
std::string raster(const bitmap& picture);

struct document_options {
    int copies = 1;
    bool keep_asb = false;  // ESC @ switches automatic status back off, so it is switched on again behind it
};
// ESC @, then per copy: bands, feed, cut.
std::string whole_document(const bitmap& picture, const document_options& how);

// DLE EOT n: answered in real time, also when the printer is off line. n: 1 printer, 2 cause of off line, 3
// error, 4 paper.
std::string ask_status(int n);
// GS a: status blocks now and on every change.
std::string enable_asb();
// GS ( H, process id: answered when everything before it has been printed.
std::string barrier(std::string_view four_characters);
// Four printable characters, different for 94⁴ numbers.
std::string barrier_id(std::uint32_t number);

}  // namespace motcua::printers::escpos
