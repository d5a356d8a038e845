// Reads <rules>: every parameter must be written, so that no value of law hides in code.
#include <fmt/format.h>

#include <algorithm>

#include "engine/base/hash.hpp"
#include "engine/base/text.hpp"
#include "engine/procedure/attributes.hpp"
#include "engine/procedure/rule_set.hpp"
#include "engine/xml/files_below.hpp"

namespace motcua::procedure {
namespace {

using namespace std::chrono;

// One element of parameters: its attributes, and whether its source is confirmed.
struct section {
    xml::element at;
    faults& wrong;
    attributes read;

    section(const xml::element& e, faults& to, std::initializer_list<std::string_view> known)
        : at(e), wrong(to), read(e, to, known) {}

    int number(std::string_view name, int least, int most) {
        if (read.required(name).empty()) return least;
        return static_cast<int>(read.number(name, least, least, most));
    }
    minutes time(std::string_view name) {
        const std::string value = read.required(name);
        const auto t = parse_time_of_day(value);
        if (!t && !value.empty())
            read.fault(name, fmt::format("'{}' is no time of day; expected HH:MM", value));
        return t.value_or(minutes{0});
    }
    minutes minutes_of(std::string_view name, int most) { return minutes{number(name, 0, most)}; }
};

void read_basis(const xml::element& e, faults& wrong, rule_set& into) {
    attributes in{e, wrong, {"from"}};
    rule_basis b;
    b.from = in.day("from");
    b.text = in.content();
    into.basis.push_back(std::move(b));
}

void read_forms(const xml::element& e, faults& wrong, rule_set& into) {
    attributes in{e, wrong, {"set", "from"}};
    in.required("from");
    const auto from = in.day("from");
    dated_form_set f{from.value_or(local_day{}), in.required("set")};
    if (from && !into.form_sets.empty() && *from <= into.form_sets.back().from)
        in.fault("from", "form sets stand in the order of their first day, each day once");
    else
        into.form_sets.push_back(std::move(f));
}

void read_counting(const xml::element& e, faults& wrong, rule_set& into) {
    section s{e,
              wrong,
              {"cut-off", "cut-off-on", "at-once-cut-off-on", "day-ends", "at-once-outside", "source",
               "confirmed"}};
    auto& c = into.counting;
    c.cut_off = s.time("cut-off");
    s.read.required("cut-off-on");
    c.cut_off_on = s.read.yes("cut-off-on", true);
    c.at_once_cut_off_on = s.read.yes("at-once-cut-off-on", false);
    const std::string ends = s.read.choice("day-ends", {"end-of-working-time", "same-clock-time"}, "");
    c.day_ends = ends == "same-clock-time" ? calendar::counting::due_at::same_clock_time
                                           : calendar::counting::due_at::end_of_working_time;
    const std::string outside =
        s.read.choice("at-once-outside", {"next-working-day", "next-working-moment"}, "");
    c.at_once_outside = outside == "next-working-moment" ? calendar::counting::outside::next_working_moment
                                                         : calendar::counting::outside::next_working_day;
}

void read_hand_over(const xml::element& e, faults& wrong, rule_set& into) {
    section s{e, wrong, {"cut-off", "after-opening", "source", "confirmed"}};
    into.hand_over = hand_over_rules{s.time("cut-off"), minutes{s.number("after-opening", 1, 24 * 60)}};
}

void read_notice(const xml::element& e, faults& wrong, rule_set& into) {
    section s{e,
              wrong,
              {"lead-days", "issue-before-closing", "committed-before-due", "short-term-days",
               "short-draft-before-due", "short-issue-before-due", "issued-late-after", "copy-to", "source",
               "confirmed"}};
    auto& n = into.notice;
    n.lead_days = s.number("lead-days", 0, 30);
    n.issue_before_closing = s.minutes_of("issue-before-closing", 24 * 60);
    n.committed_before_due = s.minutes_of("committed-before-due", 24 * 60);
    n.short_term_days = s.number("short-term-days", 0, 30);
    n.short_draft_before_due = s.minutes_of("short-draft-before-due", 24 * 60);
    n.short_issue_before_due = s.minutes_of("short-issue-before-due", 24 * 60);
    n.issued_late_after = s.minutes_of("issued-late-after", 7 * 24 * 60);
    into.copy_to = s.read.required("copy-to");
}

void read_reappointment(const xml::element& e, faults& wrong, rule_set& into) {
    section s{e, wrong, {"maximum", "source", "confirmed"}};
    into.maximum_reappointments = s.number("maximum", 1, 9);
}

void read_authorisation(const xml::element& e, faults& wrong, rule_set& into) {
    section s{e, wrong, {"name", "reason", "days", "source", "confirmed"}};
    into.authorisation = {s.read.required("name"), s.read.required("reason"), s.number("days", 1, 365)};
}

void read_supplement(const xml::element& e, faults& wrong, rule_set& into) {
    section s{e, wrong, {"policy", "maximum", "source", "confirmed"}};
    const std::string policy = s.read.choice("policy", {"restart", "pause", "none"}, "");
    into.supplement = parse_supplement_policy(policy).value_or(supplement_policy::restart);
    into.maximum_supplements = s.number("maximum", 0, 9);
}

void read_online(const xml::element& e, faults& wrong, rule_set& into) {
    section s{e, wrong, {"acceptance-hours", "source", "confirmed"}};
    into.online_acceptance = hours{s.number("acceptance-hours", 1, 1000)};
}

void read_keep(const xml::element& e, faults& wrong, rule_set& into) {
    section s{e, wrong, {"after-days", "source", "confirmed"}};
    into.keep_after_days = s.number("after-days", 1, 3650);
}

struct part {
    std::string_view name;
    void (*read)(const xml::element&, faults&, rule_set&);
    bool once = true, needed = true;
};
constexpr part parts[] = {{"basis", read_basis, false},
                          {"forms", read_forms, false},
                          {"counting", read_counting},
                          {"hand-over", read_hand_over, true, false},
                          {"notice", read_notice},
                          {"reappointment", read_reappointment},
                          {"authorisation", read_authorisation},
                          {"supplement", read_supplement},
                          {"online", read_online},
                          {"keep", read_keep}};

void read_parts(const xml::element& root, faults& wrong, rule_set& into) {
    for (const part& p : parts) {
        const auto found = root.children(xml_namespace, p.name);
        if (found.empty() && p.needed) wrong.push_back(root.error(fmt::format("<rules> needs <{}>", p.name)));
        for (std::size_t i = 0; i < found.size(); ++i) {
            if (p.once && i == 1)
                wrong.push_back(found[i].error(fmt::format("<{}> stands twice; keep one", p.name)));
            p.read(found[i], wrong, into);
            if (p.once && found[i].get_or("confirmed", "false") != "true")
                into.unconfirmed.emplace_back(p.name);
        }
    }
}

void check_overlaps(const std::vector<rule_set>& sets, const std::vector<std::string>& paths, faults& wrong) {
    for (std::size_t i = 0; i < sets.size(); ++i)
        for (std::size_t k = 0; k < i; ++k) {
            const bool apart =
                (sets[k].to && *sets[k].to < sets[i].from) || (sets[i].to && *sets[i].to < sets[k].from);
            if (!apart)
                wrong.push_back({paths[i],
                                 {},
                                 fmt::format("the validity overlaps that of rule set {}; end one the day "
                                             "before the other begins",
                                             sets[k].id)});
            if (sets[k].id == sets[i].id)
                wrong.push_back(
                    {paths[i], {}, fmt::format("the rule set {} stands in two files", sets[i].id)});
        }
}

}  // namespace

read_result<rule_set> read_rule_set(const std::string& text, const std::string& file) {
    const auto doc = xml::document::parse(text, file);
    if (!doc) return tl::make_unexpected(doc.error());
    const auto root = doc->root();
    faults wrong;
    if (!root.is(xml_namespace, "rules")) {
        wrong.push_back(root.error(
            fmt::format("the root is <{}>; expected <rules> of namespace {}", root.name(), xml_namespace)));
        return tl::make_unexpected(std::move(wrong));
    }
    rule_set r;
    attributes in{root,
                  wrong,
                  {"id", "from", "until"},
                  {"basis", "forms", "counting", "hand-over", "notice", "reappointment", "authorisation",
                   "supplement", "online", "keep"}};
    r.id = in.required("id");
    in.required("from");
    const validity when = in.when();
    r.from = when.from.value_or(local_day{});
    r.to = when.until;
    read_parts(root, wrong, r);
    if (!wrong.empty()) return tl::make_unexpected(std::move(wrong));
    r.hash = sha256(text);
    return r;
}

read_result<rule_sets> read_rule_sets(const std::string& folder) {
    const auto paths = xml::files_below(folder, "rule sets");
    if (!paths) return tl::make_unexpected(paths.error());
    std::vector<rule_set> sets;
    std::vector<std::string> read;
    faults wrong;
    for (const auto& path : *paths) {
        const auto text = read_file(path);
        if (!text) {
            wrong.push_back({path, {}, text.error().message});
            continue;
        }
        const auto doc = xml::document::parse(*text, path);
        if (doc && doc->root().ns() == xml_namespace && doc->root().name() != "rules") continue;
        auto one = read_rule_set(*text, path);
        if (one) {
            sets.push_back(std::move(*one));
            read.push_back(path);
        } else
            wrong.insert(wrong.end(), one.error().begin(), one.error().end());
    }
    check_overlaps(sets, read, wrong);
    if (sets.empty() && wrong.empty())
        wrong.push_back({folder, {}, "no file with the root <rules>: add a rule set"});
    if (!wrong.empty()) return tl::make_unexpected(std::move(wrong));
    return rule_sets{std::move(sets)};
}

}  // namespace motcua::procedure
