// Values into Duktape and out again.
#include <algorithm>

#include "engine/ecmascript/duktape_heap.hpp"
#include "engine/value/array_index.hpp"
#include "engine/value/wtf8.hpp"
#include "engine/xml/document.hpp"

namespace motcua::datamodel::detail {
namespace {

using kind = value::kind;

constexpr const char* xml_mark = DUK_HIDDEN_SYMBOL("xml");

struct kept_object : foreign_node {
    std::shared_ptr<duktape_heap> heap;
    std::uint64_t number;

    kept_object(std::shared_ptr<duktape_heap> h, std::uint64_t n)
        : foreign_node(let_go), heap(std::move(h)), number(n) {}

    static void let_go(foreign_node* f) noexcept {
        auto* self = static_cast<kept_object*>(f);
        problem why;
        self->heap->protect(self->heap->root(), why, [&](duk_context* c) {
            duk_push_heap_stash(c);
            duk_get_prop_string(c, -1, "foreign");
            duk_push_number(c, static_cast<double>(self->number));
            duk_del_prop(c, -2);
        });
        delete self;
    }
};

void push_function(duk_context* c, function_table* of_chart, const value& v) {
    if (of_chart)
        of_chart->push(c, {v.as_function(), value_access::order_of(v)});
    else
        duk_push_undefined(c);
}

// Gives the object on top the prototype it had from the function that made it, if one has.
void set_maker(duk_context* c, function_table* of_chart, const value& v) {
    const auto maker = value_access::maker_of(v);
    if (!maker || !of_chart) return;
    of_chart->push(c, {*maker, 0});
    if (duk_is_function(c, -1)) {
        duk_get_prop_string(c, -1, "prototype");
        duk_set_prototype(c, -3);
    }
    duk_pop(c);
}

value tree_of(const xml::element& e) {
    std::vector<member> attributes;
    for (const xml::attribute& a : e.attributes())
        attributes.push_back({value::string(a.name), value::string(a.value)});
    std::vector<value> children;
    for (const auto& piece : e.content()) {
        if (piece.text)
            children.push_back(value::string(*piece.text));
        else if (piece.inside)
            children.push_back(tree_of(*piece.inside));
    }
    return value::object({{value::string("name"), value::string(e.name())},
                          {value::string("ns"), value::string(e.ns())},
                          {value::string("attributes"), value::object(std::move(attributes))},
                          {value::string("children"), value::array(std::move(children))}});
}

int levels(const xml::element& e) {
    int most = 0;
    for (const xml::element& child : e.children()) most = std::max(most, levels(child));
    return most + 1;
}

}  // namespace

value xml_tree(std::string_view text) {
    auto document = xml::document::parse(std::string(text), "fragment");
    // Each level of XML is two of a value: the element and its list of children.
    if (document && levels(document->root()) < value::max_depth / 2 - 1) return tree_of(document->root());
    return value::object({{value::string("name"), value::string("")},
                          {value::string("ns"), value::string("")},
                          {value::string("attributes"), value::object({})},
                          {value::string("children"), value::array({})}});
}

void duktape_heap::push_text(duk_context* c, std::string_view text) {
    if (wtf8::plain(text)) {
        duk_push_lstring(c, text.data(), text.size());
        return;
    }
    scratch_ = wtf8::to_cesu8(text);
    duk_push_lstring(c, scratch_.data(), scratch_.size());
}

void duktape_heap::push_xml(duk_context* c, const value& v) {
    tree_ = xml_tree(v.as_string());
    duk_push_heapptr(c, dom_);
    push(c, tree_);
    duk_call(c, 1);
    push_text(c, v.as_string());
    duk_put_prop_string(c, -2, xml_mark);
    duk_freeze(c, -1);
}

void duktape_heap::push(duk_context* c, const value& v) {
    duk_require_stack(c, 16);
    switch (v.what()) {
        case kind::undefined:
        case kind::absent:
            return duk_push_undefined(c);
        case kind::null:
            return duk_push_null(c);
        case kind::boolean:
            return duk_push_boolean(c, v.as_boolean());
        case kind::number:
            return duk_push_number(c, v.as_number());
        case kind::string:
            return push_text(c, v.as_string());
        case kind::xml:
            return push_xml(c, v);
        case kind::function:
            return push_function(c, functions, v);
        case kind::foreign:
            duk_push_heap_stash(c);
            duk_get_prop_string(c, -1, "foreign");
            duk_push_number(c,
                            static_cast<double>(static_cast<kept_object*>(value_access::node_of(v))->number));
            duk_get_prop(c, -2);
            duk_replace(c, -3);
            return duk_pop(c);
        case kind::array: {
            duk_push_array(c);
            duk_uarridx_t i = 0;
            for (const value& e : v.elements()) {
                push(c, e);
                duk_put_prop_index(c, -2, i++);
            }
            return;
        }
        case kind::object:
            duk_push_object(c);
            for (const member& m : v.members()) {
                push_text(c, m.key.as_string());
                push(c, m.of);
                duk_def_prop(c, -3,
                             DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_SET_WRITABLE | DUK_DEFPROP_SET_ENUMERABLE |
                                 DUK_DEFPROP_SET_CONFIGURABLE);
            }
            return set_maker(c, functions, v);
    }
}

void duktape_heap::push_assigned(duk_context* c, const value& v) {
    for (const shared_object* s : {&event_, &io_processors_, &platform_})
        if (s->at && v.is_container() && s->copy.same(v)) {
            duk_push_heapptr(c, s->at);
            return;
        }
    push(c, v);
}

// _event, _ioprocessors, _x: made at the first question, then the same object.
void duktape_heap::push_shared(duk_context* c, shared_object& s, const char* key) {
    if (s.at) {
        duk_push_heapptr(c, s.at);
        return;
    }
    if (&s == &event_) {
        const event_view& e = *frame_->event;
        duk_push_object(c);
        const std::pair<const char*, const std::string_view*> fields[] = {{"name", &e.name},
                                                                          {"type", &e.type},
                                                                          {"sendid", &e.sendid},
                                                                          {"origin", &e.origin},
                                                                          {"origintype", &e.origintype},
                                                                          {"invokeid", &e.invokeid},
                                                                          {"raw", &e.raw}};
        for (const auto& [name, text] : fields) {
            if (text->data())
                push_text(c, *text);
            else
                duk_push_undefined(c);
            duk_put_prop_string(c, -2, name);
        }
        if (e.data)
            push(c, *e.data);
        else
            duk_push_undefined(c);
        duk_put_prop_string(c, -2, "data");
    } else {
        push(c, &s == &platform_ ? *frame_->platform : *frame_->io_processors);
    }
    duk_freeze(c, -1);
    s.at = duk_get_heapptr(c, -1);
    duk_push_heap_stash(c);
    duk_dup(c, -2);
    duk_put_prop_string(c, -2, key);
    duk_pop(c);
}

bool duktape_heap::take(duk_context* c, duk_idx_t index, value& out) {
    return take_within(c, index, limits_.text, out);
}

void duktape_heap::keep(duk_context* c, duk_idx_t index, std::size_t& room, value& out) {
    room_ = 0;
    const auto most = std::min(limits_.text, room);
    keeping_ = true;
    const bool taken = take_within(c, index, most, out);
    keeping_ = false;
    if (taken) {
        room -= std::min(room, most - room_);
        return;
    }
    taken_.clear();
    take_foreign(c, duk_require_normalize_index(c, index));
    out = std::move(taken_.back());
    taken_.clear();
}

bool duktape_heap::take_within(duk_context* c, duk_idx_t index, std::size_t room, value& out) {
    index = duk_require_normalize_index(c, index);
    shared_object* shared = nullptr;
    void* at = duk_is_object(c, index) ? duk_get_heapptr(c, index) : nullptr;
    for (shared_object* s : {&event_, &io_processors_, &platform_})
        if (at && s->at == at) shared = s;
    room_ = room;
    if (shared && shared->copy.is_container()) return out = shared->copy, true;
    taken_.clear();
    bool deep = false;
    if (!take_into(c, index, 0, deep)) {
        if (!deep) return false;
        taken_.clear();
        take_foreign(c, index);
    }
    out = std::move(taken_.back());
    taken_.clear();
    steps_left_ -= std::min<std::uint64_t>(steps_left_, (room - room_) / 64);
    if (shared) shared->copy = out;
    return true;
}

// Leaves one value on taken_. False: nested too deep (`deep`) or too large.
bool duktape_heap::take_into(duk_context* c, duk_idx_t index, int depth, bool& deep) {
    switch (duk_get_type(c, index)) {
        case DUK_TYPE_NONE:
        case DUK_TYPE_UNDEFINED:
            taken_.emplace_back();
            break;
        case DUK_TYPE_NULL:
            taken_.push_back(value::null());
            break;
        case DUK_TYPE_BOOLEAN:
            taken_.push_back(value::boolean(duk_get_boolean(c, index) != 0));
            break;
        case DUK_TYPE_NUMBER:
            taken_.push_back(value::number(duk_get_number(c, index)));
            break;
        case DUK_TYPE_STRING: {
            if (duk_is_symbol(c, index)) return take_foreign(c, index), true;
            duk_size_t n = 0;
            const char* p = duk_get_lstring(c, index, &n);
            if (n > room_) return false;
            room_ -= n;
            const std::string_view text(p, n);
            taken_.push_back(value::string(
                wtf8::plain(text) ? text : std::string_view(scratch_ = wtf8::from_cesu8(text))));
            break;
        }
        case DUK_TYPE_OBJECT:
            return take_object(c, index, depth, deep);
        default:
            take_foreign(c, index);
    }
    return true;
}

// Whether an array has members beside its elements, as what exec() gives has. Not looked for in a long one:
// that would cost more than the elements.
bool duktape_heap::has_names(duk_context* c, duk_idx_t array, std::size_t size) {
    constexpr std::size_t longest = 10'000;
    if (size > longest) return false;
    duk_enum(c, array, DUK_ENUM_OWN_PROPERTIES_ONLY);
    bool named = false;
    while (!named && duk_next(c, -1, 0)) {
        named = !array_index(duk_get_string(c, -1));
        duk_pop(c);
    }
    duk_pop(c);
    return named;
}

bool duktape_heap::take_array(duk_context* c, duk_idx_t index, int depth, bool& deep) {
    const duk_size_t n = duk_get_length(c, index);
    if (n > room_ / sizeof(value)) return false;
    room_ -= n * sizeof(value);
    if (keeping_ && has_names(c, index, n)) return take_foreign(c, index), true;
    const std::size_t begin = taken_.size();
    for (duk_size_t i = 0; i < n; ++i) {
        duk_get_prop_index(c, index, static_cast<duk_uarridx_t>(i));
        if (!take_into(c, duk_get_top_index(c), depth + 1, deep)) return false;
        duk_pop(c);
    }
    std::vector<value> all(std::make_move_iterator(taken_.begin() + static_cast<long>(begin)),
                           std::make_move_iterator(taken_.end()));
    taken_.resize(begin);
    taken_.push_back(value::array(std::move(all)));
    return true;
}

bool duktape_heap::take_object(duk_context* c, duk_idx_t index, int depth, bool& deep) {
    duk_require_stack(c, 16);
    if (depth >= value::max_depth) return deep = true, false;
    if (duk_get_prop_string(c, index, xml_mark)) {
        duk_size_t n = 0;
        const char* p = duk_get_lstring(c, -1, &n);
        taken_.push_back(value::xml(wtf8::from_cesu8({p, n})));
        return duk_pop(c), true;
    }
    duk_pop(c);
    function_table::number n;
    if (functions && functions->find(c, index, n))
        return taken_.push_back(value_access::function(n.literal, n.order)), true;
    if (duk_is_array(c, index)) return take_array(c, index, depth, deep);
    duk_get_prototype(c, index);
    const void* prototype = duk_get_heapptr(c, -1);
    duk_pop(c);
    const bool plain = !prototype || prototype == object_prototype_;
    if (duk_is_callable(c, index) ||
        (!plain && !(keeping_ && functions && functions->find_maker(c, index, n))))
        return take_foreign(c, index), true;
    if (!take_members(c, index, depth, deep)) return false;
    if (!plain) value_access::set_maker(taken_.back(), n.literal);
    return true;
}

bool duktape_heap::take_members(duk_context* c, duk_idx_t index, int depth, bool& deep) {
    const std::size_t begin = taken_.size();
    duk_enum(c, index, DUK_ENUM_OWN_PROPERTIES_ONLY);
    while (duk_next(c, -1, 1)) {
        const duk_idx_t of = duk_get_top_index(c);
        if (room_ < sizeof(member)) return false;
        room_ -= sizeof(member);
        if (!take_into(c, of - 1, depth + 1, deep) || !take_into(c, of, depth + 1, deep)) return false;
        duk_pop_2(c);
    }
    duk_pop(c);
    std::vector<member> all;
    for (std::size_t i = begin; i + 1 < taken_.size(); i += 2)
        all.push_back({std::move(taken_[i]), std::move(taken_[i + 1])});
    taken_.resize(begin);
    taken_.push_back(value::object(std::move(all)));
    return true;
}

void duktape_heap::take_foreign(duk_context* c, duk_idx_t index) {
    index = duk_require_normalize_index(c, index);
    const std::uint64_t number = next_foreign_++;
    duk_push_heap_stash(c);
    duk_get_prop_string(c, -1, "foreign");
    duk_push_number(c, static_cast<double>(number));
    duk_dup(c, index);
    duk_put_prop(c, -3);
    duk_pop_2(c);
    taken_.push_back(value_access::adopt(kind::foreign, new kept_object(shared_from_this(), number)));
}

}  // namespace motcua::datamodel::detail
