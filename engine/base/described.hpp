// Plain structs to JSON text and back by one description each: describe(archive, struct), found beside the
// struct, names every member once. What is empty, zero or false is not written, so rows stay small; an
// instant always is. The text is made without a tree. Used by what is kept in a session's row.
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/base/time.hpp"

namespace motcua {

class described_writer {
public:
    explicit described_writer(std::string& to) : to_(to) {}

    described_writer& operator()(std::string_view key, const std::string& v) {
        if (v.empty()) return *this;
        name(key);
        append_quoted(to_, v);
        return *this;
    }
    described_writer& operator()(std::string_view key, const bool& v) {
        if (v) name(key), to_ += "true";
        return *this;
    }
    template <class Number>
    requires std::is_integral_v<Number> described_writer& operator()(std::string_view key, const Number& v) {
        if (v == 0) return *this;
        name(key);
        char digits[24];
        to_.append(digits, std::to_chars(digits, std::end(digits), v).ptr);
        return *this;
    }
    described_writer& operator()(std::string_view key, const instant& v) {
        name(key);
        to_ += '"';
        append_iso(to_, v);
        to_ += '"';
        return *this;
    }
    template <class Value>
    described_writer& operator()(std::string_view key, const std::optional<Value>& v) {
        if (!v) return *this;
        if constexpr (std::is_same_v<Value, bool>)
            name(key), to_ += *v ? "true" : "false";
        else
            (*this)(key, *v);
        return *this;
    }
    template <class Item>
    described_writer& operator()(std::string_view key, const std::vector<Item>& v) {
        if (v.empty()) return *this;
        name(key);
        char before = '[';
        for (const Item& i : v) {
            to_ += std::exchange(before, ',');
            object(i);
        }
        to_ += ']';
        return *this;
    }
    template <class Struct>
    requires std::is_class_v<Struct> described_writer& operator()(std::string_view key, const Struct& v) {
        const auto start = to_.size();
        name(key);
        const auto length = to_.size();
        object(v);
        if (to_.size() == length + 2) to_.resize(start);  // {}
        return *this;
    }
    template <class Enum>
    described_writer& choice(std::string_view key, const Enum& v, std::span<const std::string_view> names) {
        name(key);
        append_quoted(to_, names[static_cast<std::size_t>(v)]);
        return *this;
    }

    described_writer& format(std::string_view key, int version) { return (*this)(key, version); }

    template <class Struct>
    void object(const Struct& v) {
        to_ += '{';
        // One description serves both ways; a writer changes nothing.
        describe(*this, const_cast<Struct&>(v));
        to_ += '}';
    }

private:
    void name(std::string_view key) {
        if (to_.back() != '{') to_ += ',';
        to_ += '"';
        to_ += key;
        to_ += "\":";
    }

    std::string& to_;
};

// Missing members are empty, zero or false; the first one of another type is remembered in `wrong`.
class described_reader {
public:
    described_reader(const json& from, std::string& wrong) : from_(from), wrong_(wrong) {
        if (const auto* o = from.if_object()) next_ = o->begin(), end_ = o->end();
    }

    described_reader& operator()(std::string_view key, std::string& v) {
        if (const json* m = member(key, json_kind::string)) v = std::string_view(m->get_string());
        return *this;
    }
    described_reader& operator()(std::string_view key, bool& v) {
        if (const json* m = member(key, json_kind::bool_)) v = m->get_bool();
        return *this;
    }
    template <class Number>
    requires std::is_integral_v<Number> described_reader& operator()(std::string_view key, Number& v) {
        const json* m = find_member(key);
        if (m && m->is_int64())
            v = static_cast<Number>(m->get_int64());
        else if (m && m->is_uint64())
            v = static_cast<Number>(m->get_uint64());
        else if (m)
            miss(key);
        return *this;
    }
    described_reader& operator()(std::string_view key, instant& v) {
        const json* m = member(key, json_kind::string);
        const auto at = m ? parse_instant(std::string_view(m->get_string())) : std::nullopt;
        if (at)
            v = *at;
        else
            miss(key);
        return *this;
    }
    template <class Value>
    described_reader& operator()(std::string_view key, std::optional<Value>& v) {
        v.reset();
        if (find(from_, key)) (*this)(key, v.emplace());
        return *this;
    }
    template <class Item>
    described_reader& operator()(std::string_view key, std::vector<Item>& v) {
        v.clear();
        const json* items = member(key, json_kind::array);
        if (!items) return *this;
        v.reserve(items->get_array().size());
        for (const json& i : items->get_array()) described_reader(i, wrong_).object(key, v.emplace_back());
        return *this;
    }
    template <class Struct>
    requires std::is_class_v<Struct> described_reader& operator()(std::string_view key, Struct& v) {
        if (const json* inside = find_member(key)) described_reader(*inside, wrong_).object(key, v);
        return *this;
    }
    template <class Enum>
    described_reader& choice(std::string_view key, Enum& v, std::span<const std::string_view> names) {
        const json* m = member(key, json_kind::string);
        for (std::size_t i = 0; m && i < names.size(); ++i)
            if (m->get_string() == names[i]) return v = static_cast<Enum>(i), *this;
        miss(key);
        return *this;
    }

    // Another version than this program's is a wrong member.
    described_reader& format(std::string_view key, int version) {
        const json* m = find_member(key);
        if (!m || !m->is_int64() || m->get_int64() != version) miss(key);
        return *this;
    }

    template <class Struct>
    void object(std::string_view key, Struct& v) {
        if (from_.is_object())
            describe(*this, v);
        else
            miss(key);
    }

private:
    using json_kind = boost::json::kind;

    void miss(std::string_view key) {
        if (wrong_.empty()) wrong_ = key;
    }

    const json* member(std::string_view key, json_kind expected) {
        const json* m = find_member(key);
        if (!m || m->kind() == expected) return m;
        miss(key);
        return nullptr;
    }

    // What was written by the same description comes in the same order.
    const json* find_member(std::string_view key) {
        if (next_ != end_ && std::string_view(next_->key()) == key) return &(next_++)->value();
        return find(from_, key);
    }

    const json& from_;
    std::string& wrong_;
    boost::json::object::const_iterator next_{}, end_{};
};

template <class Struct>
std::string to_described(const Struct& v) {
    std::string out;
    out.reserve(4096);
    described_writer(out).object(v);
    return out;
}

// `what` names the struct in the failures: "a ledger". After one `out` is not to be used.
template <class Struct>
result<void> read_described(const json& v, std::string_view what, Struct& out) {
    std::string wrong;
    described_reader(v, wrong).object("{}", out);
    if (wrong.empty()) return {};
    return fail(failure::kind::corrupt,
                std::string(what) + ": the member '" + wrong + "' is missing or of another type");
}

// The same for one that wrote its `format`.
template <class Struct>
result<void> read_described(const json& v, std::string_view what, int format, Struct& out) {
    if (const auto found = get_integer(v, "format"); found != format)
        return fail(failure::kind::unsupported, std::string(what) + " of format " + std::to_string(found) +
                                                    "; this program reads format " + std::to_string(format) +
                                                    ": use the program that wrote it");
    return read_described(v, what, out);
}

template <class Struct>
result<Struct> from_described(const json& v, std::string_view what) {
    Struct out;
    if (auto done = read_described(v, what, out); !done) return tl::make_unexpected(std::move(done.error()));
    return out;
}

}  // namespace motcua
