#include "engine/procedure/attributes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "engine/base/text.hpp"

namespace motcua::procedure {

namespace {

template <class Names>
bool has(const Names& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::string listed(std::initializer_list<std::string_view> names) {
    std::string out;
    for (auto n : names) out += (out.empty() ? "" : ", ") + std::string(n);
    return out.empty() ? "none" : out;
}

}  // namespace

std::string trimmed(std::string_view text) {
    constexpr std::string_view white = " \t\r\n";
    const auto first = text.find_first_not_of(white);
    if (first == text.npos) return {};
    return std::string(text.substr(first, text.find_last_not_of(white) - first + 1));
}

attributes::attributes(xml::element e, faults& to, std::initializer_list<std::string_view> known,
                       std::initializer_list<std::string_view> known_children)
    : element_(e), faults_(to) {
    for (const auto& a : e.attributes()) {
        if (!a.ns.empty()) continue;
        if (!has(known, a.name))
            to.push_back(e.error(a, fmt::format("<{}> knows no attribute '{}'; expected one of: {}", e.name(),
                                                a.name, listed(known))));
        else if (auto clean = clean_text(a.value); !clean)
            to.push_back(e.error(a, clean.error().message));
    }
    for (const auto& child : e.children())
        if (child.ns() != xml_namespace || !has(known_children, child.name()))
            to.push_back(
                child.error(fmt::format("<{}> holds no <{}>; expected one of: {} (namespace {})", e.name(),
                                        child.name(), listed(known_children), xml_namespace)));
}

void attributes::fault(std::string_view attribute, std::string message) {
    faults_.push_back({element_.file(), element_.at(attribute), std::move(message)});
}

std::string attributes::required(std::string_view name) {
    const std::string value = text(name);
    if (value.empty())
        fault(name, fmt::format("<{}> needs the attribute '{}' with a value", element_.name(), name));
    return value;
}

std::string attributes::text(std::string_view name, std::string_view otherwise) const {
    return trimmed(element_.get_or(name, otherwise));
}

bool attributes::yes(std::string_view name, bool otherwise) {
    const auto value = element_.get(name);
    if (!value) return otherwise;
    if (*value == "true" || *value == "yes") return true;
    if (*value == "false" || *value == "no") return false;
    fault(name, fmt::format("'{}' is \"{}\"; expected true or false", name, *value));
    return otherwise;
}

long long attributes::number(std::string_view name, long long otherwise, long long least, long long most) {
    const auto value = element_.get(name);
    if (!value) return otherwise;
    long long n = 0;
    const auto [end, error] = std::from_chars(value->data(), value->data() + value->size(), n);
    if (error == std::errc{} && end == value->data() + value->size() && n >= least && n <= most) return n;
    fault(name,
          fmt::format("'{}' is \"{}\"; expected a whole number from {} to {}", name, *value, least, most));
    return otherwise;
}

std::optional<local_day> attributes::day(std::string_view name) {
    const auto value = element_.get(name);
    if (!value) return std::nullopt;
    const auto day = parse_day(*value);
    if (!day) fault(name, fmt::format("'{}' is \"{}\"; expected a day such as 2026-02-27", name, *value));
    return day;
}

validity attributes::when() {
    const validity v{day("from"), day("until")};
    if (v.from && v.until && *v.until < *v.from)
        fault("until", fmt::format("'until' {} lies before 'from' {}; exchange the two days",
                                   to_iso(*v.until), to_iso(*v.from)));
    return v;
}

std::vector<std::string> attributes::words(std::string_view name) const {
    std::vector<std::string> out;
    std::string word;
    for (const char c : text(name) + " ") {
        if (c != ' ' && c != '\t' && c != '\n') {
            word += c;
        } else if (!word.empty()) {
            out.push_back(std::move(word));
            word.clear();
        }
    }
    return out;
}

std::optional<calendar::own_cut_off> attributes::cut_off() {
    using own = calendar::own_cut_off;
    const std::string at = text("cut-off");
    if (element_.get("cut-off-before-closing")) {
        if (!at.empty()) fault("cut-off", "write either 'cut-off' or 'cut-off-before-closing'");
        const auto minutes = number("cut-off-before-closing", 1, 1, 24 * 60);
        return own{own::shift::before_closing, static_cast<int>(minutes)};
    }
    if (!element_.get("cut-off")) return std::nullopt;
    if (at == "none") return own{};
    if (const auto t = parse_time_of_day(at))
        return own{own::shift::from_clock_time, static_cast<int>(t->count())};
    fault("cut-off", fmt::format("'cut-off' is \"{}\"; expected HH:MM or none", at));
    return std::nullopt;
}

std::string attributes::choice(std::string_view name, std::initializer_list<std::string_view> allowed,
                               std::string_view otherwise) {
    const std::string value = text(name, otherwise);
    if (!has(allowed, value))
        fault(name, fmt::format("'{}' is \"{}\"; expected one of: {}", name, value, listed(allowed)));
    return value;
}

std::string attributes::content() {
    std::string text = trimmed(element_.text());
    if (text.empty())
        faults_.push_back(element_.error(fmt::format("<{}> is empty; expected text", element_.name())));
    auto clean = clean_text(text);
    if (clean) return *clean;
    faults_.push_back(element_.error(clean.error().message));
    return text;
}

}  // namespace motcua::procedure
