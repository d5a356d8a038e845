#include "counters/config/office_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>

#include "counters/config/mail_address.hpp"
#include "engine/base/text.hpp"
#include "engine/xml/document.hpp"

namespace motcua::counters {
namespace {

constexpr std::string_view office_namespace = "urn:motcua:1";
constexpr std::array<std::string_view, 5> roles = {"reception", "case_officer", "head", "supervisor",
                                                   "courier_desk"};

std::vector<std::string> words(std::string_view text) {
    std::vector<std::string> out;
    std::size_t at = 0;
    while ((at = text.find_first_not_of(' ', at)) != std::string_view::npos) {
        const auto end = std::min(text.find(' ', at), text.size());
        out.emplace_back(text.substr(at, end - at));
        at = end;
    }
    return out;
}

// Reads one file; every mistake lands in `found` and reading goes on.
class reader {
public:
    explicit reader(faults& found) : found_(found) {}

    office_file read(xml::element root) {
        known(root, {"code", "name", "clock-days-ahead"}, {"unit", "staff", "counter", "notices"});
        out_.code = required(root, "code");
        out_.name = required(root, "name");
        read_clock(root);
        for (const auto& e : root.children(office_namespace, "unit")) read_unit(e);
        for (const auto& e : root.children(office_namespace, "staff")) read_staff(e);
        for (const auto& e : root.children(office_namespace, "counter")) read_counter(e);
        for (const auto& e : root.children(office_namespace, "notices")) read_notices(e);
        check_places(root);
        if (out_.staff.empty()) found_.push_back(root.error("an office needs at least one <staff>"));
        if (out_.counters.empty()) found_.push_back(root.error("an office needs at least one <counter>"));
        return std::move(out_);
    }

private:
    void known(xml::element e, std::initializer_list<std::string_view> attributes,
               std::initializer_list<std::string_view> children) {
        for (const auto& a : e.attributes())
            if (std::find(attributes.begin(), attributes.end(), a.name) == attributes.end())
                found_.push_back(e.error(a, fmt::format("<{}> has no attribute '{}'", e.name(), a.name)));
        for (const auto& c : e.children())
            if (c.ns() != office_namespace ||
                std::find(children.begin(), children.end(), c.name()) == children.end())
                found_.push_back(c.error(fmt::format("<{}> may not stand in <{}>", c.name(), e.name())));
    }

    std::string required(xml::element e, std::string_view name) {
        auto value = e.get(name);
        if (!value || value->empty()) {
            found_.push_back(e.error(fmt::format("<{}> needs the attribute '{}'", e.name(), name)));
            return {};
        }
        auto clean = clean_text(*value);
        if (!clean) {
            found_.push_back({e.file(), e.at(name), clean.error().message});
            return {};
        }
        return *clean;
    }

    void fault_at(xml::element e, std::string_view attribute, std::string message) {
        found_.push_back({e.file(), e.at(attribute), std::move(message)});
    }

    void read_clock(xml::element root) {
        const auto days = root.get_or("clock-days-ahead", "14");
        const auto [end, error] =
            std::from_chars(days.data(), days.data() + days.size(), out_.clock_days_ahead);
        if (error != std::errc() || end != days.data() + days.size() || out_.clock_days_ahead < 1 ||
            out_.clock_days_ahead > 366)
            fault_at(root, "clock-days-ahead",
                     fmt::format("clock-days-ahead='{}': expected a number of days from 1 to 366", days));
    }

    void read_unit(xml::element e) {
        known(e, {"code", "name", "controlling"}, {});
        unit u{required(e, "code"), required(e, "name"), e.get_or("controlling", "false") == "true"};
        if (out_.find_unit(u.code)) fault_at(e, "code", fmt::format("unit '{}' is listed twice", u.code));
        out_.units.push_back(std::move(u));
    }

    void read_staff(xml::element e) {
        known(e, {"id", "name", "title", "unit", "roles", "counter"}, {});
        staff_member s{required(e, "id"),   required(e, "name"),         e.get_or("title", ""),
                       required(e, "unit"), words(required(e, "roles")), e.get_or("counter", "")};
        if (out_.find_staff(s.id)) fault_at(e, "id", fmt::format("staff id '{}' is listed twice", s.id));
        if (!s.unit.empty() && !out_.find_unit(s.unit))
            fault_at(e, "unit", fmt::format("no <unit> has the code '{}'", s.unit));
        for (const auto& role : s.roles)
            if (std::find(roles.begin(), roles.end(), role) == roles.end())
                fault_at(e, "roles",
                         fmt::format("'{}' is no role; expected some of {}", role, fmt::join(roles, ", ")));
        out_.staff.push_back(std::move(s));
    }

    void check_places(xml::element root) {
        for (const auto& e : root.children(office_namespace, "staff"))
            if (const auto at = e.get("counter"); at && !out_.find_counter(*at))
                fault_at(e, "counter", fmt::format("no <counter> has the id '{}'", *at));
    }

