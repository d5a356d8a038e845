#include "engine/writer/steps.hpp"

#include "engine/base/log.hpp"
#include "engine/kinds/code.hpp"
#include "engine/stepping/outcomes.hpp"

namespace motcua::runtime {
namespace {

constexpr std::size_t most_tells = 1000;  // sessions one command may move

std::string named(store::session_id id) {
    return "hồ sơ " + std::to_string(id) + ": ";
}

kinds::rejection in_words(std::string message) {
    return {"", std::move(message), "", ""};
}

// Open at its end, for what else a row keeps.
std::string payload_of(const joint_step::part& p) {
    return R"({"data":)" + to_text(p.in->data) + R"(,"decisions":)" + to_text(p.decisions);
}

}  // namespace

json_object answer_of(const batch& b, const loaded_session& s, json_object out) {
    out.reserve(out.size() + 4);
    out["session"] = s.id;
    const auto code = s.record->known_as();
    out["code"] = code;
    if (const auto printed = s.record->printed_as(); printed != code) out["check"] = printed;
    out["phase"] = b.of.steps.facts(s).phase;
    return out;
}

outcome repeated(const store::journal_row& row) {
    outcome out{outcome::kind::done, row.session, {{"session", row.session}}};
    if (row.why == store::cause::rejection) out.what = outcome::kind::rejected;
    const auto payload = parse_json(row.payload);
    const json* answer =
        payload ? find(*payload, row.why == store::cause::rejection ? "rejection" : "answer") : nullptr;
    if (answer && answer->is_object()) out.body = answer->get_object();
    return out;
}

// There is no session to count on: the office's own journal keeps it, without what was handed in.
outcome refused_creation(batch& b, const step_input& in, const kinds::rejection& why,
                         const command_key& key) {
    if (why.hard)
        b.d.journal_office(store::cause::rejection, in,
                           to_text(json_object{{"procedure", get_string(in.data, "procedure")},
                                               {"rejection", kinds::to_json(why)}}),
                           key);
    return rejected(0, why);
}

// An incident inside a chart: the session whose step it was is set aside, the command did nothing.
outcome broken(batch& b, loaded_session& s, const step_input& in, const std::string& trouble) {
    b.d.savepoint();
    log().error("session={} event={} parked=\"{}\"", s.id, in.event, trouble);
    b.d.park(s, in.event + ": " + trouble, {{"event", in.event}, {"data", in.data}, {"by", in.actor}});
    return parked(s.id, in.event + ": " + trouble);
}

namespace {

bool step_part(batch& b, joint_step& all, std::size_t i, bool may_stay) {
    using end = joint_step::ending;
    auto& now = all.parts[i];
    const auto stop = [&](end how, kinds::rejection why) {
        all.what = how;
        all.stopped = i;
        all.why = std::move(why);
        if (i > 0) all.why.message = named(now.of->id) + all.why.message;
        return false;
    };
    if (i >= most_tells) return stop(end::too_many, in_words("một lệnh báo cho quá nhiều hồ sơ"));
    if (b.d.standing(*now.of) == store::condition::parked)
        return stop(end::parked, in_words("đang bị giữ lại (" + b.d.parked_reason(*now.of) + ")"));
    b.d.touch(*now.of);
    auto done = b.of.steps.step(*now.of, *now.in);
    if (done.what == stepped::kind::refused) return stop(end::refused, std::move(*done.why));
    if (done.what == stepped::kind::broken) {
        all.trouble = done.trouble;
        return stop(end::broken, in_words(std::move(done.trouble)));
    }
    if (done.what == stepped::kind::untaken && (i > 0 || !may_stay))
        return stop(end::untaken, in_words("bước này hiện không thực hiện được (điều kiện chưa đủ)"));
    now.requests = std::move(done.requests);
    for (auto& t : now.requests.messages) {
        const auto id = static_cast<store::session_id>(t.session);
        const auto other = b.d.open(id);
        if (!other) return stop(end::unreachable, in_words(named(id) + other.error().message));
        all.told_on.push_back({.event = t.event,
                               .data = t.data,
                               .at = now.in->at,
                               .actor = "session:" + std::to_string(now.of->id),
                               .counter = now.in->counter,
                               .attended = now.in->attended});
        all.parts.push_back({*other, &all.told_on.back(), {}, {}});
    }
    return true;
}

}  // namespace

joint_step step_together(batch& b, loaded_session& origin, const step_input& first, bool may_stay) {
    joint_step all;
    all.parts.push_back({&origin, &first, {}, {}});
    bool good = true;
    for (std::size_t i = 0; good && i < all.parts.size(); ++i) good = step_part(b, all, i, may_stay);
    for (std::size_t i = 0; good && i < all.parts.size(); ++i) {
        auto& part = all.parts[i];
        auto decisions = b.d.settle(*part.of, part.requests, *part.in);
        if ((good = decisions.has_value())) {
            part.decisions = std::move(*decisions);
        } else {
            all.what = joint_step::ending::world;
            all.stopped = i;
            all.why = in_words(decisions.error().message);
        }
    }
    if (!good) b.d.rollback();
    return all;
}

void journal_told(batch& b, const joint_step& all) {
    for (std::size_t i = 1; i < all.parts.size(); ++i) {
        const auto& part = all.parts[i];
        b.d.journal_text(*part.of, store::cause::external, *part.in, payload_of(part) + '}', command_key{});
    }
}

namespace {

// A refused command writes nothing, but that a hard rule refused it is counted and journalled.
outcome refused(batch& b, loaded_session& s, const step_input& in, const kinds::rejection& why,
                const command_key& key) {
    if (!why.hard) return rejected(s.id, why);
    b.d.savepoint();
    b.d.touch(s);
    s.record->count_refusal(why);
    auto said = kinds::to_json(why).as_object();
    b.d.journal(s, store::cause::rejection, in, {{"data", in.data}, {"rejection", std::move(said)}}, key);
    return rejected(s.id, why);
}

// What people are told of a command that was stopped; of an incident the session whose step it was is set
// aside.
outcome stopped(batch& b, const joint_step& all, store::cause why, const command_key& key) {
    using end = joint_step::ending;
    const auto& first = all.parts.front();
    // A rollback takes a session that was just being created out of memory.
    const bool creating = why == store::cause::start;
    const auto id = creating ? 0 : first.of->id;
    switch (all.what) {
        case end::refused:
            if (all.told()) return rejected(id, all.why);
            return creating ? refused_creation(b, *first.in, all.why, key)
                            : refused(b, *first.of, *first.in, all.why, key);
        case end::untaken:
            return rejected(id, "not_possible_now", all.why.message,
                            "Tải lại hồ sơ và chọn trong các thao tác đang có.");
        case end::parked:
            return rejected(id, "parked", all.why.message, ask_administrator);
        case end::unreachable:
            return rejected(id, "not_reached", all.why.message, ask_administrator);
        case end::broken: {
            if (creating && !all.told()) return failed(0, all.trouble);
            const auto& part = all.parts[all.stopped];
            auto out = broken(b, *part.of, *part.in, all.trouble);
            return all.told() ? rejected(id, "parked", all.why.message, ask_administrator) : out;
        }
        default:
            return failed(id, all.why.message);
    }
}

}  // namespace

outcome step_all(batch& b, loaded_session& origin, const step_input& first, store::cause why,
                 const command_key& key) {
    auto all = step_together(b, origin, first, false);
    if (all.what != joint_step::ending::done) return stopped(b, all, why, key);
    outcome out{outcome::kind::done, origin.id, {}};
    auto payload = payload_of(all.parts.front());
    if (why == store::cause::start) payload += R"(,"chart":")" + origin.row.chart + '"';
    out.body = answer_of(b, origin, std::move(all.parts.front().decisions));
    payload += R"(,"answer":)" + to_text(out.body) + '}';
    b.d.journal_text(origin, why, first, std::move(payload), key);
    journal_told(b, all);
    return out;
}

}  // namespace motcua::runtime
