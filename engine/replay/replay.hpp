// Lives every session again from the journal, through the same stepper, and compares with what the store
// holds: replay equals run. What is no function of a step (numbers) comes from the journal; charts,
// procedures, rules and calendars from what the journal says the office worked by at the time. Changes
// nothing. The caller owns the data folder meanwhile; one thread.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/deployment/deployment_builder.hpp"
#include "engine/store/door.hpp"

namespace motcua::runtime {

struct difference {
    store::session_id session = 0;
    std::string
        place;  // "record.fee.paid", "state", "slip apology 1", "journal row 17"; never what stands there
    std::string message;
};

struct replayed {
    store::verification chain;
    std::int64_t equal = 0;
    std::int64_t not_replayable = 0;  // erased, or migrated from an older format
    std::int64_t steps = 0;
    std::vector<difference> different;  // the first place of each session

    bool same() const {
        return !chain.broken && chain.missing.empty() && chain.miscounted.empty() && different.empty();
    }
};

// What the office worked by, and from which journal row on.
class deployment_history {
public:
    // Unfolds the kept deployments below `folder`; with `workflows`, that folder stands for all of them but
    // for the calendars that a person has confirmed for this data folder.
    static read_result<deployment_history> read(store::door& door, const std::string& folder,
                                                const std::string& workflows, const std::string& office,
                                                const kinds::registry& known = kinds::registry::standard());
    const deployment* at(store::journal_seq seq);
    // Whether the store still holds, undamaged, what has this hash.
    bool is_kept(store::reader& from, const std::string& hash);

private:
    read_result<void> add(store::reader& from, store::journal_seq seq, read_result<deployment_builder> what);

    struct span {
        store::journal_seq from = 0;
        std::unique_ptr<const deployment> what;
    };
    std::vector<span> spans_;
    std::map<std::string, bool> kept_;  // by hash
};

result<replayed> replay(store::door& door, deployment_history& history);

}  // namespace motcua::runtime
