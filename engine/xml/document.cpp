// Reading a file with the files it includes: first the gate, then the tree. The view is in element.cpp.
#include "engine/xml/document.hpp"

#include <algorithm>
#include <filesystem>

#include "engine/base/text.hpp"
#include "engine/xml/gate.hpp"
#include "engine/xml/tree.hpp"

namespace motcua::xml {

namespace {

constexpr std::size_t deepest_include = 8;
constexpr std::size_t most_includes = 1000;  // by one document and what it includes

using file_pointer = std::shared_ptr<const detail::file>;

// This file and what it includes, in reading order.
template <class F>
void each_text(const detail::file& f, F&& visit) {
    visit(f.text);
    for (const auto& i : f.included) each_text(*i.stands_for, visit);
}

}  // namespace

class document::reading {
public:
    explicit reading(const document::opener& open) : open_(open) {}

    read_result<file_pointer> read(std::string text, const std::string& name, std::size_t depth = 0) {
        auto f = std::make_shared<detail::file>();
        f->name = name;
        f->depth = depth;
        f->text = std::move(text);
        const auto passed = detail::pass(f->text, name, depth);
        if (!passed) return tl::make_unexpected(faults{passed.error()});
        if (auto bad = detail::build(*f, *passed)) return tl::make_unexpected(faults{std::move(*bad)});
        chain_.push_back(name);
        for (auto& i : f->included) {
            auto inner = include(*f, element(f.get(), &f->tags[i.row]), i.depth);
            if (!inner) return inner;
            i.stands_for = std::move(*inner);
        }
        chain_.pop_back();
        return f;
    }

private:
    // Reads what an xi:include names; only whole files beside or below the including one.
    read_result<file_pointer> include(const detail::file& from, const element& at, std::size_t around) {
        const auto refuse = [&](const std::string& message) {
            return tl::make_unexpected(faults{at.error("xi:include" + message)});
        };
        const auto href = at.view("href").value_or("");
        if (href.empty()) return refuse(" needs href");
        for (const char* unsupported : {"xpointer", "fragid"})
            if (at.view(unsupported))
                return refuse(" takes whole files only; remove " + std::string(unsupported));
        if (const auto parse = at.view("parse").value_or(""); !parse.empty() && parse != "xml")
            return refuse(" takes parse=\"xml\" only");
        const std::filesystem::path relative(href);
        const bool outside = relative.is_absolute() || href.find("://") != href.npos ||
                             std::find(relative.begin(), relative.end(), "..") != relative.end();
        if (outside)
            return refuse(" href=\"" + std::string(href) + "\" must name a file beside or below this one");
        const std::string path = (std::filesystem::path(from.name).parent_path() / relative).string();
        if (std::find(chain_.begin(), chain_.end(), path) != chain_.end())
            return refuse(" of " + path + " includes itself");
        if (chain_.size() > deepest_include) return refuse(" is nested too deeply");
        if (++included_ > most_includes)
            return refuse(" is one of more than " + std::to_string(most_includes) +
                          " in one document; include fewer files");
        auto text = open_(path);
        if (!text) return refuse(": " + text.error().message);
        return read(std::move(*text), path, from.depth + around);
    }

    const document::opener& open_;
    std::vector<std::string> chain_;  // file names being read, outermost first
    std::size_t included_ = 0;
};

read_result<document> document::parse(std::string text, const std::string& name, const opener& open) {
    const opener from_disk = read_file;
    auto f = reading(open ? open : from_disk).read(std::move(text), name);
    if (!f) return tl::make_unexpected(std::move(f.error()));
    document d;
    d.file_ = std::move(*f);
    return d;
}

read_result<document> document::read(const std::string& path) {
    auto text = read_file(path);
    if (!text) return tl::make_unexpected(faults{{path, {}, text.error().message}});
    return parse(std::move(*text), path);
}

element document::root() const {
    return {file_.get(), file_->tags.data()};
}

std::string document::all_text() const {
    std::string out;
    std::size_t size = 1;  // callers put something behind it
    each_text(*file_, [&](const std::string& text) { size += text.size(); });
    out.reserve(size);
    each_text(*file_, [&](const std::string& text) { out += text; });
    return out;
}

}  // namespace motcua::xml
