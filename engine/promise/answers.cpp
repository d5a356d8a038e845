// The answers to a draft apology: on time, or late with reason and new date; and silence.
#include <algorithm>

#include "engine/promise/due_dates.hpp"
#include "engine/promise/life.hpp"
#include "engine/promise/refusal.hpp"

namespace motcua::promise {
namespace {

using namespace std::chrono;
using why = refusal::reason;
using checked = tl::expected<reappointment, refusal>;

verdict may_issue(const ledger& l, instant at, const measure& m) {
    if (auto ok = live(l, at); !ok) return ok;
    if (l.paused()) return refuse(why::is_paused);
    if (static_cast<int>(l.issued.size()) >= m.rules.maximum_reappointments)
        return refuse(m.rules.maximum_reappointments == 1 ? why::already_issued : why::maximum_reached);
    return {};
}

// Days of extension from what was typed; a day off is refused with the next working day offered.
tl::expected<int, refusal> extension(const ledger& l, const new_date& n, const measure& m) {
    if (!n.day) return n.extension_days.value_or(0);
    const auto works = m.calendar.is_working_day(*n.day);
    if (!works) return refuse(works.error());
    if (!*works) {
        const auto next = m.calendar.add_working_days(*n.day, 1);
        if (!next) return refuse(next.error());
        return refuse(why::day_off,
                      "Ngày " + calendar::date_in_words(*n.day) +
                          " là ngày nghỉ; ngày làm việc tiếp theo là " + calendar::date_in_words(*next) + ".",
                      *next);
    }
    const auto days = m.calendar.working_days_between(day_of(l.due), *n.day);
    if (!days) return refuse(days.error());
    return *days;
}

verdict within_limits(const ledger& l, int days, const measure& m) {
    if (days >= 1 && days <= l.maximum_extension) return {};
    const auto nearest = m.calendar.add_working_days(day_of(l.due), days < 1 ? 1 : l.maximum_extension);
    if (!nearest) return refuse(nearest.error());
    return refuse(
        days < 1 ? why::extension_too_short : why::extension_too_long,
        days < 1 ? "Ngày hẹn lại phải sau ngày đã hẹn; sớm nhất là " + calendar::date_in_words(*nearest) + "."
                 : "Ngày hẹn lại muộn nhất theo thủ tục là " + calendar::date_in_words(*nearest) + ".",
        *nearest);
}

// The slip for so many days of extension.
checked slip(const ledger& l, int days, instant at, const measure& m) {
    if (auto ok = within_limits(l, days, m); !ok) return tl::make_unexpected(ok.error());
    reappointment r;
    r.sequence = static_cast<int>(l.issued.size()) + 1;
    r.issued = at;
    r.extension_days = days;
    const auto legal = moments(l, m.rules, m.calendar);
    if (!legal) return refuse(legal.error());
    r.planned = legal->t2;
    r.issued_late = at > legal->t2 + m.rules.notice.issued_late_after;
    auto date = reappointed(l.due, days, m.calendar);
    if (!date) return refuse(date.error());
    if (*date <= at) {
        // A new date that has passed when the slip is printed would be no date.
        r.recounted = true;
        date = reappointed(at, days, m.calendar);
        if (!date) return refuse(date.error());
    }
    r.new_date = *date;
    return r;
}

verdict add(ledger& l, reappointment r) {
    if (!l.drafted) l.drafted = r.issued;
    l.fired.reappointed = false;
    l.issued.push_back(std::move(r));
    return {};
}

}  // namespace

verdict draft(ledger& l, instant at) {
    if (auto ok = live(l, at); !ok) return ok;
    if (!l.drafted) l.drafted = at;
    return {};
}

verdict commit_on_time(ledger& l, std::string name, instant at) {
    if (auto ok = live(l, at); !ok) return ok;
    if (!l.issued.empty() || l.fired.t2) return refuse(why::already_issued);
    if (at > l.due) return refuse(why::promise_passed);
    l.committed = commitment{std::move(name), at};
    return {};
}

checked preview(const ledger& l, const new_date& n, instant at, const measure& m) {
    if (auto ok = may_issue(l, at, m); !ok) return tl::make_unexpected(ok.error());
    if (n.reason.empty()) return refuse(why::reason_missing);
    const auto days = extension(l, n, m);
    if (!days) return tl::make_unexpected(days.error());
    auto r = slip(l, *days, at, m);
    if (!r) return r;
    if (n.day && r->recounted) {
        const auto earliest = m.calendar.add_working_days(day_of(at), 1);
        if (!earliest) return refuse(earliest.error());
        return refuse(why::extension_too_short,
                      "Ngày hẹn lại đã qua; sớm nhất là " + calendar::date_in_words(*earliest) + ".",
                      *earliest);
    }
    r->reason = n.reason;
    return r;
}

verdict issue_by_head(ledger& l, std::string signer, const new_date& n, instant at, const measure& m) {
    auto r = preview(l, n, at, m);
    if (!r) return tl::make_unexpected(r.error());
    r->signer = std::move(signer);
    return add(l, std::move(*r));
}

verdict issue_by_default(ledger& l, instant at, const measure& m) {
    if (auto ok = may_issue(l, at, m); !ok) return ok;
    auto r = slip(l, std::clamp(l.authorisation.extension_days, 1, std::max(1, l.maximum_extension)), at, m);
    if (!r) return tl::make_unexpected(r.error());
    if (at < r->planned) return refuse(why::too_early);
    r->by_default = true;
    r->authorisation = l.authorisation.name;
    r->reason = l.authorisation.reason;
    return add(l, std::move(*r));
}

}  // namespace motcua::promise
