#include "engine/ecmascript/duktape_calls.hpp"

#include "engine/ecmascript/duktape_heap.hpp"
#include "engine/ecmascript/source_guard.hpp"
#include "engine/value/wtf8.hpp"

namespace motcua::datamodel::detail {

struct duktape_calls {
    // Duktape's own limit of 10,000 nested calls is no end: a script that catches it there goes on, and very
    // slowly.
    static bool too_deep(duk_context* c) {
        constexpr duk_int_t most_calls = 3000;
        duk_inspect_callstack_entry(c, -most_calls);
        const bool deep = !duk_is_undefined(c, -1);
        duk_pop(c);
        return deep;
    }

    static void spend(duk_context* c, std::uint64_t n) {
        auto& h = duktape_heap::of(c);
        if (h.steps_left_ < n || (h.steps_left_ % 256 == 0 && too_deep(c))) {
            h.exhaust();
            duk_range_error(c, "too many steps");
        }
        h.steps_left_ -= n;
    }

    // True, for it may stand alone where a loop has no condition.
    static duk_ret_t step(duk_context* c) {
        spend(c, 1);
        return duk_push_true(c), 1;
    }

    // What a for-in goes through: each member counts as a round.
    static duk_ret_t each(duk_context* c) {
        if (!duk_is_object(c, 0)) return 1;
        std::uint64_t members = 0;
        duk_enum(c, 0, 0);
        for (; duk_next(c, -1, 0); duk_pop(c)) ++members;
        duk_pop(c);
        spend(c, members);
        return 1;
    }

    static duk_ret_t mark_function(duk_context* c) {
        duk_dup(c, 0);
        duk_put_prop_string(c, 1, DUK_HIDDEN_SYMBOL("k"));
        return 1;
    }

    static duk_ret_t in(duk_context* c) {
        auto& h = duktape_heap::of(c);
        duk_size_t n = 0;
        const char* id = duk_to_lstring(c, 0, &n);
        bool active = false;
        if (h.states_ && *h.states_ && h.frame_) {
            const auto state = (*h.states_)({id, n});
            const auto words = h.frame_->configuration;
            active = state && *state / 64 < words.size() && (words[*state / 64] >> *state % 64 & 1) != 0;
        }
        duk_push_boolean(c, active);
        return 1;
    }

    static duk_ret_t now(duk_context* c) { return duk_push_number(c, duktape_heap::of(c).now_), 1; }

    // SplitMix64: every state, zero too, gives a good sequence.
    static duk_ret_t random(duk_context* c) {
        std::uint64_t z = duktape_heap::of(c).random_ += 0x9e3779b97f4a7c15u;
        z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
        z = (z ^ z >> 27) * 0x94d049bb133111ebu;
        z ^= z >> 31;
        return duk_push_number(c, static_cast<double>(z >> 11) * 0x1p-53), 1;
    }

    static duk_ret_t evaluate(duk_context* c) {
        auto& h = duktape_heap::of(c);
        duk_size_t n = 0;
        const char* source = duk_require_lstring(c, 0, &n);
        bool refused = false;
        {
            const auto guarded = guard_source(wtf8::from_cesu8({source, n}), {.mark = false});
            refused = guarded.refused;
            h.scratch_ = refused ? guarded.message : guarded.text;
        }
        if (refused) return duk_syntax_error(c, "%s", h.scratch_.c_str());
        duk_push_lstring(c, h.scratch_.data(), h.scratch_.size());
        duk_push_string(c, "eval");
        duk_compile(c, DUK_COMPILE_EVAL);
        duk_call(c, 0);
        return 1;
    }

    enum system : duk_int_t { sys_event, sys_session, sys_name, sys_processors, sys_platform };

    static duk_ret_t read_system(duk_context* c) {
        auto& h = duktape_heap::of(c);
        if (!h.frame_) return 0;
        switch (duk_get_current_magic(c)) {
            case sys_event:
                return h.frame_->event ? (h.push_shared(c, h.event_, "event"), 1) : 0;
            case sys_session:
                return h.push_text(c, h.frame_->session_id), 1;
            case sys_name:
                return h.push_text(c, h.frame_->name), 1;
            case sys_processors:
                return h.frame_->io_processors ? (h.push_shared(c, h.io_processors_, "processors"), 1) : 0;
            default:
                return h.frame_->platform ? (h.push_shared(c, h.platform_, "platform"), 1) : 0;
        }
    }

    static duk_ret_t refuse_system(duk_context* c) {
        return duk_type_error(c, "_event, _sessionid, _name, _ioprocessors and _x cannot be assigned");
    }
};

void define_calls(duk_context* c) {
    duk_push_global_object(c);
    const auto function = [&](const char* name, duk_c_function f, duk_idx_t arguments) {
        duk_push_string(c, name);
        duk_push_c_function(c, f, arguments);
        duk_def_prop(c, -3, DUK_DEFPROP_HAVE_VALUE);
    };
    function("_$step_", duktape_calls::step, 0);
    function("_$each_", duktape_calls::each, 1);
    function("_$function_", duktape_calls::mark_function, 2);
    function("In", duktape_calls::in, 1);
    const std::pair<const char*, duk_int_t> systems[] = {{"_event", duktape_calls::sys_event},
                                                         {"_sessionid", duktape_calls::sys_session},
                                                         {"_name", duktape_calls::sys_name},
                                                         {"_ioprocessors", duktape_calls::sys_processors},
                                                         {"_x", duktape_calls::sys_platform}};
    for (const auto& [name, number] : systems) {
        duk_push_string(c, name);
        duk_push_c_function(c, duktape_calls::read_system, 0);
        duk_set_magic(c, -1, number);
        duk_push_c_function(c, duktape_calls::refuse_system, 1);
        duk_def_prop(c, -4, DUK_DEFPROP_HAVE_GETTER | DUK_DEFPROP_HAVE_SETTER);
    }
    duk_pop(c);
}

void push_native_calls(duk_context* c) {
    duk_push_object(c);
    duk_push_c_function(c, duktape_calls::now, 0);
    duk_put_prop_string(c, -2, "now");
    duk_push_c_function(c, duktape_calls::random, 0);
    duk_put_prop_string(c, -2, "random");
    duk_push_c_function(c, duktape_calls::evaluate, 1);
    duk_put_prop_string(c, -2, "evaluate");
}

}  // namespace motcua::datamodel::detail
