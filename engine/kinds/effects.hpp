// The open registry of what a chart may want of the world: name → arguments and what it does to the domain
// record. The runtime folds the effects of a step through `apply`, in their order, on its engine thread; the
// proofs call the same. Pure: no clock, no store, no numbers. What must happen outside is collected in
// `requests`.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/calendar/calendar.hpp"
#include "engine/kinds/dossier/record.hpp"
#include "engine/kinds/rejection.hpp"
#include "engine/kinds/round/round.hpp"
#include "engine/procedure/entry.hpp"
#include "engine/procedure/office.hpp"
#include "engine/procedure/reasons.hpp"
#include "engine/procedure/rule_set.hpp"

namespace motcua::dossier {

using subject = std::variant<record, round>;

// The record of a session row, JSON text.
std::string encode(const subject& s);
// `kind` as in the session row: "dossier" or "round".
result<subject> decode(std::string_view kind, std::string_view text);
result<subject> subject_from_json(std::string_view kind, const json& v);

// All that a step may know; everything outlives the call.
struct step_context {
    instant at{};
    std::uint64_t session = 0;
    std::string actor;
    const calendar::working_calendar* calendar = nullptr;
    const procedure::rule_set* rules = nullptr;
    const procedure::entry* procedure = nullptr;  // null for a round
    const procedure::office* office = nullptr;
    const procedure::reasons* reasons = nullptr;
};

// Something the world is owed: becomes an outbox row of the same transaction.
struct outbox_request {
    std::string kind;  // "notify", "portal"
    std::string name;  // which message
    json_object args;
    std::optional<instant> not_before;  // people are told things in office hours
};

// A number to be drawn after all steps of the batch have succeeded, then handed to `assign`.
struct number_request {
    std::string what;    // "dossier", "parcel", "round", or the form of a slip
    std::string series;  // gapless within its period
    std::string period;  // a day or a year
    int slip = -1;       // position in requests::slips when the number is a slip's
};

// A sheet: its values are taken from the record by `slip_values` after numbers are assigned.
struct slip_request {
    std::string form;      // "receipt", "apology", …
    std::string set;       // the procedure's own set of forms; empty: the one in force on `accepted`
    local_day accepted{};  // the day whose forms hold
    int seq = 1;
    int max_seq = 1;
    std::string series;  // empty: not numbered
    std::string period;
    std::string number;  // as printed, set by `assign`
    int copies = 1;
    json_object extra;  // arguments of the effect that only this sheet shows
};

// An event for another session of the same office, stepped in the same transaction.
struct session_message {
    std::uint64_t session = 0;
    std::string event;
    json_object data;
};

struct step_requests {
    std::vector<outbox_request> outbox;
    std::vector<number_request> numbers;
    std::vector<slip_request> slips;
    std::vector<session_message> tells;
    bool accepted = false;  // this step accepted the dossier
};

enum class effect_kind { record, outbox };

// The words that an argument takes, where a chart writes it literally.
struct argument_words {
    std::string argument;
    std::vector<std::string_view> words;  // literals of the program
    // Others may be used too, but hardly one that looks like a misspelt known one.
    bool open = false;
};

struct effect {
    std::string name;
    effect_kind kind = effect_kind::record;
    std::vector<std::string> required;  // argument names
    std::vector<std::string> optional;
    std::function<refusal(subject&, const json_object& args, const step_context&, step_requests&)> apply;
    std::vector<argument_words> closed = {};

    effect taking(std::string argument, std::vector<std::string_view> words) && {
        closed.push_back({std::move(argument), std::move(words), false});
        return std::move(*this);
    }
    effect suggesting(std::string argument, std::vector<std::string_view> words) && {
        closed.push_back({std::move(argument), std::move(words), true});
        return std::move(*this);
    }
};

// An argument as a chart writes it: `text` only where it stands there literally.
struct written_argument {
    std::string name;
    std::optional<std::string> text;
};

// What is wrong with an effect as it is written, for its author.
struct effect_fault {
    std::string message;
    std::optional<std::size_t> argument;  // which of the written ones; else the effect as a whole
};

// Who may act, and who a dossier may lie with.
std::vector<std::string_view> acting_roles();
std::vector<std::string_view> holders();

class registry {
public:
    // Everything the standard charts use.
    static const registry& standard();

    // A host may add its own; the last of a name wins.
    void add(effect e);
    const effect* find(std::string_view name) const;
    // For the chart loader: an element that is not among them is not accepted.
    std::set<std::string, std::less<>> names() const;
    // All that is wrong with an effect written with these arguments.
    std::vector<effect_fault> check(std::string_view name,
                                    const std::vector<written_argument>& arguments) const;

    // Changes `s` and `w`; a rejection means: discard the whole step.
    refusal apply(std::string_view name, const json_object& args, subject& s, const step_context& c,
                  step_requests& w) const;

private:
    std::vector<effect> effects_;
};

// After the last effect of a step: what must hold whatever the chart's author wrote (no acceptance without
// the stream question and without a receipt, …).
refusal check_step(bool accepted_before, const subject& after, const step_requests& w);

// Puts a drawn number where it belongs and returns it as it is printed. Called in the order of
// requests::numbers.
std::string assign(subject& s, step_requests& w, const number_request& request, long long number, const step_context& c);

}  // namespace motcua::dossier
