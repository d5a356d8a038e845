// Makes the event table of a chart whose states and transitions stand. Used by the loader only.
#pragma once

#include "engine/chart/chart.hpp"

namespace motcua::chart {

class event_table_builder {
public:
    explicit event_table_builder(const chart& c) : chart_(c) {}
    event_table build();

private:
    void intern_descriptors();
    void add(event_class to, index transition);
    void add_matching(index transition, std::string_view descriptor);

    const chart& chart_;
    event_table out_;
    std::vector<std::string_view> names_;  // by class
};

// Whether a descriptor speaks of an event: "*", equal, or equal up to a dot.
bool matches(std::string_view descriptor, std::string_view event);

}  // namespace motcua::chart
