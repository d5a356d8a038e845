// The words that charts have for their states and actions, as people see them. Taken from the charts once and
// kept as text: charts are the same whatever calendar is in force, and no reader touches them. Any thread.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "engine/deployment/deployment.hpp"

namespace motcua::runtime {

class chart_labels {
public:
    explicit chart_labels(const deployment& d);

    // Of a state in that chart (content hash); the id itself where it has none.
    std::string phase(std::string_view chart, std::string_view id) const;
    // For a count over sessions of several charts: the labels that their states of this id have, joined by "
    // / ".
    std::string phase_in_any_chart(std::string_view id) const;
    // Of an event offered by that chart; the name itself where there is none.
    std::string event(std::string_view chart, std::string_view name) const;

private:
    using label_map = std::map<std::string, std::string, std::less<>>;
    struct of_chart {
        label_map phases, events;
    };
    std::map<std::string, of_chart, std::less<>> by_hash_;
};

}  // namespace motcua::runtime
