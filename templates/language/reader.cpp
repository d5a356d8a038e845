#include "templates/language/reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace motcua::templates {
namespace {

bool is_name(std::string_view s) {
    if (s.empty() || s[0] < 'a' || s[0] > 'z') return false;
    return std::all_of(s.begin(), s.end(),
                       [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

}  // namespace

bool is_path(std::string_view text) {
    while (true) {
        const auto dot = text.find('.');
        if (!is_name(text.substr(0, dot))) return false;
        if (dot == std::string_view::npos) return true;
        text.remove_prefix(dot + 1);
    }
}

void reader::allow(const xml::element& e, std::initializer_list<std::string_view> attributes) {
    for (const auto& a : e.attributes()) {
        const bool known =
            a.ns.empty() && std::find(attributes.begin(), attributes.end(), a.name) != attributes.end();
        const bool base = a.ns == "http://www.w3.org/XML/1998/namespace";
        if (!known && !base)
            found.push_back(e.error(a, fmt::format("<{}> has no attribute '{}'", e.name(), a.name)));
    }
}

void reader::no_text(const xml::element& e) {
    if (e.has_text()) refuse(e, fmt::format("text stands directly in <{}>; put it into a <p>", e.name()));
}

double reader::number(const xml::element& e, std::string_view attribute, double otherwise, double least,
                      double most) {
    const auto text = e.get(attribute);
    if (!text) return otherwise;
    char* end = nullptr;
    const double value = std::strtod(text->c_str(), &end);
    if (!text->empty() && *end == 0 && value >= least && value <= most) return value;
    refuse(e, attribute,
           fmt::format("{}='{}': expected a number from {} to {}", attribute, *text, least, most));
    return otherwise;
}

bool reader::yes_no(const xml::element& e, std::string_view attribute, bool otherwise) {
    const auto text = e.get(attribute);
    if (!text) return otherwise;
    if (*text != "true" && *text != "false")
        refuse(e, attribute, fmt::format("{}='{}': expected true or false", attribute, *text));
    return *text == "true";
}

alignment reader::align(const xml::element& e, alignment otherwise) {
    const auto text = e.get("align");
    if (!text) return otherwise;
    if (*text == "left") return alignment::left;
    if (*text == "center") return alignment::centre;
    if (*text == "right") return alignment::right;
    if (*text == "justify") return alignment::justify;
    refuse(e, "align", fmt::format("align='{}': expected left, center, right or justify", *text));
    return otherwise;
}

std::string reader::path(const xml::element& e, std::string_view attribute) {
    auto text = e.get_or(attribute, "");
    if (!is_path(text))
        refuse(e, attribute,
               fmt::format("<{}> needs {}='…' with a dotted path such as applicant.name, found '{}'",
                           e.name(), attribute, text));
    return text;
}

std::string reader::name(const xml::element& e, std::string_view attribute) {
    auto text = e.get_or(attribute, "");
    if (!is_name(text))
        refuse(e, attribute,
               fmt::format("<{}> needs {}='…' with a name of small letters, found '{}'", e.name(), attribute,
                           text));
    return text;
}

}  // namespace motcua::templates
