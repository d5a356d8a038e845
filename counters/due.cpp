#include "counters/due.hpp"

#include <filesystem>

#include "engine/calendar/read.hpp"
#include "engine/procedure/rule_set.hpp"

namespace motcua::counters {
namespace {

namespace fs = std::filesystem;

constexpr int done = 0, answer_is_no = 1, bad_input = 2;

struct question {
    instant from;
    calendar::term length;
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
    for (const auto& [amount, unit] : given) {
        if (!amount) continue;
        ++count;
        found = calendar::parse_term(*amount, unit);
        if (!found)
            complain(wrong, "--" + std::string(to_text(unit)) + " " + *amount +
                                ": expected a number from 1 to " + std::to_string(calendar::longest_term));
    }
    if (count != 1) complain(wrong, "give exactly one of --working-days, --working-hours, --calendar-days");
    return count == 1 ? found : std::nullopt;
}

std::optional<question> parse(const due_options& o, faults& wrong) {
    const auto from = parse_instant(o.from);
    if (!from) complain(wrong, "--from \"" + o.from + "\": expected a local moment such as 2026-02-11T10:00");
    const auto length = term_of(o, wrong);
    if (!from || !length) return std::nullopt;
    return question{*from, *length};
}

// The parameters in force on the day, from the rule sets beside the calendars or from the base file.
std::optional<calendar::counting> counting_on(const calendar::calendar_source& source, local_day day,
                                              faults& wrong) {
    fs::path folder = fs::path(source.folder).lexically_normal();
    if (!folder.has_filename()) folder = folder.parent_path();
    const fs::path rules = folder.parent_path() / "rules";
    std::error_code error;
    if (!fs::is_directory(rules, error)) return source.defaults;
    const auto sets = procedure::read_rule_sets(rules.string());
    if (!sets) {
        wrong.insert(wrong.end(), sets.error().begin(), sets.error().end());
        return std::nullopt;
    }
    const auto* set = sets->on(day);
    return set ? set->counting : source.defaults;
}

int refuse(const faults& wrong, std::ostream& err) {
    for (const auto& f : wrong) err << (f.file == "due" ? "due: " + f.message : to_string(f)) << '\n';
    return bad_input;
}

}  // namespace

int due_command(const due_options& options, std::ostream& out, std::ostream& err) {
    faults wrong;
    const auto asked = parse(options, wrong);
    const auto source = calendar::read_source(options.calendar);
    if (!source) wrong.insert(wrong.end(), source.error().begin(), source.error().end());
    std::optional<calendar::counting> rules;
    if (source) rules = counting_on(*source, day_of(asked ? asked->from : instant{}), wrong);
    if (source && !options.office.empty() && !source->offices.contains(options.office))
        complain(wrong, "--office " + options.office + ": no such office in the calendars");
    if (!wrong.empty() || !asked || !rules) return refuse(wrong, err);
    const auto days = calendar::make_calendar(*source, options.office);
    const auto why = days.explain(asked->from, asked->length, *rules);
    if (!why) {
        err << "due: " << why.error().message << '\n';
        return answer_is_no;
    }
    if (options.json) {
        out << to_text(calendar::to_json(*why)) << '\n';
        return done;
    }
    for (const auto& sentence : calendar::to_sentences(*why)) out << sentence << '\n';
    out << to_iso(why->due) << '\n';
    return done;
}

}  // namespace motcua::counters
