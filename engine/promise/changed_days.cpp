#include "engine/promise/changed_days.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace motcua::promise {
namespace {

using calendar::working_calendar;

// What a calendar says of a day, short.
std::string said(const working_calendar& c, local_day d) {
    const auto f = c.day(d);
    if (!f) return "chưa có lịch";
    for (const auto& e : f->entries)
        if (e.applies) return fmt::format("{} ({})", in_words(e.kind), e.name);
    return std::string(in_words(f->kind));
}

bool same_day(const working_calendar& a, const working_calendar& b, local_day d) {
    if (!a.covers(d) || !b.covers(d)) return false;
    return a.day(d)->working_time == b.day(d)->working_time;
}

std::string words_of(const working_calendar& before, const working_calendar& after, local_day d) {
    const auto was = said(before, d), is = said(after, d);
    return fmt::format("{}: {} → {}", calendar::date_in_words(d), was,
                       was == is ? is + ", giờ làm việc thay đổi" : is);
}

auto first_from(const std::vector<changed_day>& days, local_day from) {
    return std::lower_bound(days.begin(), days.end(), from,
                            [](const changed_day& c, local_day d) { return c.day < d; });
}

}  // namespace

bool calendar_change::touches(local_day from, local_day to) const {
    const auto at = first_from(days, from);
    return at != days.end() && at->day <= to;
}

std::string calendar_change::reason(local_day from, local_day to) const {
    constexpr int most = 5;
    std::string text;
    int found = 0;
    for (auto at = first_from(days, from); at != days.end() && at->day <= to; ++at) {
        if (++found > most) return text + "; …";
        text += (text.empty() ? "" : "; ") + at->words;
    }
    return text.empty() ? "lịch làm việc thay đổi" : text;
}

calendar_change compare(const working_calendar& before, const working_calendar& after) {
    calendar_change out;
    const local_day last = std::max(before.last_day(), after.last_day());
    for (local_day d = std::min(before.first_day(), after.first_day()); d <= last; d += std::chrono::days{1})
        if (!same_day(before, after, d)) out.days.push_back({d, words_of(before, after, d)});
    return out;
}

json to_json(const calendar_change& c) {
    json_array out;
    for (const auto& d : c.days) out.push_back({{"day", to_iso(d.day)}, {"words", d.words}});
    return out;
}

result<calendar_change> change_from_json(const json& v) {
    if (!v.is_array()) return fail(failure::kind::corrupt, "expected a list of changed days");
    calendar_change out;
    for (const auto& d : v.get_array()) {
        const auto day = parse_day(get_string(d, "day"));
        if (!day) return fail(failure::kind::corrupt, "a changed day has no \"day\" such as 2026-03-06");
        out.days.push_back({*day, get_string(d, "words")});
    }
    return out;
}

}  // namespace motcua::promise
