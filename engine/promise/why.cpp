#include "engine/promise/why.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/promise/due_dates.hpp"

namespace motcua::promise {
namespace {

using calendar::derivation;
using calendar::moment_in_words;
using calendar::working_calendar;

std::string_view in_words(cause c) {
    switch (c) {
        case cause::supplement:
            return "chờ bổ sung hồ sơ";
        case cause::other_body:
            return "chờ ý kiến cơ quan khác";
        case cause::money_due:
            break;
    }
    return "chờ thực hiện nghĩa vụ tài chính";
}

void note_suspensions(const ledger& l, derivation& d) {
    for (const auto& s : l.suspensions) {
        if (s.to && *s.to < l.start) continue;
        if (!s.to) {
            d.notes.push_back(
                fmt::format("Thời hạn đang tạm dừng từ {}: {}.", moment_in_words(s.from), in_words(s.why)));
        } else if (s.restarts && *s.to == l.start) {
            d.notes.push_back(fmt::format("Hồ sơ bổ sung đủ lúc {} nên thời hạn được tính lại từ đầu.",
                                          moment_in_words(*s.to)));
        } else {
            d.notes.push_back(fmt::format("Tạm dừng từ {} đến {}: {}.", moment_in_words(s.from),
                                          moment_in_words(*s.to), in_words(s.why)));
        }
    }
}

// Working days counted on from a due date; cut-off has no say there.
result<derivation> onwards(instant due, int days, const working_calendar& c) {
    calendar::counting plain;
    plain.cut_off_on = false;
    return c.explain(due, calendar::working_days(days), plain);
}

// The linked bodies' days follow our own.
result<void> append_linked(const ledger& l, const working_calendar& c, derivation& d) {
    int others = 0;
    for (const auto& b : l.linked) {
        others += b.working_days;
        d.notes.push_back(fmt::format("Thời gian của {}: {} ngày làm việc.", b.name, b.working_days));
    }
    if (others == 0) return {};
    const auto more = onwards(d.due, others, c);
    if (!more) return tl::make_unexpected(more.error());
    int number = 0;
    for (const auto& one : d.days) number = std::max(number, one.number);
    for (auto one : more->days) {
        if (one.day == d.days.back().day) continue;
        if (one.counted) one.number += number;
        d.days.push_back(std::move(one));
    }
    d.due = more->due;
    d.provisional = d.provisional || more->provisional;
    d.unconfirmed = d.unconfirmed || more->unconfirmed;
    return {};
}

}  // namespace

result<derivation> why_due(const ledger& l, const procedure::rule_set& rules, const working_calendar& c) {
    const auto added = prolongation(l.suspensions, l.start, l.legal.in, c);
    if (!added) return tl::make_unexpected(added.error());
    auto d = c.explain(l.start, l.promised_term(), calendar::with(rules.counting, l.cut_off), *added);
    if (!d) return d;
    note_suspensions(l, *d);
    if (const auto ok = append_linked(l, c, *d); !ok) return tl::make_unexpected(ok.error());
    if (l.promised_term() != l.legal)
        d->notes.push_back(fmt::format("Thời hạn theo quy định là {}; hồ sơ trực tuyến được hẹn sớm hơn.",
                                       calendar::in_words(l.legal)));
    return d;
}

result<derivation> why_reappointed(const ledger& l, const working_calendar& c) {
    if (l.issued.empty()) return fail(failure::kind::not_found, "nothing was reappointed");
    const auto& r = l.issued.back();
    auto d = onwards(r.recounted ? r.issued : l.due, r.extension_days, c);
    if (d)
        d->notes.push_back(fmt::format("Hẹn lại: thêm {} ngày làm việc kể từ {}. Lý do: {}.",
                                       r.extension_days, r.recounted ? "ngày phát hành" : "ngày đã hẹn",
                                       r.reason));
    return d;
}

}  // namespace motcua::promise
