// What SCXML 1.0 allows where: attributes and children of each element, as one table. Says nothing about
// meaning. Called by the loader for every element of the SCXML namespace before it is read.
#pragma once

#include <string_view>

#include "engine/xml/document.hpp"

namespace motcua::chart {

enum class tag : unsigned char {
    scxml,
    state,
    parallel,
    transition,
    initial,
    final,
    onentry,
    onexit,
    history,
    raise,
    if_,
    elseif,
    else_,
    foreach,
    log,
    datamodel,
    data,
    assign,
    donedata,
    content,
    param,
    script,
    send,
    cancel,
    invoke,
    finalize,
    unknown
};

tag tag_of(std::string_view name);
std::string_view name_of(tag t);

bool may_contain(tag parent, tag child);
bool is_executable(tag t);  // raise, if, foreach, log, assign, script, send, cancel

// Reports unknown, missing and mutually exclusive attributes, and text where none belongs.
void check_attributes(tag t, const xml::element& e, faults& found);
void check_text(tag t, const xml::element& e, faults& found);

}  // namespace motcua::chart
