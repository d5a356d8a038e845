-- A data folder of format 1 as its program wrote it (sqlite3 .dump): five sessions, one of them stepped.
PRAGMA application_id = 1835222101;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
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
INSERT INTO session VALUES(1,0,2,'dossier',NULL,0,'',NULL,6,'H50.01-260318-10001','','1.004222','unit-a','online','portal','resolving','','','','Nguyễn Thế Phượng','nguyen the phuong',2,0,0,1770000001000,1770400000000,NULL,NULL,NULL,NULL,X'a9eb4562920b97d1',X'01007374617465','{"stream":"online"}');
INSERT INTO session VALUES(2,0,1,'dossier',NULL,0,'',NULL,2,'H50.01-260318-10002','','1.004222','unit-b','online','portal','checking','','','','Ðỗ Thị Đào','ðo thi dao',2,1,1,1770000002000,1770000030000,NULL,NULL,NULL,NULL,X'',X'01007374617465','{"stream":"online"}');
INSERT INTO session VALUES(3,0,1,'dossier',NULL,2,'',NULL,3,'H50.01-260318-10003','','1.004222','unit-a','online','portal','resolving','','','','H’Hen Niê','h’hen nie',2,0,0,1770000003000,NULL,NULL,NULL,NULL,NULL,X'',X'01007374617465','{"stream":"online"}');
INSERT INTO session VALUES(4,0,1,'dossier',NULL,1,'',NULL,4,'H50.01-260318-10004','','1.004222','unit-a','online','portal','returned','','','','Công ty Hoa Đào 79','cong ty hoa dao 79',2,0,0,1770000004000,1770000010000,NULL,NULL,NULL,NULL,X'',X'01007374617465','{"stream":"online"}');
INSERT INTO session VALUES(5,0,1,'round',NULL,0,'',NULL,5,'CAX-2026-1','','1.004222','unit-a','online','portal','checking','','','','','',2,0,0,1770000005000,NULL,NULL,NULL,NULL,NULL,X'',X'01007374617465','{"stream":"online"}');
CREATE TABLE code(
    office INTEGER NOT NULL,
    code TEXT NOT NULL,
    session INTEGER NOT NULL,
    PRIMARY KEY(office, code)
) STRICT, WITHOUT ROWID;
INSERT INTO code VALUES(0,'CAX-2026-1',5);
INSERT INTO code VALUES(0,'H50.01-260318-10001',1);
INSERT INTO code VALUES(0,'H50.01-260318-10002',2);
INSERT INTO code VALUES(0,'H50.01-260318-10003',3);
INSERT INTO code VALUES(0,'H50.01-260318-10004',4);
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
INSERT INTO journal VALUES(1,0,1,1,1,0,0,1770000001000,'officer-7','key-1','dossier_received',X'2bfd14f43d17fc7cea24e0917a8879b4b2f880b8baeec1b9d90fbaad655e71bd','{"n":1}');
INSERT INTO journal VALUES(2,0,2,2,1,0,0,1770000002000,'officer-7','key-2','dossier_received',X'363379742f80b51bdb9206579af7754911543079b9399cb3fc315fb199f476e8','{"n":2}');
INSERT INTO journal VALUES(3,0,3,3,1,0,0,1770000003000,'officer-7','key-3','dossier_received',X'215ddd5567ca2590efd4ea109b4e56cbe591e2676fbf54a9262692c539166da6','{"n":3}');
INSERT INTO journal VALUES(4,0,4,4,1,0,0,1770000004000,'officer-7','key-4','dossier_received',X'f3e0792e105e2bfe88e7b3bab5097b93a59a8c5b239fe3c6f87a8d0f72ab9032','{"n":4}');
INSERT INTO journal VALUES(5,0,5,5,1,0,0,1770000005000,'officer-7',NULL,'dossier_received',X'11d0a8967009cbcdf468f09e5b09e73e7119b528c35a0e0b23f2ae052786b8fa','{"n":5}');
INSERT INTO journal VALUES(6,0,6,1,2,1,1,1770000001000,'officer-7','key-6','documents_checked',X'2bfd14f43d17fc7cea24e0917a8879b4b2f880b8baeec1b9d90fbaad655e71bd','{"n":1}');
CREATE TABLE commits(
    office INTEGER NOT NULL,
    commit_no INTEGER NOT NULL,
    at INTEGER NOT NULL,
    first_seq INTEGER NOT NULL,
    journal_rows INTEGER NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY(office, commit_no)
) STRICT, WITHOUT ROWID;
INSERT INTO commits VALUES(0,1,1770000001000,1,1,X'0796828c19dcee571d152f4a765faa719b3d543706e64669cb42eed58a77e5f1');
INSERT INTO commits VALUES(0,2,1770000002000,2,1,X'ee42ceec2579ae71198fd70b18b9355a4cbb7d71f3da9508690d487dc9e938a8');
INSERT INTO commits VALUES(0,3,1770000003000,3,1,X'0cb01fa05a4ead2f3fb510933551d39a77a2c5cdd9d51247824d244c3459f249');
INSERT INTO commits VALUES(0,4,1770000004000,4,1,X'f88448e1d73f501a1aa3583463039770717b95a365947a3c0019748ab3b6adaf');
INSERT INTO commits VALUES(0,5,1770000005000,5,1,X'bfad7120da30a334fbe08a93863d34115c38984ff3e24a6393aa7c73ef82ced2');
INSERT INTO commits VALUES(0,6,1770000002000,6,1,X'fc61a6e0d3f3e6d5de28e36f2d40aa85130ade5fe27dd4b0c1f71b3408568a4c');
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
CREATE INDEX session_wake ON session(office, wake_at) WHERE wake_at IS NOT NULL AND standing = 0;
CREATE INDEX session_worklist ON session(office, kind, phase, due_at, unit, late, standing)
    WHERE standing <> 1;
CREATE INDEX session_name ON session(office, applicant_folded) WHERE applicant_folded <> '';
CREATE INDEX outbox_unfinished ON outbox(office, id) WHERE state IN (0, 1, 4);
CREATE INDEX outbox_session ON outbox(office, session) WHERE session <> 0;
CREATE UNIQUE INDEX slip_number ON slip(office, series, period, number) WHERE series IS NOT NULL;
CREATE INDEX outbox_failed ON outbox(office, id) WHERE state = 3;
CREATE UNIQUE INDEX journal_opening ON journal(office, command_key, actor)
    WHERE command_key IS NOT NULL AND (cause = 0 OR session = 0);
COMMIT;
