// What an office works by: charts, procedures, calendar, rule sets, reasons, the office itself; and the
// host's printed forms. Immutable: another calendar makes another deployment, which shares all else with the
// former. Any thread, but for the charts: see current_deployment.hpp.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/calendar/calendar.hpp"
#include "engine/deployment/calendar_version.hpp"
#include "engine/deployment/deployed_chart.hpp"
#include "engine/kinds/paper_need.hpp"
#include "engine/procedure/catalogue.hpp"
#include "engine/procedure/office.hpp"
#include "engine/procedure/reasons.hpp"
#include "engine/procedure/rule_set.hpp"
#include "engine/procedure/warning_rules.hpp"
#include "engine/store/door.hpp"

namespace motcua::runtime {

class deployment {
public:
    // What a folder holds and nothing more; see deployment_builder.
    static read_result<deployment> read(const std::string& folder, const std::string& office,
                                        const std::string& calendars = {},
                                        read_for what_for = read_for::deployment,
                                        const kinds::registry& known = kinds::registry::standard());
    // Session kinds and effects that charts may use; outlives the deployment.
    const kinds::registry& kinds() const { return *parts_->kinds; }

    // Another calendar for this office, read and checked; deploys nothing.
    read_result<calendar_version> read_calendars(const std::string& folder) const;
    std::shared_ptr<const deployment> with_calendar(calendar_version c) const;
    // In the store's meta: the deployment whose calendar a person has confirmed, and which holds from then
    // on.
    static constexpr const char* adopted_as = "adopted_calendar";

    // "standard" → the version deployed now; nullptr when there is none of that name.
    const deployed_chart* chart_named(std::string_view name) const;
    std::vector<std::string_view> chart_names() const;
    const deployed_chart* chart_by_hash(std::string_view hash) const;
    // By hash: those deployed now and, once recalled, those that older sessions keep.
    const std::map<std::string, deployed_chart, std::less<>>& charts() const { return parts_->charts; }

    using form_finder =
        std::function<std::string(std::string_view form, std::string_view set, std::string_view accepted)>;
    // The hash of the form; empty where the host has none. Any thread, and so is the finder called.
    std::string form_for(std::string_view form, std::string_view set, local_day accepted) const;
    // Whether the host prints at all, and what a form of its needs; nullptr where it has no such form.
    bool prints() const { return parts_->find_form != nullptr; }
    const std::vector<kinds::paper_need>* needs_of(std::string_view form, std::string_view set,
                                                   local_day accepted) const;

    // Everything that was read, as rows of the store's contents; the last one lists the others and names the
    // whole: its hash is what the journal says the office worked by.
    std::vector<store::content_row> contents() const;
    const std::string& hash() const { return list_.hash; }

    const procedure::catalogue& procedures() const { return *parts_->procedures; }
    const procedure::entry* find_version(std::string_view code, std::string_view version) const;
    const procedure::rule_sets& rules() const { return parts_->rules; }
    const procedure::reasons& reasons() const { return *parts_->reasons; }
    // Nothing: the workflows say nothing about warnings.
    const std::optional<procedure::warning_rules>& warnings() const { return parts_->warnings; }
    const procedure::office& office() const { return parts_->office; }
    const calendar::working_calendar& days() const { return *calendar_.days; }

private:
    friend class deployment_builder;

    // All but the calendar.
    struct parts {
        const kinds::registry* kinds = nullptr;
        std::map<std::string, std::string, std::less<>> chart_hashes;  // by name
        std::map<std::string, deployed_chart, std::less<>> charts;     // by hash
        std::optional<procedure::catalogue> procedures;                // never empty once it is read
        std::map<std::string, procedure::entry, std::less<>> older;    // by version
        procedure::rule_sets rules;
        std::optional<procedure::reasons> reasons;  // never empty once it is read
        std::optional<procedure::warning_rules> warnings;
        procedure::office office;
        form_finder find_form;
        std::map<std::string, std::vector<kinds::paper_need>, std::less<>> needs;  // by the form's hash
        std::vector<store::content_row> contents;
    };
    deployment(std::shared_ptr<const parts> all_else, calendar_version c);

    std::shared_ptr<const parts> parts_;
    calendar_version calendar_;
    store::content_row list_;
};

// The deployment with that hash, written back as a workflows folder. Names the office in it. `only`: of this
// kind; empty: all.
result<std::string> unfold(store::reader& from, std::string_view hash, const std::string& folder,
                           std::string_view only = {});
// The calendar files that a person has confirmed for this data folder, written below `data`; empty: none
// was adopted, and the workflows' own hold. Called before the engine starts.
result<std::string> adopted_calendars(store::door& kept_in, const std::string& data);

}  // namespace motcua::runtime
