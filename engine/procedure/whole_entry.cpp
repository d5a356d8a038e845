#include "engine/procedure/whole_entry.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/procedure/attributes.hpp"

namespace motcua::procedure {

namespace {

using xml::element;

std::vector<element> all(element parent, std::string_view name) {
    return parent.children(xml_namespace, name);
}

std::string for_case(const std::string& code) {
    return code.empty() ? "every case" : fmt::format("case '{}'", code);
}

fault at_attribute(element e, std::string_view name, std::string message) {
    return {e.file(), e.at(name), std::move(message)};
}

// Each item that says the same as an earlier one, with the line of that one. `list` and `written` are in the
// same order: the values and the elements they were read from.
template <class Item, class Same, class Words>
void check_doubled(const std::vector<Item>& list, const std::vector<element>& written, Same same, Words words,
                   faults& found) {
    for (std::size_t i = 1; i < std::min(list.size(), written.size()); ++i)
        for (std::size_t k = 0; k < i; ++k) {
            if (!same(list[i], list[k])) continue;
            found.push_back(
                written[i].error(fmt::format("{} stands in line {} already; one of the two must go",
                                             words(list[i]), written[k].at().line)));
            break;
        }
}

bool share_a_case(const required_document& a, const required_document& b) {
    return a.cases.empty() || b.cases.empty() ||
           std::any_of(a.cases.begin(), a.cases.end(), [&](const auto& c) {
               return std::find(b.cases.begin(), b.cases.end(), c) != b.cases.end();
           });
}

void check_terms(const entry& e, element root, faults& found) {
    check_doubled(
        e.terms, all(root, "term"), [](const auto& a, const auto& b) { return a.case_code == b.case_code; },
        [](const case_term& t) { return "a <term> for " + for_case(t.case_code); }, found);
    if (e.terms.empty()) return;  // nothing is promised yet: such a procedure accepts no dossier
    for (const auto& c : all(root, "case")) {
        const std::string code = c.get_or("code", "");
        if (!e.term_for(code))
            found.push_back(at_attribute(
                c, "code",
                fmt::format("no <term> covers case '{0}'; add <term case=\"{0}\" working-days=\"…\"/>, or a "
                            "<term> without 'case' for all that have none of their own",
                            code)));
    }
}

bool has_fee(const entry& e, std::string_view case_code, std::string_view stream) {
    return std::any_of(e.fees.begin(), e.fees.end(), [&](const fee& f) {
        return (f.case_code.empty() || f.case_code == case_code) && (f.stream.empty() || f.stream == stream);
    });
}

std::string fee_wanted(const std::string& case_code, std::string_view stream) {
    const std::string which = case_code.empty() ? "" : fmt::format("case=\"{}\" ", case_code);
    return fmt::format(
        "no <fee> covers {}, stream {}; add <fee {}stream=\"{}\" amount=\"…\"/>, with amount=\"0\" "
        "only where the law says that nothing is paid",
        for_case(case_code), stream, which, stream);
}

void check_fees(const entry& e, element root, faults& found) {
    check_doubled(
        e.fees, all(root, "fee"),
        [](const fee& a, const fee& b) {
            return a.case_code == b.case_code && a.stream == b.stream && overlap(a.when, b.when);
        },
        [](const fee& f) {
            return fmt::format("a <fee> for {}, {}, on the same day", for_case(f.case_code),
                               f.stream.empty() ? "both streams" : "stream " + f.stream);
        },
        found);
    if (e.fees.empty()) return;
    std::vector<std::string_view> streams{"direct"};
    if (e.level != online_level::none) streams.push_back("online");
    for (const auto stream : streams) {
        const auto cases = all(root, "case");
        for (const auto& c : cases)
            if (const std::string code = c.get_or("code", ""); !has_fee(e, code, stream))
                found.push_back(at_attribute(c, "code", fee_wanted(code, stream)));
        if (cases.empty() && !has_fee(e, "", stream)) found.push_back(root.error(fee_wanted("", stream)));
    }
}

void check_conditions(const entry& e, element root, faults& found) {
    for (const auto& online : all(root, "online"))
        check_doubled(
            e.eligibility, all(online, "require"),
            [](const auto& a, const auto& b) { return a.id == b.id && !a.id.empty(); },
            [](const condition& c) { return fmt::format("<require id=\"{}\">", c.id); }, found);
}

template <class Dated>
void check_dated(const std::vector<Dated>& list, element root, std::string_view name, faults& found) {
    check_doubled(
        list, all(root, name), [](const auto& a, const auto& b) { return overlap(a.when, b.when); },
        [&](const auto&) { return fmt::format("<{}> of the same day", name); }, found);
}

void check_single(element root, faults& found) {
    for (const std::string_view name : {"post", "extension", "result", "chart"}) {
        const auto written = all(root, name);
        for (std::size_t i = 1; i < written.size(); ++i)
            found.push_back(written[i].error(fmt::format(
                "<{}> stands in line {} already; one of the two must go", name, written.front().at().line)));
    }
}

}  // namespace

void check_whole(const entry& e, element root, faults& found) {
    check_terms(e, root, found);
    check_fees(e, root, found);
    check_conditions(e, root, found);
    check_doubled(
        e.documents, all(root, "document"),
        [](const auto& a, const auto& b) {
            return a.type == b.type && !a.type.empty() && share_a_case(a, b);
        },
        [](const required_document& d) { return fmt::format("document '{}' for the same case", d.type); },
        found);
    check_doubled(
        e.linked, all(root, "linked"),
        [](const auto& a, const auto& b) {
            return a.name == b.name &&
                   (a.case_code.empty() || b.case_code.empty() || a.case_code == b.case_code);
        },
        [](const linked_body& b) { return fmt::format("<linked> '{}' for the same case", b.name); }, found);
    check_dated(e.forms, root, "forms", found);
    check_dated(e.authorisations, root, "authorisation", found);
    check_single(root, found);
}

}  // namespace motcua::procedure
