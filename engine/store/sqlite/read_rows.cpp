#include "engine/store/sqlite/read_rows.hpp"

namespace motcua::store {

std::string select_journal_sql(const char* rest) {
    return std::string(
               "SELECT seq, session, cause, at, actor, command_key, event, payload, previous, version, ") +
           "commit_no, digest FROM journal " + rest;
}

journal_row read_journal(const statement& from) {
    journal_row row;
    row.seq = from.integer(0);
    row.session = from.integer(1);
    row.why = static_cast<cause>(from.integer(2));
    row.at = from.at(3);
    row.actor = from.bytes(4);
    row.key = from.bytes(5);
    row.event = from.bytes(6);
    row.erased = from.is_null(7);
    row.payload = from.bytes(7);
    row.previous = from.integer(8);
    row.version = from.integer(9);
    row.commit_no = from.integer(10);
    row.digest = from.hash(11);
    return row;
}

std::string select_outbox_sql(const char* rest) {
    return std::string(
               "SELECT id, session, kind, name, args, state, reason, attempts, target, not_before, ") +
           "queued_at, sending_at, ended_at FROM outbox " + rest;
}

outbox_row read_outbox(const statement& from) {
    outbox_row row;
    row.id = from.integer(0);
    row.session = from.integer(1);
    row.kind = from.bytes(2);
    row.name = from.bytes(3);
    row.args = from.bytes(4);
    row.state = static_cast<delivery>(from.integer(5));
    row.reason = from.bytes(6);
    row.attempts = static_cast<int>(from.integer(7));
    row.target = from.bytes(8);
    row.not_before = from.maybe_at(9);
    row.queued_at = from.at(10);
    row.sending_at = from.maybe_at(11);
    row.ended_at = from.maybe_at(12);
    return row;
}

std::string select_slip_sql(const char* rest) {
    return std::string(
               "SELECT session, form, seq, max_seq, series, period, number, number_text, issued_at, ") +
           "field_values, template_hash, calendar_hash, pdf_sha256 FROM slip " + rest;
}

slip_row read_slip(const statement& from) {
    slip_row row;
    row.session = from.integer(0);
    row.form = from.bytes(1);
    row.seq = static_cast<int>(from.integer(2));
    row.max_seq = static_cast<int>(from.integer(3));
    row.series = from.bytes(4);
    row.period = from.bytes(5);
    row.number = from.integer(6);
    row.number_text = from.bytes(7);
    row.issued_at = from.at(8);
    row.erased = from.is_null(9);
    row.values = from.bytes(9);
    row.template_hash = from.hash(10);
    row.calendar_hash = from.hash(11);
    row.pdf_sha256 = from.hash(12);
    return row;
}

std::string select_content_sql(const char* bytes, const char* rest) {
    return std::string("SELECT hash, kind, name, first_seen, ") + bytes + " FROM content " + rest;
}

content_row read_content(const statement& from) {
    content_row row;
    row.hash = from.hash(0);
    row.kind = from.bytes(1);
    row.name = from.bytes(2);
    row.first_seen = from.at(3);
    row.bytes = from.bytes(4);
    return row;
}

std::string select_attachment_sql(const char* bytes, const char* rest) {
    return std::string("SELECT session, number, name, media_type, sha256, added_at, ") + bytes +
           " FROM attachment " + rest;
}

attachment_row read_attachment(const statement& from) {
    attachment_row row;
    row.session = from.integer(0);
    row.number = static_cast<int>(from.integer(1));
    row.name = from.bytes(2);
    row.media_type = from.bytes(3);
    row.sha256 = from.hash(4);
    row.added_at = from.at(5);
    row.bytes = from.bytes(6);
    return row;
}

}  // namespace motcua::store