    void read_counter(xml::element e) {
        known(e, {"id", "name"}, {"printer"});
        counter c{required(e, "id"), required(e, "name"), {}};
        if (out_.find_counter(c.id)) fault_at(e, "id", fmt::format("counter '{}' is listed twice", c.id));
        for (const auto& p : e.children(office_namespace, "printer")) {
            known(p, {"paper", "uri"}, {});
            counter_printer printer{required(p, "paper"), required(p, "uri"), p.at("uri")};
            if (printer.paper != "80mm" && printer.paper != "a4" && !printer.paper.empty())
                fault_at(p, "paper", fmt::format("paper is '80mm' or 'a4', not '{}'", printer.paper));
            if (!printer.uri.empty() && printer.uri.find(':') == std::string::npos)
                fault_at(
                    p, "uri",
                    fmt::format("'{}' has no scheme; expected e.g. escpos://10.0.0.7:9100", printer.uri));
            if (c.printer_for(printer.paper))
                fault_at(p, "paper", fmt::format("this counter has two printers for {}", printer.paper));
            c.printers.push_back(std::move(printer));
        }
        out_.counters.push_back(std::move(c));
    }

    void read_notices(xml::element e) {
        known(e, {"folder", "smtp", "port", "tls", "user", "password-file", "from", "ca-file"}, {});
        if (read_notices_) found_.push_back(e.error("an office has one <notices>"));
        read_notices_ = true;
        auto& n = out_.notices;
        n = {e.get_or("folder", ""),      e.get_or("smtp", ""),   0,
             e.get_or("tls", "starttls"), e.get_or("user", ""),   e.get_or("password-file", ""),
             e.get_or("from", ""),        e.get_or("ca-file", "")};
        if (n.smtp.empty()) {
            for (const char* name : {"port", "tls", "user", "password-file", "from", "ca-file"})
                if (e.get(name))
                    fault_at(e, name, fmt::format("'{}' means nothing without smtp='HOST'", name));
            return;
        }
        if (n.tls != "none" && n.tls != "starttls" && n.tls != "always")
            fault_at(e, "tls", fmt::format("tls is 'starttls', 'always' or 'none', not '{}'", n.tls));
        const auto port = e.get_or("port", n.tls == "always" ? "465" : n.tls == "starttls" ? "587" : "25");
        const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), n.port);
        if (error != std::errc() || end != port.data() + port.size() || n.port < 1 || n.port > 65535)
            fault_at(e, "port", fmt::format("port='{}': expected a number from 1 to 65535", port));
        if (!is_mail_address(n.from))
            fault_at(e, "from", "from='…' is the address the office writes from, such as motcua@example.vn");
        if (n.user.empty() != n.password_file.empty())
            fault_at(e, "user", "user='…' and password-file='…' go together");
        std::error_code none;
        for (const auto& [name, file] : {std::pair("password-file", n.password_file), {"ca-file", n.ca_file}})
            if (!file.empty() && !std::filesystem::is_regular_file(file, none))
                fault_at(e, name, fmt::format("there is no file '{}'", file));
        if (n.tls == "none" && !n.user.empty())
            fault_at(e, "tls", "a password must not travel in clear; expected tls='starttls' or 'always'");
    }

    faults& found_;
    office_file out_;
    bool read_notices_ = false;
};

read_result<office_file> read_document(const read_result<xml::document>& doc) {
    if (!doc) return tl::make_unexpected(doc.error());
    const auto root = doc->root();
    if (!root.is(office_namespace, "office"))
        return tl::make_unexpected(
            faults{root.error(fmt::format("expected <office xmlns=\"{}\">", office_namespace))});
    faults found;
    office_file out = reader(found).read(root);
    if (!found.empty()) return tl::make_unexpected(std::move(found));
    return out;
}

template <class List, class Key>
auto* find_in(const List& list, std::string_view wanted, Key key) {
    const auto at =
        std::find_if(list.begin(), list.end(), [&](const auto& item) { return item.*key == wanted; });
    return at == list.end() ? nullptr : &*at;
}

}  // namespace

const counter_printer* counter::printer_for(std::string_view paper) const {
    return find_in(printers, paper, &counter_printer::paper);
}

const staff_member* office_file::find_staff(std::string_view id) const {
    return find_in(staff, id, &staff_member::id);
}

const unit* office_file::find_unit(std::string_view wanted) const {
    return find_in(units, wanted, &unit::code);
}

const counter* office_file::find_counter(std::string_view id) const {
    return find_in(counters, id, &counter::id);
}

read_result<office_file> read_office_file(const std::string& path) {
    return read_document(xml::document::read(path));
}

read_result<office_file> parse_office_file(std::string text, const std::string& name) {
    return read_document(xml::document::parse(std::move(text), name));
}

}  // namespace motcua::counters
