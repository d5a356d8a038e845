// Format 2: counts that commits keep, what reports count, the words of names, and the indexes along which
// lists are turned.
#include "engine/base/text.hpp"
#include "engine/store/search.hpp"
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

-- Lists are turned page by page along these: their counts are kept, so they need not hold what counts.
DROP INDEX session_worklist;
CREATE INDEX session_worklist ON session(office, kind, phase, due_at) WHERE standing <> 1;
CREATE INDEX session_due ON session(office, kind, late, due_at) WHERE standing <> 1;
CREATE INDEX session_draft ON session(office, kind, due_at) WHERE apology = 1 AND standing <> 1;
CREATE INDEX session_parked ON session(office, kind, due_at) WHERE standing = 2;
CREATE INDEX session_closed ON session(office, kind) WHERE standing = 1;
CREATE INDEX session_kind ON session(office, kind);

-- What reports count. A row of format 1 says nothing of it: reports ask its record.
ALTER TABLE session ADD COLUMN told INTEGER NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN online INTEGER NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN overridden INTEGER NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN running INTEGER NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN premature INTEGER NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN slow_acceptance INTEGER NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN slow_hand_over INTEGER NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN hand_over_by INTEGER;
ALTER TABLE session ADD COLUMN apologies INTEGER NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN late_apologies INTEGER NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN default_apologies INTEGER NOT NULL DEFAULT 0;
CREATE INDEX session_untold ON session(office, kind) WHERE told = 0;
CREATE INDEX session_hand_over ON session(office, kind, hand_over_by) WHERE hand_over_by IS NOT NULL;

DROP INDEX session_name;
CREATE TABLE name_word(
    office INTEGER NOT NULL,
    kind TEXT NOT NULL,
    word TEXT NOT NULL,
    session INTEGER NOT NULL,
    PRIMARY KEY(office, kind, word, session)
) STRICT, WITHOUT ROWID;
)sql";

constexpr const char* words_of_a_name = "CREATE INDEX name_word_session ON name_word(office, session, word)";

// Format 1 kept letters apart that look the same.
void fold_again(connection& db) {
    std::vector<std::pair<session_id, std::string>> other;
    statement names(db, "SELECT id, applicant, applicant_folded FROM session WHERE applicant <> ''");
    while (names.step())
        if (auto folded = fold(names.bytes(1)); folded != names.bytes(2))
            other.emplace_back(names.integer(0), std::move(folded));
    statement correct(db, "UPDATE session SET applicant_folded = ? WHERE id = ?");
    for (const auto& [id, folded] : other) correct.start().put_text(folded).put(id).run();
}

void part_names(connection& db) {
    statement names(db, "SELECT id, kind, applicant_folded FROM session WHERE applicant_folded <> ''");
    statement add(db, "INSERT INTO name_word(office, kind, word, session) VALUES(?, ?, ?, ?)");
    while (names.step())
        for (const auto& word : name_words(names.bytes(2)))
            add.start()
                .put(office_of(names.integer(0)))
                .put_text(names.bytes(1))
                .put_text(word)
                .put(names.integer(0))
                .run();
    db.execute(words_of_a_name);
}

}  // namespace

void to_format_2(connection& db) {
    db.execute(additions);
    fold_again(db);
    part_names(db);
    tally_writer into(db);
    for (const auto& [office, counted] : count_all(db)) into.write(office, counted);
}

}  // namespace motcua::store
