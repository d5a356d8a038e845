#include "engine/deployment/deployment.hpp"

#include <algorithm>
#include <filesystem>
#include <tuple>

#include "engine/base/hash.hpp"
#include "engine/base/json.hpp"
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

store::content_row content(std::string kind, std::string name, std::string bytes) {
    store::content_row row;
    row.hash = sha256(bytes);
    row.kind = std::move(kind);
    row.name = std::move(name);
    row.bytes = std::move(bytes);
    return row;
}

store::content_row list_of(const std::vector<store::content_row>& contents, const std::string& office) {
    std::vector<const store::content_row*> sorted;  // the same list however the deployment came about
    for (const auto& row : contents) sorted.push_back(&row);
    std::sort(sorted.begin(), sorted.end(),
              [](auto* a, auto* b) { return std::tie(a->kind, a->name) < std::tie(b->kind, b->name); });
    json_array files;
    for (const auto* row : sorted)
        files.push_back({{"kind", row->kind}, {"name", row->name}, {"hash", row->hash}});
    return content("deployment", office,
                   to_canonical_text(json_object{{"office", office}, {"files", std::move(files)}}));
}

}  // namespace

read_result<calendar_version> deployment::read_calendars(const std::string& folder) const {
    return read_calendar_version(folder, office_.code);
}

std::vector<store::content_row> deployment::contents_with(const calendar_version& c) const {
    std::vector<store::content_row> out;
    for (const auto& row : contents_)
        if (row.kind != "calendars" && row.kind != "deployment") out.push_back(row);
    out.insert(out.end(), c.files.begin(), c.files.end());
    out.push_back(list_of(out, office_.code));
    return out;
}

void deployment::put_in_force(calendar_version c, std::vector<store::content_row> with) {
    days_->all.push_back(c.days);
    days_->in_force = c.days.get();
    contents_ = std::move(with);
}

read_result<deployment> deployment::read(const std::string& folder, const std::string& office,
                                         const std::string& calendars, read_for what_for,
                                         const kinds::registry& known) {
    // What a store gives back was accepted when it was kept: it is not judged again.
    const auto from = what_for == read_for::deployment ? origin::folder : origin::store;
    deployment d;
    d.kinds_ = &known;
    faults found;
    const fs::path top(folder);
    if (!fs::is_directory(top))
        return tl::make_unexpected(faults{{folder, {}, "no such folder; name it with --workflows"}});

    if (auto r = take(procedure::reasons::read((top / "reasons.xml").string(), from), found))
        d.reasons_ = std::make_shared<procedure::reasons>(std::move(*r));
    const auto charts = take(xml::files_below((top / "charts").string(), "charts", {.charts = true}), found);
    for (const fs::path path : charts.value_or(std::vector<std::string>{})) {
        auto one = take(read_chart(path, known, what_for, d.reasons_.get()), found);
        if (!one || !*one) continue;
        d.chart_hashes_[path.stem().string()] = (*one)->hash;
        d.keep("chart", path.stem().string(), (*one)->bundle);
        d.add(std::move(**one));
    }
    if (auto p = take(procedure::catalogue::load((top / "procedures").string(), from), found))
        d.procedures_ = std::make_shared<procedure::catalogue>(std::move(*p));
    if (auto r = take(procedure::read_rule_sets((top / "rules").string()), found)) d.rules_ = std::move(*r);
    if (auto o = take(procedure::read_office((top / "units" / (office + ".xml")).string(), from), found))
        d.office_ = std::move(*o);
    if (auto w = take(procedure::read_warning_rules((top / "warnings.xml").string()), found))
        d.warnings_ = *w;
    const auto days = calendars.empty() ? (top / "calendars").string() : calendars;
    // An adopted calendar comes from the store, whatever the rest comes from.
    auto c = take(read_calendar_version(days, office, calendars.empty() ? from : origin::store), found);
    if (!found.empty()) return tl::make_unexpected(std::move(found));
    if (what_for == read_for::deployment)
        if (auto strays = check_named(d, top.string()); !strays.empty())
            return tl::make_unexpected(std::move(strays));

    for (const char* kind : {"procedures", "rules", "units"}) {
        const bool deep = kind == std::string_view("procedures");
        const auto paths = xml::files_below((top / kind).string(), kind, {.subfolders = deep});
        if (!paths) return tl::make_unexpected(paths.error());
        for (const auto& path : *paths)
            if (auto text = read_file(path)) d.keep(kind, fs::relative(path, top).string(), std::move(*text));
    }
    d.contents_.insert(d.contents_.end(), c->files.begin(), c->files.end());
    d.days_->all.push_back(c->days);
    d.days_->in_force = c->days.get();
    if (auto text = read_file((top / "reasons.xml").string()))
        d.keep("reasons", "reasons.xml", std::move(*text));
    if (d.warnings_)
        if (auto text = read_file((top / "warnings.xml").string()))
            d.keep("warnings", "warnings.xml", std::move(*text));
    d.keep_list();
    return d;
}

void deployment::keep_list() {
    contents_.push_back(list_of(contents_, office_.code));
}

// The list stays the last one.
void deployment::add_form(std::string name, std::string content, std::vector<kinds::paper_need> needs) {
    contents_.pop_back();
    keep("template", std::move(name), std::move(content));
    needs_.insert_or_assign(contents_.back().hash, std::move(needs));
    keep_list();
}

std::string deployment::form_for(std::string_view form, std::string_view set, local_day accepted) const {
    return form_finder_ ? form_finder_(form, set, to_iso(accepted)) : std::string();
}

