#include "engine/chart/chart.hpp"

namespace motcua::chart {

state_id chart::find(std::string_view id) const {
    if (by_id.empty()) return no_state;
    const auto last = by_id.size() - 1;
    auto at = hash_of(id) & last;
    while (by_id[at] != no_state && states[by_id[at]].id != id) at = (at + 1) & last;
    return by_id[at];
}

std::string_view chart::annotation_of(state_id s, std::string_view wanted) const {
    const auto& r = states[s].annotations;
    for (index i = r.first; i < r.end(); ++i)
        if (annotations[i].name == wanted) return annotations[i].value;
    return {};
}

std::string chart::where(index p) const {
    const auto& at = places[p];
    return files[at.file] + ":" + std::to_string(at.at.line) + ":" + std::to_string(at.at.column);
}

}  // namespace motcua::chart
