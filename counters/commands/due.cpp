#include "counters/commands/due.hpp"

#include "engine/tools.hpp"

namespace motcua::counters {
namespace {

constexpr int done = 0, answer_is_no = 1, bad_input = 2;

using unit = tools::term::unit;

struct question {
    instant from;
    tools::term length;
};

void complain(faults& wrong, std::string message) {
    wrong.push_back({"due", {}, std::move(message)});
}

std::optional<tools::term> term_of(const due_options& o, faults& wrong) {
    const std::pair<const std::optional<std::string>&, unit> given[] = {
        {o.working_days, unit::working_days},
        {o.working_hours, unit::working_hours},
        {o.calendar_days, unit::calendar_days}};
    std::optional<tools::term> found;
    int count = 0;
    if (o.at_once) ++count, found = tools::term{unit::at_once, 0};
    for (const auto& [amount, in] : given) {
        if (!amount) continue;
        ++count;
        found = tools::parse_term(*amount, in);
        if (!found)
            complain(wrong, "--" + std::string(to_text(in)) + " " + *amount +
                                ": expected a number from 1 to " + std::to_string(tools::longest_term));
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

json or_null(const std::optional<instant>& t) {
    return t ? json(to_iso(*t)) : json(nullptr);
}

void show_json(const tools::due_date& d, std::ostream& out) {
    auto all = d.derivation;
    all["rules"] = d.rules.empty() ? json(nullptr) : json(d.rules);
    all["t1"] = or_null(d.t1);
    all["t2"] = or_null(d.t2);
    all["hand_over_by"] = or_null(d.hand_over_by);
    out << to_text(all) << '\n';
}

void show(const tools::due_date& d, std::ostream& out) {
    if (!d.rules.empty()) out << "Bộ quy tắc: " << d.rules << ".\n";
    for (const auto& sentence : d.sentences) out << sentence << '\n';
    const std::pair<const char*, std::optional<instant>> moments[] = {
        {"Dự thảo văn bản xin lỗi", d.t1},
        {"Phát hành văn bản xin lỗi", d.t2},
        {"Quầy chuyển hồ sơ trực tiếp cho đơn vị giải quyết chậm nhất", d.hand_over_by}};
    for (const auto& [what, at] : moments)
        if (at) out << what << ": " << tools::moment_in_words(*at) << ".\n";
    out << to_iso(d.due) << '\n';
}

// A fault of an option by its name, one of a file by its place.
std::string to_line(const fault& f) {
    if (f.file == "due") return "due: " + f.message;
    if (f.file == "rules" || f.file == "office") return "due: --" + f.file + " " + f.message;
    return to_string(f);
}

int refuse(const faults& wrong, std::ostream& err) {
    for (const auto& f : wrong) err << to_line(f) << '\n';
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
    const auto counter =
        tools::due_counter::read({options.calendar, options.office, options.rules_folder, options.rules},
                                 day_of(asked ? asked->from : instant{}));
    if (!counter) wrong.insert(wrong.end(), counter.error().begin(), counter.error().end());
    if (!wrong.empty() || !asked) return refuse(wrong, err);
    const auto date = counter->count(asked->from, asked->length);
    if (!date) return beyond(date.error(), err);
    options.json ? show_json(*date, out) : show(*date, out);
    return done;
}

}  // namespace motcua::counters
