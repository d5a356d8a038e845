#include "engine/reading/calendar_proposal.hpp"

#include <algorithm>
#include <filesystem>

#include "engine/base/log.hpp"
#include "engine/reading/calendar_preview.hpp"

namespace motcua::runtime {
namespace {

// The file by its name alone, its place, not the words meant for its author, which the log has.
json_object bad_calendar(const faults& all) {
    for (const auto& f : all) log().warn("calendar=\"{}\"", to_string(f));
    const auto& first = all.front();
    auto message = "tệp lịch trên máy chủ có lỗi: " + std::filesystem::path(first.file).filename().string();
    if (first.at.line > 0)
        message += " dòng " + std::to_string(first.at.line) + ", cột " + std::to_string(first.at.column);
    if (all.size() > 1) message += " và " + std::to_string(all.size() - 1) + " chỗ khác";
    return {{"code", "bad_calendar"},
            {"message", message},
            {"next", "Báo người quản trị sửa tệp lịch (nhật ký máy chủ ghi từng lỗi), rồi xem trước lại."}};
}

template <class T, class Line>
json_array first_of(std::size_t most, const std::vector<T>& all, Line line) {
    json_array out;
    for (std::size_t i = 0; i < std::min(all.size(), most); ++i) {
        json_object one = line(all[i]);
        one["session"] = all[i].session;
        one["code"] = all[i].code;
        out.push_back(std::move(one));
    }
    return out;
}

}  // namespace

calendar_proposal::calendar_proposal(const procedure::rule_sets& rules,
                                     const calendar::working_calendar& in_force, calendar_version what)
    : rules_(rules),
      in_force_(in_force),
      what_(std::move(what)),
      change_(promise::compare(in_force_, *what_.days)) {}

tl::expected<calendar_proposal, json_object> calendar_proposal::read(const deployment& deployed,
                                                                     const std::string& folder) {
    auto what = deployed.read_calendars(folder);
    if (!what) return tl::make_unexpected(bad_calendar(what.error()));
    return calendar_proposal(deployed.rules(), deployed.days(), std::move(*what));
}

result<json_object> calendar_proposal::preview(store::door& from, instant now, std::size_t most) const {
    const auto seen = preview_calendar_move(from, {rules_, change_, *what_.days, now});
    if (!seen) return tl::make_unexpected(seen.error());
    const auto moved = [](const moved_dossier& m) { return promise::to_json(m.what).as_object(); };
    const auto unjudged = [](const undecided_dossier& u) { return json_object{{"why", u.why}}; };
    return json_object{{"calendar", what_.days->hash()},
                       {"in_force", in_force_.hash()},
                       {"moved", seen->moved.size()},
                       {"dossiers", first_of(most, seen->moved, moved)},
                       {"settled", first_of(most, seen->settled, moved)},
                       {"unjudged", first_of(most, seen->unjudged, unjudged)}};
}

tl::expected<adopt_job, json_object> calendar_proposal::confirmed(std::string_view calendar,
                                                                  std::string_view in_force, caller by) && {
    if (!calendar.empty() && calendar != what_.days->hash())
        return tl::make_unexpected(json_object{{"code", "calendar_changed"},
                                               {"message", "tệp lịch đã thay đổi sau khi xem trước"},
                                               {"next", "Xem trước lại rồi xác nhận."}});
    // Seen against another base: only a calendar that is in force already is still confirmed.
    const bool same_base = in_force.empty() || in_force == in_force_.hash();
    return adopt_job{std::move(what_),
                     same_base ? in_force_.hash() : std::string(),
                     std::move(change_),
                     std::move(by),
                     {}};
}

}  // namespace motcua::runtime
