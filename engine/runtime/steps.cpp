// A command once it is allowed: the step of its session and of all sessions it tells, settled and journalled
// together, or undone together.
#include <deque>

#include "engine/base/log.hpp"
#include "engine/dossier/code.hpp"
#include "engine/dossier/hard_rules.hpp"
#include "engine/runtime/outcomes.hpp"
#include "engine/runtime/writer.hpp"

namespace motcua::runtime {
namespace {

constexpr std::size_t most_tells = 1000;  // sessions one command may move

}  // namespace

json_object writer::answer_of(const live& s, json_object out) const {
    out.reserve(out.size() + 4);
    out["session"] = s.id;
    const auto& code = s.dossier() ? s.dossier()->code : std::get<dossier::round>(s.what).number;
    out["code"] = code;
    if (s.dossier() && !code.empty()) out["check"] = dossier::with_check(code);
    out["phase"] = steps_.facts(s).phase;
    return out;
}

outcome writer::repeated(const store::journal_row& row) const {
    outcome out{outcome::kind::done, row.session, {{"session", row.session}}};
    if (row.why == store::cause::rejection) out.what = outcome::kind::rejected;
    const auto payload = parse_json(row.payload);
    const json* answer =
        payload ? find(*payload, row.why == store::cause::rejection ? "rejection" : "answer") : nullptr;
    if (answer && answer->is_object()) out.body = answer->get_object();
    return out;
}

// A refused command writes nothing, but that a hard rule refused it is counted and journalled.
outcome writer::refused(draft& d, live& s, const stimulus& in, const dossier::rejection& why,
                        const command_key& key) {
    if (!why.hard) return rejected(s.id, why);
    d.savepoint();
    d.touch(s);
    dossier::count_refusal(s.what, why);
    auto said = dossier::to_json(why).as_object();
    d.journal(s, store::cause::rejection, in, {{"data", in.data}, {"rejection", std::move(said)}}, key);
    return rejected(s.id, why);
}

// There is no session to count on: the office's own journal keeps it, without what was handed in.
outcome writer::refused_creation(draft& d, const stimulus& in, const dossier::rejection& why,
                                 const command_key& key) {
    if (why.hard)
        d.journal_office(store::cause::rejection, in,
                         to_text(json_object{{"procedure", get_string(in.data, "procedure")},
                                             {"rejection", dossier::to_json(why)}}),
                         key);
    return rejected(0, why);
}

// An incident inside a chart: the session whose step it was is set aside, the command did nothing.
outcome writer::broken(draft& d, live& s, const stimulus& in, const std::string& trouble) {
    d.savepoint();
    motcua::log().error("session={} event={} parked=\"{}\"", s.id, in.event, trouble);
    d.park(s, in.event + ": " + trouble, {{"event", in.event}, {"data", in.data}, {"by", in.actor}});
    return parked(s.id, in.event + ": " + trouble);
}

outcome writer::step_all(draft& d, live& origin, const stimulus& first, store::cause why,
                         const command_key& key) {
    struct one {
        live* s;
        const stimulus* in;
        dossier::wishes wishes;
    };
    // A rollback takes a session that is just being created out of memory.
    const bool creating = why == store::cause::start;
    const auto id = creating ? 0 : origin.id;
    std::deque<one> all;
    std::deque<stimulus> told_on;
    all.push_back({&origin, &first, {}});
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (i >= most_tells) return d.rollback(), failed(id, "one command moves too many sessions");
        auto& now = all[i];
        const auto told = i > 0 ? "hồ sơ " + std::to_string(now.s->id) + ": " : std::string();
        if (d.standing(*now.s) == store::condition::parked) {
            auto reason = told + "đang bị giữ lại (" + d.parked_reason(*now.s) + ")";
            return d.rollback(), rejected(id, "parked", std::move(reason), ask_administrator);
        }
        d.touch(*now.s);
        auto done = steps_.step(*now.s, *now.in);
        if (done.what == stepped::kind::refused) {
            d.rollback();
            auto no = *done.why;
            no.message = told + no.message;
            if (i > 0) return rejected(id, no);
            return creating ? refused_creation(d, first, no, key) : refused(d, origin, first, no, key);
        }
        if (done.what == stepped::kind::untaken) {
            d.rollback();
            return rejected(id, "not_possible_now",
                            told + "bước này hiện không thực hiện được (điều kiện chưa đủ)",
                            "Tải lại hồ sơ và chọn trong các thao tác đang có.");
        }
        if (done.what == stepped::kind::broken) {
            d.rollback();
            if (i == 0 && creating) return failed(0, done.trouble);
            auto out = broken(d, *now.s, *now.in, done.trouble);
            return i == 0 ? out : rejected(id, "parked", told + done.trouble, ask_administrator);
        }
        now.wishes = std::move(done.wishes);
        for (auto& t : now.wishes.tells) {
            const auto other = d.open(static_cast<store::session_id>(t.session));
            if (!other)
                return d.rollback(),
                       rejected(id, "not_reached",
                                "hồ sơ " + std::to_string(t.session) + ": " + other.error().message,
                                ask_administrator);
            told_on.push_back({.event = t.event,
                               .data = t.data,
                               .at = first.at,
                               .actor = "session:" + std::to_string(now.s->id)});
            all.push_back({*other, &told_on.back(), {}});
        }
    }
    outcome out{outcome::kind::done, origin.id, {}};
    for (std::size_t i = 0; i < all.size(); ++i) {
        auto& x = all[i];
        auto decisions = d.settle(*x.s, x.wishes, *x.in);
        if (!decisions) return d.rollback(), failed(id, decisions.error().message);
        std::string payload = R"({"data":)" + to_text(x.in->data) + R"(,"decisions":)" + to_text(*decisions);
        if (creating && i == 0) payload += R"(,"chart":")" + origin.row.chart + '"';
        if (i == 0) {
            out.body = answer_of(origin, std::move(*decisions));
            payload += R"(,"answer":)" + to_text(out.body);
        }
        payload += '}';
        d.journal_text(*x.s, i == 0 ? why : store::cause::external, *x.in, std::move(payload),
                       i == 0 ? key : command_key{});
    }
    return out;
}

}  // namespace motcua::runtime
