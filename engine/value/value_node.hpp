// How values lie in memory: what value.cpp builds, the machine reads fast and the Duktape side adds foreign
// nodes to. Private to this room.
#pragma once

#include <new>
#include <optional>

#include "engine/value/value.hpp"

namespace motcua::datamodel {

namespace detail {

// Something kept by another party; it knows how to let go.
struct foreign_node : node {
    explicit foreign_node(void (*r)(foreign_node*) noexcept) : release(r) {}
    void (*release)(foreign_node*) noexcept;
};

}  // namespace detail

class value_access {
public:
    static constexpr std::uint64_t form_mask = 0xff00;
    static constexpr std::size_t inside = 14;  // bytes a text may have within the value

    static std::uint64_t low(const value& v) noexcept { return v.low_; }
    static std::uint64_t high(const value& v) noexcept { return v.high_; }
    static bool counted(const value& v) noexcept { return v.counted(); }
    static bool borrowed(const value& v) noexcept { return (v.low_ & form_mask) == value::borrowed_form; }
    static detail::node* node_of(const value& v) noexcept { return reinterpret_cast<detail::node*>(v.high_); }
    static bool sole(const value& v) noexcept { return node_of(v)->owners == 1; }
    // A function literal may have made several functions; those of one session are told apart by their order.
    static value function(std::uint32_t literal, std::uint32_t order) noexcept {
        return value(value::kind::function, std::uint64_t{order} << 32 | literal);
    }
    static std::uint32_t order_of(const value& function) noexcept {
        return static_cast<std::uint32_t>(function.high_ >> 32);
    }
    // The function literal whose first function made an object; an object's node has it in `units`, from 1.
    static std::optional<std::uint32_t> maker_of(const value& object) noexcept {
        const auto kept = node_of(object)->units;
        return kept == 0 ? std::nullopt : std::optional(kept - 1);
    }
    static void set_maker(value& object, std::uint32_t literal) noexcept {
        node_of(object)->units = literal + 1;
    }
    // Takes over the one ownership a new node comes with.
    static value adopt(value::kind k, detail::node* n) noexcept {
        value v(k, reinterpret_cast<std::uint64_t>(n));
        v.low_ |= value::counted_form;
        return v;
    }
    static value text(value::kind k, std::string_view text);
    static value borrow(value::kind k, std::string_view text) noexcept {
        value v(k, reinterpret_cast<std::uint64_t>(text.data()));
        v.low_ |= value::borrowed_form | std::uint64_t{text.size()} << 32;
        return v;
    }
};

}  // namespace motcua::datamodel
