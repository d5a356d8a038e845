// Format 2: counts that commits keep.
#include "engine/store/sqlite/schema.hpp"
#include "engine/store/sqlite/tallies.hpp"

namespace motcua::store {

namespace {

// Few rows ever fail. A key opens one session for an actor, or is refused once; whoever else used it is found
// too, so the actor comes last. Some folders of format 1 have these indexes already.
constexpr const char* additions = R"sql(
CREATE INDEX IF NOT EXISTS outbox_failed ON outbox(office, id) WHERE state = 3;
CREATE UNIQUE INDEX IF NOT EXISTS journal_opening ON journal(office, command_key, actor)
    WHERE command_key IS NOT NULL AND (cause = 0 OR session = 0);
DROP INDEX IF EXISTS journal_creation;

CREATE TABLE tally(
    office INTEGER NOT NULL,
    kind TEXT NOT NULL,
    list TEXT NOT NULL,
    unit TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY(office, kind, list, unit)
) STRICT, WITHOUT ROWID;
)sql";

}  // namespace

void to_format_2(connection& db) {
    db.execute(additions);
    tally_writer into(db);
    for (const auto& [office, counted] : count_all(db)) into.write(office, counted);
}

}  // namespace motcua::store
