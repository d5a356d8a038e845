// What an office works by, read once from a workflows folder: charts, procedures, calendar, rule sets,
// reasons, the office itself; and the host's printed forms. Every file with a fault is reported, and then
// nothing is deployed. Immutable once the engine runs, but for the calendar that the engine thread puts in
// force.
#pragma once

#include <atomic>
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
    // `folder` holds charts/, procedures/, calendars/, rules/, units/<office>.xml and reasons.xml.
    // `calendars`: another folder instead of its calendars/. `from`: whether the folder was written back from
    // a store.
    static read_result<deployment> read(const std::string& folder, const std::string& office,
                                        const std::string& calendars = {},
                                        read_for what_for = read_for::deployment,
                                        const kinds::registry& known = kinds::registry::standard());
    // Session kinds and effects that charts may use; outlives the deployment.
    const kinds::registry& kinds() const { return *kinds_; }

    // Another calendar for this office, read and checked; deploys nothing.
    read_result<calendar_version> read_calendars(const std::string& folder) const;
    // What contents() will be with it.
    std::vector<store::content_row> contents_with(const calendar_version& c) const;
    // Engine thread, once that is in the store. Who holds the old calendar keeps it: it stays alive.
    void put_in_force(calendar_version c, std::vector<store::content_row> with);
    // In the store's meta: the deployment whose calendar a person has confirmed, and which holds from then
    // on.
    static constexpr const char* adopted_as = "adopted_calendar";

    // "standard" → the version deployed now; nullptr when there is none of that name.
    const deployed_chart* chart_named(std::string_view name) const;
    std::vector<std::string_view> chart_names() const;
    const deployed_chart* chart_by_hash(std::string_view hash) const;
    // By hash: those deployed now and, once recalled, those that older sessions keep.
    const std::map<std::string, deployed_chart, std::less<>>& charts() const { return charts_; }
    // A chart, or a procedure version, that an older session keeps. Before the engine runs.
    void add(deployed_chart older);
    void add(procedure::entry older);

    // The forms slips are printed by; known to the store like everything else the office works by.
    using form_finder =
        std::function<std::string(std::string_view form, std::string_view set, std::string_view accepted)>;
    void add_form(std::string name, std::string content, std::vector<kinds::paper_need> needs = {});
    void print_by(form_finder find) { form_finder_ = std::move(find); }
    // The hash of the form; empty where the host has none. Any thread, and so is the finder called.
    std::string form_for(std::string_view form, std::string_view set, local_day accepted) const;
    // Whether the host prints at all, and what a form of its needs; nullptr where it has no such form.
    bool prints() const { return form_finder_ != nullptr; }
    const std::vector<kinds::paper_need>* needs_of(std::string_view form, std::string_view set,
                                                   local_day accepted) const;

    // Everything that was read, as rows of the store's contents; the last one lists the others and names the
    // whole: its hash is what the journal says the office worked by.
    const std::vector<store::content_row>& contents() const { return contents_; }
    const std::string& hash() const { return contents_.back().hash; }

    const procedure::catalogue& procedures() const { return *procedures_; }
    const procedure::entry* find_version(std::string_view code, std::string_view version) const;
    const procedure::rule_sets& rules() const { return rules_; }
    const procedure::reasons& reasons() const { return *reasons_; }
    // Nothing: the workflows say nothing about warnings.
    const std::optional<procedure::warning_rules>& warnings() const { return warnings_; }
    const procedure::office& office() const { return office_; }
    const calendar::working_calendar& days() const { return *days_->in_force.load(); }

private:
    void keep(std::string kind, std::string name, std::string bytes);
    void keep_list();

    const kinds::registry* kinds_ = nullptr;
    std::map<std::string, std::string, std::less<>> chart_hashes_;  // by name
    std::map<std::string, deployed_chart, std::less<>> charts_;     // by hash
    std::shared_ptr<const procedure::catalogue> procedures_;
    std::map<std::string, procedure::entry, std::less<>> older_;  // by version
    procedure::rule_sets rules_;
    std::shared_ptr<const procedure::reasons> reasons_;
    std::optional<procedure::warning_rules> warnings_;
    procedure::office office_;
    struct calendars {
        std::atomic<const calendar::working_calendar*> in_force = nullptr;
        std::vector<std::shared_ptr<const calendar::working_calendar>> all;  // engine thread
    };
    std::unique_ptr<calendars> days_ = std::make_unique<calendars>();
    form_finder form_finder_;
    std::map<std::string, std::vector<kinds::paper_need>, std::less<>> needs_;  // by the form's hash
    std::vector<store::content_row> contents_;
};

// Adds every procedure version and every chart that the store has kept. A kept chart that cannot be read is
// left out: its sessions are parked when they are next opened.
result<void> recall_kept(deployment& d, store::reader& from);
// The deployment with that hash, written back as a workflows folder. Names the office in it. `only`: of this
// kind; empty: all.
result<std::string> unfold(store::reader& from, std::string_view hash, const std::string& folder,
                           std::string_view only = {});
// The calendar files that a person has confirmed for this data folder, written below `data`; empty: none
// was adopted, and the workflows' own hold. Called before the engine starts.
result<std::string> adopted_calendars(store::door& kept_in, const std::string& data);

}  // namespace motcua::runtime
