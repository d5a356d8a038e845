// The one Duktape heap: its memory and step limits, the functions every script sees, and the way of values in
// and out. Duktape leaves a failing call by longjmp, so whatever runs under protect() keeps nothing with a
// destructor on the stack while it calls Duktape: it uses the fields here or the caller's objects. Private to
// this room; engine thread.
#pragma once

#include <duktape.h>

#include <memory>
#include <string>
#include <vector>

#include "engine/ecmascript/ecmascript.hpp"
#include "engine/ecmascript/function_table.hpp"
#include "engine/value/value_node.hpp"

namespace motcua::datamodel::detail {

// An object that scripts may ask for again and again in one step: made once, the same each time.
struct shared_object {
    void* at = nullptr;  // Duktape's pointer; kept alive in the stash
    value copy;          // the value it went out as; pushing that one gives the object itself
};

class duktape_heap : public std::enable_shared_from_this<duktape_heap> {
public:
    explicit duktape_heap(ecmascript_limits limits);
    ~duktape_heap();
    duktape_heap(const duktape_heap&) = delete;
    duktape_heap& operator=(const duktape_heap&) = delete;

    static duktape_heap& of(duk_context* c);
    duk_context* root() const { return root_; }
    std::size_t bytes() const { return bytes_; }

    // A context with a global object of its own, kept in the stash under `key`; the built-in objects are
    // shared.
    duk_context* new_realm(const std::string& key);
    void forget(const std::string& key) noexcept;

    // Runs `body(context)`; false with the reason where it threw. The stack is as high afterwards as before.
    template <class Body>
    bool protect(duk_context* c, problem& why, Body body) {
        const duk_idx_t top = duk_get_top(c);
        auto call = [](duk_context* inner, void* b) -> duk_ret_t {
            return (*static_cast<Body*>(b))(inner), 0;
        };
        const bool counted = limited_;
        const bool done = duk_safe_call(c, call, &body, 0, 1) == DUK_EXEC_SUCCESS;
        if (!done) explain(c, why);
        limited_ = false;
        if (counted) settle();
        duk_set_top(c, top);
        return done;
    }

    // Gives the next evaluation its full allowance.
    void arm(const frame& f, const state_resolver& states);
    void begin_step(const frame& f);  // also: time and chance from the frame
    void event_changed();

    // Under protect() only.
    void push(duk_context* c, const value& v);
    void push_assigned(duk_context* c, const value& v);  // a shared object as itself
    // The value at `index`; what cannot be one is foreign. False: too large.
    bool take(duk_context* c, duk_idx_t index, value& out);
    // For a session that leaves: within `room`, which shrinks; what is too large stays here, as foreign.
    void keep(duk_context* c, duk_idx_t index, std::size_t& room, value& out);
    std::size_t room_to_leave() const { return limits_.memory; }

    function_table* functions = nullptr;  // of the chart whose session is at hand

private:
    friend struct duktape_calls;
    bool take_into(duk_context* c, duk_idx_t index, int depth, bool& deep);
    bool take_object(duk_context* c, duk_idx_t index, int depth, bool& deep);
    static bool has_names(duk_context* c, duk_idx_t array, std::size_t size);
    bool take_array(duk_context* c, duk_idx_t index, int depth, bool& deep);
    bool take_members(duk_context* c, duk_idx_t index, int depth, bool& deep);
    void take_foreign(duk_context* c, duk_idx_t index);
    void push_text(duk_context* c, std::string_view text);
    void push_xml(duk_context* c, const value& v);
    void push_shared(duk_context* c, shared_object& s, const char* key);
    void open_world(duk_context* c);
    void explain(duk_context* c, problem& why);
    void exhaust();
    void settle();
    bool take_within(duk_context* c, duk_idx_t index, std::size_t room, value& out);
    bool has_room(std::size_t size) const;

    static void* allocate(void* self, duk_size_t size);
    static void* reallocate(void* self, void* block, duk_size_t size);
    static void release(void* self, void* block);

    ecmascript_limits limits_;
    duk_context* root_ = nullptr;
    std::size_t bytes_ = 0;
    bool limited_ = false, exhausted_ = false;
    std::uint64_t steps_left_ = 0, allocations_left_ = 0;
    std::uint64_t armed_ = 0;  // steps given to the evaluation under way

    const frame* frame_ = nullptr;
    const state_resolver* states_ = nullptr;
    double now_ = 0;
    std::uint64_t random_ = 0;
    shared_object event_, io_processors_, platform_;
    void* object_prototype_ = nullptr;
    void* dom_ = nullptr;

    std::uint64_t next_foreign_ = 0;
    std::vector<value> taken_;  // values under construction, innermost last
    std::size_t room_ = 0;      // bytes take() may still bring out
    // Variables of a session that leaves: names of arrays and makers of objects count. What is sent, gone
    // through or assigned is a copy of the elements, or the object itself.
    bool keeping_ = false;
    std::string scratch_;
    value tree_;
};

// The tree prelude's dom() reads: {name, ns, attributes, children}; an object without children where it is no
// XML.
value xml_tree(std::string_view text);

}  // namespace motcua::datamodel::detail