const std::vector<kinds::paper_need>* deployment::needs_of(std::string_view form, std::string_view set,
                                                           local_day accepted) const {
    const auto at = needs_.find(form_for(form, set, accepted));
    return at == needs_.end() ? nullptr : &at->second;
}

void deployment::keep(std::string kind, std::string name, std::string bytes) {
    contents_.push_back(content(std::move(kind), std::move(name), std::move(bytes)));
}

namespace {

result<void> recall_charts(deployment& d, store::reader& from) {
    const auto kept = from.contents("chart");
    if (!kept) return tl::make_unexpected(kept.error());
    for (const auto& one : *kept) {
        if (d.chart_by_hash(one.hash)) continue;
        const auto row = from.content(one.hash);
        if (!row) return tl::make_unexpected(row.error());
        if (!*row) continue;
        if (auto compiled = compile_bundle((*row)->bytes, d.kinds()); compiled && compiled->hash == one.hash)
            d.add(std::move(*compiled));
    }
    return {};
}

}  // namespace

result<void> recall_kept(deployment& d, store::reader& from) {
    if (auto done = recall_charts(d, from); !done) return done;
    const auto kept = from.contents("procedures");
    if (!kept) return tl::make_unexpected(kept.error());
    for (const auto& row : *kept) {
        const auto whole = from.content(row.hash);
        if (!whole) return tl::make_unexpected(whole.error());
        // One that can no longer be read parks the dossiers that name it; the office goes on.
        if (!*whole) continue;
        if (auto e = procedure::read_entry_text((*whole)->bytes, row.name, origin::store))
            d.add(std::move(*e));
    }
    return {};
}

result<std::string> adopted_calendars(store::door& kept_in, const std::string& data) {
    const auto whole = kept_in.meta(deployment::adopted_as);
    if (!whole) return tl::make_unexpected(whole.error());
    if (!*whole) return std::string();
    auto from = kept_in.snapshot();
    if (!from) return tl::make_unexpected(from.error());
    const auto folder = fs::path(data) / "adopted";
    std::error_code ignored;
    fs::remove_all(folder, ignored);
    const auto done = unfold(**from, **whole, folder.string(), "calendars");
    if (done) return (folder / "calendars").string();
    const auto& why = done.error();
    if (why.what != failure::kind::not_found && why.what != failure::kind::corrupt) return done;
    return fail(why.what, std::string("the calendar that was adopted for this data folder (word \"") +
                              deployment::adopted_as + "\" of its table meta) cannot be read back: " +
                              why.message + "; put the data folder back from its last backup");
}

result<std::string> unfold(store::reader& from, std::string_view hash, const std::string& folder,
                           std::string_view only) {
    const auto bytes = [&](std::string_view of) -> result<std::string> {
        auto row = from.content(of);
        if (!row) return tl::make_unexpected(row.error());
        if (!*row) return fail(failure::kind::not_found, "the store lacks the content " + std::string(of));
        if (sha256((*row)->bytes) != of)
            return fail(failure::kind::corrupt,
                        "the store holds the content " + std::string(of) + " damaged");
        return std::move((*row)->bytes);
    };
    const auto write = [&](const fs::path& path, std::string_view text) -> result<void> {
        std::error_code error;
        fs::create_directories(path.parent_path(), error);
        return write_file(path.string(), text);
    };
    const auto list = bytes(hash);
    if (!list) return tl::make_unexpected(list.error());
    const auto what = parse_json(*list);
    const json* files = what ? find(*what, "files") : nullptr;
    if (!files || !files->is_array()) return fail(failure::kind::corrupt, "the kept deployment is no list");
    for (const auto& f : files->get_array()) {
        if (get_string(f, "kind") == "template") continue;  // the host's affair
        if (!only.empty() && get_string(f, "kind") != only) continue;
        auto text = bytes(get_string(f, "hash"));
        if (!text) return tl::make_unexpected(text.error());
        if (get_string(f, "kind") != "chart") {
            if (auto ok = write(fs::path(folder) / get_string(f, "name"), *text); !ok)
                return tl::make_unexpected(ok.error());
            continue;
        }
        const auto bundle = parse_json(*text);
        const json* parts = bundle ? find(*bundle, "files") : nullptr;
        if (!parts || !parts->is_object()) return fail(failure::kind::corrupt, "a kept chart is no bundle");
        for (const auto& [name, part] : parts->get_object())
            if (auto ok = write(fs::path(folder) / "charts" / std::string(name),
                                part.is_string() ? std::string(part.get_string()) : std::string());
                !ok)
                return tl::make_unexpected(ok.error());
    }
    return get_string(*what, "office");
}

void deployment::add(deployed_chart older) {
    auto hash = older.hash;
    charts_.insert_or_assign(std::move(hash), std::move(older));
}

void deployment::add(procedure::entry older) {
    auto version = older.version;
    older_.insert_or_assign(std::move(version), std::move(older));
}

const deployed_chart* deployment::chart_by_hash(std::string_view hash) const {
    const auto at = charts_.find(hash);
    return at == charts_.end() ? nullptr : &at->second;
}

const deployed_chart* deployment::chart_named(std::string_view name) const {
    const auto at = chart_hashes_.find(name);
    return at == chart_hashes_.end() ? nullptr : chart_by_hash(at->second);
}

std::vector<std::string_view> deployment::chart_names() const {
    std::vector<std::string_view> out;
    for (const auto& [name, hash] : chart_hashes_) out.push_back(name);
    return out;
}

const procedure::entry* deployment::find_version(std::string_view code, std::string_view version) const {
    if (const auto* now = procedures_->find_version(code, version)) return now;
    const auto at = older_.find(version);
    return at == older_.end() ? nullptr : &at->second;
}

}  // namespace motcua::runtime
