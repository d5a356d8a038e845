#include "engine/writer/paper_commands.hpp"

#include <algorithm>

#include "engine/stepping/authority.hpp"
#include "engine/stepping/failed_duties.hpp"
#include "engine/stepping/outcomes.hpp"

namespace motcua::runtime {
namespace {

using rows = std::vector<store::outbox_row>;

std::string unit_of(const loaded_session& s) {
    return std::string(s.record->owning_unit());
}

// As with a chart's actions, the desk serves all units.
outcome not_theirs_to_reprint(const loaded_session& s) {
    return rejected(s.id, "not_your_role",
                    "in lại phiếu này dành cho quầy tiếp nhận, quầy bưu chính, phụ trách, hoặc cán bộ thụ lý "
                    "và lãnh đạo của " +
                        unit_of(s),
                    "Chuyển cho người có vai trò đó.");
}

// Whether a sheet came out, or somebody was told, is a fact that only those can know who work where it
// happened: in the unit of the dossier, or at the desk that took it in or asked for the sheet. The
// controlling unit's supervisor may stand in for them.
bool works_there(const caller& by, const loaded_session& s, const store::outbox_row& row,
                 const procedure::office& office) {
    if (by.unit == unit_of(s)) return true;
    const auto* controlling = office.controlling_unit();
    if (controlling && by.unit == controlling->code && has_role(by, {"supervisor"})) return true;
    const auto args = parse_json(row.args).value_or(json());
    const std::string of_record(s.record->desk_officer());
    for (const auto& id : {get_string(args, "actor"), get_string(args, "officer"), of_record}) {
        const auto* who = office.find_officer(id);
        if (!id.empty() && (id == by.id || (who && who->unit == by.unit))) return true;
    }
    return false;
}

outcome not_theirs_to_decide(const loaded_session& s) {
    return rejected(
        s.id, "not_your_role",
        "xác nhận giấy đã in hay đã báo người nhận dành cho người làm với giấy đó (tiếp nhận, quầy "
        "bưu chính, lãnh đạo, phụ trách) của " +
            unit_of(s) + " hoặc của quầy đã nhận hồ sơ",
        "Chuyển cho người của đơn vị đó.");
}

// "resend": the same notice once more, as a duty of its own; "told": a person has told the receiver.
outcome decide_notice(batch& b, const command_job& o, loaded_session& s, const rows& all,
                      const store::outbox_row& row) {
    const auto what = get_string(o.data, "outcome");
    if (what != "resend" && what != "told")
        return rejected(s.id, "bad_outcome", "thông báo chỉ gửi lại được, hoặc ghi là đã báo cách khác",
                        "Chọn Gửi lại hoặc Đã báo cách khác.");
    if (!not_dealt_with(row, all))
        return rejected(s.id, "not_failed", "thông báo này không còn chờ xử lý", "Tải lại trang.");
    json_object answer{{"session", s.id}, {"duty", row.id}};
    if (what == "told") {
        auto changed = row;
        changed.state = store::delivery::done;
        changed.reason = "told_by_person";
        changed.ended_at = b.now;
        b.d.rows().outbox_changed.push_back(changed);
    } else {
        const auto args = parse_json(row.args);
        json_object again = args && args->is_object() ? args->get_object() : json_object{};
        again["again"] = row.id;
        again["actor"] = o.by.id;
        answer["duty"] = b.d.owe(s.id, row.kind, row.name, again, b.now).id;
    }
    const step_input in{.event = o.event, .data = o.data, .at = b.now, .actor = o.by.id};
    b.d.journal(s, store::cause::administration, in, {{"data", o.data}, {"answer", answer}},
                {o.key, o.asked});
    return {outcome::kind::done, s.id, std::move(answer)};
}

// A sheet of which nobody knows whether it came out is done, or lost. Nothing: recorded.
std::optional<outcome> decide_sheet(batch& b, const command_job& o, const loaded_session& s,
                                    const store::outbox_row& row) {
    const auto what = get_string(o.data, "outcome");
    if (what != "printed" && what != "reprint")
        return rejected(s.id, "bad_outcome", "lệnh in chỉ ghi được là đã ra giấy, hoặc in lại",
                        "Chọn Đã ra giấy hoặc In lại.");
    if (row.state != store::delivery::unknown)
        return rejected(s.id, "not_unknown", "lệnh in này không ở trạng thái chưa rõ",
                        "Tải lại danh sách máy in.");
    auto changed = row;
    changed.state = what == "printed" ? store::delivery::done : store::delivery::failed;
    changed.reason = what == "printed" ? "seen_by_person" : "lost_by_person";
    changed.ended_at = b.now;
    b.d.rows().outbox_changed.push_back(changed);
    return std::nullopt;
}

// The same sheet once more, as a duty of its own, counted.
void print_again(batch& b, const command_job& o, const loaded_session& s, const rows& all,
                 const store::outbox_row& row, json_object& answer) {
    const auto args = parse_json(row.args);
    json_object again = args && args->is_object() ? args->get_object() : json_object{};
    std::int64_t most = 0;
    for (const auto& r : all) {
        const auto other = parse_json(r.args);
        if (r.kind == "print" && other && r.name == row.name &&
            get_integer(*other, "seq") == get_integer(again, "seq"))
            most = std::max(most, get_integer(*other, "reprint"));
    }
    again["reprint"] = most + 1;
    again["copies"] = 1;
    again["actor"] = o.by.id;
    again.erase("counter");
    if (!o.by.counter.empty()) again["counter"] = o.by.counter;
    answer["duty"] = b.d.owe(s.id, "print", row.name, again, b.now).id;
    answer["reprint"] = most + 1;
}

// As this batch leaves them: two people may decide at once.
result<rows> duties_of(batch& b, store::session_id id) {
    auto reading = b.of.door.snapshot();
    auto all = reading ? (*reading)->outbox(id) : tl::make_unexpected(reading.error());
    if (!all) return all;
    for (auto& known : *all)
        if (const auto* changed = b.d.changed_duty(known.id)) known = *changed;
    for (const auto& fresh : b.d.rows().outbox_new)
        if (fresh.session == id) all->push_back(fresh);
    return all;
}

}  // namespace

std::optional<outcome> built_in(batch& b, const command_job& o, loaded_session& s) {
    if (o.event != reprint_event && o.event != decide_event) return std::nullopt;
    const bool decides = o.event == decide_event;
    if (!decides && !may(may_reprint, o.by, unit_of(s))) return not_theirs_to_reprint(s);
    if (decides && !has_role(o.by, may_decide)) return not_theirs_to_decide(s);
    const auto all = duties_of(b, s.id);
    if (!all) return failed(s.id, all.error().message);
    const auto id = get_integer(o.data, "duty");
    const auto row = std::find_if(all->begin(), all->end(), [&](const auto& r) { return r.id == id; });
    const bool notice = row != all->end() && is_notice(*row);
    if (row == all->end() || !(row->kind == "print" || (notice && decides)))
        return rejected(s.id, "unknown_print", "hồ sơ này không có lệnh in " + std::to_string(id),
                        "Tải lại trang.");
    if (decides && !works_there(o.by, s, *row, b.of.deployed->office())) return not_theirs_to_decide(s);
    if (notice) return decide_notice(b, o, s, *all, *row);
    if (decides)
        if (auto no = decide_sheet(b, o, s, *row)) return no;
    json_object answer{{"session", s.id}, {"duty", id}};
    if (!decides || get_string(o.data, "outcome") != "printed") print_again(b, o, s, *all, *row, answer);
    const step_input in{.event = o.event, .data = o.data, .at = b.now, .actor = o.by.id};
    b.d.journal(s, store::cause::administration, in, {{"data", o.data}, {"answer", answer}},
                {o.key, o.asked});
    return outcome{outcome::kind::done, s.id, std::move(answer)};
}

bool report(batch& b, const delivery_report& p) {
    using store::delivery;
    const auto at = b.of.duties.find(p.duty);
    if (at == b.of.duties.end()) return false;
    const auto* changed = b.d.changed_duty(p.duty);
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
        row.sending_at = b.now;
        ++row.attempts;
    }
    if (p.state == delivery::done || p.state == delivery::failed) row.ended_at = b.now;
    if (!p.pdf_sha256.empty())
        if (const auto args = parse_json(row.args))
            b.d.rows().slips_rendered.push_back(
                {row.session, row.name, static_cast<int>(get_integer(*args, "seq", 1)), p.pdf_sha256});
    b.d.rows().outbox_changed.push_back(row);
    return true;
}

}  // namespace motcua::runtime
