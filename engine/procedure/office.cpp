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

office read_office(xml::element root, faults& found) {
    attributes a(
        root, found,
        {"code", "name", "parent", "place", "desk", "address", "phone", "hotline", "look-up", "code-pattern"},
        {"unit", "officer", "counter", "numbering"});
    office o;
    o.code = a.required("code");
    o.name = a.required("name");
    o.parent = a.required("parent");
    o.place = a.required("place");
    o.desk = a.required("desk");
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

read_result<office> read_office(const std::string& path) {
    const auto doc = xml::document::read(path);
    if (!doc) return tl::make_unexpected(doc.error());
    faults found;
    const auto root = doc->root();
    if (!root.is(xml_namespace, "office"))
        return tl::make_unexpected(
            faults{root.error(fmt::format("expected <office xmlns=\"{}\">", xml_namespace))});
    office out = read_office(root, found);
    out.version = sha256(doc->all_text());
    if (!found.empty()) return tl::make_unexpected(std::move(found));
    return out;
}

}  // namespace motcua::procedure
