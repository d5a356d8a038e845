#include <fmt/format.h>

#include <set>

#include "engine/base/hash.hpp"
#include "engine/base/text.hpp"
#include "engine/procedure/attributes.hpp"
#include "engine/procedure/catalogue.hpp"
#include "engine/procedure/whole_entry.hpp"

namespace motcua::procedure {

namespace {

using xml::element;

std::vector<element> all(element parent, std::string_view name) {
    return parent.children(xml_namespace, name);
}

online_level level_of(const std::string& text) {
    if (text == "full" || text == "4") return online_level::full;
    if (text == "unknown") return online_level::unknown;
    return text == "partial" || text == "3" ? online_level::partial : online_level::none;
}

// What reception asks where the source does not say whether the portal offers the procedure.
condition offered_at_all() {
    return {"offered",
            "offered_online",
            {"yes"},
            "thủ tục này chưa được cung cấp dịch vụ công trực tuyến",
            "Thủ tục này có trên Cổng dịch vụ công không?"};
}

class reader {
public:
    reader(element root, entry& to, faults& faults) : root_(root), to_(to), faults_(faults) {}

    void read() {
        head();
        for (const auto& e : all(root_, "legal-basis")) basis(e);
        for (const auto& e : all(root_, "online")) online(e);
        for (const auto& e : all(root_, "case")) one_case(e);
        for (const auto& e : all(root_, "document")) document(e);
        for (const auto& e : all(root_, "fee")) one_fee(e);
        for (const auto& e : all(root_, "term")) one_term(e);
        for (const auto& e : all(root_, "linked")) linked(e);
        for (const auto& e : all(root_, "forms")) forms(e);
        for (const auto& e : all(root_, "post")) post(e);
        for (const auto& e : all(root_, "authorisation")) authorised(e);
        for (const auto& e : all(root_, "extension"))
            to_.longest_extension =
                static_cast<int>(attributes(e, faults_, {"working-days"}).number("working-days", 0, 1, 365));
        for (const auto& e : all(root_, "result")) to_.result = attributes(e, faults_, {}).content();
        for (const auto& e : all(root_, "chart")) chart(e);
        together();
    }

private:
    void head() {
        attributes a(root_, faults_, {"code", "field", "unit", "agency", "from", "until"},
                     {"name", "legal-basis", "online", "case", "document", "fee", "term", "linked", "forms",
                      "post", "authorisation", "extension", "result", "chart"});
        to_.code = a.required("code");
        to_.field = a.required("field");
        to_.unit = a.required("unit");
        to_.agency = a.required("agency");
        to_.when = a.when();
        const auto names = all(root_, "name");
        if (names.size() == 1)
            to_.name = attributes(names[0], faults_, {}).content();
        else
            faults_.push_back(root_.error("<procedure> needs exactly one <name>"));
    }

    void basis(element e) {
        attributes a(e, faults_, {"from", "until", "confirmed", "source"});
        published_basis b{a.content(), a.when(), a.yes("confirmed", true)};
        to_.basis.push_back(std::move(b));
    }

    void online(element e) {
        attributes a(e, faults_, {"level", "reduction", "only", "confirmed", "source"},
                     {"suspended", "require"});
        to_.level = level_of(a.choice("level", {"full", "partial", "none", "unknown", "4", "3"}, ""));
        to_.level_confirmed = a.yes("confirmed", true) && to_.level != online_level::unknown;
        if (to_.level == online_level::unknown) to_.eligibility.push_back(offered_at_all());
        to_.online_reduction = static_cast<int>(a.number("reduction", 0, 0, 60));
        to_.online_only = a.yes("only", false);
        for (const auto& s : all(e, "suspended")) {
            attributes b(s, faults_, {"from", "until"});
            to_.suspensions.push_back({b.when(), b.content()});
        }
        for (const auto& r : all(e, "require")) {
            attributes b(r, faults_, {"id", "answer", "in", "question"});
            condition c{b.required("id"), b.required("answer"), b.words("in"), b.content(),
                        b.text("question")};
            if (c.accepts.empty())
                b.fault("in", "<require> needs 'in' with at least one value that satisfies it");
            if (c.answer != "case" && c.question.empty())
                b.fault("question",
                        "<require> needs 'question': reception must be able to ask for the answer");
            to_.eligibility.push_back(std::move(c));
        }
    }

    void one_case(element e) {
        attributes a(e, faults_, {"code"});
        procedure_case c{a.required("code"), a.content()};
        if (to_.find_case(c.code)) a.fault("code", fmt::format("case '{}' is listed twice", c.code));
        to_.cases.push_back(std::move(c));
    }

    void document(element e) {
        attributes a(e, faults_, {"type", "basis", "cases", "original", "confirmed", "source"});
        required_document d{a.required("type"),      a.content(),
                            a.text("basis"),         a.words("cases"),
                            a.yes("original", true), a.yes("confirmed", true),
                            a.text("source")};
        for (const auto& c : d.cases) known_case(a, "cases", c);
        to_.documents.push_back(std::move(d));
    }

