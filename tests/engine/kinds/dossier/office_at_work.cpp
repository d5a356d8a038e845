#include "tests/engine/kinds/dossier/office_at_work.hpp"

#include <gtest/gtest.h>

#include "engine/calendar/read.hpp"
#include "engine/interpreter/encoding.hpp"
#include "engine/kinds/dossier/hard_rules.hpp"
#include "engine/kinds/dossier/intake.hpp"
#include "engine/value/encoding.hpp"

namespace motcua::dossier {

namespace {

template <class T>
T must(read_result<T> read) {
    if (!read)
        for (const auto& f : read.error()) ADD_FAILURE() << to_string(f);
    return read ? std::move(*read) : T{};
}

chart::chart_pointer chart_of(const std::string& name) {
    const auto names = registry::standard().effects().names();
    chart::load_options known;
    known.effects = &names;
    return must(chart::load_file("workflows/charts/" + name + ".scxml", known));
}

json_object arguments_of(const interpreter::outcome& o, const interpreter::effect_call& call) {
    json_object out;
    for (const auto& a : o.arguments_of(call))
        if (a.of.what() != datamodel::value::kind::undefined) out[a.name] = datamodel::to_json(a.of);
    return out;
}

}  // namespace

const shipped& shipped::get() {
    static const shipped all = [] {
        shipped s;
        if (auto c = calendar::read_calendar("workflows/calendars", "000.51.01.G01"))
            s.calendar = *c;
        else
            ADD_FAILURE() << to_string(c.error().front());
        s.rules = must(procedure::read_rule_sets("workflows/rules"));
        s.catalogue = must(procedure::catalogue::load("workflows/procedures"));
        s.office = must(procedure::read_office("workflows/units/000.51.01.G01.xml"));
        s.reasons = must(procedure::reasons::read("workflows/reasons.xml"));
        for (const auto* name : {"standard", "round"}) s.charts[name] = chart_of(name);
        return s;
    }();
    return all;
}

// What a batch of steps has done so far; kept or thrown away as a whole.
struct office_at_work::pending {
    struct one {
        std::uint64_t session;
        any_record before;
        step_requests wanted;
        std::string row;  // of the chart, before
        bool fresh;
    };
    std::vector<one> steps;
};

office_at_work::office_at_work(const char* now) : now_(*parse_instant(now)) {
    shipped::get();
}

step_context office_at_work::around(std::uint64_t session) const {
    const auto& s = shipped::get();
    step_context c;
    c.at = now_;
    c.session = session;
    c.actor = actor;
    c.calendar = &*s.calendar;
    c.office = &s.office;
    c.reasons = &s.reasons;
    c.rules = s.rules.on(day_of(now_));
    const auto at = sessions_.find(session);
    if (at == sessions_.end()) return c;
    if (const auto* r = at->second.what.as<record>()) {
        if (r->received()) c.rules = s.rules.by_id(r->rule_set);
        c.procedure = s.catalogue.find_version(r->procedure, r->procedure_version);
    }
    return c;
}

chart_facts office_at_work::facts(std::uint64_t session) const {
    const auto& one = sessions_.at(session);
    const auto& c = one.chart->what();
    chart_facts out;
    for (chart::state_id s = 0; s < c.states.size(); ++s) {
        if (!one.chart->root().is_active(s)) continue;
        if (const auto apology = c.annotation_of(s, "apology"); !apology.empty()) {
            out.apology = apology;
            continue;
        }
        if (c.annotation_of(s, "status").empty()) continue;
        out.phase = c.states[s].id;
        out.holder_role = c.annotation_of(s, "holder");
        out.step_term = c.annotation_of(s, "step-term");
        out.national_status = std::atoi(std::string(c.annotation_of(s, "status")).c_str());
    }
    if (const auto* r = one.what.as<record>(); out.phase.empty() && r && r->closed.at)
        out.phase = r->closed.as;
    return out;
}

refusal office_at_work::step(std::uint64_t id, interpreter::cause why, std::string name,
                             const json_object& data, pending& all) {
    if (!sessions_.contains(id)) return rejection{"unknown", "no such session", "", ""};
    auto& one = sessions_.at(id);
    all.steps.push_back(
        {id, one.what, {}, interpreter::encode(*one.chart).value_or(""), !one.chart->started()});
    const auto before = one.chart->started() ? facts(id) : chart_facts{};
    const bool accepted = one.what->accepted();
    auto c = around(id);
    interpreter::event e{.name = name, .data = *datamodel::from_json(json(data)), .from = nullptr};
    interpreter::input in{.why = why, .what = why == interpreter::cause::start ? nullptr : &e, .at = now_};
    interpreter::no_environment nobody;
    const auto& done = interpreter::step(*one.chart, in, std::to_string(id), {}, nobody, space_);
    if (done.trouble != interpreter::incident::none) return rejection{"incident", done.why, "", ""};
    if (why == interpreter::cause::external && !done.taken && !name.starts_with("promise."))
        return rejection{"not_now", "nothing takes " + name + " in " + before.phase, "", ""};
    std::vector<std::pair<std::string, json_object>> effects;
    for (const auto& call : done.effects) effects.emplace_back(call.name, arguments_of(done, call));
    const std::size_t self = all.steps.size() - 1;
    for (const auto& [effect, args] : effects)
        if (auto no =
                registry::standard().effects().apply(effect, args, *one.what, c, all.steps[self].wanted))
            return no;
    if (auto no = one.what->check_step(accepted, all.steps[self].wanted)) return no;
    if (auto no = one.what->follow_chart(before, facts(id), c, all.steps[self].wanted)) return no;
    const auto tells = all.steps[self].wanted.messages;
    for (const auto& t : tells)
        if (auto no = step(t.session, interpreter::cause::external, t.event, t.data, all)) return no;
    return std::nullopt;
}

bool office_at_work::finish(refusal no, pending& all) {
    refused = no;
    if (no) {
        for (auto s = all.steps.rbegin(); s != all.steps.rend(); ++s) {
            auto& one = sessions_.at(s->session);
            one.what = s->before;
            if (s->fresh)
                sessions_.erase(s->session);
            else
                one.chart = std::make_unique<interpreter::session>(
                    std::move(*interpreter::decode(one.chart->what_pointer(), s->row)));
        }
        return false;
    }
    for (auto& s : all.steps) {
        auto& what = sessions_.at(s.session).what;
        const auto c = around(s.session);
        for (const auto& n : s.wanted.numbers)
            what->assign(s.wanted, n, ++numbers_[n.series + "|" + n.period], c);
        for (const auto& slip : s.wanted.slips)
            paper.push_back({s.session, slip, what->slip_values(slip, c)});
        for (auto& o : s.wanted.outbox) outbox.push_back(std::move(o));
    }
    return true;
}

std::uint64_t office_at_work::open(const char* kind, const char* json_text) {
    const json data = *parse_json(json_text);
    const std::uint64_t id = sessions_.size() + 1;
    auto c = around(id);
    c.procedure = shipped::get().catalogue.find(get_string(data, "procedure"), day_of(now_));
    json_object with = data.as_object();
    if (std::string_view(kind) == "round") {
        json_array ready;
        for (auto& [number, one] : sessions_)
            if (one.what.as<record>() && phase(number) == "ready_for_post") ready.push_back(number);
        with["dossiers"] = std::move(ready);
    }
    const auto others = [&](std::uint64_t session) -> other_session {
        const auto at = sessions_.find(session);
        if (at == sessions_.end()) return {};
        return {&*at->second.what, around(session)};
    };
    const auto* of = registry::standard().find_kind(kind);
    auto opened = of->open(with, c, {}, others);
    if (!opened) return refused = opened.error(), 0;
    const auto& chart = shipped::get().charts.at(of->chart.empty() ? c.procedure->chart : of->chart);
    auto session = std::make_unique<interpreter::session>(chart);
    for (const auto& [name, value] : opened->data)
        session->root().ensure_extras().given.push_back({std::string(name), *datamodel::from_json(value)});
    sessions_[id] = {std::move(session), opened->record};
    pending all;
    return finish(step(id, interpreter::cause::start, "", {}, all), all) ? id : 0;
}

bool office_at_work::send(std::uint64_t session, std::string event, const char* json_text) {
    pending all;
    return finish(step(session, interpreter::cause::external, std::move(event),
                       parse_json(json_text)->as_object(), all),
                  all);
}

void office_at_work::fire(std::uint64_t id, const promise::wake& w) {
    const auto c = around(id);
    auto& what = sessions_.at(id).what;
    const auto data = what->timer_data(w, c);
    if (!what->mark_fired(w, c)) return;
    pending all;
    EXPECT_TRUE(finish(step(id, interpreter::cause::external, std::string(w.name()), data, all), all))
        << w.name() << ": " << refused->message;
}

void office_at_work::pass_until(const char* when) {
    const instant end = *parse_instant(when);
    for (int rounds = 0; rounds < 1000; ++rounds) {
        std::optional<promise::wake> first;
        std::uint64_t whose = 0;
        for (const auto& [id, one] : sessions_) {
            const auto next = one.what->look_ahead(around(id)).next;
            if (next && (!first || next->at < first->at)) first = *next, whose = id;
        }
        if (!first || first->at > end) break;
        now_ = std::max(now_, first->at);
        fire(whose, *first);
    }
    now_ = end;
}

summary office_at_work::listed(std::uint64_t session) {
    return sessions_.at(session).what->summarise(facts(session), around(session));
}

int office_at_work::printed_count(std::uint64_t session, std::string_view form) const {
    int n = 0;
    for (const auto& p : paper) n += p.session == session && p.slip.form == form ? 1 : 0;
    return n;
}

const printed& office_at_work::last(std::string_view form) const {
    for (auto p = paper.rbegin(); p != paper.rend(); ++p)
        if (p->slip.form == form) return *p;
    static const printed none{};
    ADD_FAILURE() << "no " << form << " was printed";
    return none;
}

}  // namespace motcua::dossier
