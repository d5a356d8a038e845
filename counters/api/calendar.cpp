#include <algorithm>

#include "counters/api/asking.hpp"
#include "counters/api/input.hpp"

namespace motcua::api {

// It reads every open dossier on all cores: for those alone who may confirm.
void preview_calendar(context& c, call k) {
    const auto& roles = k.by.roles;
    if (std::none_of(roles.begin(), roles.end(),
                     [](const auto& r) { return r == "supervisor" || r == "head"; }))
        return k.answer(
            from_answer({motcua::answer::kind::rejected, 0,
                         to_text(json_object{{"code", "not_your_role"},
                                             {"message", "chỉ người phụ trách xem trước lịch mới"},
                                             {"next", "Chuyển cho người phụ trách hoặc thủ trưởng."}})}));
    c.app.preview_calendar([answer = std::move(k.answer)](result<json> seen) {
        answer(seen ? json_answer(*seen) : from_failure(seen.error()));
    });
}

// Only what somebody has seen can be confirmed.
void adopt_calendar(context& c, call k) {
    const auto confirmed = get_string(k.body, "calendar");
    if (confirmed.empty())
        return k.answer(field_problem({{"calendar", "là mã lịch mà bản xem trước đã nêu"}}));
    c.app.adopt_calendar(confirmed, k.by,
                         [answer = std::move(k.answer)](const motcua::answer& a) { answer(from_answer(a)); });
}

}  // namespace motcua::api
