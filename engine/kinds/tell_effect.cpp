// The effect "tell", which any kind of session may use: an event for another session.
#include "engine/kinds/tell_effect.hpp"

namespace motcua::kinds {
namespace {

json_object rest_of(const json_object& args) {
    json_object data;
    for (const auto& a : args)
        if (a.key() != "session" && a.key() != "event") data[a.key()] = a.value();
    return data;
}

refusal tell(session_record&, const json_object& args, const step_context& c, step_requests& w) {
    const auto session = static_cast<std::uint64_t>(number_of(args, "session"));
    if (session == 0)
        return rejection{"tell_nobody", "Quy trình báo cho một phiên không có.",
                         "Báo quản trị sửa quy trình.", ""};
    json_object data = rest_of(args);
    data["from"] = c.session;
    w.messages.push_back({session, text_of(args, "event"), std::move(data)});
    return std::nullopt;
}

}  // namespace

void add_tell_effect(registry& r) {
    r.add({"tell", effect_kind::outbox, {"session", "event"}, {"*"}, tell});
}

}  // namespace motcua::kinds
