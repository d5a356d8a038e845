#include "engine/reading/warnings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "engine/calendar/day.hpp"

namespace motcua::runtime {
namespace {

using std::chrono::days;

// "25.000 đồng"
std::string in_words(const procedure::fee& f) {
    if (f.by_area) return "theo mức thu của địa phương";
    if (f.amount == 0 && !f.note.empty()) return f.note;
    std::string digits = std::to_string(f.amount);
    for (auto at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), 1, '.');
    return digits + " đồng";
}

std::string named(const procedure::entry& e) {
    return fmt::format("thủ tục {} ({})", e.code, e.name);
}

std::string which(const procedure::entry& e, const procedure::fee& f) {
    std::string out;
    if (const auto* c = e.find_case(f.case_code)) out += fmt::format(", trường hợp “{}”", c->name);
    if (!f.stream.empty()) out += f.stream == "online" ? ", luồng trực tuyến" : ", luồng trực tiếp";
    return out;
}

class fee_watch {
public:
    fee_watch(const deployment& d, local_day today, int lead, std::vector<warning>& to)
        : deployed_(d), today_(today), last_(today + days{lead}), out_(to) {}

    void look_at(const procedure::entry& e) {
        if (e.fees.empty()) return;
        std::map<const procedure::fee*, bool> seen;  // whether something follows in every case and stream
        bool missing = false;
        each_case(e, [&](const std::string& code, std::string_view stream) {
            const auto* now = e.fee_for(code, stream, today_);
            missing = missing || !now;
            if (!now || !now->when.until || *now->when.until > last_) return;
            const auto next_day = *now->when.until + days{1};
            const auto* then = deployed_.procedures().find(e.code, next_day);
            if (!then) return;  // the procedure ends with its fee
            const auto* next = then->fee_for(code, stream, next_day);
            auto [at, fresh] = next_.try_emplace(now, next);
            if (!fresh && !next) at->second = nullptr;
            seen.emplace(now, true);
        });
        for (const auto& [fee, unused] : seen) say_end(e, *fee, next_.at(fee));
        if (missing) say_missing(e);
    }

private:
    template <class Each>
    static void each_case(const procedure::entry& e, Each each) {
        std::vector<std::string_view> streams{"direct"};
        if (e.level != procedure::online_level::none) streams.push_back("online");
        for (const auto stream : streams) {
            for (const auto& c : e.cases) each(c.code, stream);
            if (e.cases.empty()) each(std::string(), stream);
        }
    }

    void say_end(const procedure::entry& e, const procedure::fee& f, const procedure::fee* next) {
        const auto until = *f.when.until;
        warning w{"fee_ends",
                  fmt::format("Mức phí {} của {}{} hết hiệu lực sau ngày {}.", in_words(f), named(e),
                              which(e, f), calendar::date_in_words(until)),
                  "", until};
        const auto from = calendar::date_in_words(until + days{1});
        if (!next)
            w.next = fmt::format(
                "Bổ sung mức phí áp dụng từ ngày {} vào danh mục thủ tục; nếu không, từ ngày đó không "
                "tiếp nhận được hồ sơ của trường hợp này.",
                from);
        else
            w.next =
                fmt::format("Từ ngày {} thu {}{}.", from, in_words(*next),
                            next->confirmed ? ""
                                            : " (chưa xác nhận: đối chiếu văn bản mới, sửa danh mục thủ tục "
                                              "nếu khác)");
        out_.push_back(std::move(w));
    }

    void say_missing(const procedure::entry& e) {
        out_.push_back(
            {"fee_missing",
             fmt::format("Hôm nay {} có trường hợp không còn mức phí nào có hiệu lực.", named(e)),
             "Bổ sung mức phí vào danh mục thủ tục; trước đó không tiếp nhận được hồ sơ của trường hợp đó.",
             std::nullopt});
    }

