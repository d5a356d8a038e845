#include "engine/stepping/command_key.hpp"

#include "engine/base/hash.hpp"

namespace motcua::runtime {

std::string asked_digest(const command_job& o) {
    const json_object asked{
        {"actor", o.by.id}, {"session", o.session}, {"kind", o.kind}, {"event", o.event}, {"data", o.data}};
    return sha256(to_canonical_text(asked)).substr(0, 32);
}

std::string with_asked(std::string payload, const command_key& key) {
    if (key.asked.empty()) return payload;
    const auto end = payload.rfind('}');
    const bool first = payload.find_last_not_of(' ', end - 1) == payload.find('{');
    payload.insert(end, (first ? R"("asked":")" : R"(,"asked":")") + key.asked + '"');
    return payload;
}

key_use use_of_key(const store::journal_row& taken, const command_job& o) {
    const auto payload = parse_json(taken.payload);
    const auto asked = payload ? get_string(*payload, "asked") : std::string();
    if (asked.empty()) return taken.actor == o.by.id ? key_use::repeated : key_use::foreign;
    return asked == o.asked ? key_use::repeated : key_use::reused;
}

}  // namespace motcua::runtime
