#include "counters/commands/due.hpp"

#include <filesystem>

#include "engine/calendar/read.hpp"
#include "engine/procedure/rule_set.hpp"
#include "engine/promise/life.hpp"

namespace motcua::counters {
namespace {

namespace fs = std::filesystem;

constexpr int done = 0, answer_is_no = 1, bad_input = 2;

struct question {
    instant from;
    calendar::term length;
};

// What the command answers besides the derivation; each moment is missing where the rules know none.
struct law_moments {
    std::optional<instant> t1, t2, hand_over_by;
};

void complain(faults& wrong, std::string message) {
    wrong.push_back({"due", {}, std::move(message)});
}

std::optional<calendar::term> term_of(const due_options& o, faults& wrong) {
    const std::pair<const std::optional<std::string>&, calendar::unit> given[] = {
        {o.working_days, calendar::unit::working_days},
        {o.working_hours, calendar::unit::working_hours},
        {o.calendar_days, calendar::unit::calendar_days}};
    std::optional<calendar::term> found;
    int count = 0;
    if (o.at_once) ++count, found = calendar::at_once();
    for (const auto& [amount, unit] : given) {
        if (!amount) continue;
        ++count;
        found = calendar::parse_term(*amount, unit);
        if (!found)
            complain(wrong, "--" + std::string(to_text(unit)) + " " + *amount +
                                ": expected a number from 1 to " + std::to_string(calendar::longest_term));
    }
    if (count != 1)
        complain(wrong, "give exactly one of --working-days, --working-hours, --calendar-days, --at-once");
    return count == 1 ? found : std::nullopt;
}

std::optional<question> parse(const due_options& o, faults& wrong) {
    const auto from = parse_instant(o.from);
    if (!from) complain(wrong, "--from \"" + o.from + "\": expected a local moment such as 2026-02-11T10:00");
    const auto length = term_of(o, wrong);
    if (!from || !length) return std::nullopt;
    return question{*from, *length};
}

fs::path folder_of_rules(const due_options& o) {
    if (!o.rules_folder.empty()) return o.rules_folder;
    fs::path folder = fs::path(o.calendar).lexically_normal();
    if (!folder.has_filename()) folder = folder.parent_path();
    return folder.parent_path() / "rules";
}

// The set of that name, or the one in force on the day. Nothing without a fault: the base file counts.
std::optional<procedure::rule_set> rules_on(const due_options& o, local_day day, faults& wrong) {
    const bool asked = !o.rules.empty() || !o.rules_folder.empty();
    const fs::path folder = folder_of_rules(o);
    std::error_code error;
    if (!asked && !fs::is_directory(folder, error)) return std::nullopt;
    const auto sets = procedure::read_rule_sets(folder.string());
    if (!sets) {
        wrong.insert(wrong.end(), sets.error().begin(), sets.error().end());
        return std::nullopt;
    }
    const auto* set = o.rules.empty() ? sets->on(day) : sets->by_id(o.rules);
    if (set) return *set;
    if (o.rules.empty()) return std::nullopt;
    std::string known;
    for (const auto& s : sets->all()) known += (known.empty() ? "" : ", ") + s.id;
    complain(wrong, "--rules " + o.rules + ": no such rule set in " + folder.string() +
                        "; expected one of: " + known);
    return std::nullopt;
}

result<law_moments> moments_of(const question& q, const procedure::rule_set& rules,
                               const calendar::working_calendar& days) {
    promise::ledger l;
    promise::acceptance a;
    a.at = q.from;
    a.legal = q.length;
    if (const auto ok = promise::start(l, a, {rules, days}); !ok)
        return fail(failure::kind::not_found, ok.error().message);
    const auto m = promise::moments(l, rules, days);
    if (!m) return tl::make_unexpected(m.error());
    const auto limit = promise::hand_over_limit(q.from, rules, days);
    if (!limit) return tl::make_unexpected(limit.error());
    return law_moments{m->t1, m->t2, *limit};
}

json or_null(const std::optional<instant>& t) {
    return t ? json(to_iso(*t)) : json(nullptr);
}

void show_json(const calendar::derivation& why, const std::optional<procedure::rule_set>& rules,
               const law_moments& m, std::ostream& out) {
    auto all = calendar::to_json(why).as_object();
    all["rules"] = rules ? json(rules->id) : json(nullptr);
    all["t1"] = or_null(m.t1);
    all["t2"] = or_null(m.t2);
    all["hand_over_by"] = or_null(m.hand_over_by);
    out << to_text(all) << '\n';
}

void show(const calendar::derivation& why, const std::optional<procedure::rule_set>& rules,
          const law_moments& m, std::ostream& out) {
    if (rules) out << "Bộ quy tắc: " << rules->id << ".\n";
    for (const auto& sentence : calendar::to_sentences(why)) out << sentence << '\n';
    const std::pair<const char*, std::optional<instant>> moments[] = {
        {"Dự thảo văn bản xin lỗi", m.t1},
        {"Phát hành văn bản xin lỗi", m.t2},
        {"Quầy chuyển hồ sơ trực tiếp cho đơn vị giải quyết chậm nhất", m.hand_over_by}};
    for (const auto& [what, at] : moments)
        if (at) out << what << ": " << calendar::moment_in_words(*at) << ".\n";
    out << to_iso(why.due) << '\n';
}

int refuse(const faults& wrong, std::ostream& err) {
    for (const auto& f : wrong) err << (f.file == "due" ? "due: " + f.message : to_string(f)) << '\n';
    return bad_input;
}

int beyond(const failure& f, std::ostream& err) {
    err << "due: " << f.message << '\n';
    return answer_is_no;
}

}  // namespace

int due_command(const due_options& options, std::ostream& out, std::ostream& err) {
    faults wrong;
    const auto asked = parse(options, wrong);
    const auto source = calendar::read_source(options.calendar);
    if (!source) wrong.insert(wrong.end(), source.error().begin(), source.error().end());
    const auto rules = rules_on(options, day_of(asked ? asked->from : instant{}), wrong);
    if (source && !options.office.empty() && !source->offices.contains(options.office))
        complain(wrong, "--office " + options.office + ": no such office in the calendars");
    if (!wrong.empty() || !asked) return refuse(wrong, err);
    const auto days = calendar::make_calendar(*source, options.office);
    const auto why = days.explain(asked->from, asked->length, rules ? rules->counting : source->defaults);
    if (!why) return beyond(why.error(), err);
    law_moments m;
    if (rules) {
        const auto known = moments_of(*asked, *rules, days);
        if (!known) return beyond(known.error(), err);
        m = *known;
    }
    options.json ? show_json(*why, rules, m, out) : show(*why, rules, m, out);
    return done;
}

}  // namespace motcua::counters
