#include <algorithm>

#include "counters/api/asking.hpp"
#include "counters/api/input.hpp"
#include "engine/json_values.hpp"

namespace motcua::api {

// It reads every open dossier on all cores: for those alone who may confirm.
void preview_calendar(context& c, call k) {
    const auto& roles = k.by.roles;
    if (std::none_of(roles.begin(), roles.end(),
                     [](const auto& r) { return r == "supervisor" || r == "head"; }))
        return k.answer(
            from_answer({motcua::answer::kind::rejected, 0,
                         to_document(json_object{{"code", "not_your_role"},
                                                 {"message", "chỉ người phụ trách xem trước lịch mới"},
                                                 {"next", "Chuyển cho người phụ trách hoặc thủ trưởng."}})}));
    c.app.preview_calendar([answer = std::move(k.answer)](const engine::reply& seen) {
        if (seen.what == engine::reply::kind::unread) return answer(from_reply(seen));
        answer(json_text(seen.body.text(), seen.found() ? 200 : 409));
    });
}

// Only what somebody has seen can be confirmed: that calendar, in the place of that one.
void adopt_calendar(context& c, call k) {
    std::vector<field_fault> missing;
    for (const char* name : {"calendar", "in_force"})
        if (get_string(k.body, name).empty())
            missing.push_back({name, "là mã lịch mà bản xem trước đã nêu dưới tên này"});
    if (!missing.empty()) return k.answer(field_problem(missing));
    c.app.adopt_calendar({get_string(k.body, "calendar"), get_string(k.body, "in_force")}, k.by,
                         [answer = std::move(k.answer)](const motcua::answer& a) { answer(from_answer(a)); });
}

}  // namespace motcua::api
