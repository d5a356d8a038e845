// What an office's engine can keep alive and do: the registry of session kinds and that of effects. The
// standard one holds dossiers, couriers' rounds and the effects of their charts; a host adds kinds and
// effects of its own to a copy. Built before an engine opens, read-only afterwards; any thread.
#pragma once

#include "engine/kinds/effects.hpp"
#include "engine/kinds/session_kind.hpp"

namespace motcua::kinds {

class registry {
public:
    static const registry& standard();

    // The last of a name wins.
    void add(session_kind k);
    void add(effect e) { effects_.add(std::move(e)); }

    const session_kind* find_kind(std::string_view name) const;
    bool has_promise(std::string_view kind) const {
        const auto* k = find_kind(kind);
        return k && k->has_promise;
    }
    std::vector<std::string> names() const;  // of the kinds
    const effect_registry& effects() const { return effects_; }

    // The record of a session row. `unsupported`: nobody registered that kind.
    result<any_record> decode(std::string_view kind, std::string_view text) const;
    result<any_record> read(std::string_view kind, const json& record) const;

private:
    std::vector<session_kind> kinds_;
    effect_registry effects_;
};

}  // namespace motcua::kinds
