#include <filesystem>

#include "engine/base/text.hpp"
#include "engine/chart/builder.hpp"
#include "engine/chart/delay.hpp"
#include "engine/chart/words.hpp"
#include "engine/native/content.hpp"

namespace motcua::chart {

namespace {

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

}  // namespace

void builder::fault_at(const xml::element& e, std::string_view attribute, std::string message) {
    found_.push_back({e.file(), e.at(attribute), std::move(message)});
}

// False for what is not read: other namespaces (ignored) and misplaced elements (reported).
bool builder::belongs(const xml::element& e, tag parent, tag& t) {
    const auto ns = e.ns(), name = e.name();
    if (!is_scxml(ns)) return false;
    t = tag_of(name);
    if (t == tag::unknown) {
        fault_at(e, "<" + std::string(name) + "> is no element of SCXML 1.0");
        return false;
    }
    if (!may_contain(parent, t)) {
        fault_at(e,
                 "<" + std::string(name) + "> does not belong inside <" + std::string(name_of(parent)) + ">");
        return false;
    }
    return true;
}

attributes builder::check(tag t, const xml::element& e) {
    check_text(t, e, found_);
    return read_attributes(t, e, found_);
}

place builder::where(const xml::element& e) {
    if (last_file_ != &e.file()) {
        auto& files = out_->files;
        last_file_ = &e.file();
        last_file_number_ = 0;
        while (last_file_number_ < files.size() && files[last_file_number_] != e.file()) ++last_file_number_;
        if (last_file_number_ == files.size()) files.push_back(e.file());
    }
    return {last_file_number_, e.at()};
}

index builder::place_of(const xml::element& e) {
    out_->places.push_back(where(e));
    return static_cast<index>(out_->places.size() - 1);
}

index builder::text(std::string s) {
    out_->strings.push_back(std::move(s));
    return static_cast<index>(out_->strings.size() - 1);
}

text_or_expression builder::read_either(const xml::element& e, const attributes& w, key plain,
                                        key with_expr) {
    text_or_expression v;
    if (const auto literal = w[plain]) v.text = *literal, v.written = true;
    v.expression = add_if_written(role::value, e, w, with_expr);
    if (v.expression != no_expression) v.written = true;
    return v;
}

void builder::read_namelist(const xml::element& e, const attributes& w, std::vector<parameter>& into) {
    const auto names = w[key::namelist];
    if (!names) return;
    each_word(*names, [&](std::string_view name) {
        parameter p;
        p.name = name;
        p.where = place_of(e);
        p.expression = add(role::value, p.name, e, "namelist");
        into.push_back(std::move(p));
    });
}

range builder::read_parameters(const xml::element& e, tag of, const attributes& w) {
    std::vector<parameter> own;
    read_namelist(e, w, own);
    each_child(e, of, [&](const xml::element& child, tag t) {
        if (t != tag::param) return;
        const auto inner = check(t, child);
        parameter p;
        p.name = inner.get_or(key::name, "");
        p.where = place_of(child);
        p.expression =
            add_if_written(role::value, child, inner, inner.has(key::expr) ? key::expr : key::location);
        own.push_back(std::move(p));
    });
    const range r{static_cast<index>(out_->parameters.size()), static_cast<index>(own.size())};
    for (auto& p : own) out_->parameters.push_back(std::move(p));
    return r;
}

index builder::read_content(const xml::element& e) {
    return body_of(e.each().empty() ? e.text() : e.inner_xml());
}

index builder::read_typed_content(const xml::element& content) {
    const auto w = check(tag::content, content);
    const auto expr = w[key::expr];
    if (!expr) return read_content(content);
    return add_content({add(role::value, *expr, content, "expr"), {}});
}

index builder::body_of(std::string_view written) {
    const auto words = trimmed(written);
    if (words.empty()) return nothing;
    return add_content({no_expression, datamodel::content_value(written)});
}

index builder::add_content(content c) {
    out_->contents.push_back(std::move(c));
    return static_cast<index>(out_->contents.size() - 1);
}

void builder::check_delay(const xml::element& e, const text_or_expression& d) {
    if (d.written && d.expression == no_expression && !parse_delay(d.text) && !options_.lenient)
        fault_at(e, "delay", "delay=\"" + d.text + "\" is no duration; write for example 1.5s or 200ms");
}

std::string builder::read_source(const xml::element& e, const std::string& address, std::string& problem) {
    std::string_view path = address;
    if (path.starts_with("file://"))
        path.remove_prefix(7);
    else if (path.starts_with("file:"))
        path.remove_prefix(5);
    if (path.find("://") != path.npos) {
        problem = "src=\"" + address + "\": only files beside the document are read";
    } else {
        const auto beside = (std::filesystem::path(e.file()).parent_path() / path).string();
        auto content = options_.open ? options_.open(beside) : read_file(beside);
        if (content) {
            attached_ += *content;
            attached_ += '\0';
            if (content->starts_with("\xEF\xBB\xBF")) content->erase(0, 3);
            return std::move(*content);
        }
        problem = "src=\"" + address + "\": " + content.error().message;
    }
    if (!options_.lenient) fault_at(e, "src", problem);
    return {};
}

}  // namespace motcua::chart
