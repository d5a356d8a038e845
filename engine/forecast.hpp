// What the law makes of a dossier that does not exist: its stream, its promise, and how that moves when
// things happen to it. For who plans dossiers beforehand, such as a scenario's generator; the arithmetic is
// the engine's own. Read from a workflows folder; no engine, no data folder. Values; any thread may read.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/base/time.hpp"

namespace motcua {

// Of one version of a procedure, what a plan needs to know.
struct planned_procedure {
    std::string code, version;
    std::string unit;                // of those who resolve it
    std::vector<std::string> cases;  // empty: it has none
    // What reception may answer for the dossier to go online: the name of each question and the first answer
    // that is accepted, each name once.
    std::vector<std::pair<std::string, std::string>> facts;
    bool post_in = false, post_out = false;
};

class forecast;

// The law of one office on paper. Cheap to copy.
class office_law {
public:
    // All faults of the workflows.
    static read_result<office_law> read(const std::string& workflows, const std::string& office);

    // The legal calendar; not_found: the message names the year that is missing.
    result<bool> is_working_day(local_day d) const;
    result<bool> is_working(instant t) const;
    result<bool> is_receiving(instant t) const;
    result<local_day> add_working_days(local_day d, int n) const;

    bool has_rules_on(local_day d) const;
    // The version in force on that day; nothing: there is none.
    std::optional<planned_procedure> procedure(std::string_view code, local_day day) const;
    // Types of the published papers of a case.
    std::vector<std::string> documents(const planned_procedure& p, std::string_view case_code) const;
    bool has_term(const planned_procedure& p, std::string_view case_code) const;
    int longest_extension(const planned_procedure& p, std::string_view case_code) const;  // working days

    struct routing {
        std::string stream;         // "online", "direct"
        bool may_override = false;  // an officer may send it direct with a reason
    };
    // Where a dossier with all the answers in `p.facts` goes.
    routing route(const planned_procedure& p, const std::string& case_code, const std::string& channel,
                  local_day day) const;

    // What is promised for a dossier that is accepted then. Nothing: no rule set holds, the procedure has no
    // term, or the calendar does not reach.
    std::optional<forecast> accept(const planned_procedure& p, const std::string& case_code,
                                   std::string_view stream, instant at) const;

private:
    friend class forecast;
    struct inside;
    std::shared_ptr<const inside> in_;
};

// The promise of one planned dossier. What happens to it returns false, and changes nothing, where the law
// does not allow it.
class forecast {
public:
    forecast(const forecast& other);
    forecast(forecast&&) noexcept;
    forecast& operator=(forecast other) noexcept;
    ~forecast();

    instant due() const;
    instant apology() const;      // T2
    instant first_draft() const;  // T1, else T2
    // By how many working days the procedure's standing authorisation reappoints.
    int extension_by_default() const;

    bool supplement(instant asked, instant given);
    bool wait_for_other_body(instant from, instant to);
    // The head answers the draft: it will be on time.
    bool promise_on_time(const std::string& who, instant at);

private:
    friend class office_law;
    struct inside;
    explicit forecast(std::unique_ptr<inside> in);
    std::unique_ptr<inside> in_;
};

}  // namespace motcua
