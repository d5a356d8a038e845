#include "engine/kinds/registry.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/kinds/tell_effect.hpp"
#include "engine/kinds/dossier/kind.hpp"
#include "engine/kinds/round/kind.hpp"

namespace motcua::kinds {

const registry& registry::standard() {
    static const registry all = [] {
        registry r;
        add_tell_effect(r);
        dossier::add_dossier_kind(r);
        dossier::add_round_kind(r);
        return r;
    }();
    return all;
}

void registry::add(session_kind k) {
    const auto at =
        std::find_if(kinds_.begin(), kinds_.end(), [&](const auto& known) { return known.name == k.name; });
    if (at != kinds_.end())
        *at = std::move(k);
    else
        kinds_.push_back(std::move(k));
}

const session_kind* registry::find_kind(std::string_view name) const {
    for (const auto& k : kinds_)
        if (k.name == name) return &k;
    return nullptr;
}

std::vector<std::string> registry::names() const {
    std::vector<std::string> out;
    for (const auto& k : kinds_) out.push_back(k.name);
    return out;
}

result<any_record> registry::decode(std::string_view kind, std::string_view text) const {
    unsigned char room[16 * 1024];
    boost::json::monotonic_resource in(room, sizeof room);
    const auto v = parse_own_json(text, in);
    if (!v) return tl::make_unexpected(v.error());
    return read(kind, *v);
}

result<any_record> registry::read(std::string_view kind, const json& record) const {
    if (const auto* k = find_kind(kind)) return k->read(record);
    std::string known;
    for (const auto& k : kinds_) known += (known.empty() ? "" : ", ") + k.name;
    return fail(failure::kind::unsupported,
                fmt::format("no record is known for sessions of kind '{}'; expected one of {}", kind, known));
}

}  // namespace motcua::kinds
