// The table of SCXML 1.0's grammar as the Recommendation's chapters 3 to 6 give it: read by grammar.cpp
// alone, at compile time.
#pragma once

#include <array>
#include <string_view>

#include "engine/chart/grammar.hpp"

namespace motcua::chart {

// Names are words between blanks; groups of them are parted by a bar.
struct rule {
    std::string_view name;
    std::string_view attributes = "";
    std::string_view children = "";
    std::string_view required = "";      // attributes
    std::string_view at_most_one = "";   // of each group of attributes
    std::string_view at_least_one = "";  // of these attributes
    std::string_view once = "";          // children that stand there at most once
    std::string_view needed = "";        // at least one of these children
    std::string_view apart = "";         // two kinds of children that exclude each other
    std::string_view values = "";        // what gives the value: attributes, and content
    bool value_needed = false;           // exactly one of `values`, else at most one
    bool executable_children = false;
    std::string_view nowhere_inside = "";  // executable content that may not stand there at any depth
};

// The Recommendation's chapters 3 to 6, in the order of `tag`.
inline constexpr std::array<rule, 26> rules{{
    {.name = "scxml",
     .attributes = "initial name version datamodel binding",
     .children = "state parallel final datamodel script",
     .once = "datamodel script"},
    {.name = "state",
     .attributes = "id initial",
     .children = "onentry onexit transition initial state parallel final history datamodel invoke",
     .once = "initial datamodel"},
    {.name = "parallel",
     .attributes = "id",
     .children = "onentry onexit transition state parallel history datamodel invoke",
     .once = "datamodel"},
    {.name = "transition", .attributes = "event cond target type", .executable_children = true},
    {.name = "initial", .children = "transition", .once = "transition", .needed = "transition"},
    {.name = "final", .attributes = "id", .children = "onentry onexit donedata", .once = "donedata"},
    {.name = "onentry", .executable_children = true},
    {.name = "onexit", .executable_children = true},
    {.name = "history",
     .attributes = "id type",
     .children = "transition",
     .once = "transition",
     .needed = "transition"},
    {.name = "raise", .attributes = "event", .required = "event"},
    {.name = "if",
     .attributes = "cond",
     .children = "elseif else",
     .required = "cond",
     .executable_children = true},
    {.name = "elseif", .attributes = "cond", .required = "cond"},
    {.name = "else"},
    {.name = "foreach",
     .attributes = "array item index",
     .required = "array item",
     .executable_children = true},
    {.name = "log", .attributes = "label expr"},
    {.name = "datamodel", .children = "data"},
    {.name = "data", .attributes = "id src expr", .required = "id", .values = "src expr content"},
    {.name = "assign",
     .attributes = "location expr",
     .required = "location",
     .values = "expr content",
     .value_needed = true},
    {.name = "donedata",
     .children = "content param",
     .once = "content",
     .needed = "content param",
     .apart = "content param"},
    {.name = "content", .attributes = "expr", .values = "expr content"},
    {.name = "param",
     .attributes = "name expr location",
     .required = "name",
     .at_most_one = "expr location",
     .at_least_one = "expr location"},
    {.name = "script", .attributes = "src", .values = "src content", .value_needed = true},
    {.name = "send",
     .attributes = "event eventexpr target targetexpr type typeexpr id idlocation delay delayexpr namelist",
     .children = "content param",
     .at_most_one = "event eventexpr|target targetexpr|type typeexpr|id idlocation|delay delayexpr",
     .once = "content",
     .apart = "content param"},
    {.name = "cancel",
     .attributes = "sendid sendidexpr",
     .at_most_one = "sendid sendidexpr",
     .at_least_one = "sendid sendidexpr"},
    {.name = "invoke",
     .attributes = "type typeexpr src srcexpr id idlocation namelist autoforward",
     .children = "content param finalize",
     .at_most_one = "type typeexpr|src srcexpr|id idlocation",
     .once = "content finalize"},
    {.name = "finalize", .executable_children = true, .nowhere_inside = "raise send"},
}};

// What the value of an attribute may look like.
struct form {
    tag of;
    key attribute;
    std::string_view one_of = "";  // empty: see `is_id`
    bool is_id = false;            // a name as XML has them, without colon; else one word
};

inline constexpr std::array<form, 16> forms{{
    {tag::scxml, key::version, "1.0"},
    {tag::scxml, key::datamodel, "ecmascript null"},
    {tag::scxml, key::binding, "early late"},
    {tag::transition, key::type, "internal external"},
    {tag::history, key::type, "shallow deep"},
    {tag::invoke, key::autoforward, "true false"},
    {tag::state, key::id, "", true},
    {tag::parallel, key::id, "", true},
    {tag::final, key::id, "", true},
    {tag::history, key::id, "", true},
    {tag::data, key::id, "", true},
    {tag::raise, key::event},
    {tag::send, key::event},
    {tag::send, key::id},
    {tag::invoke, key::id},
    {tag::param, key::name},
}};

}  // namespace motcua::chart
