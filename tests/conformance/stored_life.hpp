// A document's life kept in a data folder, cut off and taken up again: by dropping everything in memory at a
// commit, or by killing the process that lives it. What is compared is what the journal says happened.
#pragma once

#include <cstdint>
#include <string>

#include "engine/lab/scxml/stored_run.hpp"

namespace motcua::conformance {

struct stored_life {
    std::string phase;     // its first active state
    std::string state;     // the session's row, byte for byte
    std::string happened;  // trace and log lines of all commits, as the journal has them
    std::string trouble;
    std::int64_t commits = 0;
    std::string broken;  // what is wrong with the folder; empty: nothing

    friend bool operator==(const stored_life&, const stored_life&) = default;
};

// One boundary of the run: right before a commit is made, or right after it became durable.
struct boundary {
    lab::stored_run::moment at;
    std::int64_t commit;
};

// Lives until the end or until `cut`; true at the end. Everything in memory is gone when it returns.
bool live_until(const std::string& file, const std::string& folder, const boundary* cut = nullptr);
// What stands in the folder.
stored_life what_stands_in(const std::string& folder);
// The uninterrupted life, in a folder of its own that is gone afterwards.
stored_life plan_dossier(const std::string& file);

// Cut off before and after each of its commits, the document does what it does uninterrupted; with
// MOTCUA_PROVE also when it is cut off at one of them only.
void survives_power_cuts(const std::string& file);

// The same in processes that are killed: before and after each commit, then at random moments. Counts the
// kills.
int survives_kills(const std::string& file, std::uint64_t seed);

}  // namespace motcua::conformance
