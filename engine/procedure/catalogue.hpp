// All procedures of an office, every version: loaded once from a folder, then read only. Loading reports all
// faults of all files; a catalogue with a fault is not loaded at all. Any thread may read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/procedure/entry.hpp"

namespace motcua::procedure {

read_result<entry> read_entry(const std::string& path, origin from = origin::folder);
// `name` only names the place in faults.
read_result<entry> read_entry_text(std::string text, const std::string& name, origin from = origin::folder);

class catalogue {
public:
    // Every *.xml below `folder`.
    static read_result<catalogue> load(const std::string& folder, origin from = origin::folder);
    // Two versions of one code must not hold on the same day.
    static read_result<catalogue> of(std::vector<entry> entries);

    const entry* find(std::string_view code, local_day day) const;
    // The version an accepted dossier keeps.
    const entry* find_version(std::string_view code, std::string_view version) const;
    // Those holding on `day` whose code starts with, or whose name contains, every word of `words`; tones are
    // ignored.
    std::vector<const entry*> search(std::string_view words, local_day day) const;
    std::vector<const entry*> all(local_day day) const;

private:
    struct row {
        entry what;
        std::string folded;
    };
    std::vector<row> rows_;
};

}  // namespace motcua::procedure
