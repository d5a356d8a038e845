#include "engine/writer/commands.hpp"

#include "engine/stepping/authority.hpp"
#include "engine/stepping/outcomes.hpp"
#include "engine/writer/adopting.hpp"
#include "engine/writer/clock_hold.hpp"
#include "engine/writer/paper_commands.hpp"
#include "engine/writer/steps.hpp"
#include "engine/writer/timers.hpp"

namespace motcua::runtime {
namespace {

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const auto& w : words) out += (out.empty() ? "" : ", ") + w;
    return out;
}

result<std::optional<store::journal_row>> kept_key(const batch& b, const command_job& o,
                                                   const loaded_session* s) {
    auto own = s ? b.of.door.find_key(s->row, o.by.id, o.key) : b.of.door.find_creation(o.by.id, o.key);
    return own && !*own ? b.of.keys.find(b.of.door, o.key) : own;
}

// The answer to a command whose key was taken before; nothing: the key is new. `s`: null for a creation.
std::optional<outcome> taken_before(const batch& b, const command_job& o, const loaded_session* s) {
    if (o.key.empty()) return std::nullopt;
    const auto* row = b.d.find_key(o.key);
    const auto kept = row ? result<std::optional<store::journal_row>>{} : kept_key(b, o, s);
    if (!kept) return failed(o.session, kept.error().message);
    if (!row && !*kept) return std::nullopt;
    const auto& taken = row ? *row : **kept;
    switch (use_of_key(taken, o)) {
        case key_use::foreign:
            return std::nullopt;
        case key_use::repeated:
            return repeated(taken);
        case key_use::reused:
            break;
    }
    auto no =
        rejected(o.session, "key_reused",
                 "mã yêu cầu này đã dùng cho một yêu cầu khác; yêu cầu lần này chưa được thực hiện",
                 "Xem yêu cầu trước đã được ghi chưa, rồi gửi lại yêu cầu này với mã mới (tải lại trang).");
    if (taken.session != 0) no.body["first"] = taken.session;
    return no;
}

outcome create(batch& b, const command_job& o) {
    if (auto again = taken_before(b, o, nullptr)) return std::move(*again);
    if (o.event != create_event)
        return rejected(0, "unknown_event", "chưa có hồ sơ nào để nhận thao tác \"" + o.event + "\"",
                        "Mở hồ sơ hoặc chuyến mới bằng thao tác \"create\".");
    if (b.clock.held()) return clock_held(0, b.clock);
    const auto* kind = b.of.deployed->kinds().find_kind(o.kind);
    if (!kind)
        return rejected(0, "unknown_kind", "không có loại \"" + o.kind + "\"",
                        "Dùng một trong các loại: " + joined(b.of.deployed->kinds().names()) + ".");
    if (!has_role(o.by, kind->may_create))
        return rejected(0, "not_your_role", "người dùng này không tiếp nhận tại quầy",
                        "Đăng nhập bằng cán bộ tiếp nhận.");
    const auto procedure = kind->of_procedure ? get_string(o.data, "procedure") : std::string();
    const auto c = b.of.steps.context_of_new(procedure, b.now, o.by.id);
    if (!c.rules)
        return rejected(0, "no_rules", "không có bộ quy tắc cho ngày " + to_iso(day_of(b.now)),
                        "Triển khai bộ quy tắc của ngày này.");
    if (kind->of_procedure && !c.procedure)
        return rejected(0, "unknown_procedure", "không có thủ tục \"" + procedure + "\" đang có hiệu lực",
                        "Chọn thủ tục trong danh mục.");
    json_object data = o.data;
    const auto others = [&](std::uint64_t session) -> kinds::other_session {
        const auto other = b.d.open(static_cast<store::session_id>(session));
        if (!other) return {};
        return {&*(*other)->record, b.of.steps.context_of(**other, b.now, o.by.id)};
    };
    auto first = kind->open(data, c, o.by.unit, others);
    const auto* chart = b.of.deployed->chart_named(kind->chart.empty() ? c.procedure->chart : kind->chart);
    if (!chart)  // of a procedure it is there since the deployment was checked
        return rejected(0, "no_chart", "quy trình của loại hồ sơ này chưa được triển khai",
                        "Báo quản trị bổ sung tệp quy trình trong thư mục charts.");
    if (!first)
        return refused_creation(
            b, {.event = std::string(create_event), .data = data, .at = b.now, .actor = o.by.id},
            first.error(), {o.key, o.asked});
    auto made = b.of.steps.create(b.d.fresh_session(), o.kind, *chart, std::move(first->record), first->data);
    if (!made) return b.d.rollback(), failed(0, made.error().message);
    auto& s = b.d.insert(std::move(*made));
    const step_input in{
        interpreter::cause::start, std::string(create_event), std::move(data), b.now, o.by.id, o.by.counter};
    return step_all(b, s, in, store::cause::start, {o.key, o.asked});
}

