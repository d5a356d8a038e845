#include "counters/api/asking.hpp"

#include <algorithm>

#include "counters/api/input.hpp"
#include "counters/api/letters.hpp"
#include "counters/http/conditions.hpp"
#include "engine/json_values.hpp"

namespace motcua::api {
namespace {

// Whether it is one of that list, the engine says.
bool may_be_place(std::string_view text) {
    constexpr std::size_t longest = 120;
    if (text.size() < 2 || text.size() > longest) return false;
    const auto digits = text.substr(1).find_first_not_of("0123456789.-") == std::string_view::npos;
    return text.front() == 'c' || ((text.front() == 'd' || text.front() == 'n') && digits);
}

// The client that shows an answer's tag again is told that it has not changed.
http::response found_answer(const http::request& asked, reply r) {
    if (r.tag.empty()) return json_text(std::move(r.body).text());
    const auto etag = '"' + r.tag + '"';
    const int status = http::status_under(asked, etag);
    auto out = status == 200 ? json_text(std::move(r.body).text())
               : status == 304
                   ? http::response{304}
                   : problem(412, "changed", "Hồ sơ không còn như bản đang giữ.", "Mở lại hồ sơ.");
    out.headers.push_back({"ETag", etag});
    return out;
}

}  // namespace

void answer_with(const context& c, call k, std::string_view question, json_object args) {
    args["by"] = to_json(k.by);
    c.door.ask({std::string(question), to_document(std::move(args))},
               [answer = std::move(k.answer), asked = std::move(k.asked)](reply r) {
                   answer(r.found() ? found_answer(asked, std::move(r)) : from_reply(r));
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

bool add_page(const call& k, json_object& args) {
    const auto given = [&](const char* name) {
        if (const json* said = find(k.body, name))
            return said->is_string() ? std::string(said->get_string()) : to_text(*said);
        return k.asked.parameter(name).value_or("");
    };
    std::vector<field_fault> faults;
    if (const auto page = given("page"); !page.empty() && page != "1")
        faults.push_back(
            {"page", "các trang không đánh số; trang sau lấy bằng after, là next của trang trước"});
    for (const char* name : {"after", "before"}) {
        const auto place = given(name);
        if (place.empty() || place == "null") continue;
        if (!may_be_place(place))
            faults.push_back({name, "không phải vị trí mà một trang đã nêu (next, previous)"});
        args[name] = place;
    }
    if (args.contains("after") && args.contains("before"))
        faults.push_back({"before", "chỉ dùng một trong hai: after hoặc before"});
    const auto size = parse_id(given("size")).value_or(50);
    args["size"] = std::min<std::uint64_t>(size, 500);
    if (faults.empty()) return true;
    k.answer(field_problem(faults));
    return false;
}

}  // namespace motcua::api
