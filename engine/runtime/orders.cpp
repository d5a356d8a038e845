// What people order, one command at a time inside the batch: who may, with which fields, what the chart and
// the rules say to it, and what the journal keeps.
#include <algorithm>
#include <deque>

#include "engine/base/log.hpp"
#include "engine/dossier/code.hpp"
#include "engine/dossier/hard_rules.hpp"
#include "engine/dossier/intake.hpp"
#include "engine/dossier/slips.hpp"
#include "engine/runtime/writer.hpp"

namespace motcua::runtime {
namespace {

constexpr std::size_t most_tells = 1000;  // sessions one command may move

outcome rejected(store::session_id id, const dossier::rejection& why) {
    json_object body = dossier::to_json(why).as_object();
    return {outcome::kind::rejected, id, std::move(body)};
}

outcome rejected(store::session_id id, std::string code, std::string message, std::string next) {
    return rejected(id, dossier::rejection{std::move(code), std::move(message), std::move(next), {}, false});
}

constexpr const char* ask_administrator = "Báo người quản trị; hồ sơ tiếp tục được sau khi xem xét.";

outcome parked(store::session_id id, std::string reason) {
    return {outcome::kind::parked,
            id,
            {{"code", "parked"}, {"message", std::move(reason)}, {"next", ask_administrator}}};
}

outcome failed(store::session_id id, std::string message) {
    return {outcome::kind::failed, id, {{"code", "engine_failed"}, {"message", std::move(message)}}};
}

// A session that draft::open did not give.
outcome unopened(store::session_id id, const failure& why) {
    if (why.what == failure::kind::not_found)
        return rejected(id, "not_found", "không có hồ sơ này", "Kiểm tra lại mã hồ sơ.");
    return why.what == failure::kind::corrupt ? parked(id, why.message) : failed(id, why.message);
}

bool has_role(const caller& by, std::initializer_list<std::string_view> wanted) {
    return std::any_of(by.roles.begin(), by.roles.end(), [&](const std::string& r) {
        return std::find(wanted.begin(), wanted.end(), r) != wanted.end();
    });
}

// Those who decide a case belong to the unit that resolves it; the desk serves all units.
bool bound_to_unit(const std::string& role) {
    return role == "case_officer" || role == "head";
}

bool may(const chart::action& a, const caller& by, const std::string& unit) {
    return a.roles.empty() || std::any_of(a.roles.begin(), a.roles.end(), [&](const std::string& role) {
               return has_role(by, {role}) && (!bound_to_unit(role) || unit.empty() || by.unit == unit);
           });
}

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const auto& w : words) out += (out.empty() ? "" : ", ") + w;
    return out;
}

json_object action_view(const chart::action& a, const procedure::reasons& reasons, local_day day) {
    json_array roles, fields;
    for (const auto& r : a.roles) roles.emplace_back(r);
    for (const auto& attributes : a.fields) {
        json_object f;
        for (const auto& [name, text] : attributes) f[name] = text;
        f["required"] = get_string(f, "required") == "true";
        json_array options;
        const auto choices = get_string(f, "choices");
        for (const auto& r : reasons.list(choices, day))
            options.push_back({{"code", r.code}, {"label", r.text}});
        if (options.empty() && choices.find('|') != choices.npos)
            for (std::size_t from = 0; from <= choices.size();) {
                const auto end = std::min(choices.find('|', from), choices.size());
                const auto one = choices.substr(from, end - from);
                options.push_back({{"code", one}, {"label", one}});
                from = end + 1;
            }
        if (!options.empty()) f["options"] = std::move(options);
        fields.push_back(std::move(f));
    }
    return {{"event", a.event}, {"label", a.label}, {"roles", roles}, {"fields", fields}};
}

}  // namespace

json_object writer::answer_of(const live& s, const json_object& decisions) const {
    json_object out = decisions;
    out["session"] = s.id;
    const auto& code = s.dossier() ? s.dossier()->code : std::get<dossier::round>(s.what).number;
    out["code"] = code;
    if (s.dossier() && !code.empty()) out["check"] = dossier::with_check(code);
    out["phase"] = steps_.facts(s).phase;
    return out;
}

outcome writer::repeated(const store::journal_row& row) const {
    outcome out{outcome::kind::done, row.session, {{"session", row.session}}};
    if (row.why == store::cause::rejection) out.what = outcome::kind::rejected;
    const auto payload = parse_json(row.payload);
    const json* answer =
        payload ? find(*payload, row.why == store::cause::rejection ? "rejection" : "answer") : nullptr;
    if (answer && answer->is_object()) out.body = answer->get_object();
    return out;
}

