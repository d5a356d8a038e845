#include "engine/store/tally.hpp"

#include <array>

#include "engine/store/search.hpp"

namespace motcua::store {

namespace {

// A session counts once, or not at all, in each of these.
enum list : std::size_t { in_phase, late_in_phase, draft, parked, due, closed, first_figure };

// What reports count, by the names that the question "figures" answers with.
struct figure {
    const char* name;
    std::int64_t (*of)(const session_row& row);
};

bool accepted(const session_row& row) {
    return row.listed.due_at.has_value();
}

constexpr figure figures[] = {
    {"figure:received", [](const session_row& row) -> std::int64_t { return accepted(row); }},
    {"figure:online",
     [](const session_row& row) -> std::int64_t { return accepted(row) && row.listed.reports.online; }},
    {"figure:direct",
     [](const session_row& row) -> std::int64_t { return accepted(row) && !row.listed.reports.online; }},
    {"figure:late", [](const session_row& row) -> std::int64_t { return accepted(row) && row.listed.late; }},
    {"figure:post",
     [](const session_row& row) -> std::int64_t {
         return accepted(row) && row.listed.return_mode == "post";
     }},
    {"figure:closed",
     [](const session_row& row) -> std::int64_t {
         return accepted(row) && row.standing == condition::final;
     }},
    {"figure:not_accepted",
     [](const session_row& row) -> std::int64_t {
         return !accepted(row) && row.standing != condition::final;
     }},
    {"figure:overridden",
     [](const session_row& row) -> std::int64_t { return accepted(row) && row.listed.reports.overridden; }},
    {"figure:premature", [](const session_row& row) -> std::int64_t { return row.listed.reports.premature; }},
    {"figure:slow_acceptances",
     [](const session_row& row) -> std::int64_t { return row.listed.reports.slow_acceptance; }},
    {"figure:slow_hand_overs",
     [](const session_row& row) -> std::int64_t { return row.listed.reports.slow_hand_over; }},
    {"figure:apologies", [](const session_row& row) -> std::int64_t { return row.listed.reports.apologies; }},
    {"figure:issued_late",
     [](const session_row& row) -> std::int64_t { return row.listed.reports.late_apologies; }},
    {"figure:by_default",
     [](const session_row& row) -> std::int64_t { return row.listed.reports.default_apologies; }},
};
constexpr std::size_t all_lists = first_figure + std::size(figures);

struct share {
    std::int64_t n = 0;
    std::string_view phase{};
    std::optional<local_day> day{};

    bool operator==(const share&) const = default;
};
using shares = std::array<share, all_lists>;

// No text is made here: most commands change nothing of it.
shares shares_of(const session_row& row) {
    shares out;
    const summary& s = row.listed;
    if (s.reports.told)
        for (std::size_t i = 0; i < std::size(figures); ++i) out[first_figure + i].n = figures[i].of(row);
    if (row.standing == condition::final) {
        out[closed].n = 1;
        return out;
    }
    out[in_phase] = {1, s.phase};
    if (s.late) out[late_in_phase] = {1, s.phase};
    if (s.apology_standing == apology::draft) out[draft].n = 1;
    if (row.standing == condition::parked) out[parked].n = 1;
    if (!s.late && s.due_at) out[due] = {1, {}, day_of(*s.due_at)};
    return out;
}

std::string name_of(std::size_t which, const share& of) {
    if (which >= first_figure) return figures[which - first_figure].name;
    constexpr std::array<const char*, first_figure> names = {"phase:", "late:", "draft",
                                                             "parked", "due:",  "closed"};
    std::string name = names[which];
    name += of.phase;
    if (of.day) name += to_iso(*of.day);
    return name;
}

}  // namespace

void tally_changes::move(tally_key what, std::int64_t by) {
    const auto at = by_.try_emplace(std::move(what), 0).first;
    if ((at->second += by) == 0) by_.erase(at);
}

void tally_changes::add_words(const session_row& row, std::int64_t times) {
    for (const auto& word : name_words(row.listed.applicant_folded))
        move({row.kind, std::string(word_tally) + word, {}}, times);
}

void tally_changes::add(const session_row& row, std::int64_t times) {
    add_words(row, times);
    const shares all = shares_of(row);
    for (std::size_t i = 0; i < all.size(); ++i)
        if (all[i].n != 0) move({row.kind, name_of(i, all[i]), row.listed.unit}, times * all[i].n);
}

void tally_changes::change(const session_row* before, const session_row& after) {
    if (!before) return add(after);
    if (before->kind != after.kind || before->listed.unit != after.listed.unit) {
        add(*before, -1);
        return add(after);
    }
    if (before->listed.applicant_folded != after.listed.applicant_folded) {
        add_words(*before, -1);
        add_words(after, 1);
    }
    const shares was = shares_of(*before);
    const shares is = shares_of(after);
    for (std::size_t i = 0; i < is.size(); ++i) {
        if (was[i] == is[i]) continue;
        if (was[i].n != 0) move({after.kind, name_of(i, was[i]), after.listed.unit}, -was[i].n);
        if (is[i].n != 0) move({after.kind, name_of(i, is[i]), after.listed.unit}, is[i].n);
    }
}

}  // namespace motcua::store
