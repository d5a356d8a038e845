#include "engine/kinds/rejection.hpp"

namespace motcua::kinds {

json to_json(const rejection& r) {
    json_object o{{"code", r.code}, {"message", r.message}, {"next", r.next}};
    if (!r.rule.empty()) o["rule"] = r.rule;
    if (r.fields.empty()) return o;
    json_array fields;
    for (const auto& f : r.fields) fields.push_back({{"field", f.field}, {"message", f.message}});
    o["fields"] = std::move(fields);
    return o;
}

}  // namespace motcua::kinds
