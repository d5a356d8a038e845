// The counts that commits keep, so that no list and no report is ever counted again: how many sessions stand
// in each work list, how many names have a word. A count is the sum over all sessions of a pure function of
// their columns (`tally_changes::add`); a commit moves it, in its own transaction, by the difference of the
// rows before and after. The same for every door; no SQL here.
//
// Names of the counts, by kind and unit:
//   phase:ID, late:ID   open sessions in that phase, and those of them that are late
//   draft, parked       open sessions with an apology to be answered; sessions set aside
//   due:DAY             open sessions that are not late, by the local day of their promise ("due:2026-03-04")
//   closed              final ones
//   figure:NAME         what reports count, see `figures` in tally.cpp; of told rows (rows.hpp) only
//   word:WORD           those whose applicant's name has that word, of all units (unit "")
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "engine/store/rows.hpp"

namespace motcua::store {

inline constexpr std::string_view word_tally = "word:";
inline constexpr std::string_view figure_tally = "figure:";

struct tally_key {
    std::string kind{};
    std::string list{};
    std::string unit{};

    auto operator<=>(const tally_key&) const = default;
};

class tally_changes {
public:
    // `times`: 1, or -1 to take it away.
    void add(const session_row& row, std::int64_t times = 1);
    // A session was inserted (`before` is null) or updated.
    void change(const session_row* before, const session_row& after);
    // A count that is known elsewhere is taken off: what stays is the difference.
    void take(tally_key what, std::int64_t n) { move(std::move(what), -n); }
    // None of them is zero.
    const std::map<tally_key, std::int64_t>& all() const { return by_; }
    void clear() { by_.clear(); }

private:
    void add_words(const session_row& row, std::int64_t times);
    void move(tally_key what, std::int64_t by);

    std::map<tally_key, std::int64_t> by_;
};

}  // namespace motcua::store
