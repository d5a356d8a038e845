#include "engine/procedure/catalogue.hpp"

#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/xml/files_below.hpp"

namespace motcua::procedure {

namespace {

bool contains_every_word(std::string_view text, std::string_view words) {
    while (!words.empty()) {
        const auto space = words.find(' ');
        if (text.find(words.substr(0, space)) == text.npos) return false;
        if (space == words.npos) return true;
        words.remove_prefix(space + 1);
    }
    return true;
}

}  // namespace

read_result<catalogue> catalogue::of(std::vector<entry> entries) {
    faults found;
    catalogue out;
    for (auto& e : entries) {
        for (const auto& other : out.rows_)
            if (other.what.code == e.code && overlap(other.what.when, e.when))
                found.push_back(
                    {e.code, {}, "two versions hold on the same day; end the older one with 'until'"});
        std::string folded = fold(e.code + " " + e.name);
        out.rows_.push_back({std::move(e), std::move(folded)});
    }
    std::sort(out.rows_.begin(), out.rows_.end(),
              [](const row& a, const row& b) { return a.what.code < b.what.code; });
    if (!found.empty()) return tl::make_unexpected(std::move(found));
    return out;
}

read_result<catalogue> catalogue::load(const std::string& folder, origin from) {
    const auto paths = xml::files_below(folder, "procedures", {.subfolders = true});
    if (!paths) return tl::make_unexpected(paths.error());
    faults found;
    std::vector<entry> entries;
    for (const auto& path : *paths) {
        auto read = read_entry(path, from);
        if (read)
            entries.push_back(std::move(*read));
        else
            found.insert(found.end(), read.error().begin(), read.error().end());
    }
    if (!found.empty()) return tl::make_unexpected(std::move(found));
    return of(std::move(entries));
}

const entry* catalogue::find(std::string_view code, local_day day) const {
    for (const auto& r : rows_)
        if (r.what.code == code && r.what.when.holds(day)) return &r.what;
    return nullptr;
}

const entry* catalogue::find_version(std::string_view code, std::string_view version) const {
    for (const auto& r : rows_)
        if (r.what.code == code && r.what.version == version) return &r.what;
    return nullptr;
}

std::vector<const entry*> catalogue::search(std::string_view words, local_day day) const {
    const std::string wanted = fold(words);
    std::vector<const entry*> out;
    for (const auto& r : rows_)
        if (r.what.when.holds(day) && contains_every_word(r.folded, wanted)) out.push_back(&r.what);
    std::stable_sort(out.begin(), out.end(), [&](const entry* a, const entry* b) {
        return a->code.starts_with(wanted) > b->code.starts_with(wanted);
    });
    return out;
}

std::vector<const entry*> catalogue::all(local_day day) const {
    return search({}, day);
}

}  // namespace motcua::procedure
