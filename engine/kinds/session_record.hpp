// The record of one session: what the office knows of it besides its place in the chart. Each kind derives
// its own from session_record; stepping, writer, reading and replay know only this. Pure: no clock, no store.
// The engine thread owns the records of loaded sessions; readers decode copies of their own.
#pragma once

#include <concepts>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "engine/kinds/paper_need.hpp"
#include "engine/kinds/rejection.hpp"
#include "engine/kinds/requests.hpp"
#include "engine/promise/moments.hpp"
#include "engine/promise/calendar_move.hpp"

namespace motcua::kinds {

// From the annotations of the active states: the innermost of the work region wins.
struct chart_facts {
    std::string phase;        // id of the state whose label the screens show
    std::string holder_role;  // mc:holder
    int national_status = 0;  // mc:status
    std::string step_term;    // mc:step-term: "8 working-hours", "2 working-days"
    std::string apology;      // mc:apology of the promise region: "none", "draft", "issued", "escalated"
};

// What reports count of a session; see store/rows.hpp.
struct reported {
    bool told = true;  // false: not yet, since more is to be awaited
    bool online = false;
    bool overridden = false;
    bool running = false;
    bool premature = false;
    bool slow_acceptance = false;
    bool slow_hand_over = false;
    std::optional<instant> hand_over_by{};
    int apologies = 0;
    int late_apologies = 0;
    int default_apologies = 0;
};

// The fixed columns by which lists, search and counts see a session.
struct summary {
    std::string code;
    std::string portal_code;
    std::string procedure;
    std::string unit;
    std::string stream;
    std::string channel;
    std::string phase;
    std::string holder_role;
    std::string holder;
    std::string return_mode;
    std::string applicant;
    int national_status = 0;
    bool late = false;
    std::string apology;
    std::optional<instant> received_at;
    std::optional<instant> due_at;
    std::optional<instant> reappointed_at;
    std::optional<instant> done_at;
    std::optional<instant> returned_at;
    std::optional<instant> attention_at;
    reported reports;
};

// A legal instant that cannot be carried out, because the calendar does not reach the day it asks for.
struct obstacle {
    std::string event;  // "promise.t2"
    std::string why;    // Vietnamese, no personal data
    std::string next;   // Vietnamese: what a person can do
};

struct outlook {
    std::optional<promise::wake> next;  // that can be carried out, as far as is known at c.at
    std::optional<obstacle> blocked;    // has come, or cannot be told; what comes next goes on meanwhile
};

class session_record {
public:
    virtual ~session_record() = default;

    virtual std::unique_ptr<session_record> clone() const = 0;
    virtual std::string encode() const = 0;  // JSON text of a numbered format
    // As it stands at c.at.
    virtual summary summarise(const chart_facts& facts, const step_context& c) const = 0;

    // The code or number by which people know the session; empty until it is given.
    virtual std::string_view known_as() const = 0;
    // As it stands on paper and in barcodes, with its check character where the kind has one.
    virtual std::string printed_as() const { return std::string(known_as()); }
    // The unit whose people may act on it; empty: no unit in particular.
    virtual std::string_view owning_unit() const { return {}; }
    // Who took it in, or hands it over; empty: nobody yet.
    virtual std::string_view desk_officer() const { return {}; }
    // Which rule set it keeps (empty: that of today), and which procedure: code and version (empty: none).
    virtual std::string_view kept_rule_set() const { return {}; }
    virtual std::pair<std::string_view, std::string_view> kept_procedure() const { return {}; }
    // The case of that procedure, whose published papers may be asked for; empty: none.
    virtual std::string_view kept_case() const { return {}; }
    // Its dated promise to a citizen; null for a kind without one.
    virtual const promise::ledger* promise_ledger() const { return nullptr; }

    virtual bool accepted() const { return false; }
    // After the last effect of a step: what must hold whatever the chart's author wrote.
    virtual refusal check_step(bool /*accepted_before*/, const step_requests& /*w*/) const {
        return std::nullopt;
    }
    // Whether the sheets that it will owe can be printed from it, where the step opens or accepts. `w` are
    // the requests of that step, whose sheets are judged as they are; of `forms`, all that may come to be
    // owed, only what the reception must say. Names every missing field at once.
    virtual refusal check_printable(const step_requests& /*w*/, const std::vector<std::string>& /*forms*/,
                                    const step_context& /*c*/, const needs_finder& /*needs*/) const {
        return std::nullopt;
    }
    // After a step: what the chart's new state means for the record.
    virtual refusal follow_chart(const chart_facts& /*before*/, const chart_facts& /*after*/,
                                 const step_context& /*c*/, step_requests& /*w*/) {
        return std::nullopt;
    }

    // The next legal instant.
    virtual outlook look_ahead(const step_context& /*c*/) const { return {}; }
    // The event of `w` was delivered at c.at. False: it had been before, so nothing else must follow.
    virtual bool mark_fired(const promise::wake& /*w*/, const step_context& /*c*/) { return false; }
    // _event.data of a timer's event.
    virtual json_object timer_data(const promise::wake& w, const step_context& c) const {
        return {{"planned", to_iso(w.planned)}, {"at", to_iso(c.at)}, {"number", w.number}};
    }
    // A calendar that a person has confirmed moves the promise. Refused where the calendar of `c` does not
    // lead to that date.
    virtual refusal move_promise(const promise::moved_date& /*to*/, const step_context& /*c*/,
                                 step_requests& /*w*/) {
        return std::nullopt;
    }

    // Puts a drawn number where it belongs and returns it as it is printed; in the order of
    // step_requests::numbers.
    virtual std::string assign(step_requests& w, const number_request& request, long long number,
                               const step_context& c) = 0;
    // What the choice of a printer may hang on: {"officer", "stream"}.
    virtual json_object print_context() const { return {}; }
    // What a sheet shows.
    virtual json_object slip_values(const slip_request& slip, const step_context& c) const = 0;
    // Counts a hard refusal: the one thing that a refused command writes.
    virtual void count_refusal(const rejection& /*why*/) {}
};

// A record as a value: copying copies the record.
class any_record {
public:
    any_record() = default;
    template <std::derived_from<session_record> Record>
    any_record(std::unique_ptr<Record> of) : of_(std::move(of)) {}
    any_record(const any_record& other) : of_(other.of_ ? other.of_->clone() : nullptr) {}
    any_record(any_record&&) noexcept = default;
    any_record& operator=(any_record other) noexcept { return of_ = std::move(other.of_), *this; }
    ~any_record() = default;

    explicit operator bool() const { return of_ != nullptr; }
    session_record* operator->() const { return of_.get(); }
    session_record& operator*() const { return *of_; }
    // As the record of one kind; null when it is another's.
    template <class Record>
    Record* as() const {
        return dynamic_cast<Record*>(of_.get());
    }

private:
    std::unique_ptr<session_record> of_;
};

}  // namespace motcua::kinds
