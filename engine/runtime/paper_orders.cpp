// The outbox as people and agents see it: printing a sheet again, deciding what nobody knows, dealing with a
// notice that failed, and an agent's word on a duty.
#include <algorithm>

#include "engine/runtime/failed_duties.hpp"
#include "engine/runtime/outcomes.hpp"
#include "engine/runtime/writer.hpp"

namespace motcua::runtime {
namespace {

using rows = std::vector<store::outbox_row>;

// "resend": the same notice once more, as a duty of its own; "told": a person has told the receiver.
outcome decide_notice(draft& d, const order& o, live& s, const rows& all, const store::outbox_row& row,
                      instant now) {
    const auto what = get_string(o.data, "outcome");
    if (what != "resend" && what != "told")
        return rejected(s.id, "bad_outcome", "thông báo chỉ gửi lại được, hoặc ghi là đã báo cách khác",
                        "Chọn Gửi lại hoặc Đã báo cách khác.");
    if (!waits_for_a_person(row, all))
        return rejected(s.id, "not_failed", "thông báo này không còn chờ xử lý", "Tải lại trang.");
    json_object answer{{"session", s.id}, {"duty", row.id}};
    if (what == "told") {
        auto changed = row;
        changed.state = store::delivery::done;
        changed.reason = "told_by_person";
        changed.ended_at = now;
        d.rows().outbox_changed.push_back(changed);
    } else {
        const auto args = parse_json(row.args);
        json_object again = args && args->is_object() ? args->get_object() : json_object{};
        again["again"] = row.id;
        again["actor"] = o.by.id;
        answer["duty"] = d.owe(s.id, row.kind, row.name, again, now).id;
    }
    const stimulus in{.event = o.event, .data = o.data, .at = now, .actor = o.by.id};
    d.journal(s, store::cause::administration, in, {{"data", o.data}, {"answer", answer}}, o.key);
    return {outcome::kind::done, s.id, std::move(answer)};
}

}  // namespace

std::optional<outcome> writer::built_in(draft& d, const order& o, live& s, instant now) {
    if (o.event != "reprint" && o.event != "decide") return std::nullopt;
    const auto id = get_integer(o.data, "duty");
    auto reading = door_.snapshot();
    auto all = reading ? (*reading)->outbox(s.id) : tl::make_unexpected(reading.error());
    if (!all) return failed(s.id, all.error().message);
    // As this batch leaves them: two people may decide at once.
    for (auto& known : *all)
        if (const auto* changed = d.changed_duty(known.id)) known = *changed;
    for (const auto& fresh : d.rows().outbox_new)
        if (fresh.session == s.id) all->push_back(fresh);
    const auto row = std::find_if(all->begin(), all->end(), [&](const auto& r) { return r.id == id; });
    if (row != all->end() && is_notice(*row) && o.event == "decide")
        return decide_notice(d, o, s, *all, *row, now);
    if (row == all->end() || row->kind != "print")
        return rejected(s.id, "unknown_print", "hồ sơ này không có lệnh in " + std::to_string(id),
                        "Tải lại trang.");
    const auto args = parse_json(row->args);
    stimulus in{.event = o.event, .data = o.data, .at = now, .actor = o.by.id};
    const bool printed = get_string(o.data, "outcome") == "printed";
    if (o.event == "decide") {
        if (row->state != store::delivery::unknown)
            return rejected(s.id, "not_unknown", "lệnh in này không ở trạng thái chưa rõ",
                            "Tải lại danh sách máy in.");
        auto changed = *row;
        changed.state = printed ? store::delivery::done : store::delivery::failed;
        changed.reason = printed ? "seen_by_person" : "lost_by_person";
        changed.ended_at = now;
        d.rows().outbox_changed.push_back(changed);
    }
    json_object answer{{"session", s.id}, {"duty", id}};
    if (o.event == "reprint" || !printed) {
        std::int64_t most = 0;
        json_object again = args && args->is_object() ? args->get_object() : json_object{};
        for (const auto& r : *all) {
            const auto other = parse_json(r.args);
            if (r.kind == "print" && other && r.name == row->name &&
                get_integer(*other, "seq") == get_integer(again, "seq"))
                most = std::max(most, get_integer(*other, "reprint"));
        }
        again["reprint"] = most + 1;
        again["copies"] = 1;
        again["actor"] = o.by.id;
        answer["duty"] = d.owe(s.id, "print", row->name, again, now).id;
        answer["reprint"] = most + 1;
    }
    d.journal(s, store::cause::administration, in, {{"data", o.data}, {"answer", answer}}, o.key);
    return outcome{outcome::kind::done, s.id, std::move(answer)};
}

bool writer::report(draft& d, const progress& p, instant now) {
    using store::delivery;
    const auto at = duties_.find(p.duty);
    if (at == duties_.end()) return false;
    const auto* changed = d.changed_duty(p.duty);
    auto row = changed ? *changed : at->second;
    // From sending back to queued only on positive knowledge that nothing was printed; the queue says so.
    const bool legal = (row.state == delivery::queued && p.state != delivery::unknown) ||
                       row.state == delivery::sending ||
                       (row.state == delivery::unknown && p.state != delivery::sending);
    if (!legal) return false;
    row.state = p.state;
    row.reason = p.reason;
    if (!p.target.empty()) row.target = p.target;
    if (p.state == delivery::sending) {
        row.sending_at = now;
        ++row.attempts;
    }
    if (p.state == delivery::done || p.state == delivery::failed) row.ended_at = now;
    if (!p.pdf_sha256.empty())
        if (const auto args = parse_json(row.args))
            d.rows().slips_rendered.push_back(
                {row.session, row.name, static_cast<int>(get_integer(*args, "seq", 1)), p.pdf_sha256});
    d.rows().outbox_changed.push_back(row);
    return true;
}

}  // namespace motcua::runtime
