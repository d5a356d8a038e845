// The fields of a command against what the chart's action asks for, before the step: types, required ones,
// choices. All mistakes at once, each with the field's label. Pure.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/kinds/rejection.hpp"
#include "engine/procedure/reasons.hpp"

namespace motcua::kinds {

// As written in <mc:field>.
struct field {
    std::string name;
    std::string label;
    std::string type;  // one of field_types()
    bool required = false;
    std::string choices;      // name of a reason list, or the values separated by '|'
    std::string least, most;  // number
};

std::vector<field_error> check_fields(const std::vector<field>& fields, const json& data,
                                      const procedure::reasons& reasons, local_day day);
// One rejection that names them all.
refusal as_refusal(const std::vector<field_error>& errors);

// Field types a chart may use.
std::span<const std::string_view> field_types();
bool is_field_type(std::string_view type);

}  // namespace motcua::kinds
