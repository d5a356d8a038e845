#include "engine/kinds/rejection.hpp"

namespace motcua::kinds {

rejection about(rejection no, std::initializer_list<std::string_view> fields) {
    for (const auto field : fields) no.fields.push_back({std::string(field), no.message});
    return no;
}

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
