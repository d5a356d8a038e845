#include "engine/calendar/reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "engine/base/text.hpp"

namespace motcua::calendar {
namespace {

template <class Names>
std::string listed(const Names& names) {
    std::string out;
    for (auto n : names) out += (out.empty() ? "" : ", ") + std::string(n);
    return out.empty() ? "none" : out;
}

}  // namespace

void reading::fault(const xml::element& e, std::string_view attribute, std::string message) const {
    out_->push_back({e.file(), e.at(attribute), std::move(message)});
}

void reading::fault(const place& p, std::string message) const {
    out_->push_back({p.file, {p.line, p.column}, std::move(message)});
}

void reading::only(const xml::element& e, std::initializer_list<std::string_view> attributes,
                   std::initializer_list<std::string_view> children) const {
    for (const auto& a : e.attributes()) {
        if (std::find(attributes.begin(), attributes.end(), a.name) == attributes.end())
            out_->push_back(e.error(a, fmt::format("<{}> knows no attribute '{}'; expected one of: {}",
                                                   e.name(), a.name, listed(attributes))));
        else if (const auto clean = clean_text(a.value); !clean)
            out_->push_back(e.error(a, clean.error().message));
    }
    for (const auto& c : e.children())
        if (c.ns() != xml_namespace ||
            std::find(children.begin(), children.end(), c.name()) == children.end())
            fault(c, fmt::format("<{}> holds no <{}>; expected one of: {} (namespace {})", e.name(), c.name(),
                                 listed(children), xml_namespace));
    if (e.has_text()) fault(e, fmt::format("<{}> holds no text; write it into an attribute", e.name()));
}

std::string reading::required(const xml::element& e, std::string_view name) const {
    std::string value = e.get_or(name, {});
    if (value.find_first_not_of(" \t\r\n") == value.npos) {
        fault(e, name, fmt::format("<{}> needs the attribute '{}' with a value", e.name(), name));
        value.clear();
    }
    return value;
}

std::optional<local_day> reading::day(const xml::element& e, std::string_view name) const {
    const std::string value = required(e, name);
    if (value.empty()) return std::nullopt;
    const auto d = parse_day(value);
    if (!d) fault(e, name, fmt::format("'{}' is no day; expected YYYY-MM-DD, a day that exists", value));
    return d;
}

std::optional<std::chrono::minutes> reading::time(const xml::element& e, std::string_view name) const {
    const std::string value = required(e, name);
    if (value.empty()) return std::nullopt;
    const auto t = parse_time_of_day(value);
    if (!t) fault(e, name, fmt::format("'{}' is no time of day; expected HH:MM, 00:00 to 24:00", value));
    return t;
}

bool reading::yes(const xml::element& e, std::string_view name, bool otherwise) const {
    const auto value = e.get(name);
    if (!value) return otherwise;
    if (*value != "true" && *value != "false")
        fault(e, name, fmt::format("'{}' is neither true nor false", *value));
    return *value == "true";
}

std::optional<int> reading::number(const xml::element& e, std::string_view name, int least, int most) const {
    const std::string value = required(e, name);
    if (value.empty()) return std::nullopt;
    int n = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), n);
    if (error == std::errc{} && end == value.data() + value.size() && n >= least && n <= most) return n;
    fault(e, name, fmt::format("'{}' is no number from {} to {}", value, least, most));
    return std::nullopt;
}

std::optional<span_of_day> reading::span(const xml::element& e) const {
    const auto from = time(e, "from"), to = time(e, "to");
    if (!from || !to) return std::nullopt;
    if (*from < *to) return span_of_day{*from, *to};
    fault(e, "to",
          fmt::format("the span {} to {} is empty or runs backwards; 'to' must be later",
                      e.get_or("from", ""), e.get_or("to", "")));
    return std::nullopt;
}

std::vector<span_of_day> reading::spans(const std::vector<xml::element>& elements) const {
    std::vector<span_of_day> out;
    for (const auto& e : elements) {
        only(e, {"from", "to"});
        const auto s = span(e);
        if (!s) continue;
        const bool overlaps = std::any_of(
            out.begin(), out.end(), [&](const span_of_day& o) { return s->from < o.to && o.from < s->to; });
        if (overlaps)
            fault(e, fmt::format("the hours {} to {} overlap others of the same day; separate or join them",
                                 e.get_or("from", ""), e.get_or("to", "")));
        else
            out.push_back(*s);
    }
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
    return out;
}

void reading::describe(const xml::element& e, day_entry& into, bool confirmed_otherwise) const {
    into.name = required(e, "name");
    into.source = required(e, "source");
    into.confirmed = yes(e, "confirmed", confirmed_otherwise);
    into.applies = yes(e, "applies", true);
    into.written = {e.file(), e.at().line, e.at().column};
}

}  // namespace motcua::calendar
