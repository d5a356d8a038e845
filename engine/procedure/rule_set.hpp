// The dated rules of law as data: how time is counted, when an apology is drafted and issued, how often a
// date may be reappointed, what a supplement does. Read from workflows/rules/*.xml; chosen by the day of
// acceptance; an accepted dossier keeps its rule set. Immutable values, safe on any thread.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/base/time.hpp"
#include "engine/calendar/term.hpp"

namespace motcua::procedure {

enum class supplement_policy : unsigned char { restart, pause, none };
std::string_view to_text(supplement_policy p);  // "restart", "pause", "none"
std::optional<supplement_policy> parse_supplement_policy(std::string_view text);

struct rule_basis {
    std::string text;  // "Nghị định 118/2025/NĐ-CP"
    std::optional<local_day> from;
};

// What the head authorised in advance: used when silence lasts until T2.
struct standing_authorisation {
    std::string name;  // printed on the slip
    std::string reason;
    int extension_days = 3;  // working days
};

// When a late dossier shows itself.
struct notice_rules {
    int lead_days = 1;  // working days before the due day: T2's day; T1 one more lead
    std::chrono::minutes issue_before_closing{60};        // T2
    std::chrono::minutes committed_before_due{60};        // T2 after a commitment, working time
    int short_term_days = 2;                              // up to here, and in hours, a term is short
    std::chrono::minutes short_draft_before_due{4 * 60};  // T1 of short terms, working time
    std::chrono::minutes short_issue_before_due{60};      // T2 of short terms, working time
    std::chrono::minutes issued_late_after{5};            // later than planned by more: "issued late"
};

// How soon the desk passes a direct dossier on to the unit: by the end of the working day; what it takes in
// later than the cut-off, or on a day off, early on the next working day.
struct hand_over_rules {
    std::chrono::minutes cut_off{15 * 60};   // after midnight
    std::chrono::minutes after_opening{60};  // working time of that next day
};

struct dated_form_set {
    local_day from{};
    std::string forms;  // "2018", "2025"
};

struct rule_set {
    std::string id;  // "2018", "2025", "2026"
    local_day from{};
    std::optional<local_day> to;  // last day, inclusive
    std::vector<rule_basis> basis;
    std::vector<dated_form_set> form_sets;  // in order of their day
    calendar::counting counting;
    std::optional<hand_over_rules> hand_over;  // nothing: no such clock is kept
    notice_rules notice;
    int maximum_reappointments = 1;
    standing_authorisation authorisation;
    supplement_policy supplement = supplement_policy::restart;
    int maximum_supplements = 1;
    std::chrono::minutes online_acceptance{8 * 60};  // working time from arrival to acceptance or refusal
    int keep_after_days = 90;                        // calendar days at the desk
    std::string copy_to = "PV01";                    // controlling department
    std::vector<std::string> unconfirmed;            // names of parameters nobody has found in a source
    std::string hash;                                // SHA-256 of the file

    // For a dossier accepted on that day.
    const std::string& form_set(local_day accepted) const;
};

class rule_sets {
public:
    rule_sets() = default;
    explicit rule_sets(std::vector<rule_set> sets);  // validities must not overlap

    // nullptr when no set covers the day.
    const rule_set* on(local_day accepted) const;
    const rule_set* by_id(std::string_view id) const;
    const std::vector<rule_set>& all() const { return sets_; }

private:
    std::vector<rule_set> sets_;
};

// All *.xml files of the folder whose root is <rules>; every fault of every file at once.
read_result<rule_sets> read_rule_sets(const std::string& folder);
read_result<rule_set> read_rule_set(const std::string& text, const std::string& file);

}  // namespace motcua::procedure
