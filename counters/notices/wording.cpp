#include "counters/notices/wording.hpp"

#include "engine/base/text.hpp"
#include "engine/base/time.hpp"
#include "engine/calendar/day.hpp"
#include "engine/xml/document.hpp"

namespace motcua::notices {
namespace {

constexpr std::string_view notices_namespace = "urn:motcua:template:1";
constexpr std::string_view fallback = "other";

std::string shown(const json& values, std::string_view path) {
    const json* v = find_path(values, path);
    if (!v) return {};
    if (!v->is_string()) return to_text(*v);
    const std::string text(v->get_string());
    const auto moment = parse_instant(text);
    return moment ? calendar::moment_in_words(*moment) : text;
}

std::string filled(std::string_view text, const json& values) {
    std::string out;
    for (;;) {
        const auto open = text.find('{');
        out += text.substr(0, open);
        if (open == text.npos) return out;
        const auto close = std::min(text.find('}', open), text.size() - 1);
        out += shown(values, text.substr(open + 1, close - open - 1));
        text.remove_prefix(close + 1);
    }
}

std::string one_line(const std::string& text) {
    std::string out;
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
        if (!blank) out += c;
        if (blank && !out.empty() && out.back() != ' ') out += ' ';
    }
    if (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

}  // namespace

read_result<wording> wording::read(const std::string& path) {
    const auto d = xml::document::read(path);
    if (!d) return tl::make_unexpected(d.error());
    wording out;
    faults found;
    const auto clean = [&](const xml::element& e, const std::string& text) {
        auto c = clean_text(one_line(text));
        if (!c || c->empty()) found.push_back(e.error(c ? "says nothing" : c.error().message));
        return c.value_or("");
    };
    for (const auto& e : d->root().children()) {
        const auto name = e.get_or("name", "");
        if (!e.is(notices_namespace, "notice") || name.empty() || out.all_.contains(name)) {
            found.push_back(e.error("expected <notice name='…' subject='…'>, each name once"));
            continue;
        }
        auto& w = out.all_[name];
        w.subject = clean(e, e.get_or("subject", ""));
        for (const auto& p : e.children()) {
            if (!p.is(notices_namespace, "p")) found.push_back(p.error("<notice> holds <p> only"));
            w.text += (w.text.empty() ? "" : "\n\n") + clean(p, p.text());
        }
        if (w.text.empty()) found.push_back(e.error("<notice> needs at least one <p>"));
    }
    if (!out.all_.contains(fallback))
        found.push_back(
            d->root().error("needs a <notice name='other'> for notices without words of their own"));
    if (!found.empty()) return tl::make_unexpected(std::move(found));
    return out;
}

words wording::of(std::string_view notice, const json& values) const {
    auto at = all_.find(notice);
    if (at == all_.end()) at = all_.find(fallback);
    return {filled(at->second.subject, values), filled(at->second.text, values) + "\n"};
}

}  // namespace motcua::notices
