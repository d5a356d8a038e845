#include "printers/status/reasons.hpp"

#include <array>
#include <bit>

namespace motcua::printers {
namespace {

struct words {
    reason which;
    std::string_view name, vietnamese;
};

constexpr std::array<words, reason_count> table{{
    {reason::paper_out, "paper_out", "hết giấy"},
    {reason::paper_near_end, "paper_near_end", "sắp hết giấy"},
    {reason::cover_open, "cover_open", "mở nắp"},
    {reason::offline, "offline", "máy in ngoại tuyến"},
    {reason::cutter_error, "cutter_error", "kẹt dao cắt"},
    {reason::paper_jam, "paper_jam", "kẹt giấy"},
    {reason::toner_out, "toner_out", "hết mực"},
    {reason::toner_low, "toner_low", "sắp hết mực"},
    {reason::printer_error, "printer_error", "máy in báo lỗi"},
    {reason::paused, "paused", "máy in đang tạm dừng"},
    {reason::busy, "busy", "máy in đang bận"},
    {reason::unreachable, "unreachable", "không kết nối được"},
    {reason::certificate_changed, "certificate_changed", "chứng thư của máy in đã thay đổi"},
    {reason::no_answer, "no_answer", "máy in không trả lời"},
    {reason::connection_lost, "connection_lost", "mất kết nối giữa chừng"},
    {reason::stalled, "stalled", "máy in ngừng nhận dữ liệu"},
    {reason::no_confirmation, "no_confirmation", "máy in không xác nhận đã in"},
    {reason::aborted, "aborted", "máy in đã hủy lệnh in"},
    {reason::cancelled, "cancelled", "lệnh in bị hủy tại máy in"},
    {reason::interrupted, "interrupted", "chương trình dừng khi đang in"},
    {reason::not_known_to_printer, "not_known_to_printer", "máy in không còn nhớ lệnh in"},
    {reason::unsupported_document, "unsupported_document", "máy in không nhận loại tài liệu này"},
    {reason::render_failed, "render_failed", "không dựng được trang in"},
    {reason::original_damaged, "original_damaged", "bản lưu của phiếu bị hỏng"},
    {reason::original_unread, "original_unread", "chưa đọc được bản lưu của phiếu"},
    {reason::cannot_write, "cannot_write", "không ghi được"},
    {reason::not_recorded, "not_recorded", "chưa ghi được vào sổ lệnh in"},
    {reason::no_such_printer, "no_such_printer", "không có máy in này trong cấu hình"},
    {reason::stopping, "stopping", "chương trình đang dừng"},
}};

constexpr bool in_order() {
    for (int i = 0; i < reason_count; ++i)
        if (static_cast<int>(table[i].which) != i) return false;
    return true;
}
static_assert(in_order());

const words& of(reason r) {
    return table[static_cast<std::size_t>(r)];
}

template <class Word>
std::string joined(reason_set reasons, std::string_view between, Word word) {
    std::string out;
    for (reason r : reasons.list()) {
        if (!out.empty()) out += between;
        out += word(r);
    }
    return out;
}

}  // namespace

std::string_view name_of(reason r) {
    return of(r).name;
}

std::optional<reason> reason_named(std::string_view name) {
    for (const words& w : table)
        if (w.name == name) return w.which;
    return std::nullopt;
}

std::string_view vietnamese(reason r) {
    return of(r).vietnamese;
}

bool is_only_warning(reason r) {
    return r == reason::paper_near_end || r == reason::toner_low;
}

void reason_set::add(reason_set others) {
    const auto earnest = (bits_ & ~warned_) | (others.bits_ & ~others.warned_);
    bits_ |= others.bits_;
    warned_ = bits_ & ~earnest;
}

bool reason_set::blocks() const {
    for (reason r : list())
        if (!warns(r)) return true;
    return false;
}

reason_set reason_set::in_earnest() const {
    reason_set out = *this;
    out.warned_ = 0;
    return out;
}

std::vector<reason> reason_set::list() const {
    std::vector<reason> out;
    for (std::uint32_t left = bits_; left != 0; left &= left - 1)
        out.push_back(static_cast<reason>(std::countr_zero(left)));
    return out;
}

std::string vietnamese(reason_set all, reason r) {
    const bool grave = !is_only_warning(r) && all.warns(r);
    return (grave ? "cảnh báo: " : "") + std::string(vietnamese(r));
}

std::string vietnamese(reason_set reasons) {
    return joined(reasons, ", ", [](reason r) { return vietnamese(r); });
}

std::string status_in_vietnamese(reason_set reasons) {
    const auto words = joined(reasons, ", ", [&](reason r) { return vietnamese(reasons, r); });
    if (reasons.blocks()) return words;
    return reasons.empty() ? "sẵn sàng" : "sẵn sàng (" + words + ")";
}

std::string names_of(reason_set reasons) {
    return joined(reasons, ",", name_of);
}

}  // namespace motcua::printers