    void one_fee(element e) {
        attributes a(e, faults_,
                     {"case", "stream", "from", "until", "amount", "by-area", "note", "confirmed", "source"});
        fee f;
        f.when = a.when();
        f.case_code = a.text("case");
        f.stream = a.text("stream");
        if (!f.stream.empty()) a.choice("stream", {"direct", "online"}, "");
        f.by_area = a.yes("by-area", false);
        f.amount = a.number("amount", -1, 0, 1'000'000'000);
        f.note = a.text("note");
        f.source = a.text("source");
        f.confirmed = a.yes("confirmed", true);
        if (f.amount < 0 && !f.by_area && f.note.empty())
            a.fault(
                "amount",
                "<fee> needs 'amount' in VND, or by-area=\"true\", or a 'note' that says where it stands");
        if (f.amount < 0) f.amount = 0;
        known_case(a, "case", f.case_code);
        to_.fees.push_back(std::move(f));
    }

    void one_term(element e) {
        attributes a(e, faults_,
                     {"working-days", "working-hours", "calendar-days", "at-once", "case", "cut-off",
                      "cut-off-before-closing", "confirmed", "source"});
        case_term t;
        t.source = a.text("source");
        t.cut_off = a.cut_off();
        t.case_code = a.text("case");
        t.confirmed = a.yes("confirmed", true);
        known_case(a, "case", t.case_code);
        int given = 0;
        for (const auto unit :
             {calendar::unit::working_days, calendar::unit::working_hours, calendar::unit::calendar_days}) {
            const auto name = calendar::to_text(unit);
            const auto text = e.get(name);
            if (!text) continue;
            ++given;
            if (const auto length = calendar::parse_term(*text, unit))
                t.length = *length;
            else
                a.fault(name, fmt::format("'{}' is \"{}\"; expected a number such as 7 or 0.5", name, *text));
        }
        if (a.yes("at-once", false)) {
            ++given;
            t.length = calendar::at_once();
        }
        if (t.cut_off &&
            (t.length.in == calendar::unit::working_hours || t.length.in == calendar::unit::calendar_days))
            a.fault(e.get("cut-off") ? "cut-off" : "cut-off-before-closing",
                    "only a term in whole working days, or at once, has a cut-off; leave it out");
        if (given != 1)
            faults_.push_back(
                e.error("<term> needs exactly one of working-days, working-hours, calendar-days, at-once"));
        to_.terms.push_back(t);
    }

    void linked(element e) {
        attributes a(e, faults_, {"working-days", "case", "confirmed", "source"});
        linked_body b{a.content(), 0, a.text("case"), a.yes("confirmed", true)};
        if (!e.get("working-days"))
            a.fault("working-days", "<linked> needs 'working-days': how many the other body takes");
        else
            b.working_days = static_cast<int>(a.number("working-days", 0, 1, calendar::longest_term));
        if (b.name.empty()) a.fault("working-days", "<linked> needs the other body's name between its tags");
        known_case(a, "case", b.case_code);
        to_.linked.push_back(std::move(b));
    }

    void forms(element e) {
        attributes a(e, faults_, {"from", "until", "set"});
        to_.forms.push_back({a.when(), a.required("set")});
    }

    void post(element e) {
        attributes a(e, faults_, {"in", "out"});
        to_.post_in = a.yes("in", false);
        to_.post_out = a.yes("out", false);
    }

    void authorised(element e) {
        attributes a(e, faults_, {"from", "until", "number", "days"});
        authorisation given{
            a.when(), {a.required("number"), a.content(), static_cast<int>(a.number("days", 3, 1, 365))}};
        to_.authorisations.push_back(std::move(given));
    }

    void chart(element e) {
        attributes a(e, faults_, {"name"}, {"parameter"});
        to_.chart = a.required("name");
        for (const auto& p : all(e, "parameter")) {
            attributes b(p, faults_, {"name", "value"});
            const std::string name = b.required("name");
            if (!to_.parameters.emplace(name, b.required("value")).second)
                b.fault("name", fmt::format("parameter '{}' is given twice", name));
        }
    }

    void known_case(attributes& a, std::string_view name, const std::string& code) {
        if (!code.empty() && !to_.find_case(code))
            a.fault(name, fmt::format("there is no case '{}'; list it in a <case> first", code));
    }

    void together() {
        if (all(root_, "online").size() != 1)
            faults_.push_back(root_.error("<procedure> needs exactly one <online>"));
        if (to_.chart.empty()) faults_.push_back(root_.error("<procedure> needs a <chart name=\"…\"/>"));
        if (to_.online_only && to_.level == online_level::none)
            faults_.push_back(root_.error(
                "online only=\"true\" contradicts level=\"none\"; offer it online or drop 'only'"));
        if (!to_.linked.empty() && to_.terms.empty())
            faults_.push_back(root_.error("<linked> without a <term> to add its days to; state the term"));
        for (const auto& given : to_.authorisations)
            for (const auto& t : to_.terms)
                if (given.given.extension_days > to_.extension_limit(t.case_code)) {
                    faults_.push_back(root_.error(fmt::format(
                        "authorisation {} extends by {} days, more than the maximum "
                        "of {}; lower it or state <extension>",
                        given.given.name, given.given.extension_days, to_.extension_limit(t.case_code))));
                    break;
                }
    }

    element root_;
    entry& to_;
    faults& faults_;
};

}  // namespace

read_result<entry> read_entry(const std::string& path, origin from) {
    auto text = read_file(path);
    if (!text) return tl::make_unexpected(faults{{path, {}, text.error().message}});
    return read_entry_text(std::move(*text), path, from);
}

read_result<entry> read_entry_text(std::string text, const std::string& name, origin from) {
    const auto doc = xml::document::parse(std::move(text), name);
    if (!doc) return tl::make_unexpected(doc.error());
    faults found;
    entry out;
    const auto root = doc->root();
    if (!root.is(xml_namespace, "procedure"))
        return tl::make_unexpected(
            faults{root.error(fmt::format("expected <procedure xmlns=\"{}\">", xml_namespace))});
    reader(root, out, found).read();
    if (from == origin::folder) check_whole(out, root, found);
    out.version = sha256(doc->all_text());
    if (!found.empty()) return tl::make_unexpected(std::move(found));
    return out;
}

}  // namespace motcua::procedure
