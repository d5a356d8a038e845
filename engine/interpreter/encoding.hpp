// A session as the bytes of its row, and back. State ids and data by name, so a row outlives a rearranged
// chart; the hash of the chart says which one it was written with. Versioned; reading is total: any bytes
// give a session or a failure. The bytes written before a step are the undo log of that step.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/interpreter/session.hpp"

namespace motcua::interpreter {

inline constexpr unsigned char row_version = 1;

// Refuses (unsupported) what no row can keep, such as a Date in a variable, naming it; `limit` above max_row
// bytes.
inline constexpr std::size_t max_row = 16u << 20;
result<std::string> encode(const session& s);
// Replaces the content of `out`, keeping its capacity.
result<void> encode_to(std::string& out, const session& s);

// The chart with this content hash; null when it is not to be had.
using chart_finder = std::function<chart_pointer(std::string_view content_hash)>;

// `find` is asked for invoked charts that the invoking one does not contain.
result<session> decode(const chart_pointer& c, std::string_view row, const chart_finder& find = {},
                       datamodel::ecmascript_heap* heap = nullptr);
// The content hash in a row, to find its chart.
result<std::string> chart_of(std::string_view row);

}  // namespace motcua::interpreter
