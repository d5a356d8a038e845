#include "engine/chart/grammar.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <type_traits>

#include "engine/chart/words.hpp"

namespace motcua::chart {

namespace {

// Names are words between blanks; groups of them are parted by a bar.
struct rule {
    std::string_view name;
    std::string_view attributes;
    std::string_view required;
    std::string_view at_most_one;
    std::string_view at_least_one;
    std::string_view children;
    bool executable_children = false;
    bool text = false;  // may hold character data
};

// In the order of `tag`.
constexpr std::array<rule, 26> rules{{
    {"scxml", "initial name version datamodel binding", "", "", "", "state parallel final datamodel script"},
    {"state", "id initial", "", "", "",
     "onentry onexit transition initial state parallel final history datamodel invoke"},
    {"parallel", "id", "", "", "", "onentry onexit transition state parallel history datamodel invoke"},
    {"transition", "event cond target type", "", "", "", "", true},
    {"initial", "", "", "", "", "transition"},
    {"final", "id", "", "", "", "onentry onexit donedata"},
    {"onentry", "", "", "", "", "", true},
    {"onexit", "", "", "", "", "", true},
    {"history", "id type", "", "", "", "transition"},
    {"raise", "event", "event", "", "", ""},
    {"if", "cond", "cond", "", "", "elseif else", true},
    {"elseif", "cond", "cond", "", "", ""},
    {"else", "", "", "", "", ""},
    {"foreach", "array item index", "array item", "", "", "", true},
    {"log", "label expr", "", "", "", ""},
    {"datamodel", "", "", "", "", "data"},
    {"data", "id src expr", "id", "src expr", "", "", false, true},
    {"assign", "location expr", "location", "", "", "", false, true},
    {"donedata", "", "", "", "", "content param"},
    {"content", "expr", "", "", "", "", false, true},
    {"param", "name expr location", "name", "expr location", "expr location", ""},
    {"script", "src", "", "", "", "", false, true},
    {"send", "event eventexpr target targetexpr type typeexpr id idlocation delay delayexpr namelist", "",
     "event eventexpr|target targetexpr|type typeexpr|id idlocation|delay delayexpr", "", "content param"},
    {"cancel", "sendid sendidexpr", "", "sendid sendidexpr", "sendid sendidexpr", ""},
    {"invoke", "type typeexpr src srcexpr id idlocation namelist autoforward", "",
     "type typeexpr|src srcexpr|id idlocation", "", "content param finalize"},
    {"finalize", "", "", "", "", "", true},
}};

constexpr const rule& rule_of(tag t) {
    return rules[static_cast<std::size_t>(t)];
}

template <class F>
constexpr void each_group(std::string_view groups, F&& f) {
    while (!groups.empty()) {
        const auto end = std::min(groups.find('|'), groups.size());
        f(groups.substr(0, end));
        groups.remove_prefix(std::min(end + 1, groups.size()));
    }
}

constexpr bool among(std::string_view list, std::string_view name) {
    bool found = false;
    each_word(list, [&](std::string_view word) { found |= word == name; });
    return found;
}

// Finds a word's number by few looks: open addressing over length, first and last letter.
class word_numbers {
public:
    static constexpr unsigned none = 255;

