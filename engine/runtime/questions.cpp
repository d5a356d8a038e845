#include "engine/runtime/questions.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "engine/base/hash.hpp"
#include "engine/calendar/term.hpp"
#include "engine/dossier/acceptance.hpp"
#include "engine/dossier/code.hpp"
#include "engine/dossier/effects.hpp"
#include "engine/dossier/intake.hpp"
#include "engine/dossier/router.hpp"
#include "engine/promise/facts.hpp"
#include "engine/promise/why.hpp"

namespace motcua::runtime {
namespace {

tl::unexpected<std::string> none(std::string why) {
    return tl::make_unexpected(std::move(why));
}

caller caller_of(const json& args) {
    caller by;
    const json* who = find(args, "by");
    if (!who) return by;
    by.id = get_string(*who, "id");
    by.unit = get_string(*who, "unit");
    if (const json* roles = find(*who, "roles"); roles && roles->is_array())
        for (const auto& r : roles->get_array())
            if (r.is_string()) by.roles.emplace_back(r.get_string());
    return by;
}

// A worklist is a question to the columns; the phases of the charts come as "phase:<id>".
bool fill(store::list_query& q, std::string_view list, instant now, const calendar::working_calendar& days) {
    q.kind = "dossier";
    if (list.empty() || list == "open") return true;
    if (list.substr(0, 6) == "phase:") return q.phases = {std::string(list.substr(6))}, true;
    if (list == "closed")
        return q.open_only = false, q.standing = store::condition::final, q.order = store::list_order::newest,
               true;
    if (list == "parked") return q.standing = store::condition::parked, true;
    if (list == "overdue") return q.late = true, true;
    if (list == "draft") return q.apology_standing = store::apology::draft, true;
    if (list == "near_due") {
        const auto until = days.add_working_days(day_of(now), 2);
        q.due_before = until ? to_instant(*until + std::chrono::days{1}) : now;
        q.late = false;
        return true;
    }
    if (list == "all") return q.open_only = false, q.order = store::list_order::newest, true;
    return false;
}

dossier::intake_answers answers_of(const json& args) {
    dossier::intake_answers a;
    a.case_code = get_string(args, "case");
    a.channel = get_string(args, "channel", "counter");
    if (const json* who = find(args, "applicant")) a.police_staff = get_bool(*who, "police_staff");
    if (const json* facts = find(args, "facts"); facts && facts->is_object())
        for (const auto& [key, v] : facts->get_object())
            a.facts[std::string(key)] = v.is_bool() ? (v.get_bool() ? "yes" : "no") : get_string(*facts, key);
    return a;
}

}  // namespace

questions::questions(store::door& door, const deployment& deployed, const clock& time, inspector inspect)
    : door_(door), deployed_(deployed), clock_(time), inspect_(std::move(inspect)), views_(deployed) {}

found questions::ask(std::string_view question, const json& args) const {
    using member = found (questions::*)(const json&) const;
    static constexpr std::array<std::pair<std::string_view, member>, 14> table{{
        {"office", &questions::office},
        {"procedures", &questions::procedures},
        {"procedure", &questions::procedure},
        {"route", &questions::route},
        {"worklists", &questions::worklists},
        {"dossiers", &questions::dossiers},
        {"dossier", &questions::session},
        {"rounds", &questions::rounds},
        {"round", &questions::session},
        {"slip", &questions::slip},
        {"template", &questions::kept_template},
        {"duties", &questions::duties},
        {"preview", &questions::preview},
        {"figures", &questions::figures},
    }};
    for (const auto& [name, how] : table)
        if (name == question) return (this->*how)(args);
    return none("no such question: " + std::string(question));
}

found questions::office(const json&) const {
    const auto& o = deployed_.office();
    json_array units;
    for (const auto& u : o.units)
        units.push_back({{"code", u.code}, {"name", u.name}, {"controlling", u.controlling}});
    return json{{"code", o.code},   {"name", o.name}, {"parent", o.parent},
                {"place", o.place}, {"units", units}, {"now", to_iso(clock_.now())}};
}

found questions::procedures(const json& args) const {
    const auto day = day_of(clock_.now());
    json_array out;
    for (const auto* e : deployed_.procedures().search(get_string(args, "q"), day))
        out.push_back(views_.procedure(*e, day));
    return json{{"items", std::move(out)}};
}

found questions::procedure(const json& args) const {
    const auto day = day_of(clock_.now());
    const auto* e = deployed_.procedures().find(get_string(args, "code"), day);
    if (!e) return none("Không có thủ tục \"" + get_string(args, "code") + "\" đang có hiệu lực.");
    return views_.procedure(*e, day);
}

// The same intake as a real one, thrown away: what comes out is what would be.
found questions::route(const json& args) const {
    const auto now = clock_.now();
    dossier::circumstances c;
    c.at = now;
    c.actor = caller_of(args).id;
    c.calendar = &deployed_.days();
    c.office = &deployed_.office();
    c.reasons = &deployed_.reasons();
    c.rules = deployed_.rules().on(day_of(now));
    c.procedure = deployed_.procedures().find(get_string(args, "procedure"), day_of(now));
    if (!c.procedure)
        return none("Không có thủ tục \"" + get_string(args, "procedure") + "\" đang có hiệu lực.");
    if (!c.rules) return none("Không có bộ quy tắc cho ngày " + to_iso(day_of(now)) + ".");
    const auto answers = answers_of(args);
    const auto r = dossier::find_route(*c.procedure, *c.reasons, answers, day_of(now));
    json_array overrides;
    for (const auto& o : r.overrides) overrides.push_back({{"code", o.code}, {"label", o.text}});
    json_object out{{"stream", r.stream},     {"mode", r.mode},         {"rule", r.rule},
                    {"reason", r.sentence},   {"eligible", r.eligible}, {"may_override", r.may_override},
                    {"overrides", overrides}, {"due", nullptr},         {"fee", nullptr}};
    const auto stream = get_string(args, "stream", r.stream);
    if (const auto* f = c.procedure->fee_for(answers.case_code, stream))
        out["fee"] = {
            {"amount", f->amount}, {"by_area", f->by_area}, {"note", f->note}, {"confirmed", f->confirmed}};
    json_array documents;
    for (const auto* d : c.procedure->documents_for(answers.case_code))
        documents.push_back(
            {{"type", d->type}, {"name", d->name}, {"original", d->original}, {"confirmed", d->confirmed}});
    out["documents"] = std::move(documents);
    promise::ledger l;
    const auto a = dossier::acceptance_of(*c.procedure, answers.case_code, stream, now);
    if (a && promise::start(l, *a, {*c.rules, deployed_.days()})) {
        out["term"] = calendar::in_words(l.promised_term());
        if (const auto why = promise::why_due(l, *c.rules, deployed_.days())) {
            out["due"] = to_iso(l.due);
            out["due_words"] = calendar::moment_in_words(l.due);
            json_array sentences;
            for (auto& s : to_sentences(*why)) sentences.emplace_back(s);
            out["why"] = std::move(sentences);
        }
        add_linked(out, l);
    }
    return json(std::move(out));
}

found questions::worklists(const json& args) const {
    auto from = door_.snapshot();
    if (!from) return none(from.error().message);
    const auto now = clock_.now();
    json_array out;
    const auto phases = (*from)->phases("dossier", get_string(args, "unit"));
    if (!phases) return none(phases.error().message);
    for (const auto& p : *phases)
        out.push_back({{"id", "phase:" + p.phase},
                       {"label", views_.label(p.phase)},
                       {"count", p.open},
                       {"late", p.late}});
    constexpr std::pair<std::string_view, std::string_view> special[] = {{"draft", "Chờ lãnh đạo trả lời"},
                                                                         {"near_due", "Sắp đến hạn"},
                                                                         {"overdue", "Quá hạn"},
                                                                         {"parked", "Bị giữ lại (sự cố)"}};
    for (const auto& [id, label] : special) {
        store::list_query q;
        fill(q, id, now, deployed_.days());
        q.unit = get_string(args, "unit");
        q.limit = 1;
        const auto l = (*from)->list(q);
        if (!l) return none(l.error().message);
        out.push_back({{"id", id}, {"label", label}, {"count", l->count}});
    }
    return json{{"items", std::move(out)}, {"commit", (*from)->commit_no()}};
}

found questions::list(store::list_query q, const json& args) const {
    auto from = door_.snapshot();
    if (!from) return none(from.error().message);
    q.text = get_string(args, "q");
    if (const auto typed = dossier::read_typed_code(q.text); typed.what == dossier::typed_code::kind::checked)
        q.text = typed.code;
    q.unit = get_string(args, "unit");
    q.procedure = get_string(args, "procedure");
    q.limit = static_cast<std::size_t>(std::clamp<std::int64_t>(get_integer(args, "size", 50), 1, 500));
    q.offset =
        static_cast<std::size_t>(std::max<std::int64_t>(get_integer(args, "page", 1) - 1, 0)) * q.limit;
    const auto l = (*from)->list(q);
    if (!l) return none(l.error().message);
    json_array items;
    for (const auto& s : l->rows) items.push_back(views_.line(s, clock_.now()));
    return json{{"items", std::move(items)}, {"total", l->count}, {"commit", l->commit_no}};
}

found questions::dossiers(const json& args) const {
    store::list_query q;
    const auto name = get_string(args, "list");
    if (!fill(q, name, clock_.now(), deployed_.days())) return none("Không có danh sách \"" + name + "\".");
    return list(std::move(q), args);
}

found questions::rounds(const json& args) const {
    store::list_query q;
    q.kind = "round";
    q.open_only = false;
    q.order = store::list_order::newest;
    return list(std::move(q), args);
}

std::optional<store::session_id> questions::id_of(const json& args, store::reader& from) const {
    if (const auto n = get_integer(args, "id"); n > 0) return n;
    const auto text = get_string(args, "id");
    store::session_id id = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    if (error == std::errc() && end == text.data() + text.size()) return id;
    const auto typed = dossier::read_typed_code(text);
    const auto at = from.find_code(typed.what == dossier::typed_code::kind::mistyped ? text : typed.code);
    return at ? *at : std::nullopt;
}

found questions::session(const json& args) const {
    const auto now = clock_.now();
    auto from = door_.snapshot();
    if (!from) return none(from.error().message);
    const auto id = id_of(args, **from);
    const auto row = id ? (*from)->session(*id) : result<std::optional<store::session_row>>(std::nullopt);
    if (!row) return none(row.error().message);
    if (!*row) {
        const auto typed = dossier::read_typed_code(get_string(args, "id"));
        return none(typed.what == dossier::typed_code::kind::mistyped
                        ? "Mã gõ sai: ký tự kiểm tra không khớp."
                        : "Không có hồ sơ này.");
    }
    const auto& s = **row;
    const auto record = parse_json(s.record);
    auto what = record ? dossier::subject_from_json(s.kind, *record) : tl::make_unexpected(record.error());
    // An unreadable one is shown by its columns: somebody must see to it.
    json_object out = views_.line({s.id, s.version, s.kind, s.standing, s.listed}, now);
    out["record"] = record ? *record : json(nullptr);
    out["parked_reason"] = s.parked_reason;
    const auto* d = what ? std::get_if<dossier::record>(&*what) : nullptr;
    if (d) {
        out["promise"] = views_.promise(*d, now);
        if (const auto on = get_string(args, "promised_on"); !on.empty())
            out["promised_on"] = views_.promised(*d, on);
    }
    json_array timeline, slips, duties;
    if (auto rows = (*from)->timeline(*id))
        for (const auto& r : *rows) timeline.push_back(views_.journal_line(r));
    const auto outbox = (*from)->outbox(*id);
    if (outbox)
        for (const auto& r : *outbox) duties.push_back(views_.duty(r));
    if (auto rows = (*from)->slips(*id))
        for (const auto& r : *rows) {
            auto slip = views_.slip(r);
            // The sheet's number in addresses is that of its first print.
            for (const auto& duty : duties) {
                const json* a = find(duty, "args");
                if (!a || get_string(duty, "kind") != "print" || get_string(duty, "name") != r.form) continue;
                if (get_integer(*a, "seq") != r.seq) continue;
                if (!slip.contains("id")) slip["id"] = get_integer(duty, "id");
                slip["print_state"] = get_string(duty, "state");
                slip["reason"] = get_string(duty, "reason");
            }
            slips.push_back(std::move(slip));
        }
    from->reset();
    out["timeline"] = std::move(timeline);
    out["slips"] = std::move(slips);
    out["duties"] = std::move(duties);
    auto offered = inspect_({*id, {}, {}, caller_of(args), {}});
    if (const json* actions = offered.body.if_contains("actions"))
        out["actions"] = *actions;
    else
        out["actions"] = json_array{};
    if (const json* active = offered.body.if_contains("configuration")) out["configuration"] = *active;
    return json(std::move(out));
}

// By the print that made it ({"duty"}) or by {"session", "form", "seq"}.
found questions::slip(const json& args) const {
    auto from = door_.snapshot();
    if (!from) return none(from.error().message);
    auto session = get_integer(args, "session");
    auto form = get_string(args, "form");
    auto seq = get_integer(args, "seq", 1);
    std::int64_t reprint = get_integer(args, "reprint");
    json_object how;
    if (const auto duty = get_integer(args, "duty"); duty > 0) {
        const auto row = (*from)->duty(duty);
        if (!row) return none(row.error().message);
        if (!*row || (*row)->kind != "print") return none("Không có lệnh in này.");
        const auto a = parse_json((*row)->args);
        session = (*row)->session;
        form = (*row)->name;
        seq = a ? get_integer(*a, "seq", 1) : 1;
        if (a && a->is_object()) how = a->get_object();
        reprint = a ? get_integer(*a, "reprint") : 0;
    }
    const auto rows = (*from)->slips(session);
    if (!rows) return none(rows.error().message);
    for (const auto& r : *rows) {
        if (r.form != form || r.seq != seq) continue;
        const auto values = parse_json(r.values);
        json_object out = views_.slip(r);
        out["session"] = session;
        out["values"] = values ? *values : json(nullptr);
        out["how"] = how;
        out["reprint"] = reprint;
        out["template"] = r.template_hash;
        return json(std::move(out));
    }
    return none("Không có phiếu này.");
}

// {"hash"} → the form that was kept under it, as the host gave it.
found questions::kept_template(const json& args) const {
    auto from = door_.snapshot();
    if (!from) return none(from.error().message);
    const auto hash = get_string(args, "hash");
    const auto kept = (*from)->content(hash);
    if (!kept) return none(kept.error().message);
    if (!*kept || (*kept)->kind != "template")
        return none("Kho dữ liệu không còn mẫu in đã dùng cho phiếu này; cần khôi phục từ bản sao lưu.");
    if (sha256((*kept)->bytes) != hash)
        return none("Mẫu in đã dùng cho phiếu này bị hỏng trong kho dữ liệu; cần khôi phục từ bản sao lưu.");
    return json{{"name", (*kept)->name}, {"content", (*kept)->bytes}};
}

found questions::duties(const json&) const {
    auto from = door_.snapshot();
    if (!from) return none(from.error().message);
    const auto rows = (*from)->unfinished_outbox();
    if (!rows) return none(rows.error().message);
    json_array out;
    for (const auto& r : *rows) out.push_back(views_.duty(r));
    return json{{"items", std::move(out)}};
}

// What a command would print: {"session", "event", "data", "by"} → {"form", "values"}.
found questions::preview(const json& args) const {
    look l{get_integer(args, "session"), get_string(args, "event"), {}, caller_of(args), {}};
    if (const json* d = find(args, "data"); d && d->is_object()) l.data = d->get_object();
    auto seen = inspect_(std::move(l));
    if (seen.what != outcome::kind::done) return none(get_string(seen.body, "message"));
    return json(std::move(seen.body));
}

// Counts of what was received, how it came and how it went; the reports' raw material.
found questions::figures(const json&) const {
    auto from = door_.snapshot();
    if (!from) return none(from.error().message);
    std::int64_t received = 0, online = 0, direct = 0, late = 0, apologies = 0, premature = 0, post = 0,
                 closed = 0, awaiting = 0, overridden = 0, issued_late = 0, by_default = 0, slow = 0;
    for (store::session_id after = 0;;) {
        const auto rows = (*from)->sessions(after, 500);
        if (!rows) return none(rows.error().message);
        if (rows->empty()) break;
        after = rows->back().id;
        for (const auto& row : *rows) {
            const auto what = dossier::decode(row.kind, row.record);
            const auto* r = what ? std::get_if<dossier::record>(&*what) : nullptr;
            if (!r) continue;
            if (const auto* rules = deployed_.rules().by_id(r->rule_set))
                if (const auto w = dossier::waited(*r, clock_.now(), {*rules, deployed_.days()}); w && *w)
                    slow += (*w)->slow;
            if (!r->accepted()) {
                awaiting += row.standing != store::condition::final;
                continue;
            }
            ++received;
            const bool counts_online = r->route.stream == "online" && r->portal.recorded();
            online += counts_online;
            direct += !counts_online;
            post += r->returning.mode == "post";
            overridden += !r->route.override_code.empty();
            closed += row.standing == store::condition::final;
            if (const auto f = promise::facts_at(r->promise, clock_.now(), deployed_.days())) {
                late += f->late;
                premature += f->premature;
            }
            apologies += static_cast<std::int64_t>(r->promise.issued.size());
            for (const auto& i : r->promise.issued) {
                issued_late += i.issued_late;
                by_default += i.by_default;
            }
        }
    }
    return json{{"received", received},
                {"online", online},
                {"direct", direct},
                {"late", late},
                {"apologies", apologies},
                {"premature", premature},
                {"issued_late", issued_late},
                {"by_default", by_default},
                {"post", post},
                {"overridden", overridden},
                {"closed", closed},
                {"slow_acceptances", slow},
                {"not_accepted", awaiting}};
}

}  // namespace motcua::runtime