    const deployment& deployed_;
    local_day today_, last_;
    std::map<const procedure::fee*, const procedure::fee*> next_;
    std::vector<warning>& out_;
};

// The last day that some dossier accepted today may need, its extension included; nothing: beyond the
// calendar.
std::optional<local_day> reach_of(const procedure::entry& e, const procedure::case_term& t,
                                  const calendar::working_calendar& c, local_day today) {
    constexpr int hours_a_day = 8;
    local_day from = today;
    int working = 1 + e.extension_limit(t.case_code);  // accepted after the cut-off: a day later
    for (const auto* b : e.linked_for(t.case_code)) working += b->working_days;
    if (t.length.in == calendar::unit::calendar_days)
        from += days{t.length.amount};
    else if (t.length.in == calendar::unit::working_days)
        working += t.length.amount;
    else
        working += t.length.amount / hours_a_day + 1;
    const auto day = c.add_working_days(from, working);
    return day ? std::optional(*day) : std::nullopt;
}

struct furthest {
    std::optional<local_day> day;  // nothing: beyond the calendar
    const procedure::entry* of = nullptr;
};

furthest furthest_reach(const deployment& d, const calendar::working_calendar& c, local_day today) {
    furthest out{today, nullptr};
    for (const auto* e : d.procedures().all(today))
        for (const auto& t : e->terms) {
            const auto day = reach_of(*e, t, c, today);
            if (!day) return {std::nullopt, e};
            if (*day > *out.day) out = {day, e};
        }
    return out;
}

// Of the youngest year whose calendar was announced; nothing: no such year.
std::optional<local_day> last_announced(const calendar::working_calendar& c) {
    for (auto year = std::chrono::year_month_day(c.last_day()).year();; --year) {
        const local_day end = std::chrono::local_days(year / 12 / 31);
        if (!c.covers(end)) return std::nullopt;
        if (const auto facts = c.day(end); facts && !facts->provisional) return end;
    }
}

void watch_calendar(const deployment& d, local_day today, int lead, std::vector<warning>& out) {
    const auto& c = d.days();
    const auto needed = furthest_reach(d, c, today);
    const auto near = [&](local_day last) {
        return !needed.day || *needed.day > last || today + days{lead} > last;
    };
    const auto whose = [&](local_day last) {
        const bool beyond = needed.of && (!needed.day || *needed.day > last);
        return beyond
                   ? fmt::format(" Hồ sơ {} nhận hôm nay có thể có hạn trả sau ngày đó.", named(*needed.of))
                   : std::string();
    };
    const int year = static_cast<int>(std::chrono::year_month_day(c.last_day()).year());
    if (near(c.last_day()))
        out.push_back(
            {"calendar_ends",
             fmt::format("Lịch làm việc chỉ có đến hết ngày {}.{}", calendar::date_in_words(c.last_day()),
                         whose(c.last_day())),
             fmt::format("Bổ sung lịch năm {} (calendars/vn-{}.xml), xem trước rồi áp dụng; thiếu lịch thì "
                         "không tính được ngày hẹn trả và ngày hẹn lại.",
                         year + 1, year + 1),
             c.last_day()});
    const auto announced = last_announced(c);
    if (!announced || *announced == c.last_day() || !near(*announced)) return;
    const int next = static_cast<int>(std::chrono::year_month_day(*announced).year()) + 1;
    out.push_back(
        {"calendar_unannounced",
         fmt::format("Lịch làm việc từ sau ngày {} mới là dự kiến, chưa có công bố.{}",
                     calendar::date_in_words(*announced), whose(*announced)),
         fmt::format(
             "Khi lịch nghỉ năm {} được công bố, thay tệp calendars/vn-{}.xml, xem trước rồi áp dụng.", next,
             next),
         announced});
}

}  // namespace

std::vector<warning> warnings_on(const deployment& d, local_day today) {
    std::vector<warning> out;
    const auto& rules = d.warnings();
    if (!rules) {
        out.push_back(
            {"warnings_missing",
             "Chưa có tệp warnings.xml trong thư mục quy trình nên không có cảnh báo nào trước khi mức phí "
             "hoặc lịch làm việc hết hiệu lực.",
             "Bổ sung tệp warnings.xml theo mẫu đi kèm chương trình.", std::nullopt});
        return out;
    }
    watch_calendar(d, today, rules->calendar_ends, out);
    fee_watch fees(d, today, rules->fee_ends, out);
    for (const auto* e : d.procedures().all(today)) fees.look_at(*e);
    return out;
}

json to_json(const warning& w) {
    json_object out{{"kind", w.kind}, {"message", w.message}, {"next", w.next}};
    if (w.until) out["until"] = to_iso(*w.until);
    return out;
}

}  // namespace motcua::runtime
