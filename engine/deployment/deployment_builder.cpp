#include "engine/deployment/deployment_builder.hpp"

#include <filesystem>

#include "engine/base/hash.hpp"
#include "engine/base/text.hpp"
#include "engine/deployment/named.hpp"
#include "engine/xml/files_below.hpp"

namespace motcua::runtime {
namespace {

namespace fs = std::filesystem;

// Moves the value out, or its faults into `found`.
template <class T>
std::optional<T> take(read_result<T> r, faults& found) {
    if (r) return std::move(*r);
    found.insert(found.end(), r.error().begin(), r.error().end());
    return std::nullopt;
}

}  // namespace

read_result<deployment_builder> deployment_builder::read(const std::string& folder, const std::string& office,
                                                         const std::string& calendars, read_for what_for,
                                                         const kinds::registry& known) {
    const fs::path top(folder);
    if (!fs::is_directory(top))
        return tl::make_unexpected(faults{{folder, {}, "no such folder; name it with --workflows"}});
    deployment_builder out;
    out.parts_->kinds = &known;
    faults found = out.read_parts(folder, office, what_for);
    const auto days = calendars.empty() ? (top / "calendars").string() : calendars;
    // An adopted calendar comes from the store, whatever the rest comes from.
    const bool judged = calendars.empty() && what_for == read_for::deployment;
    auto c = take(read_calendar_version(days, office, judged ? origin::folder : origin::store), found);
    if (!found.empty()) return tl::make_unexpected(std::move(found));
    out.calendar_ = std::move(*c);
    if (what_for == read_for::deployment)
        if (auto strays = check_named(deployment(out.parts_, out.calendar_), folder); !strays.empty())
            return tl::make_unexpected(std::move(strays));
    if (auto kept = out.keep_files(folder); !kept) return tl::make_unexpected(kept.error());
    return out;
}

faults deployment_builder::read_parts(const std::string& folder, const std::string& office,
                                      read_for what_for) {
    // What a store gives back was accepted when it was kept: it is not judged again.
    const auto from = what_for == read_for::deployment ? origin::folder : origin::store;
    const fs::path top(folder);
    auto& p = *parts_;
    faults found;
    if (auto r = take(procedure::reasons::read((top / "reasons.xml").string(), from), found))
        p.reasons.emplace(std::move(*r));
    const auto* lists = p.reasons ? &*p.reasons : nullptr;
    const auto charts = take(xml::files_below((top / "charts").string(), "charts", {.charts = true}), found);
    for (const fs::path path : charts.value_or(std::vector<std::string>{})) {
        auto one = take(read_chart(path, *p.kinds, what_for, lists), found);
        if (!one || !*one) continue;
        p.chart_hashes[path.stem().string()] = (*one)->hash;
        keep("chart", path.stem().string(), (*one)->bundle);
        add(std::move(**one));
    }
    if (auto all = take(procedure::catalogue::load((top / "procedures").string(), from), found))
        p.procedures.emplace(std::move(*all));
    if (auto r = take(procedure::read_rule_sets((top / "rules").string()), found)) p.rules = std::move(*r);
    if (auto o = take(procedure::read_office((top / "units" / (office + ".xml")).string(), from), found))
        p.office = std::move(*o);
    if (auto w = take(procedure::read_warning_rules((top / "warnings.xml").string()), found)) p.warnings = *w;
    return found;
}

// As they are; charts are kept when they are read, with all the files that they include.
read_result<void> deployment_builder::keep_files(const std::string& folder) {
    const fs::path top(folder);
    for (const char* kind : {"procedures", "rules", "units"}) {
        const bool deep = kind == std::string_view("procedures");
        const auto paths = xml::files_below((top / kind).string(), kind, {.subfolders = deep});
        if (!paths) return tl::make_unexpected(paths.error());
        for (const auto& path : *paths)
            if (auto text = read_file(path)) keep(kind, fs::relative(path, top).string(), std::move(*text));
    }
    if (auto text = read_file((top / "reasons.xml").string()))
        keep("reasons", "reasons.xml", std::move(*text));
    if (parts_->warnings)
        if (auto text = read_file((top / "warnings.xml").string()))
            keep("warnings", "warnings.xml", std::move(*text));
    return {};
}

void deployment_builder::add_form(std::string name, std::string content,
                                  std::vector<kinds::paper_need> needs) {
    keep("template", std::move(name), std::move(content));
    parts_->needs.insert_or_assign(parts_->contents.back().hash, std::move(needs));
}

void deployment_builder::keep(std::string kind, std::string name, std::string bytes) {
    auto& row = parts_->contents.emplace_back();
    row.hash = sha256(bytes);
    row.kind = std::move(kind);
    row.name = std::move(name);
    row.bytes = std::move(bytes);
}

void deployment_builder::add(deployed_chart c) {
    auto hash = c.hash;
    parts_->charts.insert_or_assign(std::move(hash), std::move(c));
}

result<void> deployment_builder::recall_charts(store::reader& from) {
    const auto kept = from.contents("chart");
    if (!kept) return tl::make_unexpected(kept.error());
    for (const auto& one : *kept) {
        if (parts_->charts.contains(one.hash)) continue;
        const auto row = from.content(one.hash);
        if (!row) return tl::make_unexpected(row.error());
        if (!*row) continue;
        if (auto c = compile_bundle((*row)->bytes, *parts_->kinds); c && c->hash == one.hash)
            add(std::move(*c));
    }
    return {};
}

result<void> deployment_builder::recall_kept(store::reader& from) {
    if (auto done = recall_charts(from); !done) return done;
    const auto kept = from.contents("procedures");
    if (!kept) return tl::make_unexpected(kept.error());
    for (const auto& row : *kept) {
        const auto whole = from.content(row.hash);
        if (!whole) return tl::make_unexpected(whole.error());
        // One that can no longer be read parks the dossiers that name it; the office goes on.
        if (!*whole) continue;
        if (auto e = procedure::read_entry_text((*whole)->bytes, row.name, origin::store)) {
            auto version = e->version;
            parts_->older.insert_or_assign(std::move(version), std::move(*e));
        }
    }
    return {};
}

deployment deployment_builder::build() && {
    return deployment(std::move(parts_), std::move(calendar_));
}

}  // namespace motcua::runtime
