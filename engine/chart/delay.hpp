// The durations of <send delay="…">: CSS2 times such as "1.5s", "200ms", ".5s". Nothing else in the document
// is a time.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace motcua::chart {

// nullopt when the text is no duration; fractions of a millisecond are rounded up.
std::optional<std::chrono::milliseconds> parse_delay(std::string_view text);

}  // namespace motcua::chart
