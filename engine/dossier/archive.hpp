// Plain structs to JSON and back by one description each: describe(archive, struct) names every member once.
// What is empty, zero or false is not written, so rows stay small. Used by the records of this room.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/base/time.hpp"

namespace motcua::dossier {

class writer {
public:
    explicit writer(json_object& to) : to_(to) {}

    writer& operator()(std::string_view key, const std::string& v) {
        if (!v.empty()) to_[key] = v;
        return *this;
    }
    writer& operator()(std::string_view key, const bool& v) {
        if (v) to_[key] = v;
        return *this;
    }
    template <class Number>
    requires std::is_arithmetic_v<Number> writer& operator()(std::string_view key, const Number& v) {
        if (v != 0) to_[key] = v;
        return *this;
    }
    writer& operator()(std::string_view key, const instant& v) {
        to_[key] = to_iso(v);
        return *this;
    }
    template <class Value>
    writer& operator()(std::string_view key, const std::optional<Value>& v) {
        if (!v) return *this;
        if constexpr (std::is_same_v<Value, bool>)
            to_[key] = *v;
        else
            (*this)(key, *v);
        return *this;
    }
    template <class Item>
    writer& operator()(std::string_view key, const std::vector<Item>& v) {
        if (v.empty()) return *this;
        json_array items;
        for (const Item& i : v) items.push_back(object_of(i));
        to_[key] = std::move(items);
        return *this;
    }
    template <class Struct>
    requires std::is_class_v<Struct> writer& operator()(std::string_view key, const Struct& v) {
        if (json_object o = object_of(v); !o.empty()) to_[key] = std::move(o);
        return *this;
    }

    template <class Struct>
    static json_object object_of(const Struct& v) {
        json_object o;
        writer inner(o);
        describe(inner,
                 const_cast<Struct&>(v));  // one description serves both ways; a writer changes nothing
        return o;
    }

private:
    json_object& to_;
};

class reader {
public:
    explicit reader(const json& from) : from_(from) {}

    reader& operator()(std::string_view key, std::string& v) {
        v = get_string(from_, key);
        return *this;
    }
    reader& operator()(std::string_view key, bool& v) {
        v = get_bool(from_, key);
        return *this;
    }
    template <class Number>
    requires std::is_arithmetic_v<Number> reader& operator()(std::string_view key, Number& v) {
        v = static_cast<Number>(get_integer(from_, key));
        return *this;
    }
    reader& operator()(std::string_view key, instant& v) {
        v = parse_instant(get_string(from_, key)).value_or(instant{});
        return *this;
    }
    template <class Value>
    reader& operator()(std::string_view key, std::optional<Value>& v) {
        v.reset();
        if (find(from_, key)) (*this)(key, v.emplace());
        return *this;
    }
    template <class Item>
    reader& operator()(std::string_view key, std::vector<Item>& v) {
        v.clear();
        const json* items = find(from_, key);
        if (!items || !items->is_array()) return *this;
        for (const json& i : items->get_array()) {
            reader inner(i);
            describe(inner, v.emplace_back());
        }
        return *this;
    }
    template <class Struct>
    requires std::is_class_v<Struct> reader& operator()(std::string_view key, Struct& v) {
        const json* inside = find(from_, key);
        const json nothing = json_object{};
        reader inner(inside ? *inside : nothing);
        describe(inner, v);
        return *this;
    }

private:
    const json& from_;
};

}  // namespace motcua::dossier
