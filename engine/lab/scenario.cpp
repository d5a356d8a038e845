#include "engine/lab/scenario.hpp"

#include <algorithm>
#include <set>
#include <sstream>

#include "engine/xml/document.hpp"

namespace motcua::lab {
namespace {

constexpr std::string_view ns = "urn:motcua:1";

std::vector<std::string> words(const std::string& text) {
    std::istringstream in(text);
    std::vector<std::string> out;
    for (std::string w; in >> w;) out.push_back(w);
    return out;
}

class reader {
public:
    read_result<scenario> read(const xml::element& root) {
        if (!root.is(ns, "scenario")) {
            found_.push_back(root.error("expected <scenario xmlns=\"urn:motcua:1\">"));
            return tl::make_unexpected(found_);
        }
        out_.name = root.get_or("name", "scenario");
        out_.office = need(root, "office");
        out_.printed = words(root.get_or("pdf", ""));
        out_.from = moment(root, "from");
        out_.to = moment(root, "to");
        if (found_.empty() && out_.to <= out_.from) found_.push_back(root.error("to must come after from"));
        auto staff = std::make_shared<std::vector<actor>>();
        for (const auto& e : root.children())
            if (e.is(ns, "staff")) read_staff(e, *staff);
        out_.staff = staff;
        for (const auto& e : root.children()) read_part(e);
        std::stable_sort(out_.steps.begin(), out_.steps.end(),
                         [](const scenario_step& a, const scenario_step& b) { return a.at < b.at; });
        if (!found_.empty()) return tl::make_unexpected(found_);
        return std::move(out_);
    }

private:
    std::string need(const xml::element& e, std::string_view name) {
        auto v = e.get(name);
        if (!v || v->empty())
            found_.push_back(e.error("<" + std::string(e.name()) + "> needs " + std::string(name)));
        return v.value_or("");
    }

    instant moment(const xml::element& e, std::string_view name) {
        const auto text = need(e, name);
        const auto t = parse_instant(text);
        if (!t && !text.empty())
            found_.push_back(
                {e.file(), e.at(name), "\"" + text + "\" is no moment such as 2026-02-09T08:10"});
        return t.value_or(instant{});
    }

    void read_staff(const xml::element& e, std::vector<actor>& staff) {
        actor a{need(e, "id"), need(e, "unit"), words(need(e, "roles"))};
        if (named(staff, a.id)) found_.push_back(e.error("staff id \"" + a.id + "\" stands twice"));
        staff.push_back(std::move(a));
    }

    static const actor* named(const std::vector<actor>& staff, const std::string& id) {
        const auto at = std::find_if(staff.begin(), staff.end(), [&](const actor& a) { return a.id == id; });
        return at == staff.end() ? nullptr : &*at;
    }

    static std::string place_of(const xml::element& e) {
        return e.file() + ':' + std::to_string(e.at().line) + ':' + std::to_string(e.at().column);
    }

    void read_part(const xml::element& e) {
        if (e.is(ns, "staff")) return;
        if (e.is(ns, "receive")) return read_scene(e, scenario_step::kind::receive);
        if (e.is(ns, "do")) return read_scene(e, scenario_step::kind::act);
        if (e.is(ns, "round")) return read_scene(e, scenario_step::kind::round);
        if (e.is(ns, "restart") || e.is(ns, "downtime")) return read_outage(e);
        if (e.is(ns, "paper-out")) return out_.paper_out.push_back(span(e));
        if (e.is(ns, "generate")) {
            if (out_.generate) found_.push_back(e.error("<generate> stands twice"));
            out_.generate = read_generation(e, found_);
            return;
        }
        found_.push_back(
            e.error("expected <staff>, <receive>, <do>, <round>, <restart>, <downtime>, "
                    "<paper-out> or <generate>"));
    }

    interval span(const xml::element& e) {
        const interval s{moment(e, "at"), moment(e, "until")};
        if (s.until <= s.from && s.until != instant{})
            found_.push_back({e.file(), e.at("until"), "until must come after at"});
        return s;
    }

    void read_outage(const xml::element& e) {
        scenario_step s;
        s.what = e.name() == "restart" ? scenario_step::kind::restart : scenario_step::kind::downtime;
        const auto when = s.what == scenario_step::kind::restart ? interval{moment(e, "at"), {}} : span(e);
        s.at = when.from;
        s.until = when.until;
        s.place = place_of(e);
        out_.steps.push_back(std::move(s));
    }

    void read_scene(const xml::element& e, scenario_step::kind what) {
        scenario_step s;
        s.what = what;
        const bool opens = s.what != scenario_step::kind::act;
        s.at = moment(e, "at");
        s.name = need(e, opens ? "as" : "on");
        s.event = opens ? "create" : need(e, "event");
        s.of = words(e.get_or("of", ""));
        s.place = place_of(e);
        if (opens && !names_.insert(s.name).second)
            found_.push_back(e.error("the name \"" + s.name + "\" stands twice"));
        if (!opens && !names_.contains(s.name))
            found_.push_back(e.error("nothing named \"" + s.name + "\" was received before"));
        for (const auto& d : s.of)
            if (!names_.contains(d))
                found_.push_back(e.error("no dossier named \"" + d + "\" was received before"));
        const auto by = need(e, "by");
        s.by = named(*out_.staff, by);
        if (!s.by && !by.empty()) found_.push_back(e.error("no <staff id=\"" + by + "\">"));
        const auto expect = e.get_or("expect", "done");
        if (expect != "done" && expect != "rejected")
            found_.push_back(e.error("expect is \"done\" or \"rejected\", not \"" + expect + "\""));
        s.refused = expect == "rejected";
        read_data(e, s);
        out_.steps.push_back(std::move(s));
    }

    void read_data(const xml::element& e, scenario_step& s) {
        const auto text = e.text();
        if (text.find_first_not_of(" \t\r\n") == text.npos) return;
        auto v = parse_json(text, e.file());
        if (v && v->is_object()) {
            s.data = v->get_object();
        } else if (v) {
            found_.push_back(e.error("expected a JSON object"));
        } else {
            auto f = v.error().front();
            f.at = {e.at().line + f.at.line - 1, f.at.line == 1 ? e.at().column : f.at.column};
            found_.push_back(std::move(f));
        }
    }

    scenario out_;
    faults found_;
    std::set<std::string> names_;
};

}  // namespace

read_result<scenario> read_scenario(const std::string& path) {
    const auto d = xml::document::read(path);
    if (!d) return tl::make_unexpected(d.error());
    return reader().read(d->root());
}

}  // namespace motcua::lab
