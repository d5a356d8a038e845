#include "counters/notices/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <sstream>
#include <vector>

#include "engine/base/text.hpp"
#include "engine/base/time.hpp"
#include "engine/tools.hpp"
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
    return moment ? tools::moment_in_words(*moment) : text;
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

// What every notice knows; what one of them knows besides, its `values` say.
constexpr std::array<std::string_view, 4> known_to_all = {"dossier", "procedure", "receiver.name",
                                                          "office.name"};

// Reads one file; every mistake lands in `found` and reading goes on.
class reader {
public:
    explicit reader(faults& found) : found_(found) {}

    // The name and the words of <notice>; an empty name where it has none.
    std::pair<std::string, words> notice(const xml::element& e) {
        only(e, {"name", "subject", "values"});
        values_ = words_of(e.get_or("values", ""));
        words w;
        w.subject = said(e, e.get_or("subject", ""), e.at("subject"));
        for (const auto& p : e.children()) {
            if (!p.is(notices_namespace, "p")) found_.push_back(p.error("<notice> holds <p> only"));
            only(p, {});
            w.text += (w.text.empty() ? "" : "\n\n") + said(p, p.text(), p.at());
        }
        if (w.text.empty()) found_.push_back(e.error("<notice> needs at least one <p>"));
        return {e.get_or("name", ""), std::move(w)};
    }

private:
    static std::vector<std::string> words_of(const std::string& text) {
        std::istringstream in(text);
        return {std::istream_iterator<std::string>(in), {}};
    }

    void only(const xml::element& e, std::initializer_list<std::string_view> names) {
        for (const auto& a : e.attributes())
            if (std::find(names.begin(), names.end(), a.name) == names.end())
                found_.push_back(e.error(a, fmt::format("<{}> has no attribute '{}'", e.name(), a.name)));
    }

    std::string said(const xml::element& e, const std::string& text, position at) {
        const auto wrong = [&](std::string message) { found_.push_back({e.file(), at, std::move(message)}); };
        const auto clean = clean_text(one_line(text));
        if (!clean) return wrong(clean.error().message), "";
        if (clean->empty()) wrong(fmt::format("<{}> says nothing", e.name()));
        for (std::string_view rest = *clean; !rest.empty();) {
            const auto open = rest.find_first_of("{}");
            if (open == rest.npos) break;
            const auto close = rest.find_first_of("{}", open + 1);
            if (rest[open] == '}' || close == rest.npos || rest[close] == '{') {
                wrong(fmt::format("'{}' without its partner", rest[open]));
                break;
            }
            if (const auto name = rest.substr(open + 1, close - open - 1); !is_known(name))
                wrong(fmt::format("'{{{}}}' is not known to this notice; expected one of {}", name, known()));
            rest.remove_prefix(close + 1);
        }
        return *clean;
    }

    bool is_known(std::string_view name) const {
        return std::find(known_to_all.begin(), known_to_all.end(), name) != known_to_all.end() ||
               std::find(values_.begin(), values_.end(), name) != values_.end();
    }
    std::string known() const {
        return fmt::format("{}{}{}, or name it in values='…'", fmt::join(known_to_all, ", "),
                           values_.empty() ? "" : ", ", fmt::join(values_, ", "));
    }

    faults& found_;
    std::vector<std::string> values_;
};

}  // namespace

read_result<wording> wording::read(const std::string& path) {
    const auto d = xml::document::read(path);
    if (!d) return tl::make_unexpected(d.error());
    const auto root = d->root();
    if (!root.is(notices_namespace, "notices"))
        return tl::make_unexpected(
            faults{root.error(fmt::format("expected <notices xmlns=\"{}\">", notices_namespace))});
    wording out;
    faults found;
    reader in(found);
    for (const auto& e : root.children()) {
        if (!e.is(notices_namespace, "notice")) {
            found.push_back(e.error("<notices> holds <notice> only"));
            continue;
        }
        auto [name, w] = in.notice(e);
        if (name.empty() || !out.all_.emplace(name, std::move(w)).second)
            found.push_back({e.file(), e.at("name"), "expected <notice name='…'>, each name once"});
    }
    if (!out.all_.contains(fallback))
        found.push_back(root.error("needs a <notice name='other'> for notices without words of their own"));
    if (!found.empty()) return tl::make_unexpected(std::move(found));
    return out;
}

words wording::of(std::string_view notice, const json& values) const {
    auto at = all_.find(notice);
    if (at == all_.end()) at = all_.find(fallback);
    return {filled(at->second.subject, values), filled(at->second.text, values) + "\n"};
}

}  // namespace motcua::notices
