#include "engine/chart/chart.hpp"

namespace motcua::chart {

state_id chart::find(std::string_view id) const {
    const auto at = by_id.find(id);
    return at == by_id.end() ? no_state : at->second;
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
