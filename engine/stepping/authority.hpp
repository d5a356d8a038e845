// Who may do what: roles on the chart's actions, and the unit of those who decide a case. The host has said
// who it is.
#pragma once

#include <array>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "engine/chart/tables.hpp"
#include "engine/deployment/reserved_events.hpp"
#include "engine/stepping/jobs.hpp"

namespace motcua::runtime {

// Whose they are, besides creation, which the kind says (`session_kind::may_create`).
inline constexpr std::array<std::string_view, 2> may_resume = {"head", "supervisor"};
inline constexpr std::array<std::string_view, 5> may_reprint = {"reception", "courier_desk", "case_officer",
                                                                "head", "supervisor"};
// Those who work with the paper, so that they can see whether it came out.
inline constexpr std::array<std::string_view, 4> may_decide = {"reception", "courier_desk", "head",
                                                               "supervisor"};

inline constexpr std::array<std::string_view, 2> may_adopt_calendar = {"supervisor", "head"};
inline constexpr std::array<std::string_view, 1> may_confirm_clock = {"head"};

bool has_role(const caller& by, std::span<const std::string_view> wanted);
bool has_role(const caller& by, const std::vector<std::string>& wanted);
bool has_role(const caller& by, std::initializer_list<std::string_view> wanted);
// `unit` is the dossier's; empty: no unit in particular.
bool may(const chart::action& a, const caller& by, std::string_view unit);
// The same for one of the commands above.
bool may(std::span<const std::string_view> roles, const caller& by, std::string_view unit);

}  // namespace motcua::runtime
