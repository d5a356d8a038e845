#include "engine/stepping/authority.hpp"

#include <algorithm>

namespace motcua::runtime {
namespace {

// Those who decide a case belong to the unit that resolves it; the desk serves all units.
bool bound_to_unit(std::string_view role) {
    return role == "case_officer" || role == "head";
}

template <class Roles>
bool any_of_these(const Roles& roles, const caller& by, std::string_view unit) {
    return std::any_of(roles.begin(), roles.end(), [&](std::string_view role) {
        return has_role(by, {role}) && (!bound_to_unit(role) || unit.empty() || by.unit == unit);
    });
}

}  // namespace

bool has_role(const caller& by, std::initializer_list<std::string_view> wanted) {
    return has_role(by, std::span(wanted.begin(), wanted.size()));
}

bool has_role(const caller& by, const std::vector<std::string>& wanted) {
    return std::any_of(wanted.begin(), wanted.end(), [&](std::string_view w) { return has_role(by, {w}); });
}

bool has_role(const caller& by, std::span<const std::string_view> wanted) {
    return std::any_of(by.roles.begin(), by.roles.end(), [&](const std::string& r) {
        return std::find(wanted.begin(), wanted.end(), r) != wanted.end();
    });
}

bool may(const chart::action& a, const caller& by, std::string_view unit) {
    return a.roles.empty() || any_of_these(a.roles, by, unit);
}

bool may(std::span<const std::string_view> roles, const caller& by, std::string_view unit) {
    return any_of_these(roles, by, unit);
}

}  // namespace motcua::runtime
