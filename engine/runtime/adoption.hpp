// A calendar that a person has confirmed, on its way through the open dossiers: who, when, which days
// changed, how far it has come. Kept in the store with every batch, so that it goes on after any crash where
// it stood and meets every dossier exactly once.
#pragma once

#include <optional>
#include <string>

#include "engine/base/json.hpp"
#include "engine/base/time.hpp"
#include "engine/promise/reproject.hpp"
#include "engine/store/rows.hpp"

namespace motcua::runtime {

struct adoption {
    static constexpr const char* kept_as = "calendar_adoption";  // in the store's meta
    static constexpr const char* moved_event = "calendar_moved";  // in the dossier's journal

    std::string calendar;  // hash
    std::string by;
    instant at{};
    promise::calendar_change change;
    store::session_id judged = 0;  // every session up to it
    std::int64_t moved = 0;        // dates
    std::int64_t replanned = 0;    // wake-ups of dossiers whose date stays
    bool finished = false;
};

json to_json(const adoption& a);
std::optional<adoption> adoption_from_json(std::string_view text);
// What a person is told: {"calendar", "by", "at", "moved", "replanned", "finished"}
json_object progress_of(const adoption& a);

}  // namespace motcua::runtime
