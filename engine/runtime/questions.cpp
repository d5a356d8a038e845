#include "engine/runtime/questions.hpp"

#include <array>
#include "engine/calendar/term.hpp"
#include "engine/dossier/acceptance.hpp"
#include "engine/dossier/intake.hpp"
#include "engine/dossier/router.hpp"
#include "engine/promise/why.hpp"

namespace motcua::runtime {
namespace {

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

caller questions::caller_of(const json& args) {
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
    const auto& days = deployed_.days();  // once: another calendar may come into force meanwhile
    dossier::circumstances c;
    c.at = now;
    c.actor = caller_of(args).id;
    c.calendar = &days;
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
    if (a && promise::start(l, *a, {*c.rules, days})) {
        out["term"] = calendar::in_words(l.promised_term());
        if (const auto why = promise::why_due(l, *c.rules, days)) {
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

}  // namespace motcua::runtime