// A refused command writes nothing, but that a hard rule refused it is counted and journalled.
outcome writer::refused(draft& d, live& s, const stimulus& in, const dossier::rejection& why,
                        const std::string& key) {
    if (!why.hard) return rejected(s.id, why);
    d.savepoint();
    d.touch(s);
    dossier::count_refusal(s.what, why);
    auto said = dossier::to_json(why).as_object();
    d.journal(s, store::cause::rejection, in, {{"data", in.data}, {"rejection", std::move(said)}}, key);
    return rejected(s.id, why);
}

// There is no session to count on: the office's own journal keeps it, without what was handed in.
outcome writer::refused_creation(draft& d, const order& o, const dossier::rejection& why, instant now) {
    if (why.hard) {
        store::journal_row row;
        row.why = store::cause::rejection;
        row.at = now;
        row.actor = o.by.id;
        row.event = "create";
        row.payload = to_text(json_object{{"procedure", get_string(o.data, "procedure")},
                                          {"rejection", dossier::to_json(why)}});
        d.rows().journal.push_back(std::move(row));
    }
    return rejected(0, why);
}

// An incident inside a chart: the session whose step it was is set aside, the command did nothing.
outcome writer::broken(draft& d, live& s, const stimulus& in, const std::string& trouble) {
    d.savepoint();
    motcua::log().error("session={} event={} parked=\"{}\"", s.id, in.event, trouble);
    d.park(s, in.event + ": " + trouble, {{"event", in.event}, {"data", in.data}, {"by", in.actor}});
    return parked(s.id, in.event + ": " + trouble);
}

outcome writer::step_all(draft& d, live& origin, const stimulus& first, store::cause why,
                         const std::string& key) {
    struct one {
        live* s;
        stimulus in;
        dossier::wishes wishes;
    };
    // A rollback takes a session that is just being created out of memory.
    const bool creating = why == store::cause::start;
    const auto id = creating ? 0 : origin.id;
    std::deque<one> all;
    all.push_back({&origin, first, {}});
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (i >= most_tells) return d.rollback(), failed(id, "one command moves too many sessions");
        auto& now = all[i];
        const auto told = i > 0 ? "hồ sơ " + std::to_string(now.s->id) + ": " : std::string();
        if (d.standing(*now.s) == store::condition::parked) {
            auto reason = told + "đang bị giữ lại (" + d.parked_reason(*now.s) + ")";
            return d.rollback(), rejected(id, "parked", std::move(reason), ask_administrator);
        }
        const auto* before = d.touch(*now.s);
        auto done = steps_.step(*now.s, now.in, before);
        if (done.what == stepped::kind::refused) {
            d.rollback();
            auto no = *done.why;
            no.message = told + no.message;
            return i == 0 && !creating ? refused(d, origin, first, no, key) : rejected(id, no);
        }
        if (done.what == stepped::kind::untaken) {
            d.rollback();
            return rejected(id, "not_possible_now",
                            told + "bước này hiện không thực hiện được (điều kiện chưa đủ)",
                            "Tải lại hồ sơ và chọn trong các thao tác đang có.");
        }
        if (done.what == stepped::kind::broken) {
            d.rollback();
            if (i == 0 && creating) return failed(0, done.trouble);
            auto out = broken(d, *now.s, now.in, done.trouble);
            return i == 0 ? out : rejected(id, "parked", told + done.trouble, ask_administrator);
        }
        now.wishes = std::move(done.wishes);
        for (auto& t : now.wishes.tells) {
            const auto other = d.open(static_cast<store::session_id>(t.session));
            if (!other)
                return d.rollback(),
                       rejected(id, "not_reached",
                                "hồ sơ " + std::to_string(t.session) + ": " + other.error().message,
                                ask_administrator);
            all.push_back({*other,
                           {.event = t.event,
                            .data = t.data,
                            .at = first.at,
                            .actor = "session:" + std::to_string(now.s->id)},
                           {}});
        }
    }
    outcome out{outcome::kind::done, origin.id, {}};
    for (std::size_t i = 0; i < all.size(); ++i) {
        auto& x = all[i];
        auto decisions = d.settle(*x.s, x.wishes, x.in);
        if (!decisions) return d.rollback(), failed(id, decisions.error().message);
        json_object payload{{"data", x.in.data}, {"decisions", *decisions}};
        if (creating && i == 0) payload["chart"] = origin.row.chart;
        if (i == 0) {
            out.body = answer_of(origin, *decisions);
            payload["answer"] = out.body;
        }
        d.journal(*x.s, i == 0 ? why : store::cause::external, x.in, std::move(payload),
                  i == 0 ? key : std::string());
    }
    return out;
}

