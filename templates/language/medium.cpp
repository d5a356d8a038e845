#include "templates/language/medium.hpp"

#include <array>

namespace motcua::templates {
namespace {

constexpr double mm = 72.0 / 25.4;
constexpr double dot = 72.0 / 203.0;

// In the order of the enumeration.
constexpr std::array<paper, 5> papers{{{"a4", 210 * mm, 297 * mm, 0},
                                       {"a4-landscape", 297 * mm, 210 * mm, 0},
                                       {"a5", 148 * mm, 210 * mm, 0},
                                       {"80mm", 576 * dot, 0, 576},
                                       {"58mm", 384 * dot, 0, 384}}};

}  // namespace

const paper& paper_of(medium m) {
    return papers[static_cast<std::size_t>(m)];
}

std::optional<medium> parse_medium(std::string_view name) {
    for (std::size_t i = 0; i < papers.size(); ++i)
        if (papers[i].name == name) return static_cast<medium>(i);
    return std::nullopt;
}

}  // namespace motcua::templates
