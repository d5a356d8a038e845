#include "engine/promise/refusal.hpp"

namespace motcua::promise {
namespace {

struct wording {
    refusal::reason why;
    std::string_view code, sentence;
};
using why = refusal::reason;

constexpr wording wordings[] = {
    {why::not_started, "not-started", "Hồ sơ chưa được tiếp nhận; hãy tiếp nhận trước."},
    {why::already_started, "already-started", "Hồ sơ đã được tiếp nhận và đã có ngày hẹn trả."},
    {why::already_done, "already-done", "Hồ sơ đã có kết quả tại bộ phận một cửa."},
    {why::already_stopped, "already-stopped", "Hồ sơ đã dừng xử lý."},
    {why::is_paused, "is-paused", "Thời hạn đang tạm dừng; hãy kết thúc tạm dừng trước."},
    {why::not_paused, "not-paused", "Thời hạn không tạm dừng vì lý do này."},
    {why::promise_passed, "promise-passed",
     "Đã quá ngày hẹn trả; không thể tạm dừng hay cam kết đúng hạn nữa."},
    {why::draft_exists, "draft-exists",
     "Đã có dự thảo phiếu xin lỗi nên không được yêu cầu bổ sung hay tạm dừng; hãy trả lời dự thảo."},
    {why::supplement_used, "supplement-used",
     "Đã hết số lần được yêu cầu bổ sung hồ sơ; hãy giải quyết theo hồ sơ hiện có."},
    {why::apology_owed, "apology-owed",
     "Hồ sơ quá hạn phải kèm phiếu xin lỗi; hãy phát hành phiếu xin lỗi trước."},
    {why::maximum_reached, "maximum-reached", "Đã hết số lần được hẹn lại ngày trả kết quả."},
    {why::already_issued, "already-issued", "Phiếu xin lỗi đã được phát hành."},
    {why::extension_too_short, "extension-too-short",
     "Ngày hẹn lại phải sau ngày đã hẹn ít nhất một ngày làm việc."},
    {why::extension_too_long, "extension-too-long",
     "Ngày hẹn lại vượt quá thời gian gia hạn tối đa của thủ tục."},
    {why::day_off, "day-off", "Ngày được chọn là ngày nghỉ; hãy chọn ngày làm việc tiếp theo."},
    {why::bad_term, "bad-term", "Thời hạn không hợp lệ; hãy sửa thời hạn của thủ tục."},
    {why::before_acceptance, "before-acceptance", "Thời điểm này trước khi tiếp nhận hồ sơ."},
    {why::not_done, "not-done", "Hồ sơ chưa có kết quả."},
    {why::reason_missing, "reason-missing", "Phải nêu lý do chậm trả kết quả."},
    {why::too_early, "too-early", "Chưa đến thời điểm phát hành theo ủy quyền thường trực."},
    {why::no_supplement_asked, "no-supplement-asked", "Không có yêu cầu bổ sung nào đang chờ."},
    {why::calendar_unknown, "calendar-unknown",
     "Chưa có lịch làm việc của năm cần tính; hãy bổ sung tệp lịch."},
    {why::another_date, "another-date", "Lịch đang dùng không cho ra ngày hẹn này; hãy xem trước lại."},
};

const wording& find(refusal::reason r) {
    for (const auto& w : wordings)
        if (w.why == r) return w;
    return wordings[0];
}

}  // namespace

std::string_view to_text(refusal::reason r) {
    return find(r).code;
}

tl::unexpected<refusal> refuse(refusal::reason r) {
    return refuse(r, std::string(find(r).sentence));
}

tl::unexpected<refusal> refuse(refusal::reason r, std::string message, std::optional<local_day> offered) {
    return tl::make_unexpected(refusal{r, std::move(message), offered});
}

tl::unexpected<refusal> refuse(const failure& f) {
    const auto r =
        f.what == failure::kind::not_found ? refusal::reason::calendar_unknown : refusal::reason::bad_term;
    return refuse(r, std::string(find(r).sentence) + " (" + f.message + ")");
}

verdict live(const ledger& l, instant at) {
    if (!l.started()) return refuse(refusal::reason::not_started);
    if (l.done) return refuse(refusal::reason::already_done);
    if (l.stopped) return refuse(refusal::reason::already_stopped);
    if (at < l.start) return refuse(refusal::reason::before_acceptance);
    return {};
}

}  // namespace motcua::promise
