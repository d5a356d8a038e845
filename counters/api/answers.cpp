#include "counters/api/answers.hpp"

#include "engine/json_values.hpp"

namespace motcua::api {

http::response json_text(std::string body, int status) {
    http::response out;
    out.status = status;
    out.content_type = "application/json";
    out.body = std::move(body);
    return out;
}

http::response json_answer(const json& v, int status) {
    return json_text(to_text(v), status);
}

http::response problem(int status, std::string_view code, std::string_view message, std::string_view next) {
    return json_answer(json_object{{"code", code}, {"message", message}, {"next", next}}, status);
}

http::response field_problem(const std::vector<field_fault>& found) {
    json_array list;
    for (const auto& f : found) list.push_back(json_object{{"field", f.field}, {"message", f.message}});
    return json_answer(json_object{{"code", "fields"},
                                   {"message", "Có thông tin chưa đúng hoặc còn thiếu."},
                                   {"next", "Sửa các ô được đánh dấu rồi gửi lại."},
                                   {"faults", std::move(list)}},
                       422);
}

namespace {

// A refusal of the office is a conflict with how things stand; one of the request itself is not.
int status_of_rejection(std::string_view code) {
    return code == "key_reused" || code == "bad_key" || code == "fields" ? 422 : 409;
}

// A command refused for what stands in its fields is answered like any other mistake in fields, whoever found
// it: the engine lists them as "fields", the API as "faults".
http::response from_rejection(const answer& a) {
    const auto& said = tree_of(a.body);
    const int status = status_of_rejection(said ? get_string(*said, "code") : std::string());
    const json* fields = said ? find(*said, "fields") : nullptr;
    if (!fields || !fields->is_array()) return json_text(a.body.text(), status);
    auto with = said->get_object();
    with["faults"] = *fields;
    return json_answer(std::move(with), status);
}

}  // namespace

http::response from_answer(const answer& a, int done_status) {
    switch (a.what) {
        case answer::kind::done:
            return json_text(a.body.text(), done_status);
        case answer::kind::rejected:
            return from_rejection(a);
        case answer::kind::parked:
            return json_answer(
                json_object{{"code", "incident"},
                            {"message", "Quy trình của hồ sơ này gặp sự cố; hồ sơ được giữ nguyên."},
                            {"next", "Báo người quản trị mã sự cố; các hồ sơ khác vẫn xử lý được."},
                            {"session", a.session}},
                500);
        case answer::kind::failed:
        case answer::kind::cancelled:
            break;
    }
    return problem(503, "engine_failed", "Hệ thống chưa ghi được; chưa có gì thay đổi.",
                   "Thử lại sau ít phút; nếu vẫn lỗi, báo người quản trị kiểm tra ổ đĩa của máy chủ.");
}

http::response from_reply(const engine::reply& r) {
    const auto said = tree_of(r.body).value_or(json{});
    if (r.what == engine::reply::kind::unread)
        return problem(503, "unread", get_string(said, "message", "Chưa đọc được kho dữ liệu lúc này."),
                       get_string(said, "next", "Thử lại sau ít phút."));
    return problem(404, "not_found", get_string(said, "message", "Không tìm thấy."),
                   "Kiểm tra lại mã rồi tìm lại.");
}

http::response from_failure(const failure& f) {
    switch (f.what) {
        case failure::kind::not_found:
            return problem(404, "not_found", f.message, "Kiểm tra lại mã rồi tìm lại.");
        case failure::kind::bad_input:
        case failure::kind::limit:
            return problem(422, "bad_input", f.message, "Sửa thông tin rồi gửi lại.");
        default:
            return problem(503, "world_failed", f.message, "Thử lại sau ít phút hoặc báo người quản trị.");
    }
}

}  // namespace motcua::api
