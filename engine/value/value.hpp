// One value of a session's data: what an ECMAScript variable can hold and a row can keep. 16 bytes; short
// strings inside, everything longer in nodes with a plain (not atomic) count of owners. Trees never change
// once built, so copying a value is cheap; it is not a copy in the sense of <assign>: see detach(). A value
// and all its copies stay on one thread; a whole tree may be handed over. Never cyclic, never nested deeper
// than max_depth.
#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace motcua::datamodel {

class value;
struct member;

namespace detail {
// The head of everything that lives outside a value; `size` bytes, values or members follow it in the same
// block.
struct node {
    std::uint32_t owners = 1;
    std::uint32_t size = 0;
    std::uint32_t units = 0;  // of a text: its length in UTF-16
    std::uint16_t depth = 0;  // of a container: levels of containers, itself included

    char* bytes() { return reinterpret_cast<char*>(this + 1); }
    value* elements();
    member* members();
};
static_assert(sizeof(node) == 16);
}  // namespace detail

class value {
public:
    enum class kind : std::uint8_t {
        undefined,
        null,
        boolean,
        number,
        string,  // UTF-8; an unpaired surrogate is kept as three bytes (WTF-8)
        array,
        object,    // members in ECMAScript's order: array indices ascending, then as inserted
        xml,       // a fragment as text
        function,  // the function literal number k of the chart, untouched
        foreign,   // something only Duktape knows (a Date, a closure, a cycle): lives in memory, cannot be
                   // kept
        absent     // no such variable yet; never inside a tree
    };
    static constexpr int max_depth = 200;

    value() noexcept { clear(); }
    value(const value& other) noexcept : low_(other.low_), high_(other.high_) { retain(); }
    value(value&& other) noexcept : low_(other.low_), high_(other.high_) { other.clear(); }
    value& operator=(const value& other) noexcept { return value(other).swap(*this), *this; }
    value& operator=(value&& other) noexcept { return value(std::move(other)).swap(*this), *this; }
    ~value() { release(); }
    void swap(value& other) noexcept {
        std::swap(low_, other.low_);
        std::swap(high_, other.high_);
    }

    static value undefined() noexcept { return {}; }
    static value null() noexcept { return value(kind::null, 0); }
    static value boolean(bool b) noexcept { return value(kind::boolean, b ? 1 : 0); }
    static value number(double d) noexcept {
        std::uint64_t bits;
        std::memcpy(&bits, &d, sizeof bits);
        return value(kind::number, bits);
    }
    static value string(std::string_view text);
    // Does not copy: `text` must outlive the value and every copy; own() ends that. Evaluators use it for
    // event fields.
    static value borrowed(std::string_view text);
    static value array(std::vector<value> elements);
    // A later member replaces an earlier one of the same key.
    static value object(std::vector<member> members);
    static value xml(std::string_view text);
    static value function(std::uint32_t k) noexcept { return value(kind::function, k); }
    static value absent() noexcept { return value(kind::absent, 0); }

    kind what() const noexcept { return static_cast<kind>(low_ & 0xff); }
    bool is(kind k) const noexcept { return what() == k; }
    bool is_container() const noexcept { return is(kind::array) || is(kind::object); }

    // Each asks for its own kind only.
    bool as_boolean() const noexcept { return high_ != 0; }
    double as_number() const noexcept {
        double d;
        std::memcpy(&d, &high_, sizeof d);
        return d;
    }
    // Strings and xml. A short text lives inside this object: the view ends when it is moved or destroyed.
    std::string_view as_string() const noexcept;
    std::uint32_t as_function() const noexcept { return static_cast<std::uint32_t>(high_); }
    std::span<const value> elements() const noexcept;
    std::span<const member> members() const noexcept;

    // nullptr where this is no object or has no such member of its own.
    const value* find(std::string_view key) const noexcept;
    // Levels of containers: 0 for everything that is none.
    int depth() const noexcept;

    // Same bits or same node: what === says of two containers.
    bool same(const value& other) const noexcept { return low_ == other.low_ && high_ == other.high_; }

private:
    friend class value_access;
    value(kind k, std::uint64_t payload) noexcept : low_(static_cast<std::uint64_t>(k)), high_(payload) {}
    void clear() noexcept { low_ = 0, high_ = 0; }
    bool counted() const noexcept { return (low_ & 0xff00) == counted_form; }
    void retain() const noexcept {
        if (counted()) ++reinterpret_cast<detail::node*>(high_)->owners;
    }
    void release() noexcept {
        if (counted()) drop();
    }
    void drop() noexcept;

    // Byte 0: kind. Byte 1: form; 0…14 a text of that length in bytes 2…15, else one of these.
    static constexpr std::uint64_t counted_form = 0xff00, borrowed_form = 0xfe00;
    std::uint64_t low_, high_;
};
static_assert(sizeof(value) == 16);

inline std::string_view value::as_string() const noexcept {
    const std::uint64_t form = low_ & 0xff00;
    if (form == counted_form) {
        auto* n = reinterpret_cast<detail::node*>(high_);
        return {n->bytes(), n->size};
    }
    if (form == borrowed_form) return {reinterpret_cast<const char*>(high_), low_ >> 32};
    return {reinterpret_cast<const char*>(this) + 2, form >> 8};
}

struct member {
    value key;  // a string
    value of;
};

inline value* detail::node::elements() {
    return reinterpret_cast<value*>(this + 1);
}
inline member* detail::node::members() {
    return reinterpret_cast<member*>(this + 1);
}

// What <assign> stores: a tree that shares no container with any other, so that identity (===) means one
// place in both evaluators and a restored session is the one that ran. Takes over what it alone owns and
// copies the rest.
value detach(value v);
// What a value comes to in bytes: its texts, 16 for each value, 32 for each member; shared parts count each
// time. Not more than `at_most`, where counting ends.
std::size_t weight_of(const value& v, std::size_t at_most);
// A value without borrowed text anywhere; a borrowed one is only ever the whole value, never inside a tree.
value own(value v);

}  // namespace motcua::datamodel
