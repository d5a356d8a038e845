// A calendar that a person has confirmed, on its way through the open dossiers: who, when, which days
// changed, how far it has come. Kept in the store with every batch, so that it goes on after any crash where
// it stood and meets every dossier exactly once.
#pragma once

#include <optional>
#include <string>

#include "engine/base/json.hpp"
#include "engine/base/result.hpp"
#include "engine/base/time.hpp"
#include "engine/promise/calendar_move.hpp"
#include "engine/store/door.hpp"

namespace motcua::runtime {

struct adoption {
    static constexpr const char* kept_as = "calendar_adoption";       // in the store's meta, with every batch
    static constexpr const char* change_kept_as = "calendar_change";  // beside it, once
    static constexpr const char* moved_event = "calendar_moved";      // in the dossier's journal

    std::string calendar;  // hash
    std::string by;
    instant at{};
    promise::calendar_change change;
    store::session_id judged = 0;  // every session up to it
    std::int64_t moved = 0;        // dates that stand on paper
    std::int64_t replanned = 0;    // dossiers whose date stays, with a wake-up or a step's end elsewhere
    std::int64_t set_aside = 0;    // parked, for nobody can say what becomes of their date
    bool finished = false;

    void count(const promise::moved_date& one) { ++(one.printed() ? moved : replanned); }
};

// Without the change.
json to_json(const adoption& a);
result<adoption> adoption_from_json(std::string_view text);
// The last one of this data folder, if any. Corrupt where it is kept but cannot be gone on with.
result<std::optional<adoption>> kept_adoption(store::door& in);
// What a person is told: {"calendar", "by", "at", "moved", "replanned", "set_aside", "finished"}
json_object progress_of(const adoption& a);

}  // namespace motcua::runtime
