#include "engine/store/sqlite/schema.hpp"

#include <array>

#include "engine/base/log.hpp"

namespace motcua::store {

namespace {

constexpr std::int64_t application = 0x6d634455;  // "mcDU" in the file's head

// Format 1. Hashes are 32 bytes, instants milliseconds UTC. Wide columns stand last, so that lists do not
// touch their pages.
constexpr const char* tables = R"sql(
CREATE TABLE session(
    id INTEGER PRIMARY KEY,
    office INTEGER NOT NULL CHECK(office = id >> 40),
    version INTEGER NOT NULL,
    kind TEXT NOT NULL,
    chart BLOB,
    standing INTEGER NOT NULL,
    parked_reason TEXT NOT NULL,
    wake_at INTEGER,
    journal_head INTEGER NOT NULL,
    code TEXT NOT NULL,
    portal_code TEXT NOT NULL,
    procedure_code TEXT NOT NULL,
    unit TEXT NOT NULL,
    stream TEXT NOT NULL,
    channel TEXT NOT NULL,
    phase TEXT NOT NULL,
    holder_role TEXT NOT NULL,
    holder TEXT NOT NULL,
    return_mode TEXT NOT NULL,
    applicant TEXT NOT NULL,
    applicant_folded TEXT NOT NULL,
    national_status INTEGER NOT NULL,
    late INTEGER NOT NULL,
    apology INTEGER NOT NULL,
    received_at INTEGER,
    due_at INTEGER,
    reappointed_at INTEGER,
    done_at INTEGER,
    returned_at INTEGER,
    attention_at INTEGER,
    keys BLOB NOT NULL,
    state BLOB NOT NULL,
    record TEXT NOT NULL
) STRICT;
CREATE INDEX session_wake ON session(office, wake_at) WHERE wake_at IS NOT NULL AND standing = 0;
CREATE INDEX session_worklist ON session(office, kind, phase, due_at, unit, late, standing)
    WHERE standing <> 1;
CREATE INDEX session_name ON session(office, applicant_folded) WHERE applicant_folded <> '';

CREATE TABLE code(
    office INTEGER NOT NULL,
    code TEXT NOT NULL,
    session INTEGER NOT NULL,
    PRIMARY KEY(office, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE journal(
    seq INTEGER PRIMARY KEY,
    office INTEGER NOT NULL,
    commit_no INTEGER NOT NULL,
    session INTEGER NOT NULL,
    version INTEGER NOT NULL,
    previous INTEGER NOT NULL,
    cause INTEGER NOT NULL,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    command_key TEXT,
    event TEXT NOT NULL,
    digest BLOB NOT NULL,
    payload TEXT
) STRICT;

CREATE TABLE commits(
    office INTEGER NOT NULL,
    commit_no INTEGER NOT NULL,
    at INTEGER NOT NULL,
    first_seq INTEGER NOT NULL,
    journal_rows INTEGER NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY(office, commit_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox(
    id INTEGER PRIMARY KEY,
    office INTEGER NOT NULL CHECK(office = id >> 40),
    session INTEGER NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    state INTEGER NOT NULL CHECK(state BETWEEN 0 AND 4),
    reason TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    target TEXT NOT NULL,
    not_before INTEGER,
    queued_at INTEGER NOT NULL,
    sending_at INTEGER,
    ended_at INTEGER,
    args TEXT NOT NULL
) STRICT;
CREATE INDEX outbox_unfinished ON outbox(office, id) WHERE state IN (0, 1, 4);
CREATE INDEX outbox_session ON outbox(office, session) WHERE session <> 0;

CREATE TABLE slip(
    office INTEGER NOT NULL,
    session INTEGER NOT NULL,
    form TEXT NOT NULL,
    seq INTEGER NOT NULL CHECK(seq >= 1),
    max_seq INTEGER NOT NULL,
    series TEXT,
    period TEXT NOT NULL,
    number INTEGER NOT NULL,
    number_text TEXT NOT NULL,
    issued_at INTEGER NOT NULL,
    template_hash BLOB,
    calendar_hash BLOB,
    pdf_sha256 BLOB,
    field_values TEXT,
    PRIMARY KEY(office, session, form, seq),
    CHECK(seq <= max_seq)
) STRICT;
CREATE UNIQUE INDEX slip_number ON slip(office, series, period, number) WHERE series IS NOT NULL;

CREATE TABLE numbers(
    office INTEGER NOT NULL,
    series TEXT NOT NULL,
    period TEXT NOT NULL,
    next INTEGER NOT NULL,
    PRIMARY KEY(office, series, period)
) STRICT, WITHOUT ROWID;

CREATE TABLE content(
    office INTEGER NOT NULL,
    hash BLOB NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    first_seen INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY(office, hash)
) STRICT;

CREATE TABLE attachment(
    office INTEGER NOT NULL,
    session INTEGER NOT NULL,
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    sha256 BLOB,
    added_at INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY(office, session, number)
) STRICT;

CREATE TABLE meta(
    office INTEGER NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY(office, name)
) STRICT, WITHOUT ROWID;
)sql";

std::int64_t pragma(connection& db, const char* name) {
    statement ask(db, std::string("PRAGMA ") + name);
    ask.step();
    return ask.integer(0);
}

// 0: nothing is there yet.
std::int64_t format_of(connection& db) {
    return pragma(db, "schema_version") == 0 ? 0 : pragma(db, "user_version");
}

void set_cache(connection& db, std::size_t bytes) {
    db.execute(("PRAGMA cache_size = -" + std::to_string(bytes / 1024)).c_str());
}

void to_format_1(connection& db) {
    db.execute(tables);
    db.execute(("PRAGMA application_id = " + std::to_string(application)).c_str());
}

// The n-th brings a file of format n to format n + 1; 0: an empty file. A format is never changed once a
// program has written it: whatever is to be different is another step here, and every step stays.
constexpr std::array<void (*)(connection&), format_version> steps = {to_format_1, to_format_2, to_format_3};

}  // namespace

// No memory map: a disk error under a mapped page is a signal instead of an error code, and mapped pages of a
// large store would count as the process's memory.
void configure_writer(connection& db, std::size_t cache_bytes) {
    db.execute("PRAGMA journal_mode = WAL");
    db.execute("PRAGMA synchronous = FULL");
    db.execute("PRAGMA wal_autocheckpoint = 0");
    db.execute("PRAGMA foreign_keys = OFF");
    db.execute("PRAGMA secure_delete = ON");  // what is overwritten or erased leaves no trace in free space
    db.execute("PRAGMA temp_store = MEMORY");
    set_cache(db, cache_bytes);
}

void configure_reader(connection& db, std::size_t cache_bytes) {
    db.execute("PRAGMA query_only = ON");
    db.execute("PRAGMA temp_store = MEMORY");
    set_cache(db, cache_bytes);
}

result<void> check_owner(connection& db) {
    const std::int64_t version = pragma(db, "user_version");
    if (pragma(db, "schema_version") != 0 && pragma(db, "application_id") != application)
        return fail(
            failure::kind::bad_input,
            "the data folder holds a database of another program; name an empty folder or the right one");
    if (version > format_version)
        return fail(failure::kind::unsupported,
                    "the data folder has format " + std::to_string(version) + ", this program knows up to " +
                        std::to_string(format_version) + "; start the newer program that wrote it");
    return {};
}

bool is_older(connection& db) {
    return format_of(db) < format_version;
}

void prepare_tables(connection& db) {
    const std::int64_t from = format_of(db);
    if (from == format_version) return;
    db.execute("BEGIN IMMEDIATE");
    for (std::int64_t format = from; format < format_version; ++format)
        steps[static_cast<std::size_t>(format)](db);
    db.execute(("PRAGMA user_version = " + std::to_string(format_version)).c_str());
    db.execute("COMMIT");
    if (from > 0) log().info("event=store_brought_up from_format={} to_format={}", from, format_version);
}

}  // namespace motcua::store
