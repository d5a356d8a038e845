// The rows of a batch besides sessions and journal: outbox, paper, numbers, contents, attachments, erasure.
#include "engine/store/sqlite/batch_writer.hpp"

namespace motcua::store {

void batch_writer::write_outbox(const batch& b) {
    for (const outbox_row& row : b.outbox_new) {
        check_office(row.id);
        at_ = {place::table::outbox, row.session, nullptr};
        insert_outbox_.start()
            .put(row.id)
            .put(office_)
            .put(row.session)
            .put_text(row.kind)
            .put_text(row.name);
        insert_outbox_.put(static_cast<std::int64_t>(row.state)).put_text(row.reason).put(row.attempts);
        insert_outbox_.put_text(row.target).put(row.not_before).put(row.queued_at).put(row.sending_at);
        insert_outbox_.put(row.ended_at).put_text(row.args).run();
    }
    for (const outbox_row& row : b.outbox_changed) {
        check_office(row.id);
        at_ = {place::table::outbox, row.session, nullptr};
        update_outbox_.start()
            .put(static_cast<std::int64_t>(row.state))
            .put_text(row.reason)
            .put(row.attempts);
        update_outbox_.put_text(row.target).put(row.not_before).put(row.sending_at).put(row.ended_at);
        update_outbox_.put(row.id).run();
        if (db_.changed_rows() != 1)
            throw commit_error{commit_error::kind::constraint, row.session, "outbox",
                               "outbox row " + std::to_string(row.id) + " does not exist"};
    }
}

void batch_writer::write_slip(const slip_row& row) {
    at_ = {place::table::slip, row.session, &row};
    insert_slip_.start().put(office_).put(row.session).put_text(row.form).put(row.seq).put(row.max_seq);
    insert_slip_.put_text_or_null(row.series).put_text(row.period).put(row.number).put_text(row.number_text);
    insert_slip_.put(row.issued_at).put_hash(row.template_hash).put_hash(row.calendar_hash);
    insert_slip_.put_hash(row.pdf_sha256).put_text(row.values).run();
}

void batch_writer::write_rendered(const slip_rendered& row) {
    at_ = {place::table::other, row.session, nullptr};
    update_slip_.start()
        .put_hash(row.pdf_sha256)
        .put(office_)
        .put(row.session)
        .put_text(row.form)
        .put(row.seq)
        .run();
    if (db_.changed_rows() != 1)
        throw commit_error{
            commit_error::kind::constraint, row.session, "slip " + row.form,
            "the slip does not exist or was rendered to other bytes before: a slip is a pure function "
            "of its values, template and calendar"};
}

void batch_writer::write_number(const number_write& n) {
    at_ = {place::table::numbers, 0, nullptr};
    if (n.first < 1 || n.next < n.first)
        throw commit_error{commit_error::kind::constraint, 0, "number " + n.series,
                           "numbers of a series are used upwards from 1"};
    if (n.first == 1) {
        start_number_.start().put(office_).put_text(n.series).put_text(n.period).put(n.next).run();
        if (db_.changed_rows() == 1) return;
    }
    move_number_.start().put(n.next).put(office_).put_text(n.series).put_text(n.period).put(n.first).run();
    if (db_.changed_rows() != 1)
        throw commit_error{commit_error::kind::conflict, 0, "number " + n.series,
                           "the next number of " + n.series + " in " + n.period + " is not " +
                               std::to_string(n.first) + "; ask for it again"};
}

void batch_writer::write_contents(const batch& b) {
    at_ = {};
    for (const content_row& row : b.contents) {
        insert_content_.start().put(office_).put_hash(row.hash).put_text(row.kind).put_text(row.name);
        insert_content_.put(row.first_seen).put_bytes(row.bytes).run();
    }
}

void batch_writer::write_attachment(const attachment_row& row) {
    at_ = {place::table::other, row.session, nullptr};
    insert_attachment_.start().put(office_).put(row.session).put(row.number).put_text(row.name);
    insert_attachment_.put_text(row.media_type)
        .put_hash(row.sha256)
        .put(row.added_at)
        .put_bytes(row.bytes)
        .run();
}

void batch_writer::erase(session_id id) {
    check_office(id);
    at_ = {place::table::other, id, nullptr};
    statement head(db_, "SELECT journal_head FROM session WHERE id = ?");
    statement previous(db_, "SELECT previous FROM journal WHERE seq = ?");
    statement payload(db_, "UPDATE journal SET payload = NULL WHERE seq = ?");
    journal_seq seq = head.put(id).step() ? head.integer(0) : 0;
    while (seq != 0) {
        payload.start().put(seq).run();
        seq = previous.start().put(seq).step() ? previous.integer(0) : 0;
    }
    statement slips(db_, "UPDATE slip SET field_values = NULL WHERE office = ? AND session = ?");
    slips.put(office_).put(id).run();
    statement outbox(db_,
                     "UPDATE outbox SET args = '{}' WHERE office = ? AND session = ? AND state IN (2, 3)");
    outbox.put(office_).put(id).run();
    statement attachments(db_, "DELETE FROM attachment WHERE office = ? AND session = ?");
    attachments.put(office_).put(id).run();
}

commit_error batch_writer::explain(const sqlite_error& e) const {
    const std::string text = e.what();
    commit_error error{commit_error::kind::constraint, at_.session, {}, text};
    switch (at_.in) {
        case place::table::session:
            error.what = commit_error::kind::conflict;
            error.subject = "session";
            error.message = "the session exists already; ask for the next id again";
            break;
        case place::table::code:
            error.subject = "code";
            error.message = "another dossier has this code; a code is never used twice";
            break;
        case place::table::journal:
            error.subject = "creation key";
            error.message = "this actor and key have created a session before; look it up instead";
            break;
        case place::table::slip:
            if (text.find("slip.series") != std::string::npos) {
                error.subject = "number " + at_.slip->number_text;
                error.message = "this number of the series was issued before; ask for the next one again";
                break;
            }
            error.subject = "slip " + at_.slip->form + " " + std::to_string(at_.slip->seq) + " of " +
                            std::to_string(at_.slip->max_seq);
            error.message = e.extended() == SQLITE_CONSTRAINT_CHECK
                                ? "the rule set allows no further slip of this form"
                                : "this slip was issued before";
            break;
        default:
            error.subject = "row";
            break;
    }
    return error;
}

}  // namespace motcua::store
