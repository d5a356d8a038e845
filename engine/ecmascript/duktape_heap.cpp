#include "engine/ecmascript/duktape_heap.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <stdexcept>

#include "engine/ecmascript/duktape_calls.hpp"
#include "engine/ecmascript/prelude.hpp"

namespace motcua::datamodel::detail {
namespace {

// Each block remembers its size in front of it.
constexpr std::size_t front = alignof(std::max_align_t);

std::size_t& size_of(void* block) {
    return *reinterpret_cast<std::size_t*>(static_cast<char*>(block) - front);
}

// A heap without memory for its own errors cannot go on; protect() around every call keeps it from coming
// here.
void fatal(void*, const char* message) {
    std::fprintf(stderr, "Duktape: %s\n", message ? message : "fatal error");
    std::abort();
}

}  // namespace

// The first refusal ends the script at its next step and opens a reserve, so that unwinding it need not
// search the heap for memory again and again.
void duktape_heap::exhaust() {
    if (!exhausted_) allocations_left_ = 100'000;
    exhausted_ = true;
    steps_left_ = 0;
}

bool duktape_heap::has_room(std::size_t size) const {
    return bytes_ + size <= limits_.memory + (exhausted_ ? limits_.memory / 4 : 0);
}

void* duktape_heap::allocate(void* self, duk_size_t size) {
    auto& h = *static_cast<duktape_heap*>(self);
    if (size == 0) return nullptr;
    if (h.limited_) {
        if (h.allocations_left_ == 0 || h.bytes_ + size > h.limits_.memory)
            return h.exhausted_ = true, nullptr;
        --h.allocations_left_;
    }
    void* raw = std::malloc(size + front);
    if (!raw) return nullptr;
    void* block = static_cast<char*>(raw) + front;
    size_of(block) = size;
    h.bytes_ += size;
    return block;
}

void* duktape_heap::reallocate(void* self, void* block, duk_size_t size) {
    auto& h = *static_cast<duktape_heap*>(self);
    if (!block) return allocate(self, size);
    if (size == 0) return release(self, block), nullptr;
    const std::size_t before = size_of(block);
    // Deep recursion that throws at each level would shrink and grow its stack as often.
    if (h.limited_ && size <= before) return block;
    if (h.limited_ && size > before && !h.has_room(size - before)) return h.exhaust(), nullptr;
    void* raw = std::realloc(static_cast<char*>(block) - front, size + front);
    if (!raw) return nullptr;
    block = static_cast<char*>(raw) + front;
    size_of(block) = size;
    h.bytes_ += size - before;
    return block;
}

void duktape_heap::release(void* self, void* block) {
    if (!block) return;
    static_cast<duktape_heap*>(self)->bytes_ -= size_of(block);
    std::free(static_cast<char*>(block) - front);
}

duktape_heap& duktape_heap::of(duk_context* c) {
    duk_memory_functions f;
    duk_get_memory_functions(c, &f);
    return *static_cast<duktape_heap*>(f.udata);
}

duktape_heap::duktape_heap(ecmascript_limits limits) : limits_(limits) {
    root_ = duk_create_heap(allocate, reallocate, release, this, fatal);
    if (!root_) throw std::bad_alloc();
    problem why;
    if (!protect(root_, why, [this](duk_context* c) { open_world(c); })) {
        duk_destroy_heap(root_);
        throw std::logic_error("prelude: " + why.message);
    }
}

duktape_heap::~duktape_heap() {
    limited_ = false;
    duk_destroy_heap(root_);
}

void duktape_heap::open_world(duk_context* c) {
    steps_left_ = limits_.steps;
    define_calls(c);
    duk_push_object(c);
    object_prototype_ = (duk_get_prototype(c, -1), duk_get_heapptr(c, -1));
    duk_pop_2(c);
    duk_push_string(c, prelude);
    duk_eval(c);
    push_native_calls(c);
    duk_push_global_object(c);
    duk_call(c, 2);
    duk_get_prop_string(c, -1, "dom");
    dom_ = duk_get_heapptr(c, -1);
    duk_push_heap_stash(c);
    duk_dup(c, -2);
    duk_put_prop_string(c, -2, "dom");
    duk_push_object(c);
    duk_put_prop_string(c, -2, "foreign");
    duk_push_global_object(c);
    duk_freeze(c, -1);
}

duk_context* duktape_heap::new_realm(const std::string& key) {
    duk_context* made = nullptr;
    problem why;
    const bool done = protect(root_, why, [&](duk_context* c) {
        duk_push_heap_stash(c);
        duk_push_object(c);  // what the chart keeps alive
        duk_push_thread(c);
        duk_context* realm = duk_get_context(c, -1);
        duk_put_prop_string(c, -2, "thread");
        duk_push_array(c);
        duk_put_prop_string(c, -2, "functions");
        duk_push_array(c);
        duk_put_prop_string(c, -2, "objects");
        duk_put_prop_lstring(c, -2, key.data(), key.size());
        duk_push_object(realm);
        duk_push_global_object(realm);
        duk_set_prototype(realm, -2);
        duk_push_string(realm, "globalThis");
        duk_dup(realm, -2);
        duk_def_prop(realm, -3, DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_HAVE_ENUMERABLE);
        duk_set_global_object(realm);
        made = realm;
    });
    if (!done) throw std::bad_alloc();
    return made;
}

void duktape_heap::forget(const std::string& key) noexcept {
    problem why;
    protect(root_, why, [&](duk_context* c) {
        duk_push_heap_stash(c);
        duk_del_prop_lstring(c, -1, key.data(), key.size());
    });
}

void duktape_heap::arm(const frame& f, const state_resolver& states) {
    frame_ = &f;
    states_ = &states;
    steps_left_ = f.steps_left ? std::min(limits_.steps, *f.steps_left) : limits_.steps;
    armed_ = steps_left_;
    allocations_left_ = 2 * limits_.steps;
    limited_ = true;
    exhausted_ = false;
}

// The whole step pays for what the evaluation used, and a little for the way here and back.
void duktape_heap::settle() {
    auto* left = frame_->steps_left;
    if (left) *left -= std::min(*left, armed_ - steps_left_ + 2);
}

void duktape_heap::begin_step(const frame& f) {
    now_ = static_cast<double>(f.now.time_since_epoch().count());
    random_ = f.seed;
    event_ = io_processors_ = platform_ = {};
}

void duktape_heap::event_changed() {
    event_ = {};
}

void duktape_heap::explain(duk_context* c, problem& why) {
    limited_ = false;
    why.what = exhausted_ ? problem::kind::limit : problem::kind::execution;
    if (exhausted_)
        why.message = "The script ran over its limit of steps or memory; make it shorter.";
    else
        why.message = duk_safe_to_string(c, -1);
}

}  // namespace motcua::datamodel::detail
