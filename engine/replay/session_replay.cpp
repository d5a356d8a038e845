#include "engine/replay/session_replay.hpp"

#include <algorithm>

#include "engine/stepping/adoption.hpp"
#include "engine/stepping/paperwork.hpp"

namespace motcua::runtime {
namespace {

// The path of the first place where two values differ; empty: nowhere.
std::string first_difference(const json& a, const json& b, const std::string& at) {
    if (a.is_object() && b.is_object()) {
        for (const auto& [key, value] : a.get_object()) {
            const json* other = find(b, key);
            const auto path = at + "." + std::string(key);
            if (!other) return path;
            if (auto place = first_difference(value, *other, path); !place.empty()) return place;
        }
        for (const auto& [key, value] : b.get_object())
            if (!find(a, key)) return at + "." + std::string(key);
        return {};
    }
    if (a.is_array() && b.is_array()) {
        const auto n = std::min(a.get_array().size(), b.get_array().size());
        for (std::size_t i = 0; i < n; ++i)
            if (auto p =
                    first_difference(a.get_array()[i], b.get_array()[i], at + "[" + std::to_string(i) + "]");
                !p.empty())
                return p;
        return a.get_array().size() == b.get_array().size() ? std::string()
                                                            : at + "[" + std::to_string(n) + "]";
    }
    return a == b ? std::string() : at;
}

json_object member(const json& payload, std::string_view name) {
    const json* v = find(payload, name);
    return v && v->is_object() ? v->get_object() : json_object{};
}

kinds::rejection counted(const json& why) {
    return {get_string(why, "code"), {}, {}, get_string(why, "rule"), true};
}

}  // namespace

bool session_replay::differ(std::string place, std::string message) {
    place_ = std::move(place);
    message_ = std::move(message);
    return false;
}

bool session_replay::differ(const store::journal_row& row, std::string message) {
    return differ("journal row " + std::to_string(row.seq), std::move(message));
}

session_replay::ending session_replay::run(std::span<const store::journal_row> rows) {
    for (const auto& row : rows)
        if (row.erased || row.why == store::cause::migration) return ending::erased;
    for (const auto& row : rows)
        if (!take(row)) return ending::differs;
    if (s_) return ending::complete;
    differ("journal", "no row opens this session");
    return ending::differs;
}

bool session_replay::take(const store::journal_row& row) {
    auto* by = history_.at(row.seq);
    if (!by)
        return differ(row, "the journal does not say what the office worked by; name it with --workflows");
    if (by != working_by_) steps_of_.emplace(*(working_by_ = by));
    auto& steps = *steps_of_;
    const auto payload = parse_json(row.payload);
    if (!payload) return differ(row, "its payload is no JSON");
    last_ = row.at;
    ++steps_;
    if (row.why == store::cause::start) return begin(row, *payload, steps);
    if (!s_) return differ(row, "comes before the session was opened");
    step_input in{.event = row.event, .data = member(*payload, "data"), .at = row.at, .actor = row.actor};
    switch (row.why) {
        case store::cause::external:
            return step(row, *payload, steps, std::move(in));
        case store::cause::timer: {
            const auto next = steps.next(*s_, row.at);
            if (!next || next->at > row.at) return differ(row, "nothing was due at that moment");
            if (!next->legal) {
                in.why = interpreter::cause::timer;
                return step(row, *payload, steps, std::move(in));
            }
            if (next->legal->name() != row.event)
                return differ(row, "expected " + std::string(next->legal->name()) + " at that moment");
            s_->record->mark_fired(*next->legal, steps.context_of(*s_, row.at, row.actor));
            return step(row, *payload, steps, std::move(in));
        }
        case store::cause::rejection:
            s_->record->count_refusal(counted(member(*payload, "rejection")));
            return true;
        case store::cause::administration:
            if (row.event == adoption::moved_event) return move(row, *payload, steps, std::move(in));
            if (row.event == "parked") standing_ = store::condition::parked;
            if (row.event == "resumed") standing_ = store::condition::running;
            return true;
        default:
            return differ(row, "a cause this program does not know");
    }
}

bool session_replay::begin(const store::journal_row& row, const json& payload, stepper& steps) {
    auto data = member(payload, "data");
    const auto* kind = working_by_->kinds().find_kind(kind_);
    if (!kind) return differ(row, "no session kind \"" + kind_ + "\" is registered");
    const auto procedure = kind->of_procedure ? get_string(data, "procedure") : std::string();
    auto c = steps.context_of_new(procedure, row.at, row.actor);
    if (!c.rules || (kind->of_procedure && !c.procedure))
        return differ(row, "its procedure or rules are not to be had");
    const auto opened = kind->open(data, c, {}, {});
    if (!opened) return differ(row, "opening it again is refused: " + opened.error().code);
    const auto* chart = working_by_->chart_by_hash(get_string(payload, "chart"));
    if (!chart) return differ(row, "the chart it was opened with is not to be had");
    auto made = steps.create(row.session, kind_, *chart, opened->record, opened->data);
    if (!made) return differ(row, made.error().message);
    s_.emplace(std::move(*made));
    return step(row, payload, steps, {interpreter::cause::start, "create", data, row.at, row.actor});
}

bool session_replay::step(const store::journal_row& row, const json& payload, stepper& steps, step_input in) {
    auto done = steps.step(*s_, in);
    const bool timer = row.why == store::cause::timer;
    if (done.what == stepped::kind::broken) return differ(row, "the step fails: " + done.trouble);
    if (done.what == stepped::kind::refused) return differ(row, "the step is refused: " + done.why->code);
    if (done.what == stepped::kind::untaken && !timer) return differ(row, "the event enables nothing");
    return settle(row, payload, steps, in, done.requests);
}

// As the writer does: what is owed is owed by the engine, whoever confirmed the calendar.
bool session_replay::move(const store::journal_row& row, const json& payload, stepper& steps, step_input in) {
    const auto to = promise::moved_from_json(in.data);
    if (!to) return differ(row, "it does not say which date moved");
    in.actor = "engine";
    kinds::step_requests w;
    if (const auto no = s_->record->move_promise(*to, steps.context_of(*s_, in.at, in.actor), w))
        return differ(row, "the calendar leads to another date: " + no->code);
    return settle(row, payload, steps, in, w);
}

bool session_replay::settle(const store::journal_row& row, const json& payload, stepper& steps,
                            const step_input& in, kinds::step_requests& w) {
    const auto decisions = member(payload, "decisions");
    const json* drawn = decisions.if_contains("numbers");
    std::size_t used = 0;
    const auto c = steps.context_of(*s_, in.at, in.actor);
    const auto numbers = number(*s_->record, w, c, [&](const auto& request) -> result<std::int64_t> {
        if (!drawn || !drawn->is_array() || used >= drawn->get_array().size())
            return fail(failure::kind::not_found, "the journal lacks a number of " + request.series);
        return get_integer(drawn->get_array()[used++], "number");
    });
    if (!numbers) return differ(row, numbers.error().message);
    const json kept = drawn ? *drawn : json(json_array{});
    if (auto place = first_difference(json(*numbers), kept, "decisions.numbers"); !place.empty())
        return differ(row, place);
    auto paper = slip_rows(s_->id, *s_->record, w, c, *numbers);
    const json* issued = decisions.if_contains("slips");
    for (std::size_t i = 0; i < paper.size(); ++i) {
        if (issued && issued->is_array() && i < issued->get_array().size())
            paper[i].template_hash = get_string(issued->get_array()[i], "template");
        if (!same_paper(paper[i])) return false;
    }
    return true;
}

bool session_replay::same_paper(const store::slip_row& made) {
    ++sheets_;
    const auto name = "slip " + made.form + " " + std::to_string(made.seq);
    const auto kept = std::find_if(paper_.begin(), paper_.end(), [&](const auto& row) {
        return row.form == made.form && row.seq == made.seq;
    });
    if (kept == paper_.end()) return differ(name, "the store lacks it");
    if (kept->number_text != made.number_text || kept->number != made.number ||
        kept->issued_at != made.issued_at || kept->calendar_hash != made.calendar_hash)
        return differ(name, "its number, day or calendar is another");
    if (kept->template_hash != made.template_hash)
        return differ(name, "it names another template than it was issued by");
    if (!made.template_hash.empty() && !history_.is_kept(store_, made.template_hash))
        return differ(name, "the store lacks its template, or holds it damaged");
    if (kept->erased || kept->values == made.values) return true;
    const auto a = parse_json(made.values), b = parse_json(kept->values);
    return differ(name, b ? first_difference(*a, *b, "values") : "its values are no JSON");
}

bool session_replay::equals(const store::session_row& row) {
    if (sheets_ != paper_.size()) return differ("slips", "the store holds a sheet that no step made");
    if (row.chart != s_->chart->hash) return differ("chart", "another chart than it was opened with");
    const auto standing = s_->final ? store::condition::final : standing_;
    if (row.standing != standing) return differ("standing", "not what the journal says");
    if (const auto made = s_->record->encode(); made != row.record) {
        const auto kept = parse_json(row.record);
        if (!kept) return differ("record", "it is no JSON");
        if (auto place = first_difference(*parse_json(made), *kept, "record"); !place.empty())
            return differ(place, "not what the journal leads to");
    }
    if (row.state != s_->encoded) return differ("state", "not what the journal leads to");
    auto listed = steps_of_->summary_of(*s_, last_);
    listed.late = row.listed.late;  // a fact of time: true from a moment on at which nothing need happen
    // By the calendar of the last step, which another one may have followed; a row of a former format tells
    // nothing.
    listed.reports.slow_acceptance = row.listed.reports.slow_acceptance;
    if (!row.listed.reports.told || !listed.reports.told) listed.reports = row.listed.reports;
    return listed == row.listed || differ("summary", "the columns of the lists say something else");
}

}  // namespace motcua::runtime
