#include "engine/procedure/office.hpp"

#include <fmt/format.h>

#include "engine/base/hash.hpp"
#include "engine/procedure/attributes.hpp"

namespace motcua::procedure {

namespace {

unit read_unit(xml::element e, faults& found) {
    attributes a(e, found, {"code", "name", "phone", "controlling"}, {"signer"});
    unit u{a.required("code"), a.required("name"), a.text("phone"), a.yes("controlling", false), {}};
    for (const auto& s : e.children(xml_namespace, "signer")) {
        attributes b(s, found, {"from", "until", "name", "title", "on-behalf"});
        u.signers.push_back({b.when(), b.required("name"), b.required("title"), b.text("on-behalf")});
    }
    if (u.signers.empty())
        found.push_back(e.error(fmt::format("unit '{}' needs a <signer>: its head", u.code)));
    return u;
}

// Two heads on one day: who signs would be a matter of the order of lines.
void check_heads(const unit& u, xml::element e, faults& found) {
    const auto written = e.children(xml_namespace, "signer");
    for (std::size_t i = 1; i < u.signers.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            if (u.signers[i].on_behalf.empty() && u.signers[k].on_behalf.empty() &&
                overlap(u.signers[i].when, u.signers[k].when))
                found.push_back(written[i].error(fmt::format(
                    "unit '{}' has two heads on the same day (the other stands in line {}); end one "
                    "with 'until', or write on-behalf=\"…\" for a deputy",
                    u.code, written[k].at().line)));
}

// What is looked up by a key stands once, and names what there is.
void check_whole(const office& o, xml::element root, faults& found) {
    const auto units = root.children(xml_namespace, "unit");
    bool controlling = false;
    for (std::size_t i = 0; i < units.size(); ++i) {
        check_heads(o.units[i], units[i], found);
        if (controlling && o.units[i].controlling)
            found.push_back(
                {units[i].file(), units[i].at("controlling"),
                 "a second unit with controlling=\"true\"; only one gets a copy of every apology"});
        controlling = controlling || o.units[i].controlling;
    }
    const auto once = [&](std::string_view name, std::string_view key) {
        std::map<std::string, int, std::less<>> lines;
        for (const auto& e : root.children(xml_namespace, name)) {
            const std::string value = trimmed(e.get_or(key, ""));
            const auto [at, fresh] = lines.emplace(value, e.at().line);
            if (!fresh && !value.empty())
                found.push_back({e.file(), e.at(key),
                                 fmt::format("{} '{}' stands in line {} already; one of the two must go",
                                             name, value, at->second)});
        }
    };
    once("officer", "id");
    once("counter", "code");
    once("numbering", "form");
    for (const auto& e : root.children(xml_namespace, "officer"))
        if (const std::string unit = trimmed(e.get_or("unit", "")); !unit.empty() && !o.find_unit(unit))
            found.push_back({e.file(), e.at("unit"), fmt::format("no <unit> has the code '{}'", unit)});
}

office read_office(xml::element root, faults& found) {
    attributes a(root, found,
                 {"code", "name", "parent", "place", "desk", "desk-code", "address", "phone", "hotline",
                  "look-up", "code-pattern"},
                 {"unit", "officer", "counter", "numbering"});
    office o;
    o.code = a.required("code");
    o.name = a.required("name");
    o.parent = a.required("parent");
    o.place = a.required("place");
    o.desk = a.required("desk");
    o.desk_code = a.text("desk-code");
    o.address = a.required("address");
    o.phone = a.required("phone");
    o.hotline = a.text("hotline", o.phone);
    o.look_up = a.required("look-up");
    o.code_pattern = a.text("code-pattern", "{office}-{yymmdd}-{number:4}");
    for (const auto& e : root.children(xml_namespace, "unit")) {
        unit u = read_unit(e, found);
        if (o.find_unit(u.code)) found.push_back(e.error(fmt::format("unit '{}' is listed twice", u.code)));
        o.units.push_back(std::move(u));
    }
    for (const auto& e : root.children(xml_namespace, "counter")) {
        attributes b(e, found, {"code", "name"});
        o.counters.push_back({b.required("code"), b.required("name")});
    }
    for (const auto& e : root.children(xml_namespace, "officer")) {
        attributes b(e, found, {"id", "name", "unit", "phone"});
        o.officers.push_back({b.required("id"), b.required("name"), b.required("unit"), b.text("phone")});
    }
    for (const auto& e : root.children(xml_namespace, "numbering")) {
        attributes b(e, found, {"form", "pattern"});
        const std::string form = b.required("form");
        const std::string pattern = b.required("pattern");
        if (pattern.find("{number") == pattern.npos)
            b.fault("pattern", "'pattern' needs {number} or {number:2}");
        o.numbering[form] = pattern;
    }
    if (!o.controlling_unit())
        found.push_back(root.error("one <unit> needs controlling=\"true\": it gets a copy of every apology"));
    return o;
}

}  // namespace

const unit* office::find_unit(std::string_view wanted) const {
    for (const auto& u : units)
        if (u.code == wanted) return &u;
    return nullptr;
}

const officer* office::find_officer(std::string_view id) const {
    for (const auto& p : officers)
        if (p.id == id) return &p;
    return nullptr;
}

const unit* office::controlling_unit() const {
    for (const auto& u : units)
        if (u.controlling) return &u;
    return nullptr;
}

read_result<office> read_office(const std::string& path, origin from) {
    const auto doc = xml::document::read(path);
    if (!doc) return tl::make_unexpected(doc.error());
    faults found;
    const auto root = doc->root();
    if (!root.is(xml_namespace, "office"))
        return tl::make_unexpected(
            faults{root.error(fmt::format("expected <office xmlns=\"{}\">", xml_namespace))});
    office out = read_office(root, found);
    if (from == origin::folder) check_whole(out, root, found);
    out.version = sha256(doc->all_text());
    if (!found.empty()) return tl::make_unexpected(std::move(found));
    return out;
}

}  // namespace motcua::procedure
