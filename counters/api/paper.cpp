#include "counters/api/asking.hpp"
#include "counters/api/input.hpp"

namespace motcua::api {
namespace {

http::response as_response(result<sheet> s) {
    if (!s) return from_failure(s.error());
    http::response out;
    out.content_type = std::move(s->content_type);
    out.body = std::move(s->bytes);
    return out;
}

sheet_reply answer_sheet(http::responder answer) {
    return [answer = std::move(answer)](result<sheet> s) { answer(as_response(std::move(s))); };
}

http::response no_such_sheet() {
    return problem(404, "not_found", "Không có phiếu nào mang số này.", "Mở lại phiếu từ hồ sơ.");
}

// "12.pdf", "12.png"
struct sheet_name {
    std::uint64_t id;
    sheet_format format;
};
std::optional<sheet_name> parse_sheet_name(std::string_view text) {
    const auto dot = std::min(text.rfind('.'), text.size());
    const auto id = parse_id(text.substr(0, dot));
    const auto end = text.substr(dot);
    if (!id || (end != ".pdf" && end != ".png")) return std::nullopt;
    return sheet_name{*id, end == ".pdf" ? sheet_format::pdf : sheet_format::png};
}

}  // namespace

void preview_slip(context& c, call k) {
    const auto session = session_of(k);
    if (!session) return;
    const auto format = k.asked.parameter("format").value_or("png");
    if (format == "values") {
        json_object args = std::move(k.body.as_object());
        args["session"] = *session;
        return answer_with(c, std::move(k), "preview", std::move(args));
    }
    preview_request what;
    what.session = *session;
    what.event = get_string(k.body, "event");
    if (const json* data = find(k.body, "data")) what.data = *data;
    what.format = format == "pdf" ? sheet_format::pdf : sheet_format::png;
    what.by = k.by;
    c.app.preview(std::move(what), answer_sheet(std::move(k.answer)));
}

void show_slip(context& c, call k) {
    const auto name = parse_sheet_name(k.names.front());
    if (!name) return k.answer(no_such_sheet());
    c.app.slip(name->id, name->format, answer_sheet(std::move(k.answer)));
}

void reprint_slip(context& c, call k) {
    const auto id = parse_id(k.names.front());
    if (!id) return k.answer(no_such_sheet());
    c.app.reprint(*id, k.by, k.key,
                  [answer = std::move(k.answer)](const motcua::answer& a) { answer(from_answer(a)); });
}

void list_printers(context& c, call k) {
    k.answer(json_answer(c.app.printers()));
}

void list_jobs(context& c, call k) {
    const auto state = k.asked.parameter("state").value_or("");
    if (!state.empty() && state != "failed")
        return k.answer(field_problem({{"state", "là 'failed' (hỏng, chưa ai xử lý) hoặc để trống"}}));
    auto told = [answer = std::move(k.answer)](const result<json>& all) {
        answer(all ? json_answer(*all) : from_failure(all.error()));
    };
    state.empty() ? c.app.jobs(std::move(told)) : c.app.failed_jobs(std::move(told));
}

// Only a person can say whether a sheet that was cut off in the middle came out, and what is to become of a
// notice that could not be delivered.
void decide_job(context& c, call k) {
    const auto id = parse_id(k.names.front());
    if (!id)
        return k.answer(
            problem(404, "not_found", "Không có lệnh in nào mang số này.", "Tải lại danh sách lệnh in."));
    const std::string outcome = get_string(k.body, "outcome");
    if (outcome != "printed" && outcome != "reprint" && outcome != "resend" && outcome != "told")
        return k.answer(field_problem({{"outcome",
                                        "là 'printed' (đã ra giấy), 'reprint' (in lại), 'resend' (gửi lại "
                                        "thông báo) hoặc 'told' (đã báo cách khác)"}}));
    c.app.decide(*id, outcome, k.by, k.key,
                 [answer = std::move(k.answer)](const motcua::answer& a) { answer(from_answer(a)); });
}

}  // namespace motcua::api
