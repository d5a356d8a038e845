// What SCXML 1.0 allows where: children and attributes of each element, how often, of which form, as one
// table. Says nothing about meaning. Called by the loader for every element of the SCXML namespace before it
// is read.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
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

// The attributes of SCXML 1.0.
enum class key : unsigned char {
    initial,
    name,
    version,
    datamodel,
    binding,
    id,
    event,
    cond,
    target,
    type,
    array,
    item,
    index_,
    label,
    expr,
    src,
    location,
    eventexpr,
    targetexpr,
    typeexpr,
    idlocation,
    delay,
    delayexpr,
    namelist,
    sendid,
    sendidexpr,
    srcexpr,
    autoforward,
    count
};

std::string_view name_of(key k);

// What one element of SCXML says in its attributes, looked through once; valid as long as its document.
class attributes {
public:
    attributes() = default;
    bool has(key k) const { return (set_ >> static_cast<unsigned>(k) & 1) != 0; }
    std::optional<std::string_view> operator[](key k) const {
        return has(k) ? std::optional(values_[static_cast<unsigned>(k)].view()) : std::nullopt;
    }
    std::string_view get_or(key k, std::string_view otherwise) const {
        return (*this)[k].value_or(otherwise);
    }
    std::uint32_t set() const { return set_; }
    bool foreign() const { return foreign_; }  // one of another namespace stands there as well

private:
    friend attributes read_attributes(tag t, const xml::element& e, faults& found);
    struct value {  // not initialised, unlike a string_view
        const char* first;
        std::size_t size;
        std::string_view view() const { return {first, size}; }
    };
    std::array<value, static_cast<std::size_t>(key::count)> values_;
    std::uint32_t set_ = 0;
    bool foreign_ = false;
};

tag tag_of(std::string_view name);
std::string_view name_of(tag t);

bool may_contain(tag parent, tag child);
bool may_stand_inside(tag outermost, tag t);  // at any depth; `unknown`: nothing restricts it
bool is_executable(tag t);                    // raise, if, foreach, log, assign, script, send, cancel

// Which children of one element were met: reports what stands there too often, not at all, or with what it
// excludes.
class children_seen {
public:
    explicit children_seen(tag of) : of_(of) {}
    void see(tag t, const xml::element& child, faults& found);
    void end(const xml::element& e, faults& found) const;

private:
    tag of_;
    std::uint32_t seen_ = 0;
};

// Reports unknown, missing, mutually exclusive and malformed attributes, a value that is given twice or not
// at all, and text where none belongs.
attributes read_attributes(tag t, const xml::element& e, faults& found);
void check_text(tag t, const xml::element& e, faults& found);

}  // namespace motcua::chart
