// Makes the event table of a chart whose states and transitions stand. Used by the loader only.
#pragma once

#include "engine/chart/chart.hpp"

namespace motcua::chart {

class event_table_builder {
public:
    explicit event_table_builder(const chart& c) : chart_(c) {}
    event_table build();

private:
    static constexpr event_class all_classes = 0xffff;  // of the descriptor *
    struct known {
        std::uint64_t hash;
        std::string_view name;
        event_class what;
    };
    void find_distinct();
    void number_classes();
    void add(event_class to, index transition);
    void add_matching(index transition, event_class descriptor);

    const chart& chart_;
    event_table out_;
    std::vector<known> distinct_;
    std::vector<index> distinct_of_;       // of each descriptor of the chart
    std::vector<std::string_view> names_;  // by class
};

// Whether a descriptor speaks of an event: "*", equal, or equal up to a dot.
bool matches(std::string_view descriptor, std::string_view event);

}  // namespace motcua::chart
