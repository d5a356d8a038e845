#include "engine/reading/chart_labels.hpp"

#include <set>

namespace motcua::runtime {

chart_labels::chart_labels(const deployment& d) {
    for (const auto& [hash, deployed] : d.charts()) {
        const auto& c = *deployed.compiled;
        auto& of = by_hash_[hash];
        for (chart::state_id s = 0; s < c.states.size(); ++s)
            if (const auto text = c.annotation_of(s, "label"); !text.empty())
                of.phases.emplace(c.states[s].id, text);
        for (const auto& a : c.actions) of.events.emplace(a.event, a.label);
    }
}

std::string chart_labels::phase(std::string_view chart, std::string_view id) const {
    const auto of = by_hash_.find(chart);
    if (of == by_hash_.end()) return std::string(id);
    const auto at = of->second.phases.find(id);
    return at == of->second.phases.end() ? std::string(id) : at->second;
}

std::string chart_labels::phase_in_any_chart(std::string_view id) const {
    std::set<std::string> texts;
    for (const auto& [hash, of] : by_hash_)
        if (const auto at = of.phases.find(id); at != of.phases.end()) texts.insert(at->second);
    std::string joined;
    for (const auto& text : texts) joined += (joined.empty() ? "" : " / ") + text;
    return joined.empty() ? std::string(id) : joined;
}

std::string chart_labels::event(std::string_view chart, std::string_view name) const {
    static const std::map<std::string_view, std::string_view> instants{
        {"promise.t1", "Nhắc trước hạn: lãnh đạo trả lời kịp hay trễ"},
        {"promise.t2", "Đến lúc phải phát hành phiếu xin lỗi"},
        {"promise.due", "Qua thời điểm hẹn trả"},
        {"promise.reappointed", "Qua thời điểm hẹn lại"},
        {"promise.chase", "Đôn đốc"},
        {"promise.kept", "Quá thời gian lưu tại quầy"},
        {"promise.step", "Quá thời hạn của bước"},
        {"create", "Mở hồ sơ"},
        {"reprint", "In lại phiếu"},
        {"decide", "Xử lý lệnh in hoặc thông báo chưa rõ, chưa đến"},
        {"parked", "Bị giữ lại vì sự cố"},
        {"blocked", "Chưa thực hiện được vì thiếu lịch làm việc"},
        {"resumed", "Được cho chạy tiếp"},
        {"calendar_moved", "Chuyển ngày hẹn theo lịch làm việc mới"}};
    if (const auto at = instants.find(name); at != instants.end()) return std::string(at->second);
    const auto of = by_hash_.find(chart);
    if (of == by_hash_.end()) return std::string(name);
    const auto at = of->second.events.find(name);
    return at == of->second.events.end() ? std::string(name) : at->second;
}

}  // namespace motcua::runtime
