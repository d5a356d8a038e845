#include "engine/store/sqlite/batch_writer.hpp"

#include <algorithm>

#include "engine/base/hash.hpp"
#include "engine/store/chain.hpp"
#include "engine/store/search.hpp"

namespace motcua::store {

namespace {

[[noreturn]] void refuse(commit_error::kind what, session_id session, std::string subject,
                         std::string message) {
    throw commit_error{what, session, std::move(subject), std::move(message)};
}

}  // namespace

batch_writer::batch_writer(connection& in, office_id office, journal_end from)
    : db_(in),
      office_(office),
      end_(std::move(from)),
      tallies_(in),
      insert_session_(in, insert_session_sql()),
      add_code_(in, "INSERT INTO code(office, code, session) VALUES(?, ?, ?)"),
      drop_code_(in, "DELETE FROM code WHERE office = ? AND code = ? AND session = ?"),
      add_word_(in, "INSERT INTO name_word(office, kind, word, session) VALUES(?, ?, ?, ?)"),
      drop_word_(in, "DELETE FROM name_word WHERE office = ? AND kind = ? AND word = ? AND session = ?"),
      insert_journal_(
          in,
          "INSERT INTO journal(seq, office, commit_no, session, version, previous, cause, at, actor, "
          "command_key, event, digest, payload) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      insert_commit_(in,
                     "INSERT INTO commits(office, commit_no, at, first_seq, journal_rows, hash) "
                     "VALUES(?, ?, ?, ?, ?, ?)"),
      insert_outbox_(in,
                     "INSERT INTO outbox(id, office, session, kind, name, state, reason, attempts, target, "
                     "not_before, queued_at, sending_at, ended_at, args) "
                     "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      update_outbox_(in,
                     "UPDATE outbox SET state = ?, reason = ?, attempts = ?, target = ?, not_before = ?, "
                     "sending_at = ?, ended_at = ? WHERE id = ?"),
      insert_slip_(
          in,
          "INSERT INTO slip(office, session, form, seq, max_seq, series, period, number, number_text, "
          "issued_at, template_hash, calendar_hash, pdf_sha256, field_values) "
          "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      update_slip_(
          in,
          "UPDATE slip SET pdf_sha256 = ?1 WHERE office = ?2 AND session = ?3 AND form = ?4 AND seq = ?5 "
          "AND (pdf_sha256 IS NULL OR pdf_sha256 = ?1)"),
      start_number_(in,
                    "INSERT INTO numbers(office, series, period, next) VALUES(?, ?, ?, ?) "
                    "ON CONFLICT(office, series, period) DO NOTHING"),
      move_number_(in,
                   "UPDATE numbers SET next = ? WHERE office = ? AND series = ? AND period = ? AND next = ?"),
      insert_content_(
          in,
          "INSERT INTO content(office, hash, kind, name, first_seen, bytes) VALUES(?, ?, ?, ?, ?, ?) "
          "ON CONFLICT(office, hash) DO NOTHING"),
      insert_attachment_(
          in,
          "INSERT INTO attachment(office, session, number, name, media_type, sha256, added_at, "
          "bytes) VALUES(?, ?, ?, ?, ?, ?, ?, ?)"),
      put_meta_(in,
                "INSERT INTO meta(office, name, value) VALUES(?, ?, ?) "
                "ON CONFLICT(office, name) DO UPDATE SET value = excluded.value") {}

void batch_writer::check_office(row_id id) const {
    if (office_of(id) != office_ || id <= make_id(office_, 0))
        refuse(commit_error::kind::constraint, id, "office",
               "row " + std::to_string(id) + " is not of office " + std::to_string(office_) +
                   ", which this process owns; send the command to the owner");
}

journal_end batch_writer::number(batch& b) {
    at_ = {};
    written_.clear();
    links_.clear();
    for (std::size_t i = 0; i < b.sessions.size(); ++i) {
        session_write& w = b.sessions[i];
        check_office(w.after.id);
        if (!written_.emplace(w.after.id, i).second)
            refuse(commit_error::kind::constraint, w.after.id, "session",
                   "a session is written twice in one batch");
        w.after.version = w.before ? w.before->version + 1 : 1;
        w.after.journal_head = w.before ? w.before->journal_head : 0;
    }
    journal_end next{end_.commit_no + 1, end_.last_seq, {}};
    for (journal_row& row : b.journal) {
        row.seq = ++next.last_seq;
        row.commit_no = next.commit_no;
        row.digest = sha256(row.payload);
        row.previous = 0;
        row.version = 0;
        if (row.session != 0) {
            const auto found = written_.find(row.session);
            if (found == written_.end())
                refuse(commit_error::kind::constraint, row.session, "journal",
                       "a journal row names a session that its batch does not write");
            session_row& after = b.sessions[found->second].after;
            row.version = after.version;
            row.previous = std::exchange(after.journal_head, row.seq);
        }
        append_link(links_, row);
    }
    next.chain_head = chain_next(end_.chain_head, next.commit_no, b.at, links_);
    return next;
}

void batch_writer::write(const batch& b, const journal_end& next,
                         const std::function<void(std::size_t)>& await) {
    counted_.clear();
    for (const journal_row& row : b.journal) write_journal(row);
    for (std::size_t i = 0; i < b.sessions.size(); ++i) {
        if (await) await(i);
        write_session(b.sessions[i]);
    }
    for (const slip_row& row : b.slips) write_slip(row);
    for (const number_write& n : b.numbers) write_number(n);
    if (!b.outbox_new.empty() || !b.outbox_changed.empty()) write_outbox(b);
    for (const slip_rendered& row : b.slips_rendered) write_rendered(row);
    write_contents(b);
    for (const attachment_row& row : b.attachments) write_attachment(row);
    for (const session_id id : b.erase) erase(id);
    at_ = {};
    tallies_.write(office_, counted_);
    for (const meta_write& m : b.meta)
        put_meta_.start().put(office_).put_text(m.name).put_text(m.value).run();
    write_commit(b, next);
}

statement& batch_writer::update_session(unsigned columns) {
    if (!updates_[columns]) updates_[columns].emplace(db_, update_session_sql(columns));
    return *updates_[columns];
}

void batch_writer::write_session(const session_write& w) {
    at_ = {place::table::session, w.after.id, nullptr};
    if (!w.before) {
        put_session(insert_session_.start(), w.after, every_column);
        insert_session_.put(w.after.id).put(office_).run();
    } else {
        const unsigned columns = changed_columns(*w.before, w.after);
        statement& update = update_session(columns).start();
        put_session(update, w.after, columns);
        update.put(w.after.id).put(w.before->version).run();
        if (db_.changed_rows() != 1)
            refuse(commit_error::kind::conflict, w.after.id, "session",
                   "the session is not at version " + std::to_string(w.before->version) + "; load it again");
    }
    counted_.change(w.before, w.after);
    write_words(w);
    static const std::string none;
    write_code(w.after.id, w.before ? w.before->listed.code : none, w.after.listed.code);
    const std::string& portal = w.after.listed.portal_code;
    write_code(w.after.id, w.before ? w.before->listed.portal_code : none,
               portal == w.after.listed.code ? none : portal);
}

void batch_writer::write_code(session_id id, const std::string& before, const std::string& after) {
    if (before == after) return;
    at_ = {place::table::code, id, nullptr};
    if (!before.empty()) {
        const std::string key = code_key(before);
        drop_code_.start().put(office_).put_text(key).put(id).run();
    }
    if (after.empty()) return;
    const std::string key = code_key(after);
    add_code_.start().put(office_).put_text(key).put(id).run();
}

void batch_writer::write_words(const session_write& w) {
    static const std::string none;
    const std::string& before = w.before ? w.before->listed.applicant_folded : none;
    if (before == w.after.listed.applicant_folded) return;
    at_ = {place::table::other, w.after.id, nullptr};
    const auto is = name_words(w.after.listed.applicant_folded), was = name_words(before);
    const auto has = [](const auto& words, const std::string& one) {
        return std::binary_search(words.begin(), words.end(), one);
    };
    for (const auto& word : was)
        if (!has(is, word))
            drop_word_.start().put(office_).put_text(w.after.kind).put_text(word).put(w.after.id).run();
    for (const auto& word : is)
        if (!has(was, word))
            add_word_.start().put(office_).put_text(w.after.kind).put_text(word).put(w.after.id).run();
}

void batch_writer::write_journal(const journal_row& row) {
    at_ = {place::table::journal, row.session, nullptr};
    insert_journal_.start()
        .put(row.seq)
        .put(office_)
        .put(row.commit_no)
        .put(row.session)
        .put(row.version)
        .put(row.previous)
        .put(static_cast<std::int64_t>(row.why))
        .put(row.at)
        .put_text(row.actor)
        .put_text_or_null(row.key)
        .put_text(row.event)
        .put_hash(row.digest)
        .put_text(row.payload)
        .run();
}

void batch_writer::write_commit(const batch& b, const journal_end& next) {
    insert_commit_.start()
        .put(office_)
        .put(next.commit_no)
        .put(b.at)
        .put(end_.last_seq + 1)
        .put(static_cast<std::int64_t>(b.journal.size()))
        .put_hash(next.chain_head)
        .run();
}

}  // namespace motcua::store
