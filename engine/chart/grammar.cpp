#include "engine/chart/grammar.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <initializer_list>
#include <vector>

namespace motcua::chart {

namespace {

using names = std::vector<std::string_view>;

struct rule {
    tag what;
    std::string_view name;
    names attributes;
    names required;
    std::vector<names> at_most_one;
    std::vector<names> at_least_one;
    std::vector<tag> children;
    bool executable_children = false;
    bool text = false;  // may hold character data
};

const std::array<rule, 26>& rules() {
    using enum tag;
    static const std::array<rule, 26> table{{
        {scxml,
         "scxml",
         {"initial", "name", "version", "datamodel", "binding"},
         {},
         {},
         {},
         {state, parallel, final, datamodel, script}},
        {state,
         "state",
         {"id", "initial"},
         {},
         {},
         {},
         {onentry, onexit, transition, initial, state, parallel, final, history, datamodel, invoke}},
        {parallel,
         "parallel",
         {"id"},
         {},
         {},
         {},
         {onentry, onexit, transition, state, parallel, history, datamodel, invoke}},
        {transition, "transition", {"event", "cond", "target", "type"}, {}, {}, {}, {}, true},
        {initial, "initial", {}, {}, {}, {}, {transition}},
        {final, "final", {"id"}, {}, {}, {}, {onentry, onexit, donedata}},
        {onentry, "onentry", {}, {}, {}, {}, {}, true},
        {onexit, "onexit", {}, {}, {}, {}, {}, true},
        {history, "history", {"id", "type"}, {}, {}, {}, {transition}},
        {raise, "raise", {"event"}, {"event"}, {}, {}, {}},
        {if_, "if", {"cond"}, {"cond"}, {}, {}, {elseif, else_}, true},
        {elseif, "elseif", {"cond"}, {"cond"}, {}, {}, {}},
        {else_, "else", {}, {}, {}, {}, {}},
        {foreach, "foreach", {"array", "item", "index"}, {"array", "item"}, {}, {}, {}, true},
        {log, "log", {"label", "expr"}, {}, {}, {}, {}},
        {datamodel, "datamodel", {}, {}, {}, {}, {data}},
        {data, "data", {"id", "src", "expr"}, {"id"}, {{"src", "expr"}}, {}, {}, false, true},
        {assign, "assign", {"location", "expr"}, {"location"}, {}, {}, {}, false, true},
        {donedata, "donedata", {}, {}, {}, {}, {content, param}},
        {content, "content", {"expr"}, {}, {}, {}, {}, false, true},
        {param,
         "param",
         {"name", "expr", "location"},
         {"name"},
         {{"expr", "location"}},
         {{"expr", "location"}},
         {}},
        {script, "script", {"src"}, {}, {}, {}, {}, false, true},
        {send,
         "send",
         {"event", "eventexpr", "target", "targetexpr", "type", "typeexpr", "id", "idlocation", "delay",
          "delayexpr", "namelist"},
         {},
         {{"event", "eventexpr"},
          {"target", "targetexpr"},
          {"type", "typeexpr"},
          {"id", "idlocation"},
          {"delay", "delayexpr"}},
         {},
         {content, param}},
        {cancel,
         "cancel",
         {"sendid", "sendidexpr"},
         {},
         {{"sendid", "sendidexpr"}},
         {{"sendid", "sendidexpr"}},
         {}},
        {invoke,
         "invoke",
         {"type", "typeexpr", "src", "srcexpr", "id", "idlocation", "namelist", "autoforward"},
         {},
         {{"type", "typeexpr"}, {"src", "srcexpr"}, {"id", "idlocation"}},
         {},
         {content, param, finalize}},
        {finalize, "finalize", {}, {}, {}, {}, {}, true},
    }};
    return table;
}

const rule& rule_of(tag t) {
    return rules()[static_cast<std::size_t>(t)];
}

bool among(const names& list, std::string_view name) {
    return std::find(list.begin(), list.end(), name) != list.end();
}

// Finds a word's number by few looks: open addressing over length, first and last letter.
class word_numbers {
public:
    static constexpr std::size_t none = 255;

