#include "templates/language/library.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/xml/document.hpp"
#include "engine/xml/files_below.hpp"
#include "templates/language/reader.hpp"

namespace motcua::templates {
namespace {

std::optional<local_day> read_day(reader& r, const xml::element& e, std::string_view name) {
    const auto text = e.get(name);
    if (!text) return std::nullopt;
    const auto day = parse_day(*text);
    if (!day) r.refuse(e, name, fmt::format("{}='{}': expected a day such as 2025-09-15", name, *text));
    return day;
}

std::vector<form_set> read_sets(const std::string& path, faults& found) {
    const auto d = xml::document::read(path);
    if (!d) {
        found.insert(found.end(), d.error().begin(), d.error().end());
        return {};
    }
    reader r;
    std::vector<form_set> sets;
    for (const auto& e : d->root().children()) {
        if (!e.is(template_ns, "set")) {
            r.refuse(e, "<sets> holds <set> only");
            continue;
        }
        r.allow(e, {"name", "basis", "from", "until"});
        form_set s{e.get_or("name", ""), e.get_or("basis", ""), read_day(r, e, "from"),
                   read_day(r, e, "until")};
        if (s.name.empty()) r.refuse(e, "name", "<set> needs name='…'");
        for (const auto& other : sets)
            if (s.from && other.from && (!other.until || *other.until >= *s.from) &&
                (!s.until || *s.until >= *other.from))
                r.refuse(e, "from", fmt::format("overlaps set {}; end that one the day before", other.name));
        sets.push_back(std::move(s));
    }
    found.insert(found.end(), r.found.begin(), r.found.end());
    return sets;
}

void check_sets(const std::vector<form_set>& sets, const std::vector<form>& forms, faults& found) {
    for (std::size_t i = 0; i < forms.size(); ++i)
        for (const auto& set : forms[i].sets) {
            const bool known =
                std::any_of(sets.begin(), sets.end(), [&](const form_set& s) { return s.name == set; });
            if (!known) found.push_back({forms[i].file, {}, fmt::format("set '{}' is not in sets.xml", set)});
            for (std::size_t k = 0; k < i; ++k)
                if (forms[k].name == forms[i].name &&
                    std::find(forms[k].sets.begin(), forms[k].sets.end(), set) != forms[k].sets.end())
                    found.push_back({forms[i].file,
                                     {},
                                     fmt::format("form '{}' of set '{}' is also in {}; one of them must go",
                                                 forms[i].name, set, forms[k].file)});
        }
}

}  // namespace

read_result<library> library::load(const std::string& folder) {
    library l;
    faults found;
    l.sets_ = read_sets(folder + "/sets.xml", found);
    const auto files = xml::files_below(folder + "/forms", "forms");
    if (!files) {
        found.insert(found.end(), files.error().begin(), files.error().end());
        return tl::make_unexpected(std::move(found));
    }
    if (files->empty())
        found.push_back({folder + "/forms", {}, "holds no template (*.xml); name the templates folder"});
    for (const auto& path : *files) {
        auto text = read_file(path);
        if (!text) {
            found.push_back({path, {}, text.error().message});
            continue;
        }
        auto f = read_form(std::move(*text), path);
        if (f)
            l.forms_.push_back(std::move(*f));
        else
            found.insert(found.end(), f.error().begin(), f.error().end());
    }
    if (found.empty()) check_sets(l.sets_, l.forms_, found);
    if (!found.empty()) return tl::make_unexpected(std::move(found));
    return l;
}

std::string_view library::set_in_force(local_day accepted) const {
    for (const auto& s : sets_)
        if (s.from && *s.from <= accepted && (!s.until || accepted <= *s.until)) return s.name;
    return {};
}

const form* library::find(const wanted& w) const {
    const auto in = [&](std::string_view set) -> const form* {
        for (const auto& f : forms_)
            if (f.name == w.form && std::find(f.sets.begin(), f.sets.end(), set) != f.sets.end()) return &f;
        return nullptr;
    };
    if (!w.set.empty())
        if (const auto* own = in(w.set)) return own;
    return in(set_in_force(w.accepted));
}

const form* library::find_by_hash(std::string_view hash) const {
    for (const auto& f : forms_)
        if (f.hash == hash) return &f;
    return nullptr;
}

}  // namespace motcua::templates
