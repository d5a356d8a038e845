#include "templates/layout/scope.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/text.hpp"
#include "templates/fonts/metrics.hpp"

namespace motcua::templates {
namespace {

bool is_empty(const json* v) {
    return !v || v->is_null() || (v->is_string() && v->get_string().empty()) ||
           (v->is_array() && v->get_array().empty());
}

}  // namespace

face face_for(bool sans, bool bold, bool italic) {
    if (sans) return bold ? face::sans_bold : face::sans;
    if (bold) return italic ? face::serif_bold_italic : face::serif_bold;
    return italic ? face::serif_italic : face::serif;
}

void append_words(std::vector<piece>& out, face f, double size, std::string_view text) {
    while (true) {
        const auto end = text.find('\n');
        if (end != 0 && !text.empty())
            out.push_back({piece::kind::words, f, size, std::string(text.substr(0, end))});
        if (end == std::string_view::npos) return;
        out.push_back({piece::kind::line_break, f, size, {}});
        text.remove_prefix(end + 1);
    }
}

scope::scope(const tree& t, const json& values) : tree_(t), values_(values) {
    own_["form"] = json_object{{"title", t.title}, {"number", t.number}, {"suffix", plain(t.suffix)}};
}

void scope::set(std::string_view name, json value) {
    own_[name] = std::move(value);
}

void scope::enter(const std::string& name, const json& value, std::string shown) {
    frames_.push_back({name, &value, std::move(shown)});
}

void scope::leave() {
    frames_.pop_back();
}

const json* scope::find(std::string_view path) const {
    const auto dot = path.find('.');
    const auto first = path.substr(0, dot);
    const json* start = nullptr;
    for (auto f = frames_.rbegin(); f != frames_.rend() && !start; ++f)
        if (f->name == first) start = f->value;
    if (!start) start = own_.if_contains(first);
    if (!start) start = motcua::find(values_, first);
    if (!start || dot == std::string_view::npos) return start;
    return find_path(*start, path.substr(dot + 1));
}

std::string scope::shown(std::string_view path) const {
    const auto dot = path.find('.');
    for (auto f = frames_.rbegin(); f != frames_.rend(); ++f)
        if (f->name == path.substr(0, dot))
            return f->shown + std::string(dot == std::string_view::npos ? "" : path.substr(dot));
    return std::string(path);
}

bool scope::holds(const test& t) const {
    const auto* v = find(t.path);
    if (t.what == test::kind::has) return !is_empty(v) && !(v->is_bool() && !v->get_bool());
    if (t.what == test::kind::lacks) return is_empty(v) || (v->is_bool() && !v->get_bool());
    const std::string text = !v || v->is_null() ? ""
                             : v->is_string()   ? std::string(v->get_string())
                                                : to_text(*v);
    return (text == t.value) == (t.what == test::kind::is);
}

const json_array* scope::list(const loop& l) {
    const auto* v = find(l.in);
    if (v && v->is_array()) return &v->get_array();
    refuse(l.file, l.at,
           fmt::format("{} is {}; give a list, which may be empty", shown(l.in), v ? "no list" : "missing"));
    return nullptr;
}

void scope::refuse(const std::string& file, position at, std::string message) {
    const auto same = [&](const fault& f) { return f.message == message && f.at.line == at.line; };
    if (std::none_of(found_.begin(), found_.end(), same))
        found_.push_back({file.empty() ? tree_.file : file, at, std::move(message)});
}

std::optional<std::string> scope::clean(const binding& b, std::string_view text) {
    constexpr std::size_t longest = 50'000;
    if (text.size() > longest) {
        refuse(b.file, b.at, fmt::format("{}: longer than {} bytes; shorten it", shown(b.path), longest));
        return std::nullopt;
    }
    auto composed = clean_text(text);
    if (composed) return std::move(*composed);
    refuse(b.file, b.at, fmt::format("{}: {}", shown(b.path), composed.error().message));
    return std::nullopt;
}

std::optional<std::string> scope::text_of(const binding& b, const json& value) {
    json now = value;
    if (const auto* text = value.if_string()) {
        auto composed = clean(b, *text);
        if (!composed) return std::nullopt;
        now = json(*composed);
    }
    for (const auto f : b.filters) {
        auto text = apply(f, now);
        if (!text) {
            refuse(b.file, b.at,
                   fmt::format("{}: expected {}, found {}", shown(b.path), text.error(), to_text(now)));
            return std::nullopt;
        }
        now = json(*text);
    }
    if (now.is_string()) return std::string(now.get_string());
    if (now.is_int64() || now.is_uint64() || now.is_double()) return to_text(now);
    refuse(b.file, b.at, fmt::format("{}: expected a text or number", shown(b.path)));
    return std::nullopt;
}

void scope::check_letters(const binding& b, face f, std::string_view text) {
    const auto& m = fonts::metrics_of(f);
    int place = 0;
    for (char32_t c : to_code_points(text)) {
        ++place;
        if (c == '\n' || c == '\t' || m.has(c)) continue;
        std::string letter;
        append_utf8(letter, c);
        refuse(
            b.file, b.at,
            fmt::format("{}: letter {}, '{}' (U+{:04X}), is not in the font; write it in Vietnamese letters",
                        shown(b.path), place, letter, static_cast<unsigned>(c)));
    }
}

void scope::append_binding(const binding& b, face f, double size, std::vector<piece>& out) {
    using absent = binding::absent;
    const auto* v = find(b.path);
    const bool missing = is_empty(v);
    if (!missing) {
        auto text = text_of(b, *v);
        if (!text) return;
        std::replace(text->begin(), text->end(), '\t', ' ');
        check_letters(b, f, *text);
        return append_words(out, f, size, *text);
    }
    if (b.when_absent == absent::refuse)
        refuse(b.file, b.at,
               fmt::format("{} is missing; the form cannot be printed without it", shown(b.path)));
    if (b.when_absent == absent::leader) out.push_back({piece::kind::leader, f, size, {}});
    if (b.when_absent == absent::dots)
        out.push_back({piece::kind::words, f, size, std::string(static_cast<std::size_t>(b.dots), '.')});
    if (b.when_absent == absent::words) append_words(out, f, size, b.words);
}

void scope::append(const inline_text& text, bool sans, double size, std::vector<piece>& out) {
    for (const auto& item : text) {
        const auto f = face_for(sans, item.bold, item.italic);
        const double own_size = size * item.scale;
        if (const auto* words = std::get_if<std::string>(&item.what))
            out.push_back({piece::kind::words, f, own_size, *words});
        else if (const auto* b = std::get_if<binding>(&item.what))
            append_binding(*b, f, own_size, out);
        else if (const auto* c = std::get_if<inline_choice>(&item.what)) {
            if (holds(c->when)) append(c->items, sans, size, out);
        } else {
            out.push_back({piece::kind::line_break, f, own_size, {}});
        }
    }
}

std::vector<piece> scope::resolve(const inline_text& text, bool sans, double size) {
    std::vector<piece> out;
    append(text, sans, size, out);
    return out;
}

std::string scope::plain(const inline_text& text) {
    std::vector<piece> pieces;
    append(text, true, 1, pieces);
    std::string out;
    for (const auto& p : pieces) out += p.text;
    return out;
}

}  // namespace motcua::templates
