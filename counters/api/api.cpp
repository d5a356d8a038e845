#include "counters/api/api.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "counters/api/input.hpp"
#include "counters/api/routes.hpp"
#include "counters/http/grammar.hpp"
#include "counters/http/target.hpp"

namespace motcua::api {
namespace {

constexpr std::string_view prefix = "/api/v1/";
using refusal = std::optional<http::response>;

refusal find_actor(const context& c, call& k) {
    const auto* who = c.office.find_staff(k.asked.header("X-Motcua-Actor"));
    if (!who) {
        auto no = problem(401, "unknown_actor", "Chưa biết ai đang dùng máy này.",
                          "Chọn tên của bạn trong danh sách cán bộ ở góc phải rồi làm lại.");
        no.headers.push_back({"WWW-Authenticate", "X-Motcua-Actor"});
        return no;
    }
    k.by = {who->id, who->unit, who->roles, {}};
    return {};
}

// Where the person sits today, whose paper comes out there. Not said: the counter that the office file gives
// the person.
refusal find_counter(const context& c, call& k) {
    auto counter = k.asked.header("X-Motcua-Counter");
    if (!counter.empty() && !c.office.find_counter(counter))
        return problem(422, "unknown_counter",
                       "Văn phòng không có quầy đã chọn; giấy tờ không biết in ở đâu.",
                       "Chọn lại quầy ở góc phải rồi làm lại.");
    k.by.counter = std::move(counter);
    return {};
}

refusal find_key(call& k) {
    k.key = k.asked.header("Idempotency-Key");
    const bool visible = std::all_of(k.key.begin(), k.key.end(), [](char c) { return c > ' ' && c <= '~'; });
    if (k.key.size() < 8 || k.key.size() > 80 || !visible)
        return problem(400, "no_key", "Yêu cầu ghi phải mang Idempotency-Key gồm 8 đến 80 ký tự ASCII.",
                       "Tạo một mã ngẫu nhiên cho mỗi biểu mẫu và giữ nguyên mã đó khi gửi lại.");
    return {};
}

// A client that names no type is taken at its word: the body says by itself whether it is JSON.
bool says_json(std::string_view content_type) {
    const auto type = http::without_blanks(content_type.substr(0, content_type.find(';')));
    return type.empty() || http::same_name(type, "application/json");
}

refusal find_body(call& k) {
    if (!says_json(k.asked.header("Content-Type"))) {
        auto no = problem(415, "not_json", "Nội dung gửi lên phải là JSON.",
                          "Gửi với Content-Type: application/json.");
        no.headers.push_back({"Accept", "application/json"});
        return no;
    }
    auto read = read_body(k.asked.body);
    if (!read) return std::move(read.error());
    k.body = std::move(*read);
    return {};
}

refusal fetch_wanted(const context& c, const route& r, call& k) {
    if ((r.wants & training_only) != 0 && !c.app.training())
        return problem(404, "not_training", "Chức năng này chỉ có ở chế độ luyện tập.",
                       "Chạy máy chủ với --training để luyện tập.");
    if ((r.wants & staff) != 0)
        if (auto no = find_actor(c, k)) return no;
    if ((r.wants & key) != 0) {
        if (auto no = find_key(k)) return no;
        if (auto no = find_counter(c, k)) return no;
    }
    if ((r.wants & body) != 0)
        if (auto no = find_body(k)) return no;
    return {};
}

refusal no_route(const match& m) {
    if (m.allowed.empty())
        return problem(404, "no_such_address", "Không có địa chỉ này trong API.",
                       "Xem bảng các địa chỉ trong counters/README.md.");
    auto r = problem(405, "method_not_allowed", fmt::format("Địa chỉ này chỉ nhận {}.", m.allowed),
                     "Dùng đúng phương thức.");
    r.headers.push_back({"Allow", m.allowed});
    return r;
}

}  // namespace

api::api(engine_door door, services& app, counters::office_file office)
    : context_(new context{std::move(door), app, std::move(office), {}}) {}

api::~api() = default;

bool api::owns(const http::request& r) {
    return r.path.starts_with("/api/");
}

void api::handle(http::request r, http::responder answer) {
    match m;
    const auto segments = http::path_segments(r.path);
    if (r.path.starts_with(prefix) && segments)
        m = find_route(r.method, {segments->begin() + 2, segments->end()});
    if (!m.found) return answer(*no_route(m));
    call k{std::move(r), std::move(m.names), {}, {}, {}, std::move(answer)};
    if (auto no = fetch_wanted(*context_, *m.found, k)) return k.answer(std::move(*no));
    m.found->handle(*context_, std::move(k));
}

void api::committed(const change& c) {
    context_->watchers.announce(
        "commit", fmt::format(R"({{"commit":{},"sessions":[{}]}})", c.commit, fmt::join(c.sessions, ",")));
}

void api::announce(std::string_view event, const json& data) {
    context_->watchers.announce(event, to_text(data));
}

}  // namespace motcua::api