outcome writer::create(draft& d, const order& o, instant now) {
    if (!o.key.empty()) {
        if (const auto* row = d.find_key(0, o.by.id, o.key)) return repeated(*row);
        const auto known = door_.find_creation(o.by.id, o.key);
        if (!known) return failed(0, known.error().message);
        if (*known) {
            const auto opened = d.open(**known);
            if (!opened) return unopened(**known, opened.error());
            auto* s = *opened;
            const auto row = door_.find_key(s->row, o.by.id, o.key);
            return row && *row ? repeated(**row) : outcome{outcome::kind::done, s->id, answer_of(*s, {})};
        }
    }
    const bool dossier = o.kind == "dossier";
    if (!dossier && o.kind != "round")
        return rejected(0, "unknown_kind", "không có loại \"" + o.kind + "\"", "Dùng dossier hoặc round.");
    if (dossier ? !has_role(o.by, {"reception", "post_clerk", "portal"})
                : !has_role(o.by, {"reception", "courier_desk"}))
        return rejected(0, "not_your_role", "người dùng này không tiếp nhận tại quầy",
                        "Đăng nhập bằng cán bộ tiếp nhận.");

    const auto procedure = dossier ? get_string(o.data, "procedure") : std::string();
    const auto c = steps_.circumstances_of_new(procedure, now, o.by.id);
    if (!c.rules)
        return rejected(0, "no_rules", "không có bộ quy tắc cho ngày " + to_iso(day_of(now)),
                        "Triển khai bộ quy tắc của ngày này.");
    json_object data = o.data;
    if (dossier) {
        if (!c.procedure)
            return rejected(0, "unknown_procedure", "không có thủ tục \"" + procedure + "\" đang có hiệu lực",
                            "Chọn thủ tục trong danh mục.");
    } else if (const json* of = data.if_contains("dossiers"); of && of->is_array()) {
        json_array parcels;
        for (const auto& id : of->get_array()) {
            auto* s = id.is_int64() ? d.open(id.get_int64()).value_or(nullptr) : nullptr;
            if (!s || !s->dossier())
                return rejected(0, "unknown_dossier", "không có hồ sơ " + to_text(id),
                                "Quét lại mã trên nhãn.");
            parcels.push_back(dossier::manifest_line(static_cast<std::uint64_t>(s->id), *s->dossier(),
                                                     steps_.circumstances_of(*s, now, o.by.id)));
        }
        data["parcels"] = std::move(parcels);
    }
    auto first = dossier ? dossier::open_dossier(data, c) : dossier::open_round(data, c);
    const auto* chart = deployed_.chart_named(dossier ? c.procedure->chart : "round");
    if (!chart) return failed(0, "no chart is deployed for this");
    if (!first) return refused_creation(d, o, first.error(), now);
    auto made = steps_.create(d.fresh_session(), o.kind, *chart, std::move(first->what), first->data);
    if (!made) return d.rollback(), failed(0, made.error().message);
    auto& s = d.insert(std::move(*made));
    const stimulus in{interpreter::cause::start, "create", std::move(data), now, o.by.id};
    return step_all(d, s, in, store::cause::start, o.key);
}

