// The shipped workflows and a whole small office in memory: charts stepped, effects folded, numbers drawn,
// timers fired, sessions told, as the runtime does it but without a store. For tests of charts and of the
// dossier room.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/interpreter/step.hpp"
#include "engine/kinds/dossier/record.hpp"
#include "engine/kinds/registry.hpp"
#include "engine/kinds/round/round.hpp"
#include "engine/procedure/catalogue.hpp"
#include "engine/promise/moments.hpp"

namespace motcua::dossier {

struct shipped {
    static const shipped& get();
    std::optional<calendar::working_calendar> calendar;
    procedure::rule_sets rules;
    procedure::catalogue catalogue;
    procedure::office office;
    procedure::reasons reasons;
    std::map<std::string, chart::chart_pointer> charts;
};

struct printed {
    std::uint64_t session;
    slip_request slip;
    json_object values;
};

class office_at_work {
public:
    explicit office_at_work(const char* now);

    // Session number, or 0 with `refused` set.
    std::uint64_t open(const char* kind, const char* json_text);
    // False with `refused` set when the step was discarded.
    bool send(std::uint64_t session, std::string event, const char* json_text = "{}");
    // Fires every timer up to then.
    void pass_until(const char* when);
    void at(const char* when) { now_ = *parse_instant(when); }

    const record& dossier(std::uint64_t session) { return *sessions_.at(session).what.as<record>(); }
    const round& courier_round(std::uint64_t session) { return *sessions_.at(session).what.as<round>(); }
    summary listed(std::uint64_t session);
    std::string phase(std::uint64_t session) { return facts(session).phase; }
    int printed_count(std::uint64_t session, std::string_view form) const;
    const printed& last(std::string_view form) const;
    step_context around(std::uint64_t session) const;

    std::string actor = "reception.lan";
    refusal refused;
    std::vector<printed> paper;
    std::vector<outbox_request> outbox;
    instant now_{};

private:
    struct living {
        std::unique_ptr<interpreter::session> chart;
        any_record what;
    };
    struct pending;
    chart_facts facts(std::uint64_t session) const;
    refusal step(std::uint64_t id, interpreter::cause why, std::string event, const json_object& data,
                 pending& all);
    bool finish(refusal no, pending& all);
    void fire(std::uint64_t id, const promise::wake& w);

    std::map<std::uint64_t, living> sessions_;
    std::map<std::string, long long> numbers_;
    interpreter::scratch space_;
};

}  // namespace motcua::dossier
