// One session, its sheets and what a command on it would print.
#include <algorithm>
#include <charconv>

#include "engine/base/hash.hpp"
#include "engine/kinds/code.hpp"
#include "engine/kinds/registry.hpp"
#include "engine/promise/facts.hpp"
#include "engine/reading/inspector.hpp"
#include "engine/reading/questions.hpp"

namespace motcua::runtime {
namespace {

// With what became of its prints. The sheet's number in addresses is that of the first one.
json_object printed(json_object slip, const store::slip_row& row, const json_array& duties) {
    for (const auto& duty : duties) {
        const json* a = find(duty, "args");
        if (!a || get_string(duty, "kind") != "print" || get_string(duty, "name") != row.form) continue;
        if (get_integer(*a, "seq") != row.seq) continue;
        if (!slip.contains("id")) slip["id"] = get_integer(duty, "id");
        slip["print_state"] = get_string(duty, "state");
        slip["reason"] = get_string(duty, "reason");
    }
    return slip;
}

result<std::optional<store::session_id>> find_typed_code(store::reader& from, std::string_view text) {
    using kind = kinds::typed_code::kind;
    const auto typed = kinds::read_typed_code(text);
    if (typed.what == kind::mistyped || typed.what == kind::no_code)
        return std::optional<store::session_id>();
    auto found = from.find_code(typed.code);
    return found && !*found && typed.what == kind::either ? from.find_code(typed.unchecked) : found;
}

}  // namespace

result<std::optional<store::session_id>> answerer::id_of(const json& args, store::reader& from) const {
    if (const auto n = get_integer(args, "id"); n > 0) return n;
    const auto text = get_string(args, "id");
    store::session_id id = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    if (error == std::errc() && end == text.data() + text.size()) return id;
    return find_typed_code(from, text);
}

namespace {

found nobody(const json& args) {
    const auto typed = kinds::read_typed_code(get_string(args, "id"));
    return none(typed.what == kinds::typed_code::kind::mistyped ? "Mã gõ sai: ký tự kiểm tra không khớp."
                                                                : "Không có hồ sơ này.");
}

}  // namespace

found answerer::session(const json& args) const {
    const auto now = clock_.now();
    auto from = door_.snapshot();
    if (!from) return unread(from.error());
    const auto id = id_of(args, **from);
    if (!id) return unread(id.error());
    return *id ? session_in(**from, **id, args, now) : nobody(args);
}

result<std::shared_ptr<const kept_answer>> answerer::kept_answer_to(const json& args,
                                                                    kept_answers& kept) const {
    const auto now = clock_.now();
    auto asked = motcua::to_text(args);
    auto from = door_.snapshot();
    if (!from) return unread(from.error());
    const auto known = kept.find(asked);
    const auto id = known ? result<std::optional<store::session_id>>(known->session) : id_of(args, **from);
    if (!id) return unread(id.error());
    const auto stamp = *id ? (*from)->stamp(**id) : result<std::optional<store::session_stamp>>(std::nullopt);
    if (!stamp) return unread(stamp.error());
    if (!*stamp) return tl::make_unexpected(nobody(args).error());
    if (known && known->from <= now && now < known->until && known->stamp == **stamp &&
        known->deployment == deployed_.hash())
        return known;
    const auto composed = session_in(**from, **id, args, now);
    if (!composed) return tl::make_unexpected(composed.error());
    auto fresh = to_kept(*composed, now);
    fresh.session = static_cast<std::uint64_t>(**id);
    fresh.stamp = **stamp;
    fresh.deployment = deployed_.hash();
    auto shared = std::make_shared<const kept_answer>(std::move(fresh));
    if (shared->from < shared->until) kept.keep(std::move(asked), shared);
    return shared;
}

found answerer::session_in(store::reader& from, store::session_id id, const json& args, instant now) const {
    const auto row = from.session(id);
    if (!row) return unread(row.error());
    if (!*row) return nobody(args);
    const auto& s = **row;
    const auto record = parse_json(s.record);
    auto what = record ? deployed_.kinds().read(s.kind, *record) : tl::make_unexpected(record.error());
    // An unreadable one is shown by its columns: somebody must see to it.
    json_object out = views_.line({s.id, s.version, s.kind, s.chart, s.standing, s.listed}, now);
    out["record"] = record ? *record : json(nullptr);
    out["parked_reason"] = s.parked_reason;
    const auto* d = what ? what->as<const dossier::record>() : nullptr;
    if (d) {
        out["promise"] = views_.promise(*d, now);
        if (const auto on = get_string(args, "promised_on"); !on.empty())
            out["promised_on"] = views_.promised(*d, on);
    }
    const auto journal = from.timeline(id);
    const auto outbox = from.outbox(id);
    const auto sheets = from.slips(id);
    auto offered = inspector(deployed_, *charts_.borrow()).offers(s, from, caller_of(args), now);
    if (!journal) return unread(journal.error());
    if (!outbox) return unread(outbox.error());
    if (!sheets) return unread(sheets.error());
    json_array timeline, slips, duties;
    for (const auto& r : *journal) timeline.push_back(views_.journal_line(r, s.chart));
    for (const auto& r : *outbox) duties.push_back(views_.duty(r));
    for (const auto& r : *sheets) slips.push_back(printed(views_.slip(r), r, duties));
    out["timeline"] = std::move(timeline);
    out["slips"] = std::move(slips);
    out["duties"] = std::move(duties);
    if (!offered && offered.error().what != failure::kind::corrupt) return unread(offered.error());
    out["actions"] = offered ? std::move(offered->at("actions")) : json(json_array{});
    if (offered) out["configuration"] = std::move(offered->at("configuration"));
    return json(std::move(out));
}

// By the print that made it ({"duty"}) or by {"session", "form", "seq"}.
found answerer::slip(const json& args) const {
    auto from = door_.snapshot();
    if (!from) return unread(from.error());
    auto session = get_integer(args, "session");
    auto form = get_string(args, "form");
    auto seq = get_integer(args, "seq", 1);
    std::int64_t reprint = get_integer(args, "reprint");
    json_object how;
    if (const auto duty = get_integer(args, "duty"); duty > 0) {
        const auto row = (*from)->duty(duty);
        if (!row) return unread(row.error());
        if (!*row || (*row)->kind != "print") return none("Không có lệnh in này.");
        const auto a = parse_json((*row)->args);
        session = (*row)->session;
        form = (*row)->name;
        seq = a ? get_integer(*a, "seq", 1) : 1;
        if (a && a->is_object()) how = a->get_object();
        reprint = a ? get_integer(*a, "reprint") : 0;
    }
    const auto rows = (*from)->slips(session);
    if (!rows) return unread(rows.error());
    for (const auto& r : *rows) {
        if (r.form != form || r.seq != seq) continue;
        const auto values = parse_json(r.values);
        json_object out = views_.slip(r);
        out["session"] = session;
        out["values"] = values ? *values : json(nullptr);
        out["how"] = how;
        out["reprint"] = reprint;
        out["template"] = r.template_hash;
        return json(std::move(out));
    }
    return none("Không có phiếu này.");
}

// {"hash"} → the form that was kept under it, as the host gave it.
found answerer::kept_template(const json& args) const {
    auto from = door_.snapshot();
    if (!from) return unread(from.error());
    const auto hash = get_string(args, "hash");
    const auto kept = (*from)->content(hash);
    if (!kept) return unread(kept.error());
    if (!*kept || (*kept)->kind != "template")
        return none("Kho dữ liệu không còn mẫu in đã dùng cho phiếu này; cần khôi phục từ bản sao lưu.");
    if (sha256((*kept)->bytes) != hash)
        return none("Mẫu in đã dùng cho phiếu này bị hỏng trong kho dữ liệu; cần khôi phục từ bản sao lưu.");
    return json{{"name", (*kept)->name}, {"content", (*kept)->bytes}};
}

// What a command would print: {"session", "event", "data", "by"} → {"form", "values"}.
found answerer::preview(const json& args) const {
    json_object data;
    if (const json* d = find(args, "data"); d && d->is_object()) data = d->get_object();
    auto from = door_.snapshot();
    if (!from) return unread(from.error());
    const auto row = (*from)->session(get_integer(args, "session"));
    if (!row) return unread(row.error());
    if (!*row) return none("Không có hồ sơ này.");
    auto seen = inspector(deployed_, *charts_.borrow())
                    .preview(**row, **from, get_string(args, "event"), std::move(data), caller_of(args),
                             clock_.now());
    if (seen.what == outcome::kind::failed) return fail(failure::kind::io, get_string(seen.body, "message"));
    if (seen.what != outcome::kind::done) return none(get_string(seen.body, "message"));
    return json(std::move(seen.body));
}

}  // namespace motcua::runtime
