#include "engine/chart/grammar.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <type_traits>

#include "engine/chart/grammar_table.hpp"
#include "engine/chart/words.hpp"

namespace motcua::chart {

namespace {

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
    std::uint32_t in_groups = 0;  // all of those
    std::uint32_t at_least_one = 0;
    std::uint32_t once = 0, needed = 0, apart = 0, nowhere_inside = 0;  // of tags
    std::uint32_t values = 0;                                           // attributes
    std::uint32_t formed = 0;                                           // numbers in `forms`
};

constexpr auto sets = [] {
    std::array<rule_sets, rules.size()> out{};
    for (std::size_t i = 0; i < rules.size(); ++i) {
        const auto& r = rules[i];
        out[i].known = set_of(words, r.attributes);
        out[i].required = set_of(words, r.required);
        out[i].children = set_of(tags, r.children) | (r.executable_children ? executable : 0);
        std::size_t group = 0;
        each_group(r.at_most_one, [&](std::string_view g) {
            out[i].at_most_one[group] = set_of(words, g);
            out[i].in_groups |= out[i].at_most_one[group++];
        });
        out[i].at_least_one = set_of(words, r.at_least_one);
        out[i].once = set_of(tags, r.once);
        out[i].needed = set_of(tags, r.needed);
        out[i].apart = set_of(tags, r.apart);
        out[i].nowhere_inside = set_of(tags, r.nowhere_inside);
        each_word(r.values, [&](std::string_view v) {
            if (v != "content") out[i].values |= 1u << words.find(v);
        });
        for (std::size_t f = 0; f < forms.size(); ++f)
            if (static_cast<std::size_t>(forms[f].of) == i) out[i].formed |= 1u << f;
    }
    return out;
}();

constexpr bool several(std::uint32_t set) {
    return (set & (set - 1)) != 0;
}

// Whether report_attributes has nothing to say of those written, which are known.
bool well_formed(tag t, std::uint32_t set) {
    const auto& r = sets[static_cast<std::size_t>(t)];
    if ((set & ~r.known) != 0 || (set & r.required) != r.required) return false;
    if (several(set & r.in_groups))
        for (const auto g : r.at_most_one)
            if (several(set & g)) return false;
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

// Which bytes an id may have: 2 everywhere, 1 behind the first.
constexpr auto id_bytes = [] {
    std::array<unsigned char, 256> out{};
    for (unsigned c = 0; c < 256; ++c) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
        out[c] = letter ? 2 : (c >= '0' && c <= '9') || c == '-' || c == '.' ? 1 : 0;
    }
    return out;
}();

// A name as XML has them, without colon; letters beyond ASCII are not told apart.
bool is_id(std::string_view text) {
    const auto class_of = [](char c) { return id_bytes[static_cast<unsigned char>(c)]; };
    return !text.empty() && class_of(text.front()) == 2 &&
           std::all_of(text.begin(), text.end(), [&](char c) { return class_of(c) != 0; });
}

void check_form(const form& f, const xml::element& e, std::string_view value, faults& found) {
    const auto refuse = [&](const std::string& why) {
        const std::string name(name_of(f.attribute));
        found.push_back({e.file(), e.at(name), name + "=\"" + std::string(value) + "\" " + why});
    };
    if (!f.one_of.empty()) {
        if (!among(f.one_of, value)) refuse("is not known; write " + joined(f.one_of, " or "));
    } else if (f.is_id) {
        if (!is_id(value))
            refuse("is no name; use one word of letters, digits, _ - and . that begins with a letter or _");
    } else if (value.empty() || std::any_of(value.begin(), value.end(), is_blank)) {
        refuse("is no name; use one word");
    }
}

// What gives the value of <data>, <assign>, <content> and <script>: not two ways, and for some not none.
void check_values(const rule& r, const rule_sets& s, const xml::element& e, std::uint32_t written,
                  faults& found) {
    const auto by_attribute = written & s.values;
    const bool elements = !e.each().empty();
    const bool inside = elements || (r.name == "script" ? !e.text().empty() : e.has_text());
    if ((inside && by_attribute != 0) || several(by_attribute))
        found.push_back(e.error(bracketed(r) + " takes only one of " + joined(r.values, " and ")));
    if (r.value_needed && !inside && by_attribute == 0)
        found.push_back(e.error(bracketed(r) + " needs " + joined(r.values, " or ")));
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
    const auto& r = sets[static_cast<std::size_t>(t)];
    if (!known || !well_formed(t, out.set_)) report_attributes(rule_of(t), e, found);
    for (auto rest = r.formed; rest != 0; rest &= rest - 1)
        if (const auto& f = forms[static_cast<std::size_t>(std::countr_zero(rest))]; out.has(f.attribute))
            check_form(f, e, *out[f.attribute], found);
    if (!rule_of(t).values.empty()) check_values(rule_of(t), r, e, out.set_, found);
    return out;
}

bool may_stand_inside(tag outermost, tag t) {
    return outermost == tag::unknown ||
           (sets[static_cast<std::size_t>(outermost)].nowhere_inside >> static_cast<unsigned>(t) & 1) == 0;
}

void children_seen::see(tag t, const xml::element& child, faults& found) {
    const auto& r = sets[static_cast<std::size_t>(of_)];
    const auto bit = 1u << static_cast<unsigned>(t);
    if ((seen_ & bit & r.once) != 0)
        found.push_back(child.error(bracketed(rule_of(of_)) + " takes only one " + bracketed(rule_of(t))));
    if ((r.apart & bit) != 0 && (seen_ & r.apart & ~bit) != 0)
        found.push_back(child.error(bracketed(rule_of(of_)) + " takes <content> or <param>, not both"));
    seen_ |= bit;
}

void children_seen::end(const xml::element& e, faults& found) const {
    const auto& r = rule_of(of_);
    if (!r.needed.empty() && (seen_ & sets[static_cast<std::size_t>(of_)].needed) == 0)
        found.push_back(e.error(bracketed(r) + " needs <" + joined(r.needed, "> or <") + ">"));
}

void check_text(tag t, const xml::element& e, faults& found) {
    const auto& r = rule_of(t);
    if (r.values.empty() && e.has_text())
        found.push_back(e.error("text inside " + bracketed(r) + ", where only elements belong; remove it"));
}

}  // namespace motcua::chart
