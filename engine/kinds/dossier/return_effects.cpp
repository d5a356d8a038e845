#include <fmt/format.h>

#include "engine/kinds/dossier/effect_sets.hpp"
#include "engine/kinds/dossier/hard_rules.hpp"

namespace motcua::dossier {

namespace {

refusal hand(record& r, const json_object& args, const step_context& c, step_requests&) {
    const std::string to = text_of(args, "to");
    if (to == "head")
        if (auto no = check_hand_over_to_head(r, c)) return no;
    if (r.to_unit.limit && !r.to_unit.passed_on && to != "reception") r.to_unit.passed_on = c.at;
    r.hand_overs.push_back({c.at, text_of(args, "from"), to, text_of(args, "giver", c.actor),
                            text_of(args, "taker"), text_of(args, "note")});
    return std::nullopt;
}

// The result is at the desk: a draft apology vanishes, an issued one becomes premature when in time.
refusal done(record& r, const json_object&, const step_context& c, step_requests& w) {
    if (auto no = from_ledger(promise::finish(r.promise, c.at, measure_of(c)))) return no;
    request_notice(w, r, c, "applicant", needs_hand_delivery(r, c) ? "result-ready-late" : "result-ready");
    return std::nullopt;
}

refusal deliver(record& r, const json_object& args, const step_context& c, step_requests&) {
    hand_delivery d;
    d.at = c.at;
    d.deliverer = text_of(args, "deliverer", c.actor);
    d.receiver = text_of(args, "receiver");
    d.phone = text_of(args, "phone");
    d.relation = text_of(args, "relation");
    d.identity_checked = yes_of(args, "identity_checked");
    d.proof = text_of(args, "proof");
    d.in_person = yes_of(args, "in_person");
    if (auto no = check_delivery(r, d, c)) return no;
    if (!r.promise.collected)
        if (auto no = from_ledger(promise::collect(r.promise, c.at))) return no;
    r.delivery = std::move(d);
    return std::nullopt;
}

refusal close(record& r, const json_object& args, const step_context& c, step_requests&) {
    const std::string as = text_of(args, "as");
    if (auto no = check_closing(r, as, c)) return no;
    if (as == "kept" && !r.promise.kept)
        if (auto no = from_ledger(promise::keep(r.promise, c.at))) return no;
    if (as != "kept" && as != "returned" && (r.promise.running() || r.promise.paused()))
        if (auto no = from_ledger(promise::stop(r.promise, c.at, measure_of(c)))) return no;
    r.closed = {as, text_of(args, "reason", r.stop_reason), c.at};
    if (r.stop_reason.empty()) r.stop_reason = r.closed.reason;
    return std::nullopt;
}

// The digital copy of the result: D1 counts it, nothing yet forces it.
refusal digitised(record& r, const json_object& args, const step_context& c, step_requests&) {
    r.copy = {text_of(args, "sha256"), text_of(args, "signer", c.actor), c.at};
    return std::nullopt;
}

}  // namespace

void add_return_effects(registry& r) {
    r.add(effect_of<record>("handover", {"to"}, {"from", "giver", "taker", "note"}, hand)
              .taking("from", holders())
              .taking("to", holders()));
    r.add(effect_of<record>("done", {}, {}, done));
    r.add(effect_of<record>("deliver", {"receiver"},
                            {"deliverer", "phone", "relation", "identity_checked", "proof", "in_person"},
                            deliver)
              .taking("identity_checked", {"true", "false"})
              .taking("in_person", {"true", "false"}));
    r.add(effect_of<record>("close", {"as"}, {"reason"}, close)
              .taking("as", {"returned", "refused", "withdrawn", "stopped", "kept"}));
    r.add(effect_of<record>("digitised", {"sha256"}, {"signer"}, digitised));
}

}  // namespace motcua::dossier
