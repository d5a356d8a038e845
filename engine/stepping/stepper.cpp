#include "engine/stepping/stepper.hpp"

#include <stdexcept>

#include "engine/base/text.hpp"
#include "engine/interpreter/encoding.hpp"
#include "engine/interpreter/offers.hpp"
#include "engine/value/encoding.hpp"

namespace motcua::runtime {
namespace {

using std::chrono::days;

// When the calendar does not reach far enough, the question is asked again: a newer calendar may be deployed
// by then.
constexpr days ask_again{1};

std::string session_name(store::session_id id) {
    return std::to_string(id);
}

json_object arguments_of(const interpreter::outcome& o, const interpreter::effect_call& call) {
    json_object args;
    for (const auto& a : o.arguments_of(call))
        args[boost::json::string_view(a.name.data(), a.name.size())] = datamodel::to_json(a.of);
    return args;
}

store::apology standing(std::string_view text) {
    if (text == "draft") return store::apology::draft;
    if (text == "issued") return store::apology::issued;
    if (text == "escalated") return store::apology::escalated;
    return store::apology::none;
}

store::reported as_stored(const kinds::reported& r) {
    return {.told = r.told,
            .online = r.online,
            .overridden = r.overridden,
            .running = r.running,
            .premature = r.premature,
            .slow_acceptance = r.slow_acceptance,
            .slow_hand_over = r.slow_hand_over,
            .hand_over_by = r.hand_over_by,
            .apologies = r.apologies,
            .late_apologies = r.late_apologies,
            .default_apologies = r.default_apologies};
}

}  // namespace

result<loaded_session> stepper::create(store::session_id id, std::string kind, const deployed_chart& chart,
                                       kinds::any_record record, const json_object& data) const {
    loaded_session s;
    s.id = id;
    s.row.id = id;
    s.row.kind = std::move(kind);
    s.row.chart = chart.hash;
    s.chart = &chart;
    s.record = std::move(record);
    s.machine.emplace(chart.compiled);
    for (const auto& [name, v] : data) {
        auto of = datamodel::from_json(v);
        if (!of) return tl::make_unexpected(of.error());
        s.machine->root().ensure_extras().given.push_back({std::string(name), std::move(*of)});
    }
    return s;
}

result<loaded_session> stepper::wake(store::session_row row, const deployed_chart& chart) const {
    auto machine = interpreter::decode(chart.compiled, row.state);
    if (!machine) return tl::make_unexpected(machine.error());
    auto record = deployed_->kinds().decode(row.kind, row.record);
    if (!record) return tl::make_unexpected(record.error());
    if (const auto [code, version] = (*record)->kept_procedure();
        !code.empty() && !deployed_->find_version(code, version))
        return fail(failure::kind::corrupt, "procedure " + std::string(code) + " in the version " +
                                                std::string(version) + " is not in the store");
    result<loaded_session> out(tl::in_place);
    loaded_session& s = *out;
    s.id = row.id;
    s.chart = &chart;
    s.machine.emplace(std::move(*machine));
    s.record = std::move(*record);
    s.encoded = std::move(row.state);
    s.final = row.standing == store::condition::final;
    std::exchange(row.record, {});  // its room as well
    s.row = std::move(row);
    return out;
}

void stepper::restore(loaded_session& s, std::string encoded, kinds::any_record record) const {
    s.record = std::move(record);
    s.encoded = std::move(encoded);
    restore_machine(s);
}

void stepper::restore_machine(loaded_session& s) const {
    if (s.encoded.empty()) return;  // never started: the caller drops it
    auto machine = interpreter::decode(s.chart->compiled, s.encoded);
    // What this program encoded a moment ago. Half a step's state must not be built on.
    if (!machine)
        throw std::runtime_error("session " + std::to_string(s.id) +
                                 " cannot be brought back to where it stood before the step");
    s.machine.emplace(std::move(*machine));
    s.final = s.machine->is_final();
}

kinds::step_context stepper::context_of(const loaded_session& s, instant at, std::string actor) const {
    kinds::step_context c;
    c.at = at;
    c.session = static_cast<std::uint64_t>(s.id);
    c.actor = std::move(actor);
    c.calendar = &deployed_->days();
    c.office = &deployed_->office();
    c.reasons = &deployed_->reasons();
    if (const auto rules = s.record->kept_rule_set(); !rules.empty())
        c.rules = deployed_->rules().by_id(rules);
    if (const auto [code, version] = s.record->kept_procedure(); !code.empty())
        c.procedure = deployed_->find_version(code, version);
    if (!c.rules) c.rules = deployed_->rules().on(day_of(at));
    return c;
}

kinds::step_context stepper::context_of_new(std::string_view procedure, instant at, std::string actor) const {
    kinds::step_context c;
    c.at = at;
    c.actor = std::move(actor);
    c.calendar = &deployed_->days();
    c.office = &deployed_->office();
    c.reasons = &deployed_->reasons();
    c.rules = deployed_->rules().on(day_of(at));
    if (!procedure.empty()) c.procedure = deployed_->procedures().find(procedure, day_of(at));
    return c;
}

kinds::refusal stepper::fold(loaded_session& s, const interpreter::outcome& o, const kinds::step_context& c,
                             const kinds::chart_facts& seen, kinds::step_requests& w, bool opening) const {
    const auto& effects = deployed_->kinds().effects();
    const bool accepted_before = s.record->accepted();
    for (const auto& call : o.effects)
        if (auto no = effects.apply(call.name, arguments_of(o, call), *s.record, c, w)) return no;
    if (auto no = s.record->check_step(accepted_before, w)) return no;
    if ((opening || w.accepted) && deployed_->prints())
        if (auto no = s.record->check_printable(w, s.chart->forms(), c, [&](auto form, auto set, auto day) {
                return deployed_->needs_of(form, set, day);
            }))
            return no;
    return s.record->follow_chart(seen, facts(s), c, w);
}

stepped stepper::step(loaded_session& s, const step_input& in) {
    stepped out;
    const auto seen = facts(s);
    auto data = datamodel::from_json(in.data);
    if (!data) {
        out.what = stepped::kind::broken;
        out.trouble = data.error().message;
        return out;
    }
    interpreter::event e;
    e.name = in.event;
    e.data = std::move(*data);
    interpreter::input input{
        .why = in.why, .at = in.at, .seed = static_cast<std::uint64_t>(in.at.time_since_epoch().count())};
    if (in.why == interpreter::cause::external) input.what = &e;
    const auto& o = interpreter::step(*s.machine, input, session_name(s.id), settings_, world_, scratch_);
    const auto undo = [&](stepped::kind what) {
        out.what = what;
        out.requests = {};
        restore_machine(s);
        return std::move(out);
    };
    if (o.trouble != interpreter::incident::none) {
        out.trouble = o.why;
        return undo(stepped::kind::broken);
    }
    if (in.why == interpreter::cause::external && !o.taken) return undo(stepped::kind::untaken);
    if ((out.why = fold(s, o, context_of(s, in.at, in.actor), seen, out.requests,
                        in.why == interpreter::cause::start)))
        return undo(stepped::kind::refused);
    std::string encoded;
    if (auto ok = interpreter::encode_to(encoded, *s.machine); !ok) {
        out.trouble = ok.error().message;
        return undo(stepped::kind::broken);
    }
    s.encoded = std::move(encoded);
    s.final = o.final;
    return out;
}

std::vector<const chart::action*> stepper::offered(loaded_session& s) const {
    if (s.final) return {};
    return interpreter::offered_actions(*s.machine);
}

kinds::chart_facts stepper::facts(const loaded_session& s) const {
    kinds::chart_facts f;
    const auto& c = *s.chart->compiled;
    // Document order: a state comes after its ancestors, so the innermost says it last.
    for (chart::state_id i = 0; i < c.states.size(); ++i) {
        if (!s.machine->root().is_active(i)) continue;
        if (const auto a = c.annotation_of(i, "apology"); !a.empty()) f.apology = a;
        if (const auto h = c.annotation_of(i, "holder"); !h.empty()) f.holder_role = h;
        const auto status = c.annotation_of(i, "status");
        if (status.empty()) continue;
        f.national_status = std::atoi(std::string(status).c_str());
        f.phase = c.states[i].id;
        f.step_term = c.annotation_of(i, "step-term");
    }
    return f;
}

store::summary stepper::summary_of(const loaded_session& s, instant at) const {
    auto d = s.record->summarise(facts(s), context_of(s, at, {}));
    store::summary out;
    out.code = std::move(d.code);
    out.portal_code = std::move(d.portal_code);
    out.procedure = std::move(d.procedure);
    out.unit = std::move(d.unit);
    out.stream = std::move(d.stream);
    out.channel = std::move(d.channel);
    out.phase = std::move(d.phase);
    out.holder_role = std::move(d.holder_role);
    out.holder = std::move(d.holder);
    out.return_mode = std::move(d.return_mode);
    out.applicant = std::move(d.applicant);
    const auto& known = s.row.listed;
    out.applicant_folded =
        out.applicant == known.applicant ? known.applicant_folded : motcua::fold(out.applicant);
    out.national_status = d.national_status;
    out.late = d.late;
    out.apology_standing = standing(d.apology);
    out.received_at = d.received_at;
    out.due_at = d.due_at;
    out.reappointed_at = d.reappointed_at;
    out.done_at = d.done_at;
    out.returned_at = d.returned_at;
    out.attention_at = d.attention_at;
    out.reports = as_stored(d.reports);
    return out;
}

std::optional<stepper::next_event> stepper::next(const loaded_session& s, instant now,
                                                 std::optional<kinds::obstacle>* blocked) const {
    std::optional<next_event> out;
    if (s.final) return out;
    if (const auto w = s.machine->wake_at()) out = next_event{*w, std::nullopt};
    auto legal = s.record->look_ahead(context_of(s, now, "engine"));
    if (legal.next && (!out || legal.next->at <= out->at)) out = next_event{legal.next->at, *legal.next};
    if (!legal.blocked) return out;
    if (!out || out->at > now + ask_again) out = next_event{now + ask_again, std::nullopt};
    if (blocked) *blocked = std::move(legal.blocked);
    return out;
}

}  // namespace motcua::runtime
