// Reading and storing members, and how large values may grow.
#include <algorithm>
#include <cmath>

#include "engine/native/native_code.hpp"
#include "engine/value/array_index.hpp"
#include "engine/value/conversion.hpp"
#include "engine/value/names.hpp"
#include "engine/value/value_node.hpp"
#include "engine/value/wtf8.hpp"

namespace motcua::datamodel::detail {
namespace {

using kind = value::kind;

bool refuse_inherited(std::string_view key, problem& why) {
    return refuse(why, "Expected a member of the data, found the inherited '" + std::string(key) + "'.");
}

// The element number a key stands for, be it a number or a text.
std::optional<std::uint32_t> index_of(const value& key) {
    if (key.is(kind::number)) {
        const double d = key.as_number();
        if (d >= 0 && d < 4294967295.0 && d == std::floor(d)) return static_cast<std::uint32_t>(d);
        return std::nullopt;
    }
    return key.is(kind::string) ? array_index(key.as_string()) : std::nullopt;
}

bool read_element(value& of, std::uint32_t index) {
    if (of.is(kind::array)) {
        const auto all = of.elements();
        of = index < all.size() ? value(all[index]) : value();
    } else if (value_access::borrowed(of) || utf16_length(of.as_string()) > index) {
        const std::string unit = utf16_slice(of.as_string(), index, std::size_t{index} + 1);
        of = unit.empty() ? value() : value::string(unit);
    } else {
        of = value();
    }
    return true;
}

bool read_named(value& of, std::string_view name, problem& why) {
    if (of.is(kind::object)) {
        if (const value* found = of.find(name)) return of = value(*found), true;
    } else if (name == "length" && (of.is(kind::array) || of.is(kind::string))) {
        const std::size_t n = of.is(kind::array) ? of.elements().size() : utf16_length(of.as_string());
        return of = value::number(static_cast<double>(n)), true;
    }
    if (is_inherited(of.what(), name)) return refuse_inherited(name, why);
    return of = value(), true;
}

bool key_text(const value& key, std::string& out, problem& why) {
    if (opaque(key)) return refuse(why, "Expected a text or a number as the name of a member.");
    return to_text(key, out, why);
}

}  // namespace

bool hides_text(const value& v) noexcept {
    if (v.is(kind::object)) return v.find("toString") != nullptr;
    if (!v.is(kind::array)) return false;
    const auto all = v.elements();
    return std::any_of(all.begin(), all.end(), hides_text);
}

bool refuse_hidden_text(problem& why) {
    return refuse(why,
                  "Expected a value to calculate or compare with, found an object whose toString is no "
                  "function.");
}

namespace {

// `left`: elements that may still be met; an array may stand in itself many times over.
bool append(const value& v, std::string& out, std::size_t& left, problem& why) {
    if (left == 0) return too_large(why);
    --left;
    if (opaque(v)) return refuse(why, "Expected a plain value, found XML or an object of ECMAScript.");
    if (v.is(kind::string)) {
        wtf8::append_text(out, v.as_string());
    } else if (v.is(kind::array)) {
        bool first = true;
        for (const value& e : v.elements()) {
            if (!first) out += ',';
            first = false;
            if (e.is(kind::undefined) || e.is(kind::null)) continue;
            if (!append(e, out, left, why)) return false;
        }
    } else if (hides_text(v)) {
        return refuse_hidden_text(why);
    } else {
        out += to_string(v);
    }
    return out.size() <= max_weight || too_large(why);
}

}  // namespace

bool to_text(const value& v, std::string& out, problem& why) {
    std::size_t left = max_weight;
    return append(v, out, left, why);
}

const value* find_key(const value& object, const value& key) noexcept {
    if (value_access::counted(key)) return object.find(key.as_string());
    for (const member& m : object.members())
        if (m.key.same(key)) return &m.of;
    return nullptr;
}

bool read_member(value& of, const value& key, problem& why) {
    if (of.is(kind::object) && key.is(kind::string) && !value_access::borrowed(key)) {
        if (const value* found = find_key(of, key)) return of = value(*found), true;
        return is_object_method(key.as_string()) ? refuse_inherited(key.as_string(), why)
                                                 : (of = value(), true);
    }
    if (of.is(kind::undefined) || of.is(kind::null)) {
        std::string name;
        if (!key_text(key, name, why)) return false;
        return refuse(why, "Expected an object with '" + name + "', found " + to_string(of) + ".");
    }
    if (opaque(of)) return refuse(why, "Expected an object, found XML or an object of ECMAScript.");
    if (of.is(kind::array) || of.is(kind::string))
        if (const auto index = index_of(key)) return read_element(of, *index);
    std::string name;
    if (!key_text(key, name, why)) return false;
    const auto index = of.is(kind::array) || of.is(kind::string) ? array_index(name) : std::nullopt;
    return index ? read_element(of, *index) : read_named(of, name, why);
}

namespace {

// A node of its own for what is changed here, so that no other owner sees it.
void make_sole(value& v) {
    if (value_access::sole(v)) return;
    if (v.is(kind::array))
        v = value::array({v.elements().begin(), v.elements().end()});
    else
        v = value::object({v.members().begin(), v.members().end()});
}

void set_depth(value& v) {
    node* n = value_access::node_of(v);
    int inner = 0;
    if (v.is(kind::array))
        for (const value& e : v.elements()) inner = std::max(inner, e.depth());
    else
        for (const member& m : v.members()) inner = std::max(inner, m.of.depth());
    n->depth = static_cast<std::uint16_t>(inner + 1);
}

// One level of the path. `room` is how many levels the leaf may still bring.
bool store_below(value& base, std::span<value> keys, value& leaf, int level, problem& why);

bool store_in_array(value& base, std::span<value> keys, value& leaf, int level, problem& why) {
    const auto index = index_of(keys[0]);
    const std::size_t size = base.elements().size();
    if (!index || *index > size || (*index == size && keys.size() > 1))
        return refuse(why, "Expected the number of an element or the one behind the last.");
    if (*index == size) {
        std::vector<value> longer(base.elements().begin(), base.elements().end());
        longer.emplace_back(std::move(leaf));
        base = value::array(std::move(longer));
        return true;
    }
    make_sole(base);
    return store_below(value_access::node_of(base)->elements()[*index], keys.subspan(1), leaf, level + 1,
                       why);
}

bool store_in_object(value& base, std::span<value> keys, value& leaf, int level, problem& why) {
    std::string name;
    if (!key_text(keys[0], name, why)) return false;
    if (name == "__proto__") return refuse_inherited(name, why);
    make_sole(base);
    node* n = value_access::node_of(base);
    for (std::uint32_t i = 0; i < n->size; ++i)
        if (n->members()[i].key.as_string() == name)
            return store_below(n->members()[i].of, keys.subspan(1), leaf, level + 1, why);
    if (keys.size() > 1) return refuse(why, "Expected an object at '" + name + "', found nothing.");
    std::vector<member> longer(base.members().begin(), base.members().end());
    longer.push_back({value::string(name), std::move(leaf)});
    base = value::object(std::move(longer));
    return true;
}

bool store_below(value& base, std::span<value> keys, value& leaf, int level, problem& why) {
    if (level + leaf.depth() > value::max_depth)
        return refuse(why, "A value is nested more than 200 levels deep.");
    if (keys.empty()) return base = std::move(leaf), true;
    if (!base.is_container())
        return refuse(
            why, "Expected an object or an array to assign in, found " + std::string(type_of(base)) + ".");
    const bool done = base.is(kind::array) ? store_in_array(base, keys, leaf, level, why)
                                           : store_in_object(base, keys, leaf, level, why);
    if (done) set_depth(base);
    return done;
}

}  // namespace

bool store_at(const frame& f, value& base, std::span<value> keys, value leaf, problem& why) {
    const auto weight = weight_of(leaf, max_weight);
    if (weight == max_weight) return too_large(why);
    if (!spend(f, weight / bytes_a_step, why)) return false;
    leaf = detach(std::move(leaf));
    if (keys.empty()) return base = std::move(leaf), true;
    if (!store_below(base, keys, leaf, 0, why)) return false;
    const auto whole = weight_of(base, max_weight);
    return whole < max_weight ? spend(f, whole / bytes_a_step, why) : too_large(why);
}

}  // namespace motcua::datamodel::detail
