#include <charconv>
#include <cmath>
#include <set>

#include "engine/lab/generation.hpp"
#include "engine/xml/document.hpp"

namespace motcua::lab {
namespace {

constexpr std::string_view ns = "urn:motcua:1";
constexpr double most_dossiers = 1e6;

// Takes attributes one by one; what is left at the end has no meaning here.
class attributes {
public:
    attributes(const xml::element& e, faults& found) : e_(e), found_(found) {}
    ~attributes() {
        for (const auto& a : e_.attributes())
            if (!known_.contains(a.name))
                found_.push_back(e_.error(
                    a, "<" + std::string(e_.name()) + "> has no attribute \"" + std::string(a.name) + "\""));
    }
    attributes(const attributes&) = delete;
    attributes& operator=(const attributes&) = delete;

    std::optional<std::string> text(std::string_view name, bool needed = false) {
        known_.insert(name);
        auto v = e_.get(name);
        if (needed && (!v || v->empty()))
            found_.push_back(e_.error("<" + std::string(e_.name()) + "> needs " + std::string(name)));
        return v;
    }
    void number(std::string_view name, double& into, double least, double most, bool needed = false) {
        const auto v = text(name, needed);
        if (!v || v->empty()) return;
        double n = 0;
        const auto [end, error] = std::from_chars(v->data(), v->data() + v->size(), n);
        if (error == std::errc() && end == v->data() + v->size() && n >= least && n <= most)
            into = n;
        else
            wrong(name, "\"" + *v + "\": expected a number from " + std::to_string(std::lround(least)) +
                            " to " + std::to_string(std::lround(most)));
    }
    void number(std::string_view name, int& into, double least, double most, bool needed = false) {
        double n = into;
        number(name, n, least, most, needed);
        if (n != std::floor(n)) wrong(name, std::string(name) + " is a whole number");
        into = static_cast<int>(n);
    }
    void day(std::string_view name, local_day& into) {
        const auto v = text(name, true);
        if (!v || v->empty()) return;
        if (const auto d = parse_day(*v))
            into = *d;
        else
            wrong(name, "\"" + *v + "\" is no day such as 2026-02-09");
    }
    void wrong(std::string_view name, std::string message) {
        found_.push_back({e_.file(), e_.at(name), std::move(message)});
    }

private:
    const xml::element& e_;
    faults& found_;
    std::set<std::string_view> known_;
};

void read_shares(const xml::element& e, shares& s, faults& found) {
    attributes a(e, found);
    const std::pair<std::string_view, double&> all[] = {
        {"portal", s.portal},         {"assisted", s.assisted},
        {"post-in", s.post_in},       {"late", s.late},
        {"premature", s.premature},   {"committed", s.committed},
        {"refused", s.refused},       {"withdrawn", s.withdrawn},
        {"supplement", s.supplement}, {"other-body", s.other_body},
        {"post-out", s.post_out},     {"unclaimed", s.unclaimed},
        {"answered", s.answered},     {"broken", s.broken},
        {"escalated", s.escalated}};
    for (const auto& [name, into] : all) a.number(name, into, 0, 100);
    const auto within = [&](std::string_view name, double sum) {
        if (sum > 100) a.wrong(name, "the shares that exclude each other come to more than 100");
    };
    within("portal", s.portal + s.assisted + s.post_in);
    within("late", s.late + s.premature + s.committed + s.refused + s.withdrawn);
    within("answered", s.answered + s.broken);
}

void read_troubles(const xml::element& e, generation& g, faults& found) {
    attributes a(e, found);
    a.number("downtimes", g.downtimes, 0, 1000);
    a.number("longest-downtime", g.longest_downtime, 1, 24 * 30);
    a.number("paper-outs", g.paper_outs, 0, 1000);
    a.number("longest-paper-out", g.longest_paper_out, 1, 24 * 30);
    a.number("restarts", g.restarts, 0, 1000);
    a.number("cut", g.cut, 0, 100);
}

drawn_procedure read_procedure(const xml::element& e, faults& found) {
    attributes a(e, found);
    drawn_procedure p;
    p.code = a.text("code", true).value_or("");
    p.case_code = a.text("case").value_or("");
    a.number("weight", p.weight, 1, 1e6);
    p.place = e.error("");
    return p;
}

}  // namespace

generation read_generation(const xml::element& e, faults& found) {
    generation g;
    {
        attributes a(e, found);
        a.number("dossiers", g.dossiers, 1, most_dossiers, true);
        a.day("from", g.from);
        a.day("until", g.until);
        a.number("step", g.step, 1, 240);
        if (g.until < g.from) a.wrong("until", "until must not come before from");
    }
    for (const auto& child : e.children()) {
        if (child.is(ns, "procedure"))
            g.procedures.push_back(read_procedure(child, found));
        else if (child.is(ns, "shares"))
            read_shares(child, g.of_hundred, found);
        else if (child.is(ns, "troubles"))
            read_troubles(child, g, found);
        else
            found.push_back(child.error("expected <procedure>, <shares> or <troubles>"));
    }
    if (g.procedures.empty()) found.push_back(e.error("<generate> needs at least one <procedure>"));
    return g;
}

}  // namespace motcua::lab
