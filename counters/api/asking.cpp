#include "counters/api/asking.hpp"

#include <algorithm>

#include "counters/api/input.hpp"
#include "counters/api/letters.hpp"
#include "engine/json_values.hpp"

namespace motcua::api {

void answer_with(const context& c, call k, std::string_view question, json_object args) {
    args["by"] = to_json(k.by);
    c.door.ask({std::string(question), to_document(std::move(args))},
               [answer = std::move(k.answer)](reply r) {
                   answer(r.found() ? json_text(std::move(r.body).text()) : from_reply(r));
               });
}

void submit(context& c, call k, command what, int done_status) {
    what.by = std::move(k.by);
    what.key = std::move(k.key);
    c.door.submit(std::move(what), [answer = std::move(k.answer), done_status](const motcua::answer& a) {
        answer(from_answer(a, done_status));
    });
}

void create(context& c, call k, std::string kind) {
    if (auto found = check_letters(k.body); !found.empty()) return k.answer(field_problem(found));
    command what;
    what.kind = std::move(kind);
    what.event = "create";
    what.data = to_document(std::move(k.body));
    submit(c, std::move(k), std::move(what), 201);
}

void act(context& c, call k) {
    const auto session = session_of(k);
    if (!session) return;
    if (auto found = check_letters(k.body); !found.empty()) return k.answer(field_problem(found));
    command what;
    what.session = *session;
    what.event = k.names[1];
    what.data = to_document(std::move(k.body));
    submit(c, std::move(k), std::move(what));
}

std::optional<std::uint64_t> session_of(const call& k) {
    const auto id = parse_id(k.names.front());
    if (!id)
        k.answer(problem(404, "not_found", "Không có hồ sơ hay chuyến nào mang số này.",
                         "Mở lại từ danh sách hoặc quét mã hồ sơ."));
    return id;
}

json_object to_json(const actor& by) {
    json_array roles;
    for (const auto& role : by.roles) roles.emplace_back(role);
    return {{"id", by.id}, {"unit", by.unit}, {"roles", std::move(roles)}};
}

void add_page(const call& k, json_object& args) {
    const auto page = parse_id(k.asked.parameter("page").value_or("1")).value_or(1);
    const auto size = parse_id(k.asked.parameter("size").value_or("50")).value_or(50);
    args["page"] = std::min<std::uint64_t>(page, 1'000'000);
    args["size"] = std::min<std::uint64_t>(size, 500);
}

}  // namespace motcua::api
