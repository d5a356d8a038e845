#include "engine/ecmascript/function_table.hpp"

#include <iterator>

namespace motcua::datamodel::detail {

namespace {

constexpr const char* mark = DUK_HIDDEN_SYMBOL("k");  // holds the number of the literal

// Pushes the member of what the heap's stash holds for a chart, and leaves only that.
void push_kept(duk_context* c, const std::string& key, const char* member) {
    duk_push_heap_stash(c);
    duk_get_prop_lstring(c, -1, key.data(), key.size());
    duk_get_prop_string(c, -1, member);
    duk_replace(c, -3);
    duk_pop(c);
}

// Puts a copy of the value at `index` behind the last element of the array on top.
void append(duk_context* c, duk_idx_t index) {
    duk_dup(c, index);
    duk_put_prop_index(c, -2, static_cast<duk_uarridx_t>(duk_get_length(c, -2)));
}

// Whether the value at `index` has no enumerable members of its own.
bool bare(duk_context* c, duk_idx_t index) {
    duk_enum(c, index, DUK_ENUM_OWN_PROPERTIES_ONLY);
    const bool any = duk_next(c, -1, 0) != 0;
    duk_pop_n(c, any ? 2 : 1);
    return !any;
}

}  // namespace

void* function_table::keep(duk_context* c) {
    void* at = duk_get_heapptr(c, -1);
    const auto function = duk_get_top_index(c);
    push_kept(c, key_, "functions");
    append(c, function);
    duk_pop_2(c);
    return at;
}

void function_table::forget_objects(duk_context* c) {
    objects_.clear();
    orders_.clear();
    duk_push_heap_stash(c);
    duk_get_prop_lstring(c, -1, key_.data(), key_.size());
    duk_push_array(c);
    duk_put_prop_string(c, -2, "objects");
    duk_pop_2(c);
}

void function_table::make(duk_context* c, std::uint32_t literal) {
    makers_.resize(literals.size());
    if (!makers_[literal]) {
        duk_push_lstring(c, literals[literal].data(), literals[literal].size());
        duk_push_string(c, "chart");
        duk_compile(c, DUK_COMPILE_EVAL);
        makers_[literal] = keep(c);
    }
    duk_push_heapptr(c, makers_[literal]);
    duk_call(c, 0);
}

// Alive until they are forgotten: a number must not come to mean another object at the same address.
void function_table::note(duk_context* c, duk_idx_t function, number n) {
    function = duk_require_normalize_index(c, function);
    push_kept(c, key_, "objects");
    append(c, function);
    duk_pop(c);
    void* at = duk_get_heapptr(c, function);
    objects_[place_of(n)] = at;
    orders_[at] = n.order;
}

void function_table::push(duk_context* c, number n) {
    if (n.literal >= literals.size()) return duk_push_undefined(c);
    if (const auto known = objects_.find(place_of(n)); known != objects_.end()) {
        duk_push_heapptr(c, known->second);
        return;
    }
    make(c, n.literal);
    note(c, -1, n);
}

std::uint32_t function_table::next_order(std::uint32_t literal) const {
    const auto behind = objects_.upper_bound(place_of({literal, 0xffffffff}));
    if (behind == objects_.begin()) return 0;
    const auto last = std::prev(behind)->first;
    return last >> 32 == literal ? static_cast<std::uint32_t>(last) + 1 : 0;
}

bool function_table::find(duk_context* c, duk_idx_t function, number& n) {
    if (!duk_is_function(c, function)) return false;
    function = duk_require_normalize_index(c, function);
    const bool marked = duk_get_prop_string(c, function, mark) != 0;
    n.literal = marked ? duk_get_uint(c, -1) : 0;
    duk_get_prop_string(c, function, "prototype");
    const bool untouched = marked && bare(c, function) && (!duk_is_object(c, -1) || bare(c, -1));
    duk_pop_2(c);
    if (!untouched) return false;
    const auto known = orders_.find(duk_get_heapptr(c, function));
    n.order = known != orders_.end() ? known->second : next_order(n.literal);
    if (known == orders_.end()) note(c, function, n);
    return true;
}

bool function_table::find_maker(duk_context* c, duk_idx_t object, number& n) {
    duk_get_prototype(c, object);
    const void* prototype = duk_get_heapptr(c, -1);
    duk_get_prop_string(c, -1, "constructor");
    bool made = find(c, -1, n) && n.order == 0;
    if (made) {
        duk_get_prop_string(c, -1, "prototype");
        made = duk_get_heapptr(c, -1) == prototype;
        duk_pop(c);
    }
    duk_pop_2(c);
    return made;
}

}  // namespace motcua::datamodel::detail
