// Named cases after bug reports against other calendars: jbpm 1830, 1342, 233; jmix 790; osTicket 6847.
#include "tests/engine/calendar/due_cases.hpp"

namespace motcua {
namespace {

using namespace calendar;

INSTANTIATE_TEST_SUITE_P(
    reported, due_case,
    testing::Values(due_case_of{"created_before_opening_hour_counts_the_day", "2026-03-04T06:00",
                                working_days(1), "2026-03-05T17:00"},
                    due_case_of{"created_before_opening_hour_hours_start_at_opening", "2026-03-04T06:00",
                                working_hours(2), "2026-03-04T09:00"},
                    due_case_of{"created_after_closing_hours_start_next_morning", "2026-03-04T19:00",
                                working_hours(2), "2026-03-05T09:00"},
                    due_case_of{"created_after_closing_days_start_next_day", "2026-03-04T19:00",
                                working_days(2), "2026-03-09T17:00"},
                    due_case_of{"holiday_is_not_ignored_in_days", "2026-04-29T09:00", working_days(1),
                                "2026-05-04T17:00"},
                    due_case_of{"holiday_is_not_ignored_in_hours", "2026-04-29T16:30", working_hours(1),
                                "2026-05-04T07:30"},
                    due_case_of{"a_day_is_not_24_working_hours", "2026-03-02T07:00", working_hours(24),
                                "2026-03-04T17:00"},
                    due_case_of{"one_working_day_is_not_8_hours_later", "2026-03-02T07:00", working_days(1),
                                "2026-03-03T17:00"},
                    due_case_of{"lunch_break_does_not_break_the_date", "2026-03-04T11:30", working_hours(5),
                                "2026-03-05T08:00"},
                    due_case_of{"lunch_break_at_acceptance_of_days", "2026-03-04T12:15", working_days(1),
                                "2026-03-05T17:00"},
                    due_case_of{"friday_to_monday_is_one_day", "2026-03-06T09:00", working_days(1),
                                "2026-03-09T17:00"}),
    name_of_case);

}  // namespace
}  // namespace motcua
