#include "engine/tools.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>

#include "engine/calendar/read.hpp"
#include "engine/deployment/deployment.hpp"
#include "engine/procedure/catalogue.hpp"
#include "engine/procedure/rule_set.hpp"
#include "engine/promise/life.hpp"

namespace motcua::tools {
namespace {

namespace fs = std::filesystem;

// The units stand in the same order on both sides.
calendar::unit inner(term::unit u) {
    return static_cast<calendar::unit>(u);
}
static_assert(static_cast<int>(term::unit::at_once) == static_cast<int>(calendar::unit::at_once));
static_assert(longest_term == calendar::longest_term);

fs::path folder_of_rules(const due_files& f) {
    if (!f.rules_folder.empty()) return f.rules_folder;
    fs::path folder = fs::path(f.calendars).lexically_normal();
    if (!folder.has_filename()) folder = folder.parent_path();
    return folder.parent_path() / "rules";
}

// The set of that name, or the one in force on the day. Nothing without a fault: the base file counts.
std::optional<procedure::rule_set> rules_on(const due_files& f, local_day day, faults& wrong) {
    const bool asked = !f.rules.empty() || !f.rules_folder.empty();
    const fs::path folder = folder_of_rules(f);
    std::error_code error;
    if (!asked && !fs::is_directory(folder, error)) return std::nullopt;
    const auto sets = procedure::read_rule_sets(folder.string());
    if (!sets) {
        wrong.insert(wrong.end(), sets.error().begin(), sets.error().end());
        return std::nullopt;
    }
    const auto* set = f.rules.empty() ? sets->on(day) : sets->by_id(f.rules);
    if (set) return *set;
    if (f.rules.empty()) return std::nullopt;
    std::string known;
    for (const auto& s : sets->all()) known += (known.empty() ? "" : ", ") + s.id;
    wrong.push_back(
        {"rules", {}, f.rules + ": no such rule set in " + folder.string() + "; expected one of: " + known});
    return std::nullopt;
}

result<void> add_legal_moments(due_date& out, instant from, const calendar::term& length,
                               const procedure::rule_set& rules, const calendar::working_calendar& days) {
    promise::ledger l;
    promise::acceptance a;
    a.at = from;
    a.legal = length;
    if (const auto ok = promise::start(l, a, {rules, days}); !ok)
        return fail(failure::kind::not_found, ok.error().message);
    const auto m = promise::moments(l, rules, days);
    if (!m) return tl::make_unexpected(m.error());
    const auto limit = promise::hand_over_limit(from, rules, days);
    if (!limit) return tl::make_unexpected(limit.error());
    out.t1 = m->t1;
    out.t2 = m->t2;
    out.hand_over_by = *limit;
    return {};
}

template <class T>
read_result<void> only_faults(const read_result<T>& read) {
    if (!read) return tl::make_unexpected(read.error());
    return {};
}

}  // namespace

namespace {

template <class List>
bool unconfirmed_in(const List& all) {
    return all.empty() || std::any_of(all.begin(), all.end(), [](const auto& one) { return !one.confirmed; });
}

known_procedure known(const procedure::entry& e, local_day on) {
    known_procedure out{e.code, e.name, e.field, e.agency, std::string(to_text(e.level)), {}};
    if (!e.level_confirmed) out.unconfirmed.emplace_back("level");
    if (unconfirmed_in(e.terms)) out.unconfirmed.emplace_back("term");
    std::vector<procedure::fee> fees;
    std::copy_if(e.fees.begin(), e.fees.end(), std::back_inserter(fees),
                 [&](const auto& f) { return f.when.holds(on); });
    if (unconfirmed_in(fees)) out.unconfirmed.emplace_back("fee");
    if (unconfirmed_in(e.documents)) out.unconfirmed.emplace_back("documents");
    return out;
}

}  // namespace

read_result<void> check_procedure(const std::string& text, const std::string& name) {
    return only_faults(procedure::read_entry_text(text, name));
}

read_result<std::vector<known_procedure>> list_procedures(const std::string& folder, local_day on) {
    const auto all = procedure::catalogue::load(folder);
    if (!all) return tl::make_unexpected(all.error());
    std::vector<known_procedure> out;
    for (const auto* e : all->all(on)) out.push_back(known(*e, on));
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.code < b.code; });
    return out;
}

std::string moment_in_words(instant t) {
    return calendar::moment_in_words(t);
}

read_result<void> check_workflows(const std::string& folder, const std::string& office) {
    return only_faults(runtime::deployment::read(folder, office));
}

read_result<void> check_calendars(const std::string& folder, const std::string& office) {
    return only_faults(calendar::read_calendar(folder, office));
}

std::string_view to_text(term::unit u) {
    return calendar::to_text(inner(u));
}

std::optional<term> parse_term(std::string_view amount, term::unit in) {
    const auto known = calendar::parse_term(amount, inner(in));
    if (!known) return std::nullopt;
    return term{static_cast<term::unit>(known->in), known->amount};
}

struct due_counter::inside {
    calendar::working_calendar days;
    std::optional<procedure::rule_set> rules;
    calendar::counting counting;
};

read_result<due_counter> due_counter::read(const due_files& files, local_day on) {
    faults wrong;
    const auto source = calendar::read_source(files.calendars);
    if (!source) wrong = source.error();
    auto rules = rules_on(files, on, wrong);
    if (source && !files.office.empty() && !source->offices.contains(files.office))
        wrong.push_back({"office", {}, files.office + ": no such office in the calendars"});
    if (!wrong.empty()) return tl::make_unexpected(std::move(wrong));
    const auto counting = rules ? rules->counting : source->defaults;
    due_counter out;
    out.in_ = std::make_shared<const inside>(
        inside{calendar::make_calendar(*source, files.office), std::move(rules), counting});
    return out;
}

result<due_date> due_counter::count(instant from, const term& length) const {
    const calendar::term counted{inner(length.in), length.amount};
    const auto why = in_->days.explain(from, counted, in_->counting);
    if (!why) return tl::make_unexpected(why.error());
    due_date out{why->due, {}, {}, {}, {}, calendar::to_sentences(*why), calendar::to_json(*why).as_object()};
    if (const auto& rules = in_->rules) {
        out.rules = rules->id;
        if (const auto ok = add_legal_moments(out, from, counted, *rules, in_->days); !ok)
            return tl::make_unexpected(ok.error());
    }
    return out;
}

}  // namespace motcua::tools
