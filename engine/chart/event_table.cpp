#include <algorithm>
#include <numeric>

#include "engine/chart/event_table_builder.hpp"

namespace motcua::chart {

namespace {

constexpr std::uint64_t hash_start = 14695981039346656037u;

constexpr std::uint64_t hash_step(std::uint64_t h, char c) {
    return (h ^ static_cast<unsigned char>(c)) * 1099511628211u;
}

std::uint64_t hash_of(std::string_view text) {
    std::uint64_t h = hash_start;
    for (const char c : text) h = hash_step(h, c);
    return h;
}

}  // namespace

bool matches(std::string_view descriptor, std::string_view event) {
    if (descriptor == "*") return true;
    if (!event.starts_with(descriptor)) return false;
    return event.size() == descriptor.size() || event[descriptor.size()] == '.';
}

event_class event_table::look(std::uint64_t hash, std::string_view descriptor) const {
    for (auto i = hash & (slots_.size() - 1); slots_[i].what != unknown; i = (i + 1) & (slots_.size() - 1))
        if (slots_[i].hash == hash && slots_[i].descriptor == descriptor) return slots_[i].what;
    return unknown;
}

event_class event_table::classify(std::string_view name) const {
    if (slots_.empty()) return unknown;
    // The longest known prefix that ends at a dot decides.
    auto found = unknown;
    std::uint64_t h = hash_start;
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (name[i] == '.')
            if (const auto c = look(h, name.substr(0, i)); c != unknown) found = c;
        h = hash_step(h, name[i]);
    }
    if (const auto c = look(h, name); c != unknown) found = c;
    return found;
}

// Most descriptors stand at several transitions, so they are told apart before they are sorted.
void event_table_builder::find_distinct() {
    const auto& all = chart_.descriptors;
    std::vector<index> slots(std::bit_ceil(all.size() * 2 + 1), nothing);
    distinct_of_.reserve(all.size());
    for (const std::string_view d : all) {
        const auto h = hash_of(d);
        auto i = h & (slots.size() - 1);
        while (slots[i] != nothing && (distinct_[slots[i]].hash != h || distinct_[slots[i]].name != d))
            i = (i + 1) & (slots.size() - 1);
        if (slots[i] == nothing) {
            slots[i] = static_cast<index>(distinct_.size());
            distinct_.push_back({h, d, all_classes});
        }
        distinct_of_.push_back(slots[i]);
    }
}

void event_table_builder::number_classes() {
    std::vector<index> sorted(distinct_.size());
    std::iota(sorted.begin(), sorted.end(), index{0});
    std::sort(sorted.begin(), sorted.end(),
              [&](index a, index b) { return distinct_[a].name < distinct_[b].name; });
    names_ = {"", ""};
    for (const auto i : sorted) {
        if (distinct_[i].name == "*") continue;
        distinct_[i].what = static_cast<event_class>(names_.size());
        names_.push_back(distinct_[i].name);
    }
    out_.slots_.resize(std::bit_ceil(names_.size() * 2));
    for (const auto& d : distinct_) {
        if (d.what == all_classes) continue;
        auto i = d.hash & (out_.slots_.size() - 1);
        while (out_.slots_[i].what != event_table::unknown) i = (i + 1) & (out_.slots_.size() - 1);
        out_.slots_[i] = {d.hash, std::string(d.name), d.what};
    }
}

// The names are sorted, so what a descriptor matches begins where it stands and ends before its prefix does.
void event_table_builder::add_matching(index transition, event_class descriptor) {
    if (descriptor == all_classes) {
        for (std::size_t c = event_table::unknown; c < names_.size(); ++c)
            add(static_cast<event_class>(c), transition);
        return;
    }
    add(descriptor, transition);
    const auto prefix = names_[descriptor];
    for (std::size_t c = descriptor + 1u; c < names_.size() && names_[c].starts_with(prefix); ++c)
        if (matches(prefix, names_[c])) add(static_cast<event_class>(c), transition);
}

void event_table_builder::add(event_class to, index transition) {
    put(&out_.transitions_[to * out_.transition_words_], transition);
    const auto source = chart_.transitions[transition].source;
    const auto end = chart_.states[source].end;
    auto* set = &out_.states_[to * out_.state_words_];
    for (std::size_t w = 0; w < out_.state_words_; ++w) set[w] |= mask(w, source, end);
}

event_table event_table_builder::build() {
    find_distinct();
    number_classes();
    out_.classes_ = names_.size();
    out_.transition_words_ = chart_.transition_words;
    out_.state_words_ = chart_.state_words;
    out_.transitions_.assign(out_.classes_ * out_.transition_words_, 0);
    out_.states_.assign(out_.classes_ * out_.state_words_, 0);
    for (const auto& s : chart_.states)
        for (index t = s.transitions.first; t < s.transitions.end(); ++t) {
            const auto& own = chart_.transitions[t];
            if (own.eventless) add(event_table::eventless, t);
            for (auto d = own.descriptors.first; d < own.descriptors.end(); ++d)
                add_matching(t, distinct_[distinct_of_[d]].what);
        }
    return std::move(out_);
}

}  // namespace motcua::chart