    constexpr word_numbers() { slots_.fill(none); }
    constexpr void add(std::string_view word) {
        if (find(word) != none) return;
        auto at = slot_of(word);
        while (slots_[at] != none) at = (at + 1) % slots_.size();
        slots_[at] = static_cast<unsigned char>(count_);
        words_[count_++] = word;
    }
    constexpr std::string_view operator[](std::size_t number) const { return words_[number]; }
    constexpr unsigned find(std::string_view word) const {
        if (word.empty()) return none;
        for (auto at = slot_of(word); slots_[at] != none; at = (at + 1) % slots_.size())
            if (std::is_constant_evaluated() ? words_[slots_[at]] == word
                                             : same_word(words_[slots_[at]], word))
                return slots_[at];
        return none;
    }

private:
    static constexpr std::size_t slot_of(std::string_view word) {
        return (word.size() * 37 + static_cast<unsigned char>(word.front()) * 5u +
                static_cast<unsigned char>(word.back()) * 11u) %
               256;
    }
    std::array<std::string_view, 32> words_{};
    std::array<unsigned char, 256> slots_{};
    std::size_t count_ = 0;
};

constexpr word_numbers tags = [] {
    word_numbers out;
    for (const auto& r : rules) out.add(r.name);
    return out;
}();

// In the order of `key`.
constexpr std::string_view all_words =
    "initial name version datamodel binding id event cond target type array item index label expr src "
    "location "
    "eventexpr targetexpr typeexpr idlocation delay delayexpr namelist sendid sendidexpr srcexpr autoforward";

constexpr word_numbers words = [] {
    word_numbers out;
    each_word(all_words, [&](std::string_view a) { out.add(a); });
    return out;
}();
static_assert(words.find("initial") == static_cast<unsigned>(key::initial));
static_assert(words.find("autoforward") + 1 == static_cast<unsigned>(key::count));

constexpr std::uint32_t set_of(const word_numbers& numbers, std::string_view names) {
    std::uint32_t set = 0;
    each_word(names, [&](std::string_view n) { set |= 1u << numbers.find(n); });
    return set;
}

constexpr std::uint32_t executable = set_of(tags, "raise if foreach log assign script send cancel");

// A rule as sets of numbers, of which there are fewer than 32 each.
struct rule_sets {
    std::uint32_t known = 0, required = 0, children = 0;
    std::array<std::uint32_t, 5> at_most_one{};
    std::uint32_t at_least_one = 0;
};

constexpr auto sets = [] {
    std::array<rule_sets, rules.size()> out{};
    for (std::size_t i = 0; i < rules.size(); ++i) {
        const auto& r = rules[i];
        out[i].known = set_of(words, r.attributes);
        out[i].required = set_of(words, r.required);
        out[i].children = set_of(tags, r.children) | (r.executable_children ? executable : 0);
        std::size_t group = 0;
        each_group(r.at_most_one,
                   [&](std::string_view g) { out[i].at_most_one[group++] = set_of(words, g); });
        out[i].at_least_one = set_of(words, r.at_least_one);
    }
    return out;
}();

// Whether report_attributes has nothing to say of those written, which are known.
bool well_formed(tag t, std::uint32_t set) {
    const auto& r = sets[static_cast<std::size_t>(t)];
    if ((set & ~r.known) != 0 || (set & r.required) != r.required) return false;
    for (const auto g : r.at_most_one)
        if ((set & g & ((set & g) - 1)) != 0) return false;
    return r.at_least_one == 0 || (set & r.at_least_one) != 0;
}

std::string joined(std::string_view list, std::string_view between) {
    std::string out;
    each_word(list, [&](std::string_view n) { out.append(out.empty() ? "" : between).append(n); });
    return out;
}

std::string bracketed(const rule& r) {
    return "<" + std::string(r.name) + ">";
}

void report_attributes(const rule& r, const xml::element& e, faults& found) {
    std::vector<xml::attribute> present;
    for (const auto& a : e.attributes())
        if (a.ns.empty()) present.push_back(a);
    for (const auto& a : present)
        if (!among(r.attributes, a.name))
            found.push_back(e.error(
                a,
                bracketed(r) + " has no attribute " + std::string(a.name) +
                    (r.attributes.empty() ? "; it takes none" : "; it takes " + joined(r.attributes, ", "))));
    const auto count = [&](std::string_view names) {
        return std::count_if(present.begin(), present.end(),
                             [&](const auto& a) { return among(names, a.name); });
    };
    each_word(r.required, [&](std::string_view name) {
        if (count(name) == 0)
            found.push_back(e.error(bracketed(r) + " needs the attribute " + std::string(name)));
    });
    each_group(r.at_most_one, [&](std::string_view group) {
        if (count(group) > 1)
            found.push_back(e.error(bracketed(r) + " takes only one of " + joined(group, " and ")));
    });
    if (!r.at_least_one.empty() && count(r.at_least_one) == 0)
        found.push_back(e.error(bracketed(r) + " needs " + joined(r.at_least_one, " or ")));
}

}  // namespace

tag tag_of(std::string_view name) {
    const auto number = tags.find(name);
    return number == word_numbers::none ? tag::unknown : static_cast<tag>(number);
}

std::string_view name_of(key k) {
    return words[static_cast<std::size_t>(k)];
}

std::string_view name_of(tag t) {
    return t == tag::unknown ? "?" : rule_of(t).name;
}

bool is_executable(tag t) {
    return t != tag::unknown && (executable >> static_cast<unsigned>(t) & 1) != 0;
}

bool may_contain(tag parent, tag child) {
    const auto inside = sets[static_cast<std::size_t>(parent)].children;
    return child != tag::unknown && (inside >> static_cast<unsigned>(child) & 1) != 0;
}

attributes read_attributes(tag t, const xml::element& e, faults& found) {
    attributes out;
    bool known = true;
    for (const auto& a : e.attributes()) {
        if (!a.ns.empty()) {
            out.foreign_ = true;
            continue;
        }
        const auto number = words.find(a.name);
        known &= number != word_numbers::none;
        if (number == word_numbers::none) continue;
        out.set_ |= 1u << number;
        out.values_[number] = {a.value.data(), a.value.size()};
    }
    if (!known || !well_formed(t, out.set_)) report_attributes(rule_of(t), e, found);
    return out;
}

void check_text(tag t, const xml::element& e, faults& found) {
    const auto& r = rule_of(t);
    if (!r.text && e.has_text())
        found.push_back(e.error("text inside " + bracketed(r) + ", where only elements belong; remove it"));
}

}  // namespace motcua::chart