outcome act(batch& b, const command_job& o, loaded_session& s) {
    const auto offered = b.of.steps.offered(s);
    const chart::action* mine = nullptr;
    const chart::action* any = nullptr;
    const std::string unit(s.record->owning_unit());
    for (const auto* a : offered) {
        if (a->event != o.event) continue;
        any = a;
        if (!mine && may(*a, o.by, unit)) mine = a;
    }
    if (!any) {
        std::vector<std::string> possible;
        for (const auto* a : offered)
            if (may(*a, o.by, unit)) possible.push_back("\"" + a->label + "\"");
        const auto phase = b.of.steps.facts(s);
        return rejected(s.id, "not_offered",
                        "hồ sơ đang ở bước \"" + phase.phase + "\", không nhận thao tác \"" + o.event + "\"",
                        possible.empty() ? "Bước này do vai trò " + phase.holder_role + " giữ."
                                         : "Có thể làm: " + joined(possible) + ".");
    }
    if (!mine)
        return rejected(s.id, "not_your_role",
                        "\"" + any->label + "\" dành cho vai trò " + joined(any->roles) +
                            (unit.empty() ? "" : " của " + unit),
                        "Chuyển cho người có vai trò đó.");
    const auto day = day_of(b.now);
    if (const auto errors =
            kinds::check_fields(s.chart->fields_of(*mine), o.data, b.of.deployed->reasons(), day);
        !errors.empty()) {
        json_array list;
        for (const auto& e : errors) list.push_back({{"field", e.field}, {"message", e.message}});
        auto out = rejected(s.id, *kinds::as_refusal(errors));
        out.body["fields"] = std::move(list);
        return out;
    }
    const step_input in{interpreter::cause::external, o.event, o.data, b.now, o.by.id, o.by.counter};
    return step_all(b, s, in, store::cause::external, {o.key, o.asked});
}

outcome resume(batch& b, const command_job& o, loaded_session& s) {
    if (!may(may_resume, o.by, s.record->owning_unit()))
        return rejected(
            s.id, "not_your_role",
            "hồ sơ bị giữ lại chỉ lãnh đạo của đơn vị giải quyết hoặc người phụ trách được cho chạy tiếp",
            "Báo lãnh đạo của đơn vị hoặc người phụ trách.");
    b.d.savepoint();
    b.d.resume(s);
    const step_input in{.event = "resumed", .at = b.now, .actor = o.by.id};
    auto answer = answer_of(b, s, {});
    b.d.journal(s, store::cause::administration, in, {{"answer", answer}}, {o.key, o.asked});
    fire(b, s);
    if (b.d.standing(s) == store::condition::parked) return parked(s.id, b.d.parked_reason(s));
    return {outcome::kind::done, s.id, std::move(answer)};
}

}  // namespace

outcome take(batch& b, const command_job& o) {
    if (o.session == 0) return create(b, o);
    const auto opened = b.d.open(o.session);
    if (!opened) return not_opened(o.session, opened.error());
    auto* s = *opened;
    if (auto again = taken_before(b, o, s)) return std::move(*again);
    if (b.clock.held()) return clock_held(s->id, b.clock);
    move_before_command(b, *s);
    if (b.d.standing(*s) == store::condition::parked && o.event == resume_event) return resume(b, o, *s);
    // Legal deadlines that have passed fire before the command is judged.
    fire(b, *s);
    if (b.d.standing(*s) == store::condition::parked) return parked(s->id, b.d.parked_reason(*s));
    b.d.savepoint();
    if (auto done = built_in(b, o, *s)) return std::move(*done);
    return act(b, o, *s);
}

}  // namespace motcua::runtime
