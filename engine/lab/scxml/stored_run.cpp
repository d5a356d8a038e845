#include "engine/lab/scxml/stored_run.hpp"

#include "engine/base/hash.hpp"
#include "engine/base/json.hpp"
#include "engine/interpreter/encoding.hpp"

namespace motcua::lab {

namespace {

constexpr store::session_id only_session = 1;
constexpr std::string_view kind = "scxml";
constexpr std::string_view document_kind = "document";
constexpr const char* words[] = {"event", "take", "exit", "enter", "end"};

// What happened since the last wait, as the journal keeps it.
std::string payload_of(const interpreter::outcome& turn) {
    json_array trace, logs;
    for (const auto& t : turn.trace)
        trace.push_back(json_array{t.machine, words[static_cast<int>(t.what)], t.text});
    for (const auto& l : turn.logs) logs.push_back(json_array{l.label, l.text});
    return to_text(json_object{{"trace", std::move(trace)}, {"logs", std::move(logs)}});
}

std::string event_of(const interpreter::outcome& turn) {
    for (const auto& t : turn.trace)
        if (t.what == interpreter::trace_entry::kind::event) return t.text;
    return {};
}

}  // namespace

result<std::unique_ptr<stored_run>> stored_run::open(const std::string& file, const std::string& folder,
                                                     datamodel::ecmascript_heap& heap, faults& found) {
    auto door = store::open(folder);
    if (!door) return tl::make_unexpected(door.error());
    const auto from = (*door)->recover();
    if (!from) return tl::make_unexpected(from.error());
    std::unique_ptr<stored_run> run(new stored_run(file, heap, std::move(*door), *from));
    const auto ready = from->commit_no == 0 ? run->begin(found) : run->go_on();
    if (!ready) return tl::make_unexpected(ready.error());
    run->host_->set_keeper(*run);
    return run;
}

stored_run::stored_run(std::string file, datamodel::ecmascript_heap& heap, std::unique_ptr<store::door> door,
                       const store::recovery& from)
    : file_(std::move(file)),
      shelf_(heap),
      door_(std::move(door)),
      outbox_(std::make_unique<stored_outbox>(from)),
      commit_no_(from.commit_no) {}

result<void> stored_run::begin(faults& found) {
    const auto document = shelf_.at(file_, found);
    if (!document) return fail(failure::kind::bad_input, file_ + " has faults");
    host_ = std::make_unique<scxml_host>(document, shelf_, *outbox_, true);
    row_.id = only_session;
    row_.kind = kind;
    return {};
}

result<void> stored_run::go_on() {
    auto rows = door_->load({{only_session}});
    if (!rows) return tl::make_unexpected(rows.error());
    if (rows->empty() || rows->front().kind != kind)
        return fail(failure::kind::bad_input,
                    "the data folder keeps an office, not a run of an SCXML document; name another folder");
    row_ = std::move(rows->front());
    const auto record = parse_json(row_.record);
    if (!record) return tl::make_unexpected(record.error());
    if (const auto begun = get_string(*record, "file"); begun != file_)
        return fail(failure::kind::bad_input,
                    "the data folder keeps a run of " + begun + "; name that file or another folder");
    if (auto done = put_documents_back(row_.chart); !done) return done;
    faults none;
    const auto document = shelf_.at(file_, none);
    if (!document) return fail(failure::kind::corrupt, "the data folder lacks the text of " + file_);
    auto s = interpreter::decode(
        document, row_.state, [&](std::string_view hash) { return shelf_.with_hash(hash); }, &shelf_.heap());
    if (!s) return tl::make_unexpected(s.error());
    host_ = std::make_unique<scxml_host>(document, shelf_, *outbox_, true);
    host_->put_back(std::move(*s), instant{std::chrono::milliseconds{get_integer(*record, "now")}});
    if (row_.standing == store::condition::parked) host_->trouble = row_.parked_reason;
    return {};
}

// The list names each document, and by its hash each file that it took in.
result<void> stored_run::put_documents_back(const std::string& listed_in) {
    const auto read = [&](const std::string& hash) -> result<std::string> {
        const auto row = door_->content(hash);
        if (!row) return tl::make_unexpected(row.error());
        if (!*row) return fail(failure::kind::corrupt, "the data folder lacks the text " + hash);
        return (*row)->bytes;
    };
    const auto text = read(listed_in);
    if (!text) return tl::make_unexpected(text.error());
    const auto list = parse_json(*text);
    if (!list) return tl::make_unexpected(list.error());
    const json_object none;
    const auto members_of = [&](const json& v) -> const json_object& {
        return v.is_object() ? v.get_object() : none;
    };
    for (const auto& [path, hashes] : members_of(*list)) {
        std::map<std::string, std::string> files;
        for (const auto& [name, hash] : members_of(hashes)) {
            auto bytes = read(get_string(hashes, name));
            if (!bytes) return tl::make_unexpected(bytes.error());
            files[name] = std::move(*bytes);
        }
        if (auto done = shelf_.put_back(path, std::move(files)); !done) return done;
    }
    documents_kept_ = shelf_.all().size();
    return {};
}

void stored_run::put_documents_into(store::batch& b) {
    if (shelf_.all().size() == documents_kept_) return;
    const auto keep = [&](const std::string& name, const std::string& bytes) {
        store::content_row row;
        row.hash = sha256(bytes);
        row.kind = document_kind;
        row.name = name;
        row.bytes = bytes;
        row.first_seen = host_->now();
        b.contents.push_back(row);
        return row.hash;
    };
    json_object list;
    for (const auto& [path, d] : shelf_.all()) {
        if (!d.compiled) continue;
        json_object hashes;
        for (const auto& [name, bytes] : d.files) hashes[name] = keep(name, bytes);
        list[path] = std::move(hashes);
    }
    b.sessions.front().after.chart = keep(file_, to_canonical_text(list));
    documents_kept_ = shelf_.all().size();
}

bool stored_run::at_wait(interpreter::session& s, const interpreter::outcome& turn) {
    if (stopped_) return false;
    store::batch b;
    b.at = host_->now();
    auto& after = b.sessions.emplace_back(store::session_write{nullptr, row_}).after;
    if (auto done = interpreter::encode_to(after.state, s); !done)
        return at_incident(done.error().message), false;
    after.record = to_text(json_object{{"file", file_}, {"now", b.at.time_since_epoch().count()}});
    const bool news = after.state != row_.state || after.record != row_.record || !turn.trace.empty() ||
                      !turn.logs.empty() || outbox_->has_news();
    if (!news) return true;
    after.standing = s.is_final() ? store::condition::final : store::condition::running;
    after.wake_at = s.is_final() ? std::nullopt : s.wake_at();
    const auto ids = s.configuration();
    after.listed.phase = ids.empty() ? std::string() : ids.front();
    auto& line = b.journal.emplace_back();
    line.session = only_session;
    line.why = row_.version == 0 ? store::cause::start : store::cause::external;
    line.at = b.at;
    line.event = event_of(turn);
    line.payload = payload_of(turn);
    put_documents_into(b);
    outbox_->put_into(b, only_session, b.at);
    return commit(b);
}

bool stored_run::commit(store::batch& b) {
    const auto number = commit_no_ + 1;
    if (at_commit && !at_commit(moment::before, number)) return stop("cut off before a commit");
    auto& write = b.sessions.front();
    if (row_.version > 0) write.before = &row_;
    const auto done = door_->commit(b);
    if (!done) {
        failed_ = true;
        return stop(done.error().message);
    }
    commit_no_ = number;
    row_ = std::move(write.after);
    outbox_->kept();
    if (at_commit && !at_commit(moment::after, number)) return stop("cut off after a commit");
    return true;
}

bool stored_run::stop(std::string why) {
    stopped_ = true;
    host_->trouble = std::move(why);
    return false;
}

// The session stays as it stood at its last wait, and says why. Before its first wait there is none.
void stored_run::at_incident(const std::string& why) {
    if (stopped_) return;
    outbox_->undone();
    if (row_.version > 0) {
        store::batch b;
        b.at = host_->now();
        auto& after = b.sessions.emplace_back(store::session_write{nullptr, row_}).after;
        after.standing = store::condition::parked;
        after.parked_reason = why;
        auto& line = b.journal.emplace_back();
        line.session = only_session;
        line.why = store::cause::administration;
        line.at = b.at;
        line.event = "parked";
        line.payload = to_text(json_object{{"reason", why}});
        if (!commit(b)) return;
    }
    stop(why);
}

}  // namespace motcua::lab
