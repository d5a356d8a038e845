// The faces forms are set in: "Motcua Serif" for sheets, "Motcua Sans" for rolls. Sans has no italic.
#pragma once

#include <cstdint>

namespace motcua::templates {

enum class face : std::uint8_t { serif, serif_bold, serif_italic, serif_bold_italic, sans, sans_bold };
inline constexpr int face_count = 6;

}  // namespace motcua::templates
