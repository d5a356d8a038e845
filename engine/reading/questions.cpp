#include "engine/reading/questions.hpp"

#include <algorithm>
#include <array>

#include "engine/calendar/term.hpp"
#include "engine/kinds/dossier/acceptance.hpp"
#include "engine/kinds/dossier/intake.hpp"
#include "engine/kinds/dossier/router.hpp"
#include "engine/promise/why.hpp"
#include "engine/reading/warnings.hpp"

namespace motcua::runtime {
namespace {

constexpr std::size_t most_kept_bytes = 32u << 20;

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

// Said as `identity`, or among the facts.
dossier::identity_answers identity_of(const json& args, const dossier::intake_answers& a) {
    const json* given = find(args, "identity");
    const auto answer = [&](const char* name) -> std::optional<bool> {
        const json* v = given ? find(*given, name) : nullptr;
        if (v && v->is_bool()) return v->get_bool();
        const auto fact = a.facts.find(name);
        if (fact == a.facts.end() || (fact->second != "yes" && fact->second != "no")) return std::nullopt;
        return fact->second == "yes";
    };
    return {answer("e_identity"), answer("portal_account"), answer("guided").value_or(false)};
}

// Reception asks both before anybody is told which stream it is.
void leave_open(dossier::route& r, const dossier::identity_answers& who) {
    if (who.asked()) return;
    dossier::route open;
    open.rule = "A22";
    open.sentence = "chưa đủ căn cứ để xác định luồng nộp, chưa trả lời: ";
    if (!who.e_identity) open.unanswered.emplace_back("e_identity");
    if (!who.portal_account) open.unanswered.emplace_back("portal_account");
    open.sentence += who.e_identity       ? "tài khoản dịch vụ công"
                     : who.portal_account ? "định danh điện tử"
                                          : "định danh điện tử; tài khoản dịch vụ công";
    r = std::move(open);
}

json or_null(const std::string& text) {
    return text.empty() ? json(nullptr) : json(text);
}

json_object route_view(const dossier::route& r) {
    json_array overrides, unanswered;
    for (const auto& o : r.overrides) overrides.push_back({{"code", o.code}, {"label", o.text}});
    for (const auto& name : r.unanswered) unanswered.emplace_back(name);
    return {{"stream", or_null(r.stream)},
            {"mode", or_null(r.mode)},
            {"rule", r.rule},
            {"reason", r.sentence},
            {"unanswered", unanswered},
            {"eligible", r.eligible},
            {"may_override", r.may_override},
            {"overrides", overrides},
            {"due", nullptr},
            {"fee", nullptr}};
}

// Whether acceptance at the counter will ask for guidance: null where the question does not arise (yet).
json guidance_view(std::string_view channel, const dossier::identity_answers& who) {
    if (channel != "counter" || !who.asked() || (*who.e_identity && *who.portal_account)) return nullptr;
    return json_object{{"needed", true}, {"recorded", who.guided}};
}

// Known before the stream is, where it is the same in both.
const procedure::fee* fee_of(const procedure::entry& p, const std::string& case_code, std::string_view stream,
                             local_day day) {
    if (!stream.empty()) return p.fee_for(case_code, stream, day);
    const auto* direct = p.fee_for(case_code, "direct", day);
    return direct == p.fee_for(case_code, "online", day) ? direct : nullptr;
}

json_array published_documents(const procedure::entry& p, const std::string& case_code) {
    json_array out;
    for (const auto* d : p.documents_for(case_code))
        out.push_back(
            {{"type", d->type}, {"name", d->name}, {"original", d->original}, {"confirmed", d->confirmed}});
    return out;
}

}  // namespace

questions::questions(store::door& door, const current_deployment& deployed, const judged_clock& time)
    : door_(door),
      deployed_(deployed),
      clock_(time),
      labels_(*deployed.get()),
      charts_(deployed.get()->kinds()),
      kept_(most_kept_bytes) {}

found questions::ask(std::string_view question, const json& args) const {
    const auto deployed = deployed_.get();
    return answerer(door_, *deployed, clock_, labels_, charts_).answer(question, args);
}

bool questions::about_session(std::string_view question) {
    return question == "dossier" || question == "session" || question == "round";
}

result<std::shared_ptr<const kept_answer>> questions::ask_kept(const json& args) const {
    const auto deployed = deployed_.get();
    return answerer(door_, *deployed, clock_, labels_, charts_).kept_answer_to(args, kept_);
}

caller answerer::caller_of(const json& args) {
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

found answerer::answer(std::string_view question, const json& args) const {
    using member = found (answerer::*)(const json&) const;
    static constexpr std::array<std::pair<std::string_view, member>, 17> table{{
        {"office", &answerer::office},
        {"procedures", &answerer::procedures},
        {"procedure", &answerer::procedure},
        {"route", &answerer::route},
        {"warnings", &answerer::warnings},
        {"worklists", &answerer::worklists},
        {"dossiers", &answerer::dossiers},
        {"session", &answerer::session},
        {"sessions", &answerer::sessions},
        {"dossier", &answerer::session},
        {"rounds", &answerer::rounds},
        {"round", &answerer::session},
        {"slip", &answerer::slip},
        {"template", &answerer::kept_template},
        {"duties", &answerer::duties},
        {"preview", &answerer::preview},
        {"figures", &answerer::figures},
    }};
    for (const auto& [name, how] : table)
        if (name == question) return (this->*how)(args);
    return none("no such question: " + std::string(question));
}

found answerer::office(const json&) const {
    const auto& o = deployed_.office();
    json_array units;
    for (const auto& u : o.units)
        units.push_back({{"code", u.code}, {"name", u.name}, {"controlling", u.controlling}});
    const auto seen = clock_.read();
    return json{{"code", o.code}, {"name", o.name},          {"parent", o.parent},    {"place", o.place},
                {"units", units}, {"now", to_iso(seen.now)}, {"clock", to_json(seen)}};
}

found answerer::procedures(const json& args) const {
    const auto day = day_of(clock_.now());
    json_array out;
    for (const auto* e : deployed_.procedures().search(get_string(args, "q"), day))
        out.push_back(views_.procedure(*e, day));
    return json{{"items", std::move(out)}};
}

found answerer::procedure(const json& args) const {
    const auto day = day_of(clock_.now());
    const auto* e = deployed_.procedures().find(get_string(args, "code"), day);
    if (!e) return none("Không có thủ tục \"" + get_string(args, "code") + "\" đang có hiệu lực.");
    return views_.procedure(*e, day);
}

found answerer::warnings(const json&) const {
    json_array items;
    for (const auto& w : warnings_on(deployed_, day_of(clock_.now()))) items.push_back(to_json(w));
    return json{{"items", std::move(items)}};
}

// The same intake as a real one, thrown away: what comes out is what would be.
found answerer::route(const json& args) const {
    const auto now = clock_.now();
    const auto& days = deployed_.days();
    kinds::step_context c;
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
    auto r = dossier::find_route(*c.procedure, *c.reasons, answers, day_of(now));
    const auto who = identity_of(args, answers);
    if (answers.channel == "counter" && r.rule == "A3") leave_open(r, who);
    auto out = route_view(r);
    out["guidance"] = guidance_view(answers.channel, who);
    const auto stream = get_string(args, "stream", r.stream);
    if (const auto* f = fee_of(*c.procedure, answers.case_code, stream, day_of(now)))
        out["fee"] = {
            {"amount", f->amount}, {"by_area", f->by_area}, {"note", f->note}, {"confirmed", f->confirmed}};
    out["documents"] = published_documents(*c.procedure, answers.case_code);
    if (stream.empty() && c.procedure->online_reduction > 0) return json(std::move(out));
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
