// Which Duktape object is function literal k of a chart, for one step of one session: what goes in and comes
// out under the same number is the same object, so that functions which are equal (===) stay so from step to
// step, and an object finds the function that made it. One literal may have made several objects; they are
// numbered in the order they were met in. Also keeps alive what a chart has compiled. Private to this room;
// engine thread; under protect() only, because Duktape leaves a failing call by longjmp.
#pragma once

#include <duktape.h>

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace motcua::datamodel::detail {

class function_table {
public:
    struct number {
        std::uint32_t literal = 0, order = 0;
    };

    // Under this name the heap's stash holds what the chart keeps alive (duktape_heap::new_realm).
    explicit function_table(std::string key) : key_(std::move(key)) {}

    std::vector<std::string> literals;  // guarded text of each

    // Keeps the function on top of the stack alive as long as the chart, and pops it.
    void* keep(duk_context* c);
    // No object has a number any more.
    void forget_objects(duk_context* c);
    // Pushes the object, or undefined where the chart has no such literal.
    void push(duk_context* c, number n);
    // Of a function literal's object that nobody gave members to, itself or its prototype.
    bool find(duk_context* c, duk_idx_t function, number& n);
    // Of such a function where all that `object` inherits is what the function gives to those it makes, and
    // it is the first of its literal: then the object's own members and the literal are all there is to keep.
    bool find_maker(duk_context* c, duk_idx_t object, number& n);

private:
    using place = std::uint64_t;  // the literal in the upper half, the order in the lower
    static place place_of(number n) { return place{n.literal} << 32 | n.order; }
    void make(duk_context* c, std::uint32_t literal);
    void note(duk_context* c, duk_idx_t function, number n);
    std::uint32_t next_order(std::uint32_t literal) const;

    std::string key_;
    std::vector<void*> makers_;  // functions that make each literal's object, once asked for
    std::map<place, void*> objects_;
    std::unordered_map<void*, std::uint32_t> orders_;
};

}  // namespace motcua::datamodel::detail
