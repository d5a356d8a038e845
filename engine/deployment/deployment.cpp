#include "engine/deployment/deployment.hpp"

#include <algorithm>
#include <filesystem>
#include <tuple>

#include "engine/base/hash.hpp"
#include "engine/base/json.hpp"
#include "engine/base/text.hpp"
#include "engine/deployment/deployment_builder.hpp"

namespace motcua::runtime {
namespace {

namespace fs = std::filesystem;

// The same list however the deployment came about.
store::content_row list_of(std::vector<const store::content_row*> all, const std::string& office) {
    std::sort(all.begin(), all.end(),
              [](auto* a, auto* b) { return std::tie(a->kind, a->name) < std::tie(b->kind, b->name); });
    json_array files;
    for (const auto* row : all)
        files.push_back({{"kind", row->kind}, {"name", row->name}, {"hash", row->hash}});
    store::content_row out;
    out.bytes = to_canonical_text(json_object{{"office", office}, {"files", std::move(files)}});
    out.hash = sha256(out.bytes);
    out.kind = "deployment";
    out.name = office;
    return out;
}

}  // namespace

deployment::deployment(std::shared_ptr<const parts> all_else, calendar_version c)
    : parts_(std::move(all_else)), calendar_(std::move(c)) {
    std::vector<const store::content_row*> all;
    for (const auto& row : parts_->contents) all.push_back(&row);
    for (const auto& row : calendar_.files) all.push_back(&row);
    list_ = list_of(std::move(all), office().code);
}

read_result<deployment> deployment::read(const std::string& folder, const std::string& office,
                                         const std::string& calendars, read_for what_for,
                                         const kinds::registry& known) {
    auto all = deployment_builder::read(folder, office, calendars, what_for, known);
    if (!all) return tl::make_unexpected(all.error());
    return std::move(*all).build();
}

read_result<calendar_version> deployment::read_calendars(const std::string& folder) const {
    return read_calendar_version(folder, office().code);
}

std::shared_ptr<const deployment> deployment::with_calendar(calendar_version c) const {
    return std::shared_ptr<const deployment>(new deployment(parts_, std::move(c)));
}

std::vector<store::content_row> deployment::contents() const {
    auto out = parts_->contents;
    out.insert(out.end(), calendar_.files.begin(), calendar_.files.end());
    out.push_back(list_);
    return out;
}

std::string deployment::form_for(std::string_view form, std::string_view set, local_day accepted) const {
    return prints() ? parts_->find_form(form, set, to_iso(accepted)) : std::string();
}

const std::vector<kinds::paper_need>* deployment::needs_of(std::string_view form, std::string_view set,
                                                           local_day accepted) const {
    const auto at = parts_->needs.find(form_for(form, set, accepted));
    return at == parts_->needs.end() ? nullptr : &at->second;
}

const deployed_chart* deployment::chart_by_hash(std::string_view hash) const {
    const auto at = parts_->charts.find(hash);
    return at == parts_->charts.end() ? nullptr : &at->second;
}

const deployed_chart* deployment::chart_named(std::string_view name) const {
    const auto at = parts_->chart_hashes.find(name);
    return at == parts_->chart_hashes.end() ? nullptr : chart_by_hash(at->second);
}

std::vector<std::string_view> deployment::chart_names() const {
    std::vector<std::string_view> out;
    for (const auto& [name, hash] : parts_->chart_hashes) out.push_back(name);
    return out;
}

const procedure::entry* deployment::find_version(std::string_view code, std::string_view version) const {
    if (const auto* now = parts_->procedures->find_version(code, version)) return now;
    const auto at = parts_->older.find(version);
    return at == parts_->older.end() ? nullptr : &at->second;
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

}  // namespace motcua::runtime
