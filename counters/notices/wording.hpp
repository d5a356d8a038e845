// What notices say: subjects and texts by the notice's name, read once from templates/notices.xml. A text may
// name what every notice knows, {dossier} {procedure} {receiver.name} {office.name}, and what its own
// values="…" lists: the further arguments of that notice. Immutable; any thread.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "engine/base/json.hpp"
#include "engine/base/result.hpp"

namespace motcua::notices {

struct words {
    std::string subject;
    std::string text;
};

class wording {
public:
    // All faults, each with its place.
    static read_result<wording> read(const std::string& path);

    // {a.b} are replaced by the values, moments in words. A name without words of its own gets those of
    // "other".
    words of(std::string_view notice, const json& values) const;

private:
    std::map<std::string, words, std::less<>> all_;
};

}  // namespace motcua::notices