outcome writer::act(draft& d, const order& o, live& s, instant now) {
    const auto offered = steps_.offered(s);
    const auto phase = steps_.facts(s);
    const chart::action* mine = nullptr;
    const chart::action* any = nullptr;
    std::vector<std::string> possible;
    const std::string unit = s.dossier() ? s.dossier()->unit : std::string();
    for (const auto* a : offered) {
        if (a->event == o.event) {
            any = a;
            if (!mine && may(*a, o.by, unit)) mine = a;
        }
        if (may(*a, o.by, unit)) possible.push_back("\"" + a->label + "\"");
    }
    if (!any)
        return rejected(s.id, "not_offered",
                        "hồ sơ đang ở bước \"" + phase.phase + "\", không nhận thao tác \"" + o.event + "\"",
                        possible.empty() ? "Bước này do vai trò " + phase.holder_role + " giữ."
                                         : "Có thể làm: " + joined(possible) + ".");
    if (!mine)
        return rejected(s.id, "not_your_role",
                        "\"" + any->label + "\" dành cho vai trò " + joined(any->roles) +
                            (unit.empty() ? "" : " của " + unit),
                        "Chuyển cho người có vai trò đó.");
    const auto day = day_of(now);
    if (const auto errors = dossier::check_fields(fields_of(*mine), o.data, deployed_.reasons(), day);
        !errors.empty()) {
        json_array list;
        for (const auto& e : errors) list.push_back({{"field", e.field}, {"message", e.message}});
        auto out = rejected(s.id, *dossier::as_refusal(errors));
        out.body["fields"] = std::move(list);
        return out;
    }
    const stimulus in{interpreter::cause::external, o.event, o.data, now, o.by.id};
    return step_all(d, s, in, store::cause::external, o.key);
}

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
    const auto row = std::find_if(all->begin(), all->end(),
                                  [&](const auto& r) { return r.id == id && r.kind == "print"; });
    if (row == all->end())
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

outcome writer::take(draft& d, const order& o, instant now) {
    if (o.session == 0) return create(d, o, now);
    const auto opened = d.open(o.session);
    if (!opened) return unopened(o.session, opened.error());
    auto* s = *opened;
    if (!o.key.empty()) {
        if (const auto* row = d.find_key(o.session, o.by.id, o.key)) return repeated(*row);
        const auto row = door_.find_key(s->row, o.by.id, o.key);
        if (!row) return failed(o.session, row.error().message);
        if (*row) return repeated(**row);
    }
    // What the law says happens first, happens first.
    fire(d, *s, now);
    if (d.standing(*s) == store::condition::parked) return parked(s->id, d.parked_reason(*s));
    d.savepoint();
    if (auto done = built_in(d, o, *s, now)) return std::move(*done);
    return act(d, o, *s, now);
}

outcome writer::resume(draft& d, const resumption& r, instant now) {
    const auto opened = d.open(r.session);
    if (!opened) return unopened(r.session, opened.error());
    auto* s = *opened;
    if (d.standing(*s) != store::condition::parked)
        return rejected(s->id, "not_parked", "hồ sơ không bị giữ lại", "Không cần làm gì.");
    d.resume(*s);
    d.journal(*s, store::cause::administration, {.event = "resumed", .at = now, .actor = r.by.id}, {}, {});
    fire(d, *s, now);
    if (d.standing(*s) == store::condition::parked) return parked(s->id, d.parked_reason(*s));
    return {outcome::kind::done, s->id, answer_of(*s, {})};
}

outcome writer::inspect(draft& d, const look& l, instant now) {
    const auto opened = d.open(l.session);
    if (!opened) return unopened(l.session, opened.error());
    auto* s = *opened;
    json_object body{{"session", s->id}};
    if (l.event.empty()) {
        const auto f = steps_.facts(*s);
        json_array actions, active;
        for (const auto* a : steps_.offered(*s)) {
            auto view = action_view(*a, deployed_.reasons(), day_of(now));
            view["mine"] =
                l.by.id.empty() || may(*a, l.by, s->dossier() ? s->dossier()->unit : std::string());
            actions.push_back(std::move(view));
        }
        for (const auto& id : s->machine->configuration()) active.emplace_back(id);
        body["phase"] = f.phase;
        body["holder"] = f.holder_role;
        body["actions"] = std::move(actions);
        body["configuration"] = std::move(active);
        return {outcome::kind::done, s->id, std::move(body)};
    }
    d.touch(*s);
    const stimulus in{interpreter::cause::external, l.event, l.data, now, l.by.id};
    auto done = steps_.step(*s, in);
    outcome out{outcome::kind::done, s->id, std::move(body)};
    if (done.what == stepped::kind::refused) {
        out = rejected(s->id, *done.why);
    } else if (done.what != stepped::kind::done || done.wishes.slips.empty()) {
        out = rejected(s->id, "no_slip", "thao tác này không in phiếu nào", "Chọn thao tác khác.");
    } else {
        const auto& slip = done.wishes.slips.front();
        out.body["form"] = slip.form;
        out.body["set"] = slip.set;
        out.body["accepted"] = to_iso(slip.accepted);
        out.body["values"] = dossier::slip_values(slip, s->what, steps_.circumstances_of(*s, now, l.by.id));
    }
    d.rollback();
    return out;
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
