#include "engine/value/value.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <optional>
#include <unordered_map>

#include "engine/value/array_index.hpp"
#include "engine/value/conversion.hpp"
#include "engine/value/value_node.hpp"

static_assert(std::endian::native == std::endian::little, "short texts lie across both halves of a value");

namespace motcua::datamodel {

using detail::node;

namespace {

node* allocate(std::size_t payload) {
    return new (::operator new(sizeof(node) + payload)) node;
}

std::uint16_t depth_above(int inner) {
    assert(inner < value::max_depth);
    return static_cast<std::uint16_t>(inner + 1);
}

// A later member replaces an earlier one in its place.
void drop_duplicates(std::vector<member>& all) {
    std::unordered_map<std::string_view, std::size_t> place;
    std::vector<bool> gone(all.size(), false);
    for (std::size_t i = 0; i < all.size(); ++i) {
        auto [at, fresh] = place.emplace(all[i].key.as_string(), i);
        if (fresh) continue;
        all[at->second].of = std::move(all[i].of);
        gone[i] = true;
    }
    std::size_t kept = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (gone[i]) continue;
        if (kept != i) all[kept] = std::move(all[i]);
        ++kept;
    }
    all.resize(kept);
}

bool has_duplicates(const std::vector<member>& all) {
    if (all.size() > 16) return true;  // a map finds out
    for (std::size_t i = 1; i < all.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (all[i].key.as_string() == all[j].key.as_string()) return true;
    return false;
}

void indices_first(std::vector<member>& all) {
    auto index = [](const member& m) { return array_index(m.key.as_string()); };
    if (std::none_of(all.begin(), all.end(), index)) return;
    std::stable_sort(all.begin(), all.end(), [&](const member& a, const member& b) {
        const auto x = index(a), y = index(b);
        return x && (!y || *x < *y);
    });
}

value clone(const value& v) {
    if (v.is(value::kind::array)) {
        std::vector<value> copy;
        copy.reserve(v.elements().size());
        for (const value& e : v.elements()) copy.push_back(clone(e));
        return value::array(std::move(copy));
    }
    if (!v.is(value::kind::object)) return own(v);
    node* from = value_access::node_of(v);
    node* n = allocate(from->size * sizeof(member));
    n->size = from->size;
    n->units = from->units;
    n->depth = from->depth;
    for (std::uint32_t i = 0; i < n->size; ++i)
        new (n->members() + i) member{from->members()[i].key, clone(from->members()[i].of)};
    return value_access::adopt(value::kind::object, n);
}

}  // namespace

namespace {

void destroy(node* n, value::kind k) noexcept {
    if (k == value::kind::foreign) {
        auto* f = static_cast<detail::foreign_node*>(n);
        return f->release(f);
    }
    if (k == value::kind::array) std::destroy_n(n->elements(), n->size);
    if (k == value::kind::object) std::destroy_n(n->members(), n->size);
    ::operator delete(n);
}

}  // namespace

void value::drop() noexcept {
    node* n = value_access::node_of(*this);
    if (--n->owners == 0) destroy(n, what());
}

value value_access::text(value::kind k, std::string_view text) {
    if (text.size() <= inside) {
        value v(k, 0);
        if (!text.empty()) std::memcpy(reinterpret_cast<char*>(&v) + 2, text.data(), text.size());
        v.low_ |= std::uint64_t{text.size()} << 8;
        return v;
    }
    node* n = allocate(text.size());
    std::memcpy(n->bytes(), text.data(), text.size());
    n->size = static_cast<std::uint32_t>(text.size());
    n->units = static_cast<std::uint32_t>(utf16_length(text));
    return adopt(k, n);
}

value value::string(std::string_view text) {
    return value_access::text(kind::string, text);
}
value value::xml(std::string_view text) {
    return value_access::text(kind::xml, text);
}

value value::borrowed(std::string_view text) {
    if (text.size() <= value_access::inside) return string(text);
    return value_access::borrow(kind::string, text);
}

value value::array(std::vector<value> elements) {
    int inner = 0;
    for (const value& e : elements) inner = std::max(inner, e.depth());
    node* n = allocate(elements.size() * sizeof(value));
    n->size = static_cast<std::uint32_t>(elements.size());
    n->depth = depth_above(inner);
    std::uninitialized_move(elements.begin(), elements.end(), n->elements());
    return value_access::adopt(kind::array, n);
}

value value::object(std::vector<member> members) {
    if (has_duplicates(members)) drop_duplicates(members);
    indices_first(members);
    int inner = 0;
    for (const member& m : members) inner = std::max(inner, m.of.depth());
    node* n = allocate(members.size() * sizeof(member));
    n->size = static_cast<std::uint32_t>(members.size());
    n->depth = depth_above(inner);
    std::uninitialized_move(members.begin(), members.end(), n->members());
    return value_access::adopt(kind::object, n);
}

std::span<const value> value::elements() const noexcept {
    node* n = value_access::node_of(*this);
    return {n->elements(), n->size};
}

std::span<const member> value::members() const noexcept {
    node* n = value_access::node_of(*this);
    return {n->members(), n->size};
}

const value* value::find(std::string_view key) const noexcept {
    if (!is(kind::object)) return nullptr;
    for (const member& m : members())
        if (m.key.as_string() == key) return &m.of;
    return nullptr;
}

int value::depth() const noexcept {
    return is_container() ? value_access::node_of(*this)->depth : 0;
}

value detach(value v) {
    if (!v.is_container()) return own(std::move(v));
    if (!value_access::sole(v)) return clone(v);
    node* n = value_access::node_of(v);
    for (std::uint32_t i = 0; i < n->size; ++i) {
        value& inner = v.is(value::kind::array) ? n->elements()[i] : n->members()[i].of;
        if (inner.is_container()) inner = detach(std::move(inner));
    }
    return v;
}

value own(value v) {
    if (!value_access::borrowed(v)) return v;
    return value_access::text(v.what(), v.as_string());
}

namespace {

void measure(const value& v, std::size_t& left) {
    if (v.is_container() || v.is(value::kind::string) || v.is(value::kind::xml)) {
        std::size_t cost = 16;
        if (v.is(value::kind::array))
            cost += 16 * v.elements().size();
        else if (v.is(value::kind::object))
            cost += 32 * v.members().size();
        else
            cost += v.as_string().size();
        left = left > cost ? left - cost : 0;
    }
    if (left == 0) return;
    if (v.is(value::kind::array))
        for (const value& e : v.elements()) measure(e, left);
    if (v.is(value::kind::object))
        for (const member& m : v.members()) measure(m.key, left), measure(m.of, left);
}

}  // namespace

std::size_t weight_of(const value& v, std::size_t at_most) {
    std::size_t left = at_most;
    measure(v, left);
    return at_most - left;
}

}  // namespace motcua::datamodel