    explicit word_numbers(const names& words) : words_(words) {
        slots_.fill(none);
        for (std::size_t i = 0; i < words_.size(); ++i) {
            auto at = slot_of(words_[i]);
            while (slots_[at] != none) at = (at + 1) % slots_.size();
            slots_[at] = static_cast<unsigned char>(i);
        }
    }
    std::size_t find(std::string_view word) const {
        if (word.empty()) return none;
        for (auto at = slot_of(word); slots_[at] != none; at = (at + 1) % slots_.size())
            if (words_[slots_[at]] == word) return slots_[at];
        return none;
    }

private:
    static std::size_t slot_of(std::string_view word) {
        return (word.size() * 37 + static_cast<unsigned char>(word.front()) * 5u +
                static_cast<unsigned char>(word.back()) * 11u) %
               256;
    }
    names words_;
    std::array<unsigned char, 256> slots_;
};

const word_numbers& tags() {
    static const word_numbers numbers([] {
        names out;
        for (const auto& r : rules()) out.push_back(r.name);
        return out;
    }());
    return numbers;
}

const word_numbers& attributes() {
    static const word_numbers numbers([] {
        names out;
        for (const auto& r : rules())
            for (const auto& a : r.attributes)
                if (!among(out, a)) out.push_back(a);
        return out;
    }());
    return numbers;
}

// The attributes of a rule as sets of their numbers, of which there are fewer than 32.
struct rule_sets {
    std::uint32_t known = 0, required = 0;
    std::vector<std::uint32_t> at_most_one, at_least_one;
};

std::uint32_t set_of(const names& list) {
    std::uint32_t set = 0;
    for (const auto& n : list) set |= 1u << attributes().find(n);
    return set;
}

const rule_sets& sets_of(tag t) {
    static const auto all = [] {
        std::array<rule_sets, 26> out;
        for (const auto& r : rules()) {
            auto& own = out[static_cast<std::size_t>(r.what)];
            own.known = set_of(r.attributes);
            own.required = set_of(r.required);
            for (const auto& g : r.at_most_one) own.at_most_one.push_back(set_of(g));
            for (const auto& g : r.at_least_one) own.at_least_one.push_back(set_of(g));
        }
        return out;
    }();
    return all[static_cast<std::size_t>(t)];
}

// Whether check_attributes has nothing to say.
bool well_formed(tag t, std::span<const std::string_view> present) {
    std::uint32_t set = 0;
    for (const auto& name : present) {
        const auto number = attributes().find(name);
        if (number == word_numbers::none) return false;
        set |= 1u << number;
    }
    const auto& r = sets_of(t);
    if ((set & ~r.known) != 0 || (set & r.required) != r.required) return false;
    for (const auto g : r.at_most_one)
        if (std::popcount(set & g) > 1) return false;
    for (const auto g : r.at_least_one)
        if ((set & g) == 0) return false;
    return true;
}

std::string joined(const names& list, std::string_view between) {
    std::string out;
    for (const auto& n : list) out += (out.empty() ? "" : std::string(between)) + std::string(n);
    return out;
}

std::string bracketed(const rule& r) {
    return "<" + std::string(r.name) + ">";
}

position name_place(const xml::element& e, std::string_view name) {
    for (const auto& a : e.attributes())
        if (a.ns.empty() && a.name == name) return a.at;
    return e.at();
}

}  // namespace

tag tag_of(std::string_view name) {
    const auto number = tags().find(name);
    return number == word_numbers::none ? tag::unknown : rules()[number].what;
}

std::string_view name_of(tag t) {
    return t == tag::unknown ? "?" : rule_of(t).name;
}

bool is_executable(tag t) {
    using enum tag;
    return t == raise || t == if_ || t == foreach || t == log || t == assign || t == script || t == send ||
           t == cancel;
}

bool may_contain(tag parent, tag child) {
    const auto& r = rule_of(parent);
    return (r.executable_children && is_executable(child)) ||
           std::find(r.children.begin(), r.children.end(), child) != r.children.end();
}

void check_attributes(tag t, const xml::element& e, faults& found) {
    const auto& r = rule_of(t);
    std::array<std::string_view, 16> present{};
    const auto count = e.plain_names(present);
    if (well_formed(t, {present.data(), count})) return;
    for (std::size_t i = 0; i < count; ++i)
        if (!among(r.attributes, present[i]))
            found.push_back({e.file(), name_place(e, present[i]),
                             bracketed(r) + " has no attribute " + std::string(present[i]) +
                                 (r.attributes.empty() ? "; it takes none"
                                                       : "; it takes " + joined(r.attributes, ", "))});
    const auto has = [&](std::string_view name) {
        return std::find(present.begin(), present.begin() + count, name) != present.begin() + count;
    };
    for (const auto& name : r.required)
        if (!has(name)) found.push_back(e.error(bracketed(r) + " needs the attribute " + std::string(name)));
    for (const auto& group : r.at_most_one)
        if (std::count_if(group.begin(), group.end(), has) > 1)
            found.push_back(e.error(bracketed(r) + " takes only one of " + joined(group, " and ")));
    for (const auto& group : r.at_least_one)
        if (std::none_of(group.begin(), group.end(), has))
            found.push_back(e.error(bracketed(r) + " needs " + joined(group, " or ")));
}

void check_text(tag t, const xml::element& e, faults& found) {
    const auto& r = rule_of(t);
    if (!r.text && e.has_text())
        found.push_back(e.error("text inside " + bracketed(r) + ", where only elements belong; remove it"));
}

}  // namespace motcua::chart
