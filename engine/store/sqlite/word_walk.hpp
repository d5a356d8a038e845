// The sessions whose names have a word with a given start, in the order of their ids from a place on: the
// words with that start are walked together, each a few rows at a time. Throws sqlite_error.
#pragma once

#include <queue>
#include <string>
#include <vector>

#include "engine/store/rows.hpp"
#include "engine/store/sqlite/reader_pool.hpp"

namespace motcua::store {

class word_walk {
public:
    // `after`: beyond this id; `ascending`: upwards, else downwards.
    word_walk(reading_connection& in, office_id office, std::string kind, std::vector<std::string> words,
              session_id after, bool ascending);
    // Each session once.
    std::optional<session_id> next();

private:
    struct strand {
        std::string word;
        std::vector<session_id> ids{};  // read and not given yet, the next one last
        session_id last;                // read
        std::size_t room;               // how many are read at a time
        bool ended = false;
    };

    void read(strand& s);
    bool comes_later(std::size_t a, std::size_t b) const;
    void push(std::size_t which);

    reading_connection& in_;
    const office_id office_;
    const std::string kind_;
    const bool ascending_;
    std::vector<strand> strands_;
    std::vector<std::size_t> heap_;  // of strands that have an id at hand
    std::optional<session_id> given_;
};

}  // namespace motcua::store
