// Who may do what: roles on the chart's actions, and the unit of those who decide a case. The host has said
// who it is.
#pragma once

#include <array>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "engine/chart/tables.hpp"
#include "engine/runtime/jobs.hpp"

namespace motcua::runtime {

// What a parked session takes, whatever its chart offers, and from whom.
inline constexpr std::string_view resume_event = "resume";
inline constexpr std::array<std::string_view, 2> may_resume = {"head", "supervisor"};

bool has_role(const caller& by, std::span<const std::string_view> wanted);
bool has_role(const caller& by, std::initializer_list<std::string_view> wanted);
// `unit` is the dossier's; empty: no unit in particular.
bool may(const chart::action& a, const caller& by, const std::string& unit);

}  // namespace motcua::runtime
