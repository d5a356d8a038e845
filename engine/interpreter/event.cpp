#include "engine/interpreter/event.hpp"

namespace motcua::interpreter {

std::string_view name_of(event_type t) {
    switch (t) {
        case event_type::external:
            return "external";
        case event_type::internal:
            return "internal";
        default:
            return "platform";
    }
}

const event_origin& event::origin() const {
    static const event_origin nowhere;
    return from ? *from : nowhere;
}

datamodel::event_view event::view() const {
    const auto& o = origin();
    const auto known = [](const std::string& s) {
        return s.empty() ? std::string_view{} : std::string_view(s);
    };
    datamodel::event_view v;
    v.name = name;
    v.type = name_of(type);
    v.sendid = known(o.sendid);
    v.origin = known(o.origin);
    v.origintype = known(o.origintype);
    v.invokeid = known(o.invokeid);
    v.raw = known(o.raw);
    v.data = data.is(datamodel::value::kind::undefined) ? nullptr : &data;
    return v;
}

}  // namespace motcua::interpreter
