// The flat tables a chart consists of: plain records that name each other by position. States are numbered in
// document order, so the descendants of a state are the positions after it up to `end`. No behaviour here;
// filled once by the loader, read by the interpreter, the proofs and the diagrams.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/value/value.hpp"

namespace motcua::chart {

using state_id = std::uint16_t;       // position in document order; 0 is the <scxml> element itself
using expression_id = std::uint32_t;  // number in the chart's evaluator
using event_class = std::uint16_t;    // which transitions an event's name can enable, see chart::classify
using index = std::uint32_t;

inline constexpr state_id no_state = 0xffff;
inline constexpr index nothing = 0xffffffff;
inline constexpr expression_id no_expression = 0xffffffff;

struct range {
    index first = 0;
    index count = 0;
    index end() const { return first + count; }
};

struct place {
    std::uint32_t file = 0;  // position in chart::files
    position at;
};

enum class state_kind : std::uint8_t { atomic, compound, parallel, final, shallow_history, deep_history };

struct state {
    std::string
        id;  // as written, or made up as "~2.1" (path of child positions) when the document gives none
    state_kind kind = state_kind::atomic;
    bool has_id = false;
    state_id parent = no_state;
    state_id end = 0;         // one past its last descendant
    index initial = nothing;  // transition; of compound states and of histories (their default)
    range transitions;        // its own, in document order
    range onentry, onexit;    // handlers: ranges in chart::blocks
    range invokes, data,
        histories;  // histories: range in chart::history_lists, the history states that are its children
    index history_slot = nothing;  // of a history state: its position among all histories
    index done_data = nothing;     // of a final state: position in chart::done_datas
    range annotations;
    place where;
};

struct transition {
    state_id source = no_state;
    state_id domain =
        no_state;  // no_state: without target, or not known before a history is (dynamic_domain)
    bool internal = false;
    bool dynamic_domain = false;
    bool eventless = false;
    expression_id cond = no_expression;
    range targets;      // in chart::targets
    range descriptors;  // in chart::descriptors: the texts of `event`
    range content;      // instructions
    index action = nothing;
    place where;
};

enum class op : std::uint8_t {
    raise,    // a: string (event name)
    send,     // a: position in chart::sends
    cancel,   // a: position in chart::cancels
    log,      // a: string (label) or nothing; b: expression or none
    assign,   // a: location; b: expression or none; c: position in chart::contents or nothing when b is none
    script,   // a: script
    foreach,  // a: position in chart::loops; b: instruction after the body, which follows this one
    branch,   // a: condition; b: where to go on when it does not hold
    jump,     // b: where to go on
    effect,   // a: position in chart::effects
};

struct instruction {
    op what;
    index a = nothing;
    index b = nothing;
    index c = nothing;
    index where = 0;  // position in chart::places
};

// An attribute that may be written literally or as an expression.
struct text_or_expression {
    std::string text;
    expression_id expression = no_expression;
    bool written = false;  // neither form: false
};

struct parameter {
    std::string name;
    expression_id expression = no_expression;  // of `expr`, or the location read as a value
    index where = 0;
};

// <content>, or what stands inside <data> and <assign>: an expression, else a literal, a text or an XML
// fragment.
struct content {
    expression_id expression = no_expression;
    datamodel::value literal;
};

struct send {
    text_or_expression event, target, type, delay;
    std::string id;
    expression_id id_location = no_expression;
    range parameters;  // the names of `namelist` first
    index content = nothing;
};

struct loop {
    expression_id array = no_expression;
    expression_id item = no_expression;  // locations
    expression_id position = no_expression;
};

struct data {
    std::string id;
    expression_id location = no_expression;
    index content = nothing;
    std::string problem;  // why `src` could not be read; then error.execution when it is bound
    state_id owner = 0;
    index where = 0;
};

struct done_data {
    range parameters;
    index content = nothing;
    index where = 0;
};

struct chart;

struct invoke {
    state_id owner = no_state;
    index ordinal = 0;  // among the invokes of its state
    text_or_expression type, src;
    std::string id;
    expression_id id_location = no_expression;
    range parameters;
    index content = nothing;
    std::shared_ptr<const chart> child;  // of an <scxml> written inside <content>
    bool autoforward = false;
    bool has_finalize = false;
    range finalize;  // instructions
    index where = 0;
};

struct argument {
    std::string name;
    std::string text;
    expression_id expression = no_expression;
};

// One element of the domain's namespace inside executable content.
struct effect {
    std::string name;
    range arguments;
};

struct annotation {
    std::string name;
    std::string value;
};

// <mc:action> inside a transition: what a person may be offered.
struct action {
    std::string event;
    std::string label;
    std::vector<std::string> roles;
    expression_id when = no_expression;
    std::vector<std::vector<annotation>> fields;
    std::vector<annotation> more;  // its other attributes
    index transition = nothing;
};

}  // namespace motcua::chart
