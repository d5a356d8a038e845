// The shipped calendar and rule sets, read once per program, and short words for tests.
#pragma once

#include <gtest/gtest.h>

#include "engine/calendar/read.hpp"
#include "engine/procedure/rule_set.hpp"

namespace motcua {

inline const calendar::calendar_source& shipped_source() {
    static const auto source = calendar::read_source(std::string("workflows/calendars"));
    if (!source)
        for (const auto& f : source.error()) ADD_FAILURE() << to_string(f);
    return *source;
}

inline const calendar::working_calendar& shipped_calendar() {
    static const auto made = calendar::make_calendar(shipped_source());
    return made;
}

inline const procedure::rule_sets& shipped_rule_sets() {
    static const auto sets = procedure::read_rule_sets("workflows/rules");
    if (!sets)
        for (const auto& f : sets.error()) ADD_FAILURE() << to_string(f);
    return *sets;
}

inline const procedure::rule_set& shipped_rules(std::string_view id = "2025") {
    return *shipped_rule_sets().by_id(id);
}

// Local time, as people write it.
inline instant at(std::string_view text) {
    const auto t = parse_instant(text);
    EXPECT_TRUE(t) << text;
    return t.value_or(instant{});
}

inline local_day on(std::string_view text) {
    const auto d = parse_day(text);
    EXPECT_TRUE(d) << text;
    return d.value_or(local_day{});
}

// In force for what is accepted then; days before the first set count by it.
inline const procedure::rule_set& shipped_rules_on(std::string_view accepted) {
    const auto* set = shipped_rule_sets().on(day_of(at(accepted)));
    return set ? *set : shipped_rules("2018");
}

// "2026-02-27T17:00", or the failure's message.
inline std::string shown(const result<instant>& t) {
    return t ? to_iso(*t).substr(0, 16) : t.error().message;
}
inline std::string shown(const result<calendar::due_date>& d) {
    return d ? to_iso(d->at).substr(0, 16) : d.error().message;
}

}  // namespace motcua
