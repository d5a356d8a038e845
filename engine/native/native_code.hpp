// The flat code of a chart's expressions: what the compiler writes and the machine runs. Private to this
// room.
#pragma once

#include <string>
#include <vector>

#include "engine/native/native.hpp"
#include "engine/value/value.hpp"

namespace motcua::datamodel::detail {

enum class op : std::uint8_t {
    constant,      // push constants[c]
    slot,          // push slots[c]; a problem where it is absent
    event_field,   // push the field number a of _event
    event_data,    // push _event.data
    event_member,  // push _event.data[constants[c]]
    session_id,
    session_name,
    in_state,  // push whether state c is active
    member,    // top = top[constants[c]]
    index,     // key = pop; top = top[key]
    length,    // top = top.length
    negate,
    plus,
    no,
    type_of,
    type_of_slot,  // push typeof slots[c]: "undefined" where it is absent
    type_of_event,
    add,
    subtract,
    multiply,
    divide,
    remainder,
    less,
    less_equal,
    greater,
    greater_equal,
    equal,
    not_equal,
    same,
    not_same,
    jump,           // to c
    jump_if_false,  // pop; to c where false
    keep_if_false,  // &&: to c where top is false, else pop
    keep_if_true,   // ||
    make_array,     // of the topmost c values
    make_object,    // of the topmost c pairs of key and value
    call,           // method number a with b arguments on top of the receiver
    end
};

enum class event_field : std::uint8_t { name, type, sendid, origin, origintype, invokeid, raw, none };

enum class method : std::uint8_t {
    char_at,
    char_code_at,
    index_of,
    last_index_of,
    substring,
    slice,
    concat,
    join,
    trim
};

struct instruction {
    op what;
    std::uint8_t a = 0;
    std::uint16_t b = 0;
    std::uint32_t c = 0;
};

struct entry {
    enum class sort : std::uint8_t { refused, expression, location, nothing };
    sort what = sort::refused;
    std::uint8_t height = 0;   // values on the stack at most
    slot_number base = 0;      // location: the variable …
    std::uint16_t steps = 0;   // … and how many keys the code leaves on the stack
    std::uint32_t begin = 0;   // the first instruction
    std::uint32_t source = 0;  // in sources
};

struct variable {
    std::string name;
    bool declared = false;
};

constexpr int max_height = 64;
// Bytes one variable may come to: texts and 16 for each value.
constexpr std::size_t max_weight = 4u << 20;

struct native_code {
    state_resolver states;
    native_expressions::language language;
    std::vector<instruction> instructions;
    std::vector<value> constants;
    std::vector<entry> entries;
    std::vector<std::string> sources;  // of each entry, for messages
    std::vector<variable> variables;
};

// The machine. `stack` has room for the entry's height. On success the results lie from its bottom on.
bool execute(const native_code& code, const entry& e, const frame& f, value* stack, problem& why);

// The member under a text that value::string() made; nullptr where an object has none of its own.
const value* find_key(const value& object, const value& key) noexcept;
// Member access as ECMAScript has it for own members; a problem for what it would inherit and for opaque
// values.
bool read_member(value& of, const value& key, problem& why);
bool call_method(method m, value& self, std::span<value> arguments, problem& why);
// Stores `leaf` at the path of keys below `base`, copying what others own too.
bool store_at(const frame& f, value& base, std::span<value> keys, value leaf, problem& why);
// As to_string(), unless it grows over max_weight.
bool to_text(const value& v, std::string& out, problem& why);

inline bool opaque(const value& v) noexcept {
    return v.what() >= value::kind::xml && v.what() != value::kind::absent;
}
// An own toString, which ECMAScript would call where it needs a text or a number: here it can only be data.
bool hides_text(const value& v) noexcept;
bool refuse_hidden_text(problem& why);
inline bool refuse(problem& why, std::string message) {
    why = {std::move(message), problem::kind::execution};
    return false;
}
// A step is what goes through so many bytes, or calls a method with a sixteenth of them.
constexpr std::size_t bytes_a_step = 256;
inline bool spend(const frame& f, std::size_t steps, problem& why) {
    if (!f.steps_left) return true;
    if (*f.steps_left >= steps) return *f.steps_left -= steps, true;
    *f.steps_left = 0;
    why = {"The step ran over its allowance; look for loops over large values.", problem::kind::limit};
    return false;
}
inline bool too_large(problem& why) {
    why = {"A value grew over 4 MiB; keep large texts in attachments.", problem::kind::limit};
    return false;
}

}  // namespace motcua::datamodel::detail
